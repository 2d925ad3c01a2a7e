"""The cells of the board as markup: a thousand links, of which each picture is drawn once and then referred to.

A template's macro for every cell would take longer than everything else of the page. What people wrote is escaped here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from ...grading.scale import Scales
from ...ui.chips import LETTER_SIZES, letter_of, shape_of
from ...ui.sprite import number
from .cells import Cell, Change, Standing, Words
from .grid import Line
from .queries import Taking

CORNER = '<path class="corner" d="M58-8H108V42z"/>'
STATE_SIGNS: Mapping[Standing, str] = {
    "published": "disc",
    "judged": "tick",
    "agreement": "half",
    "to_moderate": "dotted",
    "reading": "open",
    "submitted": "dash",
}
"""The signs of states where the board marks these; a state without one is an empty cell."""
CHANGE_SIGNS: Mapping[Change, str] = {"higher": "triangle-up", "same": "arrow-right", "lower": "triangle-down"}
CHANGE_WORDS: Mapping[Change, str] = {
    "higher": "higher than last year",
    "same": "as last year",
    "lower": "lower than last year",
}
NOT_COMPARED = "not compared with last year"


class Drawing:
    """Draws the cells of one page, and collects the pictures that they refer to."""

    def __init__(self, scales: Scales, cycle: str, mark: str, forces: Sequence[Taking], own: Taking | None) -> None:
        self.scales, self.cycle, self.mark = scales, escape(cycle), mark
        self.words = Words(scales)
        self._names = {force.id: str(escape(force.short)) for force in forces}
        self._own = own.id if own else ""
        self._pictures: dict[str, str] = {}
        self._drawn: dict[tuple[object, ...], str] = {}

    def line(self, line: Line) -> Markup:
        """The cells of one framework, in the order of the columns."""
        code, framework = str(escape(line.framework.code)), str(escape(line.framework.id))
        first = '<td class="own"></td>' if self._own and line.cells[:1] == [None] else ""
        rest = line.cells[1:] if first else line.cells
        return Markup(first + "".join(self._cell(cell, code, framework) for cell in rest))

    def pictures(self) -> Markup:
        """The hidden drawing that the cells refer to; complete when every line is drawn."""
        inside = "".join(f'<g id="{name}" {drawn}</g>' for drawn, name in self._pictures.items())
        return Markup(f'<svg class="sprite" aria-hidden="true" focusable="false"><defs>{inside}</defs></svg>')

    def _cell(self, cell: Cell | None, code: str, framework: str) -> str:
        if cell is None:
            return "<td></td>"
        tint = ' class="own"' if cell.force == self._own else ""
        kind = "cell cell-stale" if cell.is_stale else "cell"
        name = f"{code}, {self._names[cell.force]}: {self._said(cell)}"
        picture = self._picture(cell)
        if not cell.is_read:
            return f'<td{tint}><span class="{kind}" role="img" aria-label="{name}">{picture}</span></td>'
        address = f"/board/{self.cycle}/{framework}/{escape(cell.force)}"
        return f'<td{tint}><a class="{kind}" tabindex="-1" href="{address}" aria-label="{name}">{picture}</a></td>'

    def _said(self, cell: Cell) -> str:
        said = str(escape(self.words.of(cell)))
        if self.mark == "proposed" and cell.lowest and not cell.differs:
            return f"{said}, proposed {escape(self.words.proposal(cell))}"
        if self.mark == "change" and cell.grade is not None:
            change = cell.change(self.scales.outcomes)
            return f"{said}, {CHANGE_WORDS[change] if change else NOT_COMPARED}"
        return said

    def _picture(self, cell: Cell) -> str:
        key = (cell.standing, cell.grade, cell.direction, cell.lowest, cell.highest, cell.differs, cell.last)
        drawn = self._drawn.get(key)
        if drawn is None:
            inside = self._inside(cell)
            drawn = f'<svg viewBox="0 0 100 100" aria-hidden="true"><use href="#{self._named(inside)}"/></svg>'
            self._drawn[key] = drawn = drawn if inside else ""
        return drawn

    def _named(self, drawn: str) -> str:
        return self._pictures.setdefault(drawn, f"b{len(self._pictures)}")

    def _inside(self, cell: Cell) -> str:
        """The rest of a group: its class and what is in it; empty for a cell without a mark."""
        if self.mark == "state":
            return _sign(STATE_SIGNS.get(cell.standing))
        if not cell.is_read:
            return ""
        if self.mark == "proposed":
            return self._proposal(cell)
        if cell.grade is None and cell.is_decided and self.mark != "direction":
            return _sign("dash")
        if (cell.grade is None and not cell.is_decided) or self.mark not in ("direction", "change"):
            return chip(self.scales, cell.grade, differs=cell.differs)
        change = cell.change(self.scales.outcomes)
        compared = CHANGE_SIGNS[change] if change else "dash"
        return _sign(compared if self.mark == "change" else self._way(cell.direction))

    def _proposal(self, cell: Cell) -> str:
        """A range is drawn as a gap: somebody has to choose."""
        if not cell.lowest:
            return chip(self.scales, None)
        if cell.proposed is not None:
            return chip(self.scales, cell.proposed)
        return 'class="chip chip-gap"><use href="#s-square"/>' + _letter("?", "gap")

    def _way(self, direction: str | None) -> str | None:
        scales = self.scales
        if direction in scales.directions:
            rank = scales.directions.ranks[direction or ""]
            return {0: "triangle-down", scales.directions.best: "triangle-up"}.get(rank, "arrow-right")
        return "dash" if scales.not_graded and direction == scales.not_graded.id else None


def chip(scales: Scales, grade: str | None, *, differs: bool = False) -> str:
    """The class and the inside of a group that draws a grade, a gap, or no grade yet."""
    corner = CORNER if differs else ""
    if grade is None:
        return f'class="chip chip-ring"><use href="#s-ring"/>{corner}'
    shape = shape_of(scales, grade)
    letter = _letter(str(escape(letter_of(scales, grade))), shape)
    return f'class="chip chip-{shape}"><use href="#s-{shape}"/>{letter}{corner}'


def _letter(letter: str, shape: str) -> str:
    size = LETTER_SIZES.get(shape, 62)
    return f'<text x="50" y="{number(50 + 0.35 * size)}" font-size="{size}">{letter}</text>'


def _sign(sign: str | None) -> str:
    return f'class="sign"><use href="#s-{sign}"/>' if sign else ""
