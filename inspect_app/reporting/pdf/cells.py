"""What a table is made of: columns, heads, cells, and bundles of rows that stay together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspect_app.ui.marks import Mark

from .lines import Faces, Line, break_lines
from .structure import Node
from .styles import SMALL, SMALL_STRONG, Style
from .tagged import Align, TaggedCanvas
from .text import Span, Words

MARK_GAP = 5.0
MARK_SHIFT = 1.5


@dataclass(frozen=True, slots=True)
class Column:
    """A column `width` points wide. `inset` is the space kept free at each side of its cells."""

    width: float
    align: Align = "left"
    inset: float = 4.0


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head; it may stand over several columns, and in the lowest of several rows of heads."""

    words: Words
    columns: int = 1
    rows: int = 1
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a mark, a word, or both.

    `page_of` prints the page of a destination, as a link that says `says`. `is_head` makes it the head of its
    row. `fill` tints the cell alone. A cell with `mark` and no words says `says` to a screen reader. `names` is
    a destination: links to it lead to this cell.
    """

    words: Words = ""
    mark: Mark | None = None
    mark_size: float = 9.5
    style: Style = SMALL
    page_of: str = ""
    says: str = ""
    is_head: bool = False
    fill: str = ""
    align: Align | None = None
    names: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Rows that are never parted. `lead` is a first cell beside all of them.

    `tint` colours the whole; `bar` puts a heavy bar at its left edge; `heavy` parts it from its neighbours by
    the stronger rule; `is_group` is a single head across all columns, kept with the bundle after it.
    """

    rows: tuple[tuple[Cell, ...], ...]
    lead: Cell | None = None
    tint: str = ""
    bar: bool = False
    heavy: bool = False
    is_group: bool = False


def row(*cells: Cell | Words) -> Bundle:
    """A row by itself; a string is a plain cell."""
    return Bundle((tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells),))


def group(words: Words) -> Bundle:
    """A row on a tint that names the rows after it."""
    return Bundle(((Cell(words, style=SMALL_STRONG, is_head=True),),), tint="tint2", is_group=True)


class SetCell:
    """A cell broken into lines for its column, with its place in the tree."""

    def __init__(self, cell: Cell, x: float, column: Column, node: Node, faces: Faces) -> None:
        self.cell, self.node = cell, node
        self.align = cell.align or column.align
        indent = MARK_SHIFT + cell.mark.width * cell.mark_size + MARK_GAP if cell.mark else 0.0
        self.cell_x, self.cell_width = x, column.width
        self.mark_x = x + column.inset + MARK_SHIFT
        self.x = x + column.inset + indent
        # A word after a mark may use the space kept free at the right: marks are where columns are tight.
        self.width = column.width - column.inset - indent - (0.0 if cell.mark else column.inset)
        self.style = cell.style
        self.lines: list[Line] = break_lines(cell.words, self.style, self.width, faces)
        self.is_first = True

    @property
    def height(self) -> float:
        """Height of its lines; a mark or page number takes one."""
        return max(len(self.lines), 1) * self.style.leading

    def part(self, start: int, stop: int) -> SetCell:
        """The same cell with some of its lines, for a row that is taller than a page."""
        part = object.__new__(SetCell)
        part.__dict__.update(self.__dict__)
        part.lines = self.lines[start:stop]
        part.is_first = self.is_first and start == 0
        return part

    def draw(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        """Mark as decoration, words as content; a cell without words is still a cell."""
        cell, style = self.cell, self.style
        canvas.element(self.node)
        if cell.names and self.is_first:
            canvas.place(cell.names, left + self.cell_x, top + 4)
        if cell.mark is not None and self.is_first:
            self._draw_mark(canvas, left, top - style.leading / 2)
        if self.lines:
            canvas.draw_lines(self.node, self.lines, style, left + self.x, top, self.width, self.align)
        if cell.page_of and self.is_first:
            self._draw_page(canvas, left + self.x + self.width, top - style.drop)

    def _draw_mark(self, canvas: TaggedCanvas, left: float, middle: float) -> None:
        cell = self.cell
        assert cell.mark is not None
        if self.lines or not cell.says:
            canvas.begin_artifact()
        else:
            canvas.begin(Node("Span", self.node, actual=cell.says))
        canvas.mark(cell.mark, left + self.mark_x, middle, cell.mark_size)
        canvas.end()

    def _draw_page(self, canvas: TaggedCanvas, right: float, y: float) -> None:
        cell = self.cell
        link = canvas.link_node(self.node, Span(cell.page_of, link=cell.page_of))
        canvas.begin(link)
        canvas.late.place_page_of(canvas, right, y, self.style, cell.page_of)
        canvas.end()
        canvas.annotate(link, (right - 22, y - 3, right + 2, y + 9), cell.page_of, cell.says)


class SetRow:
    """A row whose cells are set; `height` holds its padding."""

    def __init__(self, cells: Sequence[SetCell], node: Node, pad: float) -> None:
        self.cells, self.node, self.pad = list(cells), node, pad
        self.height = max(cell.height for cell in self.cells) + 2 * pad
        self.line_count = max(len(cell.lines) for cell in self.cells)

    def draw(self, canvas: TaggedCanvas, left: float, top: float, *, centred: bool) -> None:
        """Tints of cells, then each cell from the left."""
        canvas.element(self.node)
        for cell in self.cells:
            if cell.cell.fill:
                canvas.begin_artifact()
                x, y = left + cell.cell_x + 0.4, top - self.height + 0.75
                canvas.fill_box(x, y, cell.cell_width - 0.8, self.height - 1.5, cell.cell.fill)
                canvas.end()
        for cell in self.cells:
            slack = (self.height - 2 * self.pad - cell.height) / 2 if centred else 0.0
            cell.draw(canvas, left, top - self.pad - slack)

    def split(self, room: float) -> tuple[SetRow, SetRow] | None:
        """The lines that fit in `room` and the rest, both in the same cells of the tree."""
        count = int((room - 2 * self.pad) / min(cell.style.leading for cell in self.cells))
        if count < 2 or count > self.line_count - 2:
            count = min(count, self.line_count - 2)
        if count < 2:
            return None
        upper = SetRow([cell.part(0, count) for cell in self.cells], self.node, self.pad)
        lower = SetRow([cell.part(count, self.line_count) for cell in self.cells], self.node, self.pad)
        return upper, lower
