"""Pictures of pages, drawn by us in a process of its own, so that nobody is ever shown the original itself.

Photographs are drawn anew as well: what a camera wrote beside the picture, such as the place, is left behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from .confined import Limits, ask
from .faults import FileFault
from .signatures import Kind

WIDEST = 1600
"""In pixels."""
MOST_PAGES = 500
"""Pages beyond are not drawn, only counted."""

NO_PAGES = "We show the text of this kind of file, not its pages."
UNDRAWABLE = "We could not draw this page."
NO_SUCH_PAGE = "There is no picture of this page."

_DRAWN = frozenset({Kind.PDF, Kind.PNG, Kind.JPG})
_LIMITS = Limits(seconds=60, cpu=30, memory=1 << 30, output=24 << 20)
_STARTS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One picture with its media type and size in pixels, or None and a sentence that says why there is none.

    `pages` is how many the file has; a picture has one, and 0 means that nobody knows.
    """

    picture: bytes | None
    media_type: str = ""
    width: int = 0
    height: int = 0
    pages: int = 0
    note: str | None = None


def can_draw(kind: Kind) -> bool:
    return kind in _DRAWN


def draw(source: Path | BinaryIO, kind: Kind, page: int = 1, width: int = 960) -> Drawn:
    """The picture of a page, counted from 1, at most `width` pixels wide; never raises for what a file holds."""
    if not can_draw(kind):
        return Drawn(None, note=NO_PAGES)
    if not 1 <= page <= MOST_PAGES:
        return Drawn(None, note=NO_SUCH_PAGE)
    width = max(16, min(width, WIDEST))
    try:
        answer = ask("draw", source, _LIMITS, kind.value, str(page), str(width))
        facts, picture = answer.facts, answer.content
        pages = int(facts["pages"])
        if page > pages:
            return Drawn(None, pages=pages, note=NO_SUCH_PAGE)
        media_type = str(facts["media_type"])
        if not picture.startswith(_STARTS[media_type]):
            return Drawn(None, pages=pages, note=UNDRAWABLE)
        return Drawn(picture, media_type, int(facts["width"]), int(facts["height"]), pages)
    except (FileFault, KeyError, TypeError, ValueError):
        return Drawn(None, note=UNDRAWABLE)
