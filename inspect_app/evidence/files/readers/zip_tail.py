"""Refuses a file that is a ZIP archive from its end and something else from its start."""

from __future__ import annotations

import os
import struct
from typing import BinaryIO

from ..faults import Fault, FileFault

_END = b"PK\x05\x06"
_LENGTH_OF_END = 22
_LONGEST_COMMENT = 0xFFFF


def refuse_zip_at_end(file: BinaryIO) -> None:
    """Raises TWO_IN_ONE. Programs unpack such a file by its end, whatever its first bytes say."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _LENGTH_OF_END - _LONGEST_COMMENT))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    while at >= 0:
        record = tail[at : at + _LENGTH_OF_END]
        if len(record) == _LENGTH_OF_END:
            directory_size, directory_at, comment = struct.unpack("<IIH", record[12:])
            # The directory must fit before this record, and nothing follow its comment; otherwise the letters stand
            # there by chance, or belong to an archive that is attached inside a PDF.
            fits = directory_size + directory_at <= size - len(tail) + at
            if fits and not tail[at + _LENGTH_OF_END + comment :].strip() and comment <= len(tail) - at - len(record):
                raise FileFault(Fault.TWO_IN_ONE)
        at = tail.rfind(_END, 0, at)
