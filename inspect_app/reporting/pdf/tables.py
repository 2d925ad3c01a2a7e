"""Tables: one element of the tree however many pages they take, heads repeated as decoration.

Columns are as wide as they are told; rules are hairlines, heavier under the heads. A row of up to eight lines
never splits, a group row stays with its first row, and rows of a bundle stay together while a page can hold them.
"""

from __future__ import annotations

from collections.abc import Sequence

from .cells import Bundle, Cell, Column, Head, SetCell, SetRow
from .flow import Block
from .lines import Faces, break_lines
from .structure import Node
from .styles import DEPTH, SMALL_STRONG
from .tagged import TaggedCanvas

_NEVER_SPLITS = 8


class HeadRows:
    """The heads of a table: tagged where it begins, decoration where it goes on."""

    def __init__(
        self, heads: Sequence[Sequence[Head]], columns: Sequence[Column], table: Node, pad: float, faces: Faces
    ) -> None:
        self.rows: list[tuple[Node, list[tuple[SetCell, int]]]] = []
        taken: set[tuple[int, int]] = set()
        for number, heads_row in enumerate(heads):
            line = Node("TR", table)
            cells = []
            at = 0
            for head in heads_row:
                while (number, at) in taken:
                    at += 1
                cells.append((_set_head(head, at, columns, line, faces), number + head.rows - 1))
                taken |= {(number + down, at + across) for down in range(head.rows) for across in range(head.columns)}
                at += head.columns
            self.rows.append((line, cells))
        self.pad = pad
        leading = SMALL_STRONG.leading
        self._tops: list[float] = []
        depth = pad
        for number in range(len(self.rows)):
            self._tops.append(depth)
            ends = [cell.height for _, cells in self.rows for cell, last in cells if last == number]
            depth += max(ends, default=leading)
        self.height = depth + pad if self.rows else 0.0

    def draw(self, canvas: TaggedCanvas, left: float, top: float, *, tagged: bool) -> None:
        """Each head on the last row it reaches down to."""
        if not tagged:
            canvas.begin_artifact("/Type /Pagination")
        for line, cells in self.rows:
            if tagged:
                canvas.element(line)
            for cell, last in cells:
                below = self._tops[last + 1] if last + 1 < len(self._tops) else self.height - self.pad
                start = top - below + cell.height
                if tagged:
                    cell.draw(canvas, left, start)
                else:
                    _repeat(canvas, cell, left, start)
        if not tagged:
            canvas.end()


class Table(Block):
    """Rows under heads, at `left` from the text's left edge."""

    space_after = 8.0

    def __init__(
        self,
        faces: Faces,
        columns: Sequence[Column],
        heads: Sequence[Sequence[Head]],
        bundles: Sequence[Bundle],
        *,
        left: float = 0.0,
        pad: float = 2.2,
        centred: bool = False,
        ruled_above: bool = True,
    ) -> None:
        self.left, self.centred, self.ruled_above = left, centred, ruled_above
        self.width = sum(column.width for column in columns)
        self.lead_width = columns[0].width
        self.node = Node("Table")
        self.heads = HeadRows(heads, columns, self.node, max(pad, 2.2), faces)
        self.first = True
        self._take([_SetBundle(bundle, columns, self.node, pad, faces) for bundle in bundles])

    def _take(self, bundles: list[_SetBundle]) -> None:
        self.bundles = bundles
        self.height = self.heads.height + sum(bundle.height for bundle in bundles)

    @property
    def least(self) -> float:
        """Heads and two rows; of rows that may split, as many lines as never do."""
        few = _NEVER_SPLITS * SMALL_STRONG.leading
        opening = self.bundles[: self._opening()]
        heights = [min(b.height, few) if b.may_split(self._page) else b.height for b in opening]
        return min(self.heads.height + sum(heights), DEPTH)

    @property
    def _page(self) -> float:
        """What a page has for rows."""
        return DEPTH - self.heads.height

    def _opening(self) -> int:
        """How many bundles make two rows, a group row not counted."""
        rows = 0
        for number, bundle in enumerate(self.bundles, start=1):
            rows += 0 if bundle.bundle.is_group else len(bundle.rows)
            if rows >= 2:
                return number
        return len(self.bundles)

    def split(self, room: float) -> tuple[Block, Block] | None:
        """Between bundles; inside one only when no page could hold it."""
        free = room - self.heads.height
        count = 0
        while count < len(self.bundles) and self.bundles[count].height <= free + 0.01:
            free -= self.bundles[count].height
            count += 1
        upper, lower = self.bundles[:count], self.bundles[count:]
        if lower and lower[0].may_split(self._page) and (parts := lower[0].split(free)) is not None:
            upper, lower = [*upper, parts[0]], [parts[1], *lower[1:]]
        while upper and upper[-1].bundle.is_group:
            lower = [upper.pop(), *lower]
        if not upper or not lower:
            return None
        return self._part(upper, self.first), self._part(lower, False)

    def _part(self, bundles: list[_SetBundle], first: bool) -> Table:
        part = object.__new__(Table)
        part.__dict__.update(self.__dict__)
        part.first = first
        part._take(bundles)
        return part

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Tints, heads, rows and rules, downwards."""
        left = x + self.left
        canvas.element(self.node)
        self.heads.draw(canvas, left, top, tagged=self.first)
        y = top - self.heads.height
        for bundle in self.bundles:
            bundle.draw(canvas, left, y, self.width, centred=self.centred)
            y -= bundle.height
        # Rules come last, so that no tint covers half of one.
        with canvas.artifact():
            self._draw_rules(canvas, left, top)

    def _draw_rules(self, canvas: TaggedCanvas, left: float, top: float) -> None:
        y = top - self.heads.height
        if self.heads.rows:
            if self.ruled_above or not self.first:
                canvas.rule(left, top, self.width, 1.2, "petrol")
            canvas.rule(left, y, self.width, 0.8, "petrol")
        for bundle, following in zip(self.bundles, [*self.bundles[1:], None], strict=True):
            y -= bundle.height
            heavy = bundle.bundle.heavy or (following is not None and following.bundle.heavy)
            canvas.rule(left, y, self.width, *((0.8, "petrol") if heavy else (0.5, "rule")))


class _SetBundle:
    """A bundle whose cells are set."""

    def __init__(self, bundle: Bundle, columns: Sequence[Column], table: Node, pad: float, faces: Faces) -> None:
        self.bundle, self.pad = bundle, pad
        self.lead_width = columns[0].width if bundle.lead else 0.0
        self.rows: list[SetRow] = []
        self.lead: SetCell | None = None
        for number, cells in enumerate(bundle.rows):
            line = Node("TR", table)
            if bundle.lead is not None and number == 0:
                node = Node("TH", line, scope="Row", rows=len(bundle.rows))
                self.lead = SetCell(bundle.lead, 0.0, columns[0], node, faces)
            self.rows.append(SetRow(_set_cells(bundle, cells, columns, line, faces), line, pad))
        if self.lead is not None:
            # A lead taller than the rows beside it stretches the last of them.
            short = self.lead.height + 2 * pad - sum(row.height for row in self.rows)
            self.rows[-1].height += max(short, 0.0)

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows)

    def may_split(self, page: float) -> bool:
        """True when its rows cannot all stand on one page, or when a single row runs past eight lines."""
        return self.height > page or (len(self.rows) == 1 and self.rows[0].line_count > _NEVER_SPLITS)

    def split(self, room: float) -> tuple[_SetBundle, _SetBundle] | None:
        """Between rows, or inside a row that runs past eight lines."""
        count, free = 0, room
        while count < len(self.rows) and self.rows[count].height <= free + 0.01:
            free -= self.rows[count].height
            count += 1
        upper, lower = self.rows[:count], self.rows[count:]
        if lower and lower[0].line_count > _NEVER_SPLITS:
            parts = lower[0].split(free)
            if parts is not None:
                upper, lower = [*upper, parts[0]], [parts[1], *lower[1:]]
        return (self._part(upper, self.lead), self._part(lower, None)) if upper and lower else None

    def _part(self, rows: list[SetRow], lead: SetCell | None) -> _SetBundle:
        part = object.__new__(_SetBundle)
        part.__dict__.update(self.__dict__)
        part.rows, part.lead = rows, lead
        return part

    def draw(self, canvas: TaggedCanvas, left: float, top: float, width: float, *, centred: bool) -> None:
        height, bundle = self.height, self.bundle
        if bundle.tint or bundle.bar:
            with canvas.artifact():
                if bundle.tint:
                    canvas.fill_box(left, top - height, width, height, bundle.tint)
                if bundle.bar:
                    canvas.fill_box(left - 1.5, top - height, 3.0, height, "petrol")
        y = top
        for number, line in enumerate(self.rows):
            canvas.element(line.node)
            if number == 0 and self.lead is not None:
                # The lead's taller type is lowered until its baseline is that of the row beside it.
                lower = line.cells[0].style.drop - self.lead.style.drop
                self.lead.draw(canvas, left, y - self.pad - lower)
            elif number:
                with canvas.artifact():
                    canvas.rule(left + self.lead_width, y, width - self.lead_width)
            line.draw(canvas, left, y, centred=centred)
            y -= line.height


def _set_cells(
    bundle: Bundle, cells: Sequence[Cell], columns: Sequence[Column], line: Node, faces: Faces
) -> list[SetCell]:
    if bundle.is_group:
        whole = Column(sum(column.width for column in columns), inset=columns[0].inset)
        return [SetCell(cells[0], 0.0, whole, Node("TH", line, scope="Row", columns=len(columns)), faces)]
    made = []
    skipped = 1 if bundle.lead is not None else 0
    x = sum(column.width for column in columns[:skipped])
    for cell, column in zip(cells, columns[skipped:], strict=True):
        node = Node("TH", line, scope="Row") if cell.is_head else Node("TD", line)
        made.append(SetCell(cell, x, column, node, faces))
        x += column.width
    return made


def _set_head(head: Head, at: int, columns: Sequence[Column], line: Node, faces: Faces) -> SetCell:
    spanned = columns[at : at + head.columns]
    inset = spanned[0].inset
    column = Column(sum(each.width for each in spanned), head.align or spanned[0].align, inset)
    # An empty head is a plain cell: a head that says nothing would be read out as one.
    tag, scope = ("TH", "Column") if break_lines(head.words, SMALL_STRONG, column.width, faces) else ("TD", "")
    node = Node(tag, line, scope=scope, columns=head.columns, rows=head.rows)
    x = sum(each.width for each in columns[:at])
    return SetCell(Cell(head.words, style=SMALL_STRONG), x, column, node, faces)


def _repeat(canvas: TaggedCanvas, cell: SetCell, left: float, top: float) -> None:
    """A head once more, as decoration: it was read where the table began."""
    y = top - cell.style.drop
    for line in cell.lines:
        last = line[-1]
        slack = cell.width - last.x - last.width
        shift = {"left": 0.0, "right": slack, "centre": slack / 2}[cell.align]
        for run in line:
            canvas.show(left + cell.x + shift + run.x, y, run.text, cell.style, run.span.face)
        y -= cell.style.leading
