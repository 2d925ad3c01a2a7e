"""The text of a file, for searching and for showing, read in a process of its own.

A failure is a value with a sentence, never an exception: a file that cannot be read is still evidence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from .confined import Limits, ask
from .faults import FileFault
from .signatures import Kind

LONGEST = 2_000_000
"""In characters: as much text of one file is kept, about 700 printed pages."""

UNREADABLE = "We could not read the text of this file."
PARTLY = "We could read only part of the text of this file."
TOO_LONG = "This file is very long. We keep and search the first part of its text."
NO_TEXT = "This file has no text that can be searched. It may be a scan."
PICTURE = "This is a picture, so it has no text that can be searched."

_LIMITS = Limits(seconds=120, cpu=60, memory=1 << 30, output=16 * LONGEST)


@dataclass(frozen=True, slots=True)
class Extracted:
    """Text without NUL and other control characters, ready for a database.

    `pages` are the pages of a PDF or the slides of a presentation, which `text` joins; None for what has no pages.
    `truncated` says that there is more in the file. `note` is a sentence for the reader where something is missing.
    """

    text: str
    pages: tuple[str, ...] | None = None
    truncated: bool = False
    note: str | None = None
    is_read: bool = True


def extract(source: Path | BinaryIO, kind: Kind) -> Extracted:
    """The text of a file that `examine` took. Raises OSError only when there is no file, or no process can start."""
    if kind in (Kind.PNG, Kind.JPG):
        return Extracted("", note=PICTURE)
    try:
        facts = ask("extract", source, _LIMITS, kind.value, str(LONGEST)).facts
        return _extracted(facts["passages"], bool(facts["paged"]), facts["ended"])
    except (FileFault, KeyError, TypeError):
        return Extracted("", note=UNREADABLE, is_read=False)


def _extracted(passages: Iterable[Any], paged: bool, ended: str) -> Extracted:
    """`ended` says why reading stopped: at the end, when it was full, or broken off."""
    parts = tuple(str(passage) for passage in passages)
    text = "\n\n".join(part for part in parts if part)
    if not text and ended == "broken":
        return Extracted("", note=UNREADABLE, is_read=False)
    notes = {"full": TOO_LONG, "broken": PARTLY}
    note = notes.get(ended) or (None if text else NO_TEXT)
    return Extracted(text, parts if paged else None, ended != "end", note)
