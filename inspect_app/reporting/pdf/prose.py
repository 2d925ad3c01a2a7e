"""Running text: paragraphs, bullets, numbered findings, and rows with a label in the margin.

Paragraphs break with at least two lines on each side; one of up to three lines stays whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

from .flow import Block
from .headings import Place
from .lines import Faces, Line, break_lines
from .structure import Node
from .styles import (
    BODY,
    HALF_LINE,
    LEAD,
    MARGIN,
    MARGIN_WIDTH,
    NOTE,
    NUMBER,
    NUMBER_RUST,
    SMALL,
    SMALL_STRONG,
    TEXT_LEFT,
    TEXT_WIDTH,
    WIDTH,
    Style,
)
from .tagged import TaggedCanvas
from .text import Words

_WHOLE = 3
_EACH_SIDE = 2


def lines_that_fit(count: int, leading: float, room: float) -> int:
    """How many of `count` lines may stand in `room` points, so that no line is left alone on either side."""
    fitting = min(int((room + 0.01) / leading), count - _EACH_SIDE)
    return fitting if count > _WHOLE and fitting >= _EACH_SIDE else 0


class Paragraph(Block):
    """Text in a column. One element of the tree, however many pages it takes."""

    def __init__(
        self,
        faces: Faces,
        words: Words,
        style: Style = BODY,
        *,
        left: float = TEXT_LEFT,
        width: float = TEXT_WIDTH,
        space_after: float = HALF_LINE,
        keeps_next: bool = False,
    ) -> None:
        self.style, self.left = style, left
        self.space_after, self.keeps_next = space_after, keeps_next
        self.node = Node("P")
        self._take(break_lines(words, style, width, faces))

    def _take(self, lines: list[Line]) -> None:
        self.lines = lines
        self.height = len(lines) * self.style.leading

    @property
    def least(self) -> float:
        """Two lines, or all when it may not split."""
        return self.height if len(self.lines) <= _WHOLE else _EACH_SIDE * self.style.leading

    def split(self, room: float) -> tuple[Block, Block] | None:
        """The lines that fit and the rest."""
        fitting = lines_that_fit(len(self.lines), self.style.leading, room)
        if not fitting:
            return None
        return self._part(self.lines[:fitting]), self._part(self.lines[fitting:])

    def _part(self, lines: list[Line]) -> Self:
        part = object.__new__(type(self))
        part.__dict__.update(self.__dict__)
        part._take(lines)
        return part

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """The lines."""
        canvas.draw_lines(self.node, self.lines, self.style, x + self.left, top)


def lead(faces: Faces, words: Words, *, wide: bool = False) -> Paragraph:
    """The opening sentence of a part, larger; across the whole page when `wide`."""
    left, width = (0.0, WIDTH) if wide else (TEXT_LEFT, TEXT_WIDTH)
    return Paragraph(faces, words, LEAD, left=left, width=width, space_after=12.0)


def note(faces: Faces, words: Words, *, wide: bool = True) -> Paragraph:
    """Small grey text under a table or chart."""
    left, width = (0.0, WIDTH) if wide else (TEXT_LEFT, TEXT_WIDTH)
    return Paragraph(faces, words, NOTE, left=left, width=width, space_after=8.0)


class Bullet(Paragraph):
    """One item of a list."""

    _INDENT = 12.0

    def __init__(self, faces: Faces, words: Words, listed: Node, style: Style = BODY) -> None:
        super().__init__(
            faces, words, style, left=TEXT_LEFT + self._INDENT, width=TEXT_WIDTH - self._INDENT, space_after=2.0
        )
        item = Node("LI", listed)
        self.label = Node("Lbl", item)
        self.node = Node("LBody", item)
        self.first = True

    def _part(self, lines: list[Line]) -> Self:
        part = super()._part(lines)
        part.first = self.first and lines[0] is self.lines[0]
        return part

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """The bullet before the first line only."""
        if self.first:
            canvas.begin(self.label)
            canvas.show(x + TEXT_LEFT, top - self.style.drop, "•", self.style)
            canvas.end()
        super().draw(canvas, x, top)


def bullets(faces: Faces, items: Iterable[Words]) -> list[Block]:
    """One list, an item to each of `items`."""
    listed = Node("L")
    made: list[Block] = [Bullet(faces, item, listed) for item in items]
    if made:
        made[-1].space_after = HALF_LINE
    return made


class BesideTheMargin(Paragraph):
    """A paragraph with something small in the margin beside its first lines, `margin_height` high in all.

    Where it splits, what stands in the margin stays with the first line.
    """

    first = True
    margin_height = 0.0

    def _take(self, lines: list[Line]) -> None:
        super()._take(lines)
        if self.first:
            self.height = max(self.height, self.margin_height)

    @property
    def least(self) -> float:
        """Two lines, and what stands in the margin beside them."""
        least = super().least
        return max(least, self.margin_height) if self.first else least

    def split(self, room: float) -> tuple[Block, Block] | None:
        """As a paragraph, but never so early that the margin would not fit."""
        return None if self.first and room < self.margin_height else super().split(room)

    def _part(self, lines: list[Line]) -> Self:
        part = object.__new__(type(self))
        part.__dict__.update(self.__dict__)
        part.first = self.first and lines[0] is self.lines[0]
        part._take(lines)
        return part


class Finding(BesideTheMargin):
    """A numbered finding: number and references in the margin, one paragraph beside them.

    The number is given once and kept on the first page, however far the text flows. `references` are lines such
    as "bears on F1, F2"; `listed` is the list that the finding is an item of.
    """

    def __init__(
        self,
        faces: Faces,
        number: str,
        words: Words,
        listed: Node,
        place: Place,
        *,
        references: Sequence[Words] = (),
        warm: bool = False,
    ) -> None:
        self.place = place
        self.number_style = NUMBER_RUST if warm else NUMBER
        self.number_lines = break_lines(number, self.number_style, MARGIN_WIDTH, faces)
        self.notes = [line for words in references for line in break_lines(words, MARGIN, MARGIN_WIDTH, faces)]
        self.margin_height = len(self.number_lines) * NUMBER.leading + 1.3 + len(self.notes) * MARGIN.leading
        super().__init__(faces, words)
        item = Node("LI", listed)
        body = Node("LBody", item)
        self.label = Node("Lbl", item)
        self.node = Node("P", body)
        self.notes_node = Node("P", body)

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Number, text, then the references, which are read last."""
        if self.first:
            self.place.mark(canvas, x, top, "")
            canvas.draw_lines(self.label, self.number_lines, self.number_style, x, top)
        super().draw(canvas, x, top)
        if self.first and self.notes:
            below = top - len(self.number_lines) * NUMBER.leading - 1.3
            canvas.draw_lines(self.notes_node, self.notes, MARGIN, x, below)


class LabelledRow(Paragraph):
    """A label in the margin, text beside it, and a hairline under both. Rows of one list share `listed`."""

    def __init__(
        self,
        faces: Faces,
        label: Words,
        words: Words,
        listed: Node,
        *,
        styles: tuple[Style, Style] = (SMALL_STRONG, SMALL),
        pad: float = 4.5,
        ruled_above: bool = False,
    ) -> None:
        self.pad, self.ruled_above = pad, ruled_above
        self.first = self.last = True
        self.label_style = styles[0]
        self.label_lines = break_lines(label, styles[0], MARGIN_WIDTH, faces)
        super().__init__(faces, words, styles[1], space_after=0.0)
        item = Node("LI", listed)
        self.label_node = Node("Lbl", item)
        self.node = Node("LBody", item)

    def _take(self, lines: list[Line]) -> None:
        super()._take(lines)
        label = len(self.label_lines) * self.label_style.leading if self.first else 0.0
        self.height = max(self.height, label) + 2 * self.pad

    @property
    def least(self) -> float:
        """Two lines between the rules, or all."""
        return self.height if len(self.lines) <= _WHOLE else super().least + 2 * self.pad

    def split(self, room: float) -> tuple[Block, Block] | None:
        """As a paragraph, with its padding."""
        return super().split(room - 2 * self.pad)

    def _part(self, lines: list[Line]) -> LabelledRow:
        part = object.__new__(type(self))
        part.__dict__.update(self.__dict__)
        part.first = self.first and lines[0] is self.lines[0]
        part.last = self.last and lines[-1] is self.lines[-1]
        part._take(lines)
        return part

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Hairlines, label, text."""
        with canvas.artifact():
            if self.ruled_above and self.first:
                canvas.rule(x, top, WIDTH)
            if self.last:
                canvas.rule(x, top - self.height, WIDTH)
        if self.first:
            canvas.draw_lines(self.label_node, self.label_lines, self.label_style, x, top - self.pad)
        canvas.draw_lines(self.node, self.lines, self.style, x + self.left, top - self.pad)


def labelled_rows(
    faces: Faces,
    rows: Iterable[tuple[Words, Words]],
    *,
    styles: tuple[Style, Style] = (SMALL_STRONG, SMALL),
    pad: float = 4.5,
    ruled_above: bool = False,
) -> list[Block]:
    """Pairs of label and text as one list with hairlines between; `ruled_above` puts one over the first."""
    listed = Node("L")
    return [
        LabelledRow(faces, label, words, listed, styles=styles, pad=pad, ruled_above=ruled_above and not number)
        for number, (label, words) in enumerate(rows)
    ]
