"""Tells what an OLE compound file is, so that its refusal can say what to do. None of them is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from ..faults import Fault, FileFault

_AT_ONCE = 1 << 20
# Names of streams as the directory of the file holds them. An Office file with a password hides in such a file.
_NAMES = (
    ("EncryptedPackage", Fault.ENCRYPTED),
    ("__substg1.0_", Fault.OUTLOOK),
)


def examine(file: BinaryIO) -> Mapping[str, Any]:
    """Always raises a FileFault."""
    marks = [(name.encode("utf-16-le"), fault) for name, fault in _NAMES]
    kept = max(len(mark) for mark, _ in marks)
    piece = b""
    while chunk := file.read(_AT_ONCE):
        piece = piece[-kept:] + chunk
        for mark, fault in marks:
            if mark in piece:
                raise FileFault(fault)
    raise FileFault(Fault.OLD_OFFICE)
