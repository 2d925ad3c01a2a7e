"""One bar to each framework, cut into grades: how a nation is spread, on one page. A figure with a text beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspect_app.ui.marks import Mark

from ...pdf.flow import Block
from ...pdf.lines import Faces
from ...pdf.structure import Node
from ...pdf.styles import SMALL, SMALL_STRONG, WIDTH, Style
from ...pdf.tagged import TaggedCanvas

_COUNT = Style("bold", 8.5, 11)
_STEP, _BAR, _HEAD = 19.0, 14.0, 20.0
_LEAST = 17.0


@dataclass(frozen=True, slots=True)
class Part:
    """How many had one grade: the mark gives fill and colour of letters, the letter stands before the count."""

    mark: Mark
    letter: str
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One framework: its parts from worst to best."""

    code: str
    title: str
    parts: Sequence[Part]


class Spread(Block):
    """Bars under a domain's name. Every part says its letter and count, so that no colour is needed to read it."""

    space_after = 2.0

    def __init__(self, faces: Faces, head: str, bars: Sequence[Bar], alt: str, code_width: float, left: float) -> None:
        self.head = faces["semibold"].clean(head)
        self.bars = list(bars)
        self.titles = [faces["regular"].clean(bar.title) for bar in self.bars]
        self.codes = [faces["semibold"].clean(bar.code) for bar in self.bars]
        self.code_width, self.left = code_width, left
        self.node = Node("Figure", alt=alt)
        self.height = (_HEAD if head else 4.0) + _STEP * len(self.bars)

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Head, then each row's code, title and bar."""
        with canvas.figure(self.node, (x, top - self.height, x + WIDTH, top)):
            if self.head:
                canvas.show(x, top - 14, self.head + " ", SMALL_STRONG, colour="petrol")
            first = top - (_HEAD if self.head else 4.0)
            for number, bar in enumerate(self.bars):
                middle = first - _STEP * number - _STEP / 2
                canvas.show(x, middle - 3, self.codes[number] + " ", SMALL_STRONG)
                canvas.show(x + self.code_width, middle - 3, self.titles[number] + " ", SMALL)
                self._bar(canvas, bar, x + self.left, middle)

    def _bar(self, canvas: TaggedCanvas, bar: Bar, left: float, middle: float) -> None:
        parts = [part for part in bar.parts if part.count]
        low = middle - _BAR / 2
        for part, width in zip(parts, widths([part.count for part in parts], WIDTH - self.left), strict=True):
            outline = part.mark.outlines[0]
            canvas.fill_box(left, low, width, _BAR, outline.fill or "white")
            canvas.line_box(left, low, width, _BAR, "rule", 0.6)
            letters = part.mark.letters
            colour = letters.colour if letters else "ink"
            canvas.show_centred(left + width / 2, middle - 2.9, f"{part.letter} {part.count} ", _COUNT, colour=colour)
            left += width


def widths(counts: Sequence[int], room: float) -> list[float]:
    """Widths in proportion to the counts, none too narrow for its figure."""
    least = min(_LEAST, room / max(len(counts), 1))
    narrow: set[int] = set()
    while True:
        rest = room - least * len(narrow)
        counted = sum(count for place, count in enumerate(counts) if place not in narrow) or 1
        found = [least if place in narrow else rest * count / counted for place, count in enumerate(counts)]
        tight = {place for place, width in enumerate(found) if width < least} - narrow
        if not tight:
            return found
        narrow |= tight
