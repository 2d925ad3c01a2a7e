"""The text of Word, PowerPoint and OpenDocument files, in the order of reading.

Read straight from the markup, so that words in text boxes, content controls, tables, notes and tracked insertions are
found as well; what was deleted or moved away is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from ..signatures import Kind
from .gathered import Gathered
from .markup import walk
from .packed import Package

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PARTS_OF_WORD = tuple(
    f"{_WORD}{name}+xml" for name in ("document.main", "footnotes", "endnotes", "comments", "header", "footer")
)
_SLIDE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
_SLIDE_NOTES = "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml"

# The text of these is a second telling, was taken away, or is not for readers.
_LEFT_OUT = {"pPr", "rPr", "Fallback", "moveFrom", "instrText", "tracked-changes"}
_HOLD_TEXT = {Kind.DOCX: {"t"}, Kind.PPTX: {"t"}, Kind.ODT: {"p", "h"}, Kind.ODS: {"p", "h"}}
_BREAKS = {"br": "\n", "cr": "\n", "line-break": "\n", "tab": "\t", "s": " "}
_CELLS = {"tc", "table-cell"}
_LINES = {"p", "h", "tr", "table-row"}


def read(file: BinaryIO, kind: Kind, into: Gathered) -> None:
    package = Package(file)
    for path in _parts(package, kind):
        text = _Text(into, _HOLD_TEXT[kind])
        with package.archive.open(path) as part:
            walk(part, text.start, text.end, text.characters)
        into.close_passage() if kind is Kind.PPTX else into.add("\n")


def _parts(package: Package, kind: Kind) -> Iterator[str]:
    if kind in (Kind.ODT, Kind.ODS):
        yield "content.xml"
        return
    types = {path: words for path, words in package.types().items() if path in package.parts}
    wanted = (_SLIDE,) if kind is Kind.PPTX else _PARTS_OF_WORD
    for content_type in wanted:
        yield from sorted((path for path, words in types.items() if words == content_type), key=_by_number)


def _by_number(path: str) -> tuple[int, str]:
    numbers = re.findall(r"\d+", path)
    return (int(numbers[-1]) if numbers else 0, path)


class _Text:
    """Turns elements into lines: a paragraph is one, and so is a row of a table, its cells apart by tabs."""

    def __init__(self, into: Gathered, hold_text: set[str]) -> None:
        self._into = into
        self._hold_text = hold_text
        self._holding = 0
        self._left_out = 0
        self._cells = 0

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if name in _LEFT_OUT or self._left_out:
            self._left_out += 1
            return
        self._cells += name in _CELLS
        self._holding += name in self._hold_text
        if name in _BREAKS:
            self._into.add(_BREAKS[name])

    def end(self, name: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        self._holding -= name in self._hold_text
        if name in _CELLS:
            self._cells -= 1
            self._into.add("\t")
        elif name in _LINES:
            self._into.add(" " if self._cells else "\n")

    def characters(self, content: str) -> None:
        if self._holding and not self._left_out:
            self._into.add(content)
