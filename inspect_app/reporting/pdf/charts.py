"""Charts of the report, drawn as plain shapes, each a figure with alternative text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspect_app.ui.marks import Mark

from .flow import Block
from .lines import Faces, break_lines
from .structure import Node
from .styles import MARGIN_STRONG, NOTE, SMALL, SMALL_STRONG, TEXT_LEFT, TEXT_WIDTH, WIDTH, Style
from .tagged import TaggedCanvas

_WORD = Style("regular", 10, 14)
_OWN_WORD = Style("bold", 10, 14)


@dataclass(frozen=True, slots=True)
class Bar:
    """How many had one grade; `is_own` marks the bar that the report's own force stands in."""

    mark: Mark
    word: str
    count: int
    is_own: bool = False


class NationalChart(Block):
    """Horizontal bars, best at the top, one cell to each force. No axis and no legend: each bar says its count."""

    space_after = 2.0
    keeps_next = True
    _STEP, _BAR = 19.0, 13.0

    def __init__(self, faces: Faces, bars: Sequence[Bar], pointer: str, alt: str) -> None:
        self.bars = list(bars)
        self.pointer = faces[MARGIN_STRONG.face].clean(pointer)
        self.node = Node("Figure", alt=alt)
        self.words = [faces["bold"].clean(bar.word) for bar in self.bars]
        widest = max((faces["bold"].measure(word) for word in self.words), default=0) * _WORD.size / 1000
        self.base = min(max(73.0, 20 + widest + 10), 150.0)
        room = min(190.0, TEXT_WIDTH - self.base - 95)
        self.unit = min(7.2, room / max([1, *(bar.count for bar in self.bars)]))
        self.height = self._STEP * len(self.bars) + 1

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Words at the left, the baseline, then each bar with its count."""
        left = x + TEXT_LEFT
        base = left + self.base
        with canvas.figure(self.node, (left, top - self.height, left + TEXT_WIDTH, top)):
            for number, (bar, word) in enumerate(zip(self.bars, self.words, strict=True)):
                middle = top - self._STEP * number - self._STEP / 2
                style = _OWN_WORD if bar.is_own else _WORD
                canvas.mark(bar.mark, left + 7 - bar.mark.width * 5.25, middle, 10.5)
                canvas.show(left + 20, middle - 3.3, word + " ", style)
                self._draw_bar(canvas, bar, base, middle)
            canvas.upright(base, top - self.height, self.height, 0.8, "ink")

    def _draw_bar(self, canvas: TaggedCanvas, bar: Bar, base: float, middle: float) -> None:
        length = bar.count * self.unit
        low = middle - self._BAR / 2
        if bar.count:
            canvas.fill_box(base, low, length, self._BAR, "petrol" if bar.is_own else "tint2")
            # Below two points a cell would be mostly the line that parts it from the next.
            for cell in range(1, bar.count if self.unit >= 2 else 0):
                canvas.upright(base + cell * self.unit, low, self._BAR, 0.5, "white")
            if not bar.is_own:
                canvas.line_box(base, low + 0.25, length, self._BAR - 0.5, "rule", 0.5)
        style = _OWN_WORD if bar.is_own else _WORD
        after = base + length + 5.5
        canvas.show(after, middle - 3.3, f"{bar.count} ", style)
        if bar.is_own and self.pointer:
            tip = after + canvas.width(str(bar.count), style) + 6
            canvas.write(
                f"0.1059 0.1412 0.1882 rg {tip:.2f} {middle:.2f} m {tip + 6:.2f} {middle + 4:.2f} l "
                f"{tip + 6:.2f} {middle - 4:.2f} l f"
            )
            canvas.show(tip + 9.5, middle - 2.8, self.pointer + " ", MARGIN_STRONG)


@dataclass(frozen=True, slots=True)
class Reach:
    """One row of a range figure: a bar from stop `low` to stop `high`, or a mark at `low`."""

    word: str
    low: int
    high: int
    mark: Mark | None = None
    is_open: bool = False


class RangeFigure(Block):
    """Where a grade could lie: stops across the top, a row for each way of asking. The title stands in the margin."""

    space_before = 10.0
    space_after = 8.0
    _HEAD, _STEP = 19.0, 15.0

    def __init__(self, faces: Faces, title: str, stops: Sequence[str], rows: Sequence[Reach], alt: str) -> None:
        self.title = faces["semibold"].clean(title)
        self.rows = list(rows)
        self.words = [faces["regular"].clean(each.word) for each in self.rows]
        self.node = Node("Figure", alt=alt)
        self._arrange(faces, stops)
        self.height = self.head + self._STEP * len(self.rows) + 3

    def _arrange(self, faces: Faces, stops: Sequence[str]) -> None:
        """Where rows and stops begin: in the text column, or in the margin when the stops' names need the room."""
        face = faces["regular"]
        widest = max((face.measure(word) for word in self.words), default=0) * SMALL.size / 1000
        longest = max((face.measure(part) for stop in stops for part in face.clean(stop).split()), default=0)
        for self.row_left in (TEXT_LEFT, 0.0):
            self.start = self.row_left + max(118.0, widest + 12)
            self.step = (WIDTH - self.start) / max(len(stops), 1)
            if longest * NOTE.size / 1000 <= self.step - 3:
                break
        self.stops = [break_lines(stop, NOTE, self.step - 3, faces) for stop in stops]
        deepest = max((len(lines) for lines in self.stops), default=1)
        own_line = 0.0 if self.row_left else SMALL.leading * 0.5
        self.head = self._HEAD + (deepest - 1) * NOTE.leading + own_line

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Title, stops, uprights, and each row's bar or mark."""
        start = x + self.start
        with canvas.figure(self.node, (x, top - self.height, x + WIDTH, top)):
            canvas.show(x, top - 9.5, self.title + " ", SMALL_STRONG)
            for number, lines in enumerate(self.stops):
                for down, line in enumerate(lines):
                    middle, y = start + (number + 0.5) * self.step, top - 9.5 - down * NOTE.leading
                    canvas.show_centred(middle, y, "".join(run.text for run in line).rstrip() + " ", NOTE)
            for number in range(len(self.stops) + 1):
                canvas.upright(start + number * self.step, top - self.height, self.height - self.head + 4)
            for number, (reach, word) in enumerate(zip(self.rows, self.words, strict=True)):
                middle = top - self.head - self._STEP * number - self._STEP / 2
                canvas.show(x + self.row_left, middle - 3, word + " ", SMALL)
                self._draw_reach(canvas, reach, start, middle)

    def _draw_reach(self, canvas: TaggedCanvas, reach: Reach, start: float, middle: float) -> None:
        if reach.mark is not None:
            centre = start + (reach.low + 0.5) * self.step
            canvas.mark(reach.mark, centre - reach.mark.width * 5, middle, 10.0)
            return
        left = start + reach.low * self.step + 4
        width = (reach.high - reach.low + 1) * self.step - 8
        if reach.is_open:
            canvas.fill_box(left, middle - 4.5, width, 9, "tint2")
            canvas.line_box(left, middle - 4.5, width, 9, "petrol", 0.8)
        else:
            canvas.fill_box(left, middle - 4.9, width, 9.8, "petrol")
