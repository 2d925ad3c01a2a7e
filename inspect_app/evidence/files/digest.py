"""Copies a stream while it computes SHA-256 and watches a limit, so that no file is ever whole in memory."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import BinaryIO

AT_ONCE = 256 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")


class TooLarge(Exception):
    """A stream went on past the limit. How far is not known: reading stopped there."""

    def __init__(self, size_limit: int) -> None:
        super().__init__(f"more than {size_limit:,} bytes")
        self.size_limit = size_limit


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that are kept: their SHA-256 in small hexadecimal letters, and how many they are."""

    sha256: str
    size: int


def copy_hashed(source: BinaryIO, target: BinaryIO, limit: int) -> Stored:
    """Copies from where `source` stands to its end. Raises TooLarge at the first byte past `limit`."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(AT_ONCE):
        size += len(chunk)
        if size > limit:
            raise TooLarge(limit)
        digest.update(chunk)
        target.write(chunk)
    return Stored(digest.hexdigest(), size)


def checked(sha256: str) -> str:
    """The digest itself. Raises ValueError for anything else, because a digest becomes part of a path."""
    if not _DIGEST.fullmatch(sha256):
        raise ValueError("a digest is 64 hexadecimal digits in small letters")
    return sha256
