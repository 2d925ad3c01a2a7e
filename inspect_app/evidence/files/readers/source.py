"""The file that was handed in, read by position: whoever else holds it open is not disturbed."""

from __future__ import annotations

import io
import os
from typing import Any, BinaryIO, cast


class _ByPosition(io.RawIOBase):
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._size = os.fstat(descriptor).st_size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError("before the start of the file")
        self._at = start + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        got = os.pread(self._descriptor, len(view), self._at)
        view[: len(got)] = got
        self._at += len(got)
        return len(got)


def opened(descriptor: int) -> BinaryIO:
    """The file behind a descriptor, at its start, seekable and buffered."""
    return cast(BinaryIO, io.BufferedReader(_ByPosition(descriptor), 1 << 16))
