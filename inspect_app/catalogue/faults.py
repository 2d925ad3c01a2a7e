"""What is wrong with a declared file, in its author's words, with file, line and path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault. It prints as `file:line: path: fault`."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path}: {self.message}"


class BadData(Exception):
    """Declared files cannot be used as they stand; `faults` holds every fault found, in file order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


def path_of(keys: Iterable[str | int]) -> str:
    """A path as people write it: `criteria[3].text`; `document` for the whole file."""
    written = ""
    for key in keys:
        written += f"[{key}]" if isinstance(key, int) else (f".{key}" if written else str(key))
    return written or "document"
