"""Boxes on a tint: good practice between two rules, and a command to type beside a bar."""

from __future__ import annotations

from collections.abc import Sequence

from .flow import Block
from .headings import Place
from .lines import Faces, Line, break_lines
from .prose import Paragraph
from .structure import Node
from .styles import DEPTH, H3, KICKER, NOTE, SMALL, SMALL_STRONG, TEXT_LEFT, WIDTH
from .tagged import TaggedCanvas
from .text import Words


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
