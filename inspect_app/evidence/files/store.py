"""Keeps bytes under their SHA-256: the same bytes once, never changed, whole or not at all.

It knows no names, kinds or owners, and it judges nothing: what may be kept is decided before.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from .digest import Stored, checked, copy_hashed

_INCOMING = "incoming"


class NotKept(FileNotFoundError):
    """The store holds no bytes with this digest."""


class Store(Protocol):
    """Where files are kept. Every method that takes a digest raises ValueError for what is none."""

    def put(self, stream: BinaryIO, limit: int) -> Stored:
        """Keeps a stream from where it stands to its end; once, however often the same bytes come.

        Raises TooLarge past `limit` bytes. After any error nothing of it is kept.
        """

    def open(self, sha256: str) -> BinaryIO:
        """The bytes, at their start and seekable; the caller closes. Raises NotKept."""

    def on_disk(self, sha256: str) -> AbstractContextManager[Path]:
        """A path for readers that need one, good inside the context only. Raises NotKept."""
        raise NotImplementedError

    def exists(self, sha256: str) -> bool: ...

    def size(self, sha256: str) -> int:
        """In bytes. Raises NotKept."""

    def delete(self, sha256: str) -> None:
        """Forgets the bytes, also when there are none. Whether anyone still needs them is the caller's question."""


class Folder:
    """A store on local disk: `ab/cd/abcd...`, in a folder that must allow hard links and that only we write to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, stream: BinaryIO, limit: int) -> Stored:
        incoming = self.path / _INCOMING
        incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made with O_EXCL and readable by us alone, on the same disk, so that the link below is one step.
        descriptor, name = tempfile.mkstemp(dir=incoming)
        try:
            with os.fdopen(descriptor, "wb") as target:
                stored = copy_hashed(stream, target, limit)
                target.flush()
                os.fchmod(target.fileno(), 0o400)
                os.fsync(target.fileno())
            self._settle(Path(name), stored)
        finally:
            Path(name).unlink(missing_ok=True)
        return stored

    def open(self, sha256: str) -> BinaryIO:
        with _named(sha256):
            return self._place(sha256).open("rb")

    @contextmanager
    def on_disk(self, sha256: str) -> Iterator[Path]:
        if not self.exists(sha256):
            raise NotKept(sha256)
        yield self._place(sha256)

    def exists(self, sha256: str) -> bool:
        return self._place(sha256).is_file()

    def size(self, sha256: str) -> int:
        with _named(sha256):
            return self._place(sha256).stat().st_size

    def delete(self, sha256: str) -> None:
        place = self._place(sha256)
        place.unlink(missing_ok=True)
        if place.parent.is_dir():
            _sync(place.parent)

    def forget_partial(self, before: datetime) -> int:
        """Removes what uploads left behind when the machine stopped; answers how many. `before` is in UTC."""
        left = [
            path
            for path in (self.path / _INCOMING).glob("*")
            if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before
        ]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _place(self, sha256: str) -> Path:
        return self.path / checked(sha256)[:2] / sha256[2:4] / sha256

    def _settle(self, written: Path, stored: Stored) -> None:
        place = self._place(stored.sha256)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            # A link never overwrites: bytes that are kept already are not touched again.
            os.link(written, place)
        except FileExistsError:
            if place.stat().st_size == stored.size:
                return
            # Only a failing disk makes these differ; the fresh bytes are known to be right.
            written.replace(place)
        _sync(place.parent)
        _sync(place.parent.parent)
        _sync(self.path)


@contextmanager
def _named(sha256: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise NotKept(sha256) from error


def _sync(folder: Path) -> None:
    """A name survives a power cut only when its folder was written as well."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
