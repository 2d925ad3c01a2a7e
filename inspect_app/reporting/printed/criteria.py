"""Criteria and ratings: every criterion with its rating and the findings that the rating rests on."""

from __future__ import annotations

from ..content import CriterionRow, FrameworkPart
from ..pdf.cells import Bundle, Cell, Column, Head, group, row
from ..pdf.flow import Item
from ..pdf.headings import Place, SectionHead
from ..pdf.styles import SMALL_STRONG, WIDTH
from ..pdf.tables import Table
from ..pdf.text import Words, italic, spans
from .links import joined
from .setting import Setting, with_an_end

ROOM = 140.0
_RATING, _FINDINGS = 66.0, 57.0


def part(setting: Setting, framework: FrameworkPart) -> list[Item]:
    """Head and table; nothing where a framework has no criteria of its own."""
    if not framework.criteria:
        return []
    longest = max(setting.faces["semibold"].measure(c.number) for c in framework.criteria) * SMALL_STRONG.size / 1000
    number = max(28.0, longest + 10)
    columns = [Column(number), Column(WIDTH - number - _RATING - _FINDINGS), Column(_RATING), Column(_FINDINGS)]
    heads = [[Head("No."), Head("Criterion"), Head("Rating"), Head("Findings")]]
    place = Place(f"k{framework.code}", 2)
    head = SectionHead(
        setting.faces, "Criteria and ratings", place, aside=_counted(framework.criteria), room_below=ROOM
    )
    return [head, Table(setting.faces, columns, heads, with_an_end(_rows(setting, framework)), ruled_above=False)]


def _counted(criteria: tuple[CriterionRow, ...]) -> str:
    unrated = sum(c.rating is None for c in criteria)
    count = f"{len(criteria)} criteri{'on' if len(criteria) == 1 else 'a'}"
    return f"{count}, {unrated} unrated" if unrated else count


def _rows(setting: Setting, framework: FrameworkPart) -> list[Bundle]:
    rows = []
    component = None
    for criterion in framework.criteria:
        if criterion.component != component:
            component = criterion.component
            if component:
                rows.append(group(component))
        rows.append(_row(setting, framework.code, criterion))
    return rows


def _row(setting: Setting, code: str, criterion: CriterionRow) -> Bundle:
    mark, word = setting.looks.rating(criterion.rating)
    words: Words = setting.links.written(criterion.text)
    if criterion.tags:
        words = [*spans(words), " ", italic(". ".join(criterion.tags) + ".")]
    return row(
        Cell(criterion.number, style=SMALL_STRONG, is_head=True, names=f"c{code}-{criterion.number}"),
        words,
        Cell(word.lower(), mark),
        joined([setting.links.finding(name, code) for name in criterion.rests_on]) or "none",
    )
