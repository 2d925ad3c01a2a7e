"""Tinted blocks: the panel that opens a framework, the counts strip, the good practice box, a command to run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspect_app.ui.marks import Mark

from .flow import Block
from .headings import Place
from .lines import Faces, Line, break_lines
from .prose import Paragraph
from .structure import Node
from .styles import BODY_STRONG, DEPTH, H3, KICKER, NOTE, SMALL, SMALL_STRONG, TEXT_LEFT, WIDTH, Style
from .tagged import TaggedCanvas
from .text import Words

_PANEL_VALUE = Style("bold", 20, 24)
_PANEL_SECOND = Style("semibold", 15, 18)
_COUNT = Style("bold", 24, 28)


@dataclass(frozen=True, slots=True)
class PanelCell:
    """A label over a mark and its word, or over a strong line with a plain one under it."""

    label: str
    word: str
    mark: Mark | None = None
    under: str = ""


class GradePanel(Block):
    """The panel under a framework's title: grade, direction, how it was checked; a caveat runs under all three."""

    space_after = 20.0
    _CELLS = (14.0, 157.0, 309.0)

    def __init__(self, faces: Faces, cells: Sequence[PanelCell], caveat: Words = "") -> None:
        self.cells = list(cells)
        self.caveat: list[Line] = break_lines(caveat, SMALL, WIDTH - 28, faces)
        self.height = 56.0 + (len(self.caveat) * SMALL.leading + 8 if self.caveat else 0)
        self.node = Node("Div")
        self.caveat_node = Node("P", self.node)
        ends = [*self._CELLS[1:], WIDTH]
        self.set = []
        for number, (cell, x, end) in enumerate(zip(self.cells, self._CELLS, ends, strict=False)):
            style = BODY_STRONG if cell.mark is None else (_PANEL_VALUE if number == 0 else _PANEL_SECOND)
            size = 22.0 if number == 0 else 20.0
            indent = cell.mark.width * size + 9.5 if cell.mark else 0.0
            room = end - x - indent - 6
            style = _shrunk(cell.word, style, room, faces)
            nodes = (Node("P", self.node), Node("P", self.node))
            label = break_lines(cell.label, NOTE, end - x, faces)[:1]
            self.set.append((x, indent, size, style, label, break_lines(cell.word, style, room, faces)[:1], nodes))
        self.under = [break_lines(cell.under, NOTE, 170, faces)[:1] for cell in self.cells]

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Tint and bar, then each cell's label and word."""
        with canvas.artifact():
            canvas.fill_box(x, top - self.height, WIDTH, self.height, "tint1")
            canvas.fill_box(x, top - self.height, 3.0, self.height, "petrol")
        for cell, under, (dx, indent, size, style, label, word, nodes) in zip(
            self.cells, self.under, self.set, strict=True
        ):
            canvas.draw_lines(nodes[0], label, NOTE, x + dx, top - 5)
            middle = top - 36.0
            if cell.mark is not None:
                with canvas.artifact():
                    canvas.mark(cell.mark, x + dx + 1, middle, size)
                baseline = middle - 0.33 * style.size
                canvas.draw_lines(nodes[1], word, style, x + dx + indent, baseline + style.drop)
            else:
                canvas.draw_lines(nodes[1], word, style, x + dx, top - 22.5)
                canvas.draw_lines(nodes[1], under, NOTE, x + dx, top - 36.5)
        canvas.draw_lines(self.caveat_node, self.caveat, SMALL, x + 14, top - 56)


class CountsStrip(Block):
    """Numbers over their marks and words, in groups parted by a rule. Read as one sentence, `says`."""

    space_after = 8.0
    height = 59.0

    def __init__(self, faces: Faces, groups: Sequence[Sequence[tuple[int, Mark, str]]], says: str) -> None:
        self.node = Node("P", actual=says)
        self.groups = [list(group) for group in groups]
        self.pitches = [max(map(self._width_of(faces), group), default=0.0) for group in self.groups]

    @staticmethod
    def _width_of(faces: Faces) -> Callable[[tuple[int, Mark, str]], float]:
        def width(entry: tuple[int, Mark, str]) -> float:
            count, mark, word = entry
            number = faces["bold"].measure(str(count)) * _COUNT.size / 1000
            named = 4 + mark.width * 9.5 + faces["regular"].measure(faces["regular"].clean(word)) * SMALL.size / 1000
            return max(number, named)

        return width

    def _starts(self, left: float) -> tuple[list[float], list[float]]:
        """Where each number starts, and where the rules between groups stand."""
        places = sum(len(group) for group in self.groups)
        taken = sum(pitch * len(group) for pitch, group in zip(self.pitches, self.groups, strict=True))
        between = 18.0
        free = WIDTH - 24 - taken - between * (len(self.groups) - 1)
        gap = min(max(free / max(places - len(self.groups), 1), 2.0), 40.0)
        starts: list[float] = []
        rules: list[float] = []
        for number, (pitch, group) in enumerate(zip(self.pitches, self.groups, strict=True)):
            if number:
                rules.append(left - gap + between / 3)
                left += between - gap
            for _ in group:
                starts.append(left)
                left += pitch + gap
        return starts, rules

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """All of it is one paragraph; tint and rule are decoration."""
        starts, rules = self._starts(x + 12.0)
        with canvas.artifact():
            canvas.fill_box(x, top - self.height, WIDTH, self.height, "tint1")
            for at in rules:
                canvas.upright(at, top - self.height + 8, self.height - 16, 1.0, "mid")
        canvas.begin(self.node)
        counts = [entry for group in self.groups for entry in group]
        for start, (count, mark, word) in zip(starts, counts, strict=True):
            canvas.show(start, top - 36, f"{count} ", _COUNT)
            canvas.mark(mark, start, top - 48, 9.5)
            canvas.show(
                start + 13.5 + (mark.width - 1) * 9.5, top - 51, canvas.faces["regular"].clean(word) + " ", SMALL
            )
        canvas.end()


class Box(Block):
    """A tinted box between two rules: label, title, rows of label and text, a last line.

    Kept whole while a page can hold it; longer, it splits between its rows, and a row longer than a page flows.
    """

    space_before = 14.0
    space_after = 14.0
    _PAD = 12.0

    def __init__(
        self,
        faces: Faces,
        label: str,
        title: str,
        place: Place,
        rows: Sequence[tuple[Words, Words]],
        last: Words = "",
        *,
        level: int = 3,
    ) -> None:
        self.title, self.place = title, place
        self.node = Node("Sect")
        width = WIDTH - 2 * self._PAD
        head = Paragraph(faces, label, KICKER, left=self._PAD, width=width, space_after=6)
        name = Paragraph(faces, title, H3, left=self._PAD, width=width, space_after=9)
        name.node = Node(f"H{level}")
        parts: list[Paragraph] = [head, name]
        parts.extend(_BoxRow(faces, *row, width=width) for row in rows)
        if last:
            parts.append(Paragraph(faces, last, NOTE, left=self._PAD, width=width, space_after=0))
        for part in parts:
            part.node.put_in(self.node)
        self.opens = self.closes = True
        self._take(parts)

    def _take(self, parts: list[Paragraph]) -> None:
        self.parts = parts
        self.height = sum(part.height + part.space_after for part in parts) + 2 * self._PAD

    def split(self, room: float) -> tuple[Block, Block] | None:
        """Between rows, or inside one when it alone is taller than what is free."""
        free = room - 2 * self._PAD
        count = 0
        while count < len(self.parts) and self.parts[count].height <= free + 0.01:
            free -= self.parts[count].height + self.parts[count].space_after
            count += 1
        upper: list[Block] = [*self.parts[:count]]
        lower: list[Block] = [*self.parts[count:]]
        # Under a label and a title alone a row must begin; any other row breaks only when no page could hold it.
        if lower and ((self.opens and count <= 2) or lower[0].height > DEPTH - 2 * self._PAD):
            parts = lower[0].split(free)
            if parts is not None:
                upper, lower = [*upper, parts[0]], [parts[1], *lower[1:]]
        if not upper or not lower or (self.opens and len(upper) <= 2):
            return None
        return self._part(upper, closes=False), self._part(lower, opens=False)

    def _part(self, parts: Sequence[Block], opens: bool = True, closes: bool = True) -> Box:
        part = object.__new__(Box)
        part.__dict__.update(self.__dict__)
        part.opens, part.closes = self.opens and opens, self.closes and closes
        part._take([each for each in parts if isinstance(each, Paragraph)])
        return part

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Tint, rules where the box begins and ends, then its parts."""
        with canvas.artifact():
            canvas.fill_box(x, top - self.height, WIDTH, self.height, "tint1")
            if self.opens:
                canvas.rule(x, top, WIDTH, 2.0, "mid")
            if self.closes:
                canvas.rule(x, top - self.height, WIDTH, 2.0, "mid")
        if self.opens:
            self.place.mark(canvas, x, top + 4, self.title)
        y = top - self._PAD
        for part in self.parts:
            part.draw(canvas, x, y)
            y -= part.height + part.space_after


class _BoxRow(Paragraph):
    """A label and its text inside a box."""

    def __init__(self, faces: Faces, label: Words, words: Words, *, width: float) -> None:
        self.opens = True
        self.label = break_lines(label, SMALL_STRONG, TEXT_LEFT - 20, faces)
        super().__init__(faces, words, SMALL, width=width - TEXT_LEFT + 12, space_after=6.0)
        group = Node("Div")
        self.label_node = Node("P", group)
        self.node = Node("P", group)

    def _take(self, lines: list[Line]) -> None:
        super()._take(lines)
        if self.opens:
            self.height = max(self.height, len(self.label) * SMALL.leading)

    def _part(self, lines: list[Line]) -> _BoxRow:
        part = object.__new__(_BoxRow)
        part.__dict__.update(self.__dict__)
        part.opens = self.opens and lines[0] is self.lines[0]
        part._take(lines)
        return part

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Label once, text beside it."""
        if self.opens:
            canvas.draw_lines(self.label_node, self.label, SMALL_STRONG, x + 12, top)
        super().draw(canvas, x, top)


class CommandBox(Block):
    """A command to type, on a tint beside a heavy bar."""

    space_before = 3.0
    space_after = 10.0

    def __init__(self, faces: Faces, command: str) -> None:
        self.lines = break_lines(command, SMALL_STRONG, WIDTH - 24, faces)
        self.node = Node("P")
        self.height = len(self.lines) * SMALL.leading + 15

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Tint, bar, words."""
        with canvas.artifact():
            canvas.fill_box(x, top - self.height, WIDTH, self.height, "tint1")
            canvas.fill_box(x, top - self.height, 3.0, self.height, "petrol")
        canvas.draw_lines(self.node, self.lines, SMALL_STRONG, x + 12, top - 7.5)


def _shrunk(words: str, style: Style, room: float, faces: Faces) -> Style:
    """The style, smaller when a long word would not fit its cell."""
    needed = faces[style.face].measure(faces[style.face].clean(words)) * style.size / 1000
    size = style.size * min(1.0, room / needed) if needed else style.size
    return style if size == style.size else Style(style.face, size * 0.99, style.leading, style.colour)
