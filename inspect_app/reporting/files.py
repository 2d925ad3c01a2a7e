"""Puts a finished report where it was asked for: whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path


class CannotWrite(Exception):
    """The file cannot be written there; the text says why in one sentence. What stood there before still stands."""


def write_atomically(path: Path, data: bytes) -> None:
    """Make `path` hold exactly `data`: written beside it, then renamed over it.

    A file that was there stays untouched until the new one is complete, and a link is followed to what it names.
    Raises CannotWrite where the place is a folder or no file at all, or cannot be written; an interrupt or a full
    disk leaves nothing behind.
    """
    try:
        target = path.resolve()
        _refuse_what_is_no_file(path, target)
        _replace(target, data)
    except (OSError, RuntimeError, ValueError) as error:
        raise CannotWrite(f"{path} cannot be written: {_why(error)}.") from error


def _refuse_what_is_no_file(path: Path, target: Path) -> None:
    if target.is_dir():
        raise CannotWrite(f"{path} is a folder, and the report is a file: name a file in it.")
    if target.exists() and not target.is_file():
        raise CannotWrite(f"{path} is not a file, so nothing can be renamed over it.")
    if not target.parent.is_dir():
        raise CannotWrite(f"{path} cannot be written: there is no folder {target.parent}.")
    if target.exists() and not os.access(target, os.W_OK):
        raise CannotWrite(f"{path} cannot be written: it may only be read.")


def _replace(target: Path, data: bytes) -> None:
    beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.part")
    # As open() would make it: what the user's own mask leaves, or the rights of the file that is replaced.
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _why(error: Exception) -> str:
    """The reason as the system gives it, within a sentence."""
    words = (getattr(error, "strerror", None) or str(error) or type(error).__name__).rstrip(".")
    return words[:1].lower() + words[1:]
