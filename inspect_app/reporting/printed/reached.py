"""How one grade was reached: the rung table or the components, the range, and a labelled sentence to each question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..content import ComponentRow, FrameworkPart, RangePicture, ReachedPart, RequirementRow, RungRows
from ..pdf.cells import Bundle, Cell, Column, Head, row
from ..pdf.charts import RangeFigure, Reach
from ..pdf.flow import Block, Item, Together
from ..pdf.headings import Place, SectionHead
from ..pdf.prose import Paragraph, labelled_rows, note
from ..pdf.styles import BODY_STRONG, SMALL_STRONG, WIDTH
from ..pdf.tables import Table
from ..pdf.text import Span
from .links import joined
from .setting import Setting

TITLE = "How this grade was reached"
MOST_AGAINST, FIRST = 8, 6
_RUNG = (72.0, 142.0, 66.0, 66.0, 64.0)
_HEADS = ("Rung", "Requirement", "Result", "Needed", "Verdict", "Criteria against")


def part(setting: Setting, framework: FrameworkPart) -> list[Item]:
    """One block, on one page where it fits on one."""
    return [Together(_Reached(setting, framework).blocks())]


class _Reached:
    def __init__(self, setting: Setting, framework: FrameworkPart) -> None:
        self.setting, self.faces, self.looks = setting, setting.faces, setting.looks
        self.code = framework.code
        self.reached: ReachedPart = framework.reached
        self.against = _HEADS[-1] if framework.criteria else "Against"

    def blocks(self) -> list[Block]:
        reached, said = self.reached, self.setting.links.said
        made: list[Block] = [
            SectionHead(self.faces, TITLE, Place(f"r{self.code}", 2), aside=reached.about),
            Paragraph(self.faces, said(reached.lead), left=0, width=WIDTH, keeps_next=True),
        ]
        if reached.rungs:
            made.append(self._rungs())
            made += self._in_full()
        if reached.components:
            made.append(self._components())
        if reached.note:
            made.append(note(self.faces, said(reached.note)))
        if reached.picture:
            made.append(self._range(reached.picture))
        rows = [
            (row.label, self.setting.links.written(row.text) if row.as_written else said(row.text))
            for row in reached.rows
        ]
        return [*made, *labelled_rows(self.faces, rows, ruled_above=True)]

    # The rung table.

    def _rungs(self) -> Table:
        columns = [Column(width) for width in (*_RUNG, WIDTH - sum(_RUNG))]
        heads = [[Head(word) for word in (*_HEADS[:-1], self.against)]]
        return Table(self.faces, columns, heads, list(map(self._rung, self.reached.rungs)), pad=3.2, ruled_above=False)

    def _rung(self, rung: RungRows) -> Bundle:
        mark = self.looks.mark(rung.outcome)
        lead = Cell(self.looks.capital(rung.outcome), mark, mark_size=12.5, style=BODY_STRONG, is_head=True)
        cells = tuple(map(self._requirement, rung.requirements)) or (self._otherwise(rung),)
        return Bundle(cells, lead=lead, tint="tint1" if rung.decides else "", bar=rung.decides, heavy=True)

    def _requirement(self, asked: RequirementRow) -> tuple[Cell, ...]:
        mark, word = self.looks.verdict(asked.verdict, asked.test)
        against = Cell(self._against(asked.against)) if asked.counts else Cell("")
        return Cell(asked.title), Cell(asked.result), Cell(asked.needed), Cell(word, mark), against

    def _otherwise(self, rung: RungRows) -> tuple[Cell, ...]:
        mark, word = self.looks.verdict("held" if rung.decides else "undecided", True)
        return Cell(self.looks.neither(rung.outcome)), Cell(""), Cell(""), Cell(word, mark), Cell("")

    def _against(self, numbers: tuple[str, ...]) -> tuple[Span, ...]:
        if not numbers:
            return (Span("none"),)
        shown = numbers if len(numbers) <= MOST_AGAINST else numbers[:FIRST]
        spans = joined([self.setting.links.number(self.code, number) for number in shown], _between(shown))
        return spans if shown == numbers else (*spans, Span(f" and {len(numbers) - FIRST} more"))

    def _in_full(self) -> Iterator[Block]:
        """The lists that were cut short in the table."""
        full: dict[tuple[str, ...], str] = {}
        for rung in self.reached.rungs:
            for asked in rung.requirements:
                if len(asked.against) > MOST_AGAINST:
                    full.setdefault(asked.against, asked.title)
        for numbers, title in full.items():
            linked = joined([self.setting.links.number(self.code, number) for number in numbers])
            yield note(self.faces, [f"Against “{title}”: ", *linked, "."])

    # Components.

    def _components(self) -> Table:
        levels = self.reached.levels
        widths = (98.0, *(80.0 for _ in levels), 54.0, 92.0)
        columns = [Column(width) for width in (*widths, max(WIDTH - sum(widths), 60.0))]
        heads = [
            [
                Head("Component"),
                *(Head(f"{label} criteria met") for label in levels),
                Head("Outcome", 2),
                Head("Against"),
            ]
        ]
        rows = list(map(self._component, self.reached.components))
        return Table(self.faces, columns, heads, rows, pad=3.2, ruled_above=False)

    def _component(self, component: ComponentRow) -> Bundle:
        looks, low, high = self.looks, component.floor, component.ceiling
        first = Cell(looks.capital(low), looks.mark(low), style=SMALL_STRONG)
        last = Cell()
        if high != low:
            last = Cell(f"to {looks.label(high)}", looks.mark(high), style=SMALL_STRONG)
        against = self._named(component.against)
        return row(Cell(component.title, is_head=True), *component.met, first, last, against)

    def _named(self, against: str) -> tuple[Span, ...]:
        """The numbers in it linked, the other words as they stand."""
        return joined([self.setting.links.number(self.code, word) for word in against.split()], " ")

    # The range.

    def _range(self, picture: RangePicture) -> RangeFigure:
        places = {outcome: place for place, outcome in enumerate(picture.stops)}
        rows = [
            Reach(label, places[low], places[high], is_open=bool(number))
            for number, (label, low, high) in enumerate(picture.spans)
        ]
        rows += [
            Reach(label, places[outcome], places[outcome], self.looks.mark(outcome))
            for label, outcome in picture.marks
            if outcome in places
        ]
        stops = list(map(self.looks.short, picture.stops))
        return RangeFigure(self.faces, "Proposal and judgement", stops, rows, picture.alternative)


def _between(numbers: Sequence[str]) -> str:
    """A space between numbers; a comma where they are names of several words."""
    return ", " if any(" " in number for number in numbers) else " "
