"""What is put forward, as rows of a table: each grade from the best down, then what the method leaves to a person.

Pure; every grade of the edition has its row, also where no framework has it.
"""

from __future__ import annotations

from dataclasses import dataclass

from .addresses import Addresses
from .whole import One, Whole


@dataclass(frozen=True, slots=True)
class Item:
    """One framework in a row. `note` says what a person did, with `because` as their reason."""

    code: str
    title: str
    address: str
    note: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An outcome, None for frameworks without any, and the frameworks that are put forward with it."""

    outcome: str | None
    items: tuple[Item, ...]

    @property
    def plain(self) -> tuple[Item, ...]:
        """Those of which there is nothing more to say."""
        return tuple(item for item in self.items if not item.note)

    @property
    def noted(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.note)


def rows(whole: Whole, addresses: Addresses) -> tuple[Row, ...]:
    """Grades best first, then gaps between grades that some framework fell into, then those without a grade."""
    outcomes = whole.edition.scales.outcomes
    grades = [Row(grade, _items(whole, addresses, grade)) for grade in reversed(outcomes.grades.ids())]
    gaps = [Row(gap.id, _items(whole, addresses, gap.id)) for gap in outcomes.between]
    none = Row(None, _items(whole, addresses, None))
    return (*grades, *(row for row in (*gaps, none) if row.items))


def _row_of(one: One, whole: Whole) -> str | None:
    """A gap keeps its frameworks together, judged or not; elsewhere the grade that is put forward counts."""
    outcome = one.outcome
    if outcome is not None and not whole.edition.scales.outcomes.is_grade(outcome):
        return outcome
    return one.grade


def _items(whole: Whole, addresses: Addresses, row: str | None) -> tuple[Item, ...]:
    return tuple(_item(one, whole, addresses) for one in whole if _row_of(one, whole) == row)


def _item(one: One, whole: Whole, addresses: Addresses) -> Item:
    labels, framework = whole.edition.scales.outcomes.labels, one.framework
    note = because = ""
    if one.judged and one.departs:
        grade = labels.get(one.judged.grade, one.judged.grade)
        note, because = f"Judged {grade} by {one.judged.by}", one.judged.because
        if one.proposal and one.proposal.grade:
            note += f", where the method proposes {labels[one.proposal.grade]}"
    return Item(framework.code, framework.short_title, addresses.framework(framework.id), note, because)
