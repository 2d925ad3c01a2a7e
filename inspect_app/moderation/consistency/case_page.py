"""One thing in the queue as its page shows it: two entries side by side where they differ, the rest counted.

Plain values for the template; it asks nothing of the database and decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...grading.edition import Edition
from ...grading.facts import Facts
from .finding import Judged, inversions
from .queries import Side


@dataclass(frozen=True, slots=True)
class Row:
    """One thing asked, and how both stand. `kind` says on which scale the two steps are; None is not answered."""

    kind: str
    code: str
    text: str
    mine: str | None
    theirs: str | None

    @property
    def differs(self) -> bool:
        return self.mine != self.theirs


@dataclass(frozen=True, slots=True)
class Peer:
    """A force of the group beside which an outlier stands."""

    force: str
    name: str
    proposed: str | None
    grade: str


def rows(edition: Edition, mine: Side, theirs: Side) -> list[Row]:
    """Everything that was asked of both, in the edition's order."""
    if mine.facts is None or theirs.facts is None:
        return []
    return list(_rows(edition, mine.framework, mine.facts, theirs.facts))


def _rows(edition: Edition, framework_id: str, mine: Facts, theirs: Facts) -> Iterator[Row]:
    framework = edition.framework[framework_id]
    for criterion in framework.criteria:
        one, two = mine.ratings.get(criterion.id), theirs.ratings.get(criterion.id)
        yield Row("rating", criterion.number, criterion.text, one, two)
    for factor in edition.method.factors:
        if factor.id in mine.factors or factor.id in theirs.factors:
            text = factor.question or factor.label
            yield Row("factor", factor.label, text, mine.factors.get(factor.id), theirs.factors.get(factor.id))
    for asked in framework.direction.conditions:
        text = asked.question or asked.label
        yield Row("condition", asked.label, text, mine.conditions.get(asked.id), theirs.conditions.get(asked.id))
    for part in framework.parts:
        if part.graded:
            yield Row("grade", part.title, "", mine.parts.get(part.id), theirs.parts.get(part.id))
    if mine.external_grade is not None or theirs.external_grade is not None:
        yield Row("grade", "Other inspection", "", mine.external_grade, theirs.external_grade)


def beside(edition: Edition, judged: Sequence[Judged], entry: int, *, is_lower: bool) -> list[Judged]:
    """The entries against which one looks too low, or too high, as things stand now."""
    framework = next((one.framework for one in judged if one.entry == entry), None)
    if framework is None:
        return []
    found = inversions(edition, framework, judged)
    if is_lower:
        return [inversion.higher for inversion in found if inversion.lower.entry == entry]
    return [inversion.lower for inversion in found if inversion.higher.entry == entry]


def group_of(
    edition: Edition, judged: Sequence[Judged], force: str, peers: Collection[str], names: Mapping[str, str]
) -> list[Peer]:
    """The forces beside which an outlier was looked at, best grades first: its peers, or all where it has too few."""
    ranks = edition.scales.outcomes.grades.ranks
    wanted = [one for one in judged if one.force in peers] or [one for one in judged if one.force != force]
    ordered = sorted(wanted, key=lambda one: (-ranks.get(one.grade, 0), names[one.force]))
    return [Peer(one.force, names[one.force], one.proposed, one.grade) for one in ordered]
