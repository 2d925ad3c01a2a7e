"""What closing is worked out from: the ratings of a force's newest published assessment, and its open areas.

A fixed number of statements, however many areas. Readings that are not published are never read here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...assessment import proposals
from ...assessment import queries as assessments
from ...assessment.models import Assessment, Entry
from ...forces.models import Cycle
from ...grading.edition import Edition
from ...grading.facts import Facts
from ...grading.words import count_of
from ...moderation.cases import from_text
from ...moderation.models import Case
from ..models import Area, AreaCriterion, LiftPlan
from ..policy import Sight
from ..queries import seen
from .alone import WouldLift
from .ground import Open, Rated

DONE = frozenset({"verified", "done_elsewhere"})
UNDONE = frozenset({"risk_accepted", "not_accepted"})
"""Ends after which the weakness is still there, so that closing others does not make the criterion met."""
Editions = Mapping[str, Edition]


@dataclass(frozen=True, slots=True)
class Basis:
    """The assessment on which the arithmetic rests, and what is known of each of its frameworks."""

    assessment_id: int
    cycle: str
    assessed_to: date
    edition: Edition
    is_published: bool
    facts: Mapping[str, Facts]


@dataclass(frozen=True, slots=True)
class There:
    """Everything that is needed to work out what closing would do."""

    basis: Basis
    rated: Mapping[str, Rated]
    areas: Sequence[Open]
    rows: Mapping[int, Any]
    """Every area that this person sees, open or closed, by number."""

    @property
    def met_by_closing(self) -> int:
        """How many criteria count as met because their areas are closed, and have not been rated again."""
        return sum(len(rated.done) for rated in self.rated.values())


@dataclass(frozen=True, slots=True)
class Newest:
    """The assessment on which everything rests."""

    assessment_id: int
    cycle: str
    assessed_to: date
    edition: str
    is_published: bool


def newest(session: Session, editions: Editions, force: str, *, own: bool) -> Newest | None:
    """The newest published assessment; for those of the force, else the newest of their own. One statement."""
    found = session.execute(
        select(Assessment.id, Assessment.cycle_id, Assessment.edition, Assessment.state, Cycle.assessed_to)
        .join(Cycle, Cycle.id == Assessment.cycle_id)
        .where(Assessment.force_id == force, Assessment.edition.in_(editions))
        .order_by(Cycle.assessed_to.desc(), Assessment.id.desc())
    ).all()
    published = [row for row in found if row.state in assessments.PUBLISHED]
    for row in published or (found if own else []):
        return Newest(row.id, row.cycle_id, row.assessed_to, row.edition, bool(published))
    return None


def basis(session: Session, editions: Editions, force: str, *, own: bool) -> Basis | None:
    """The newest assessment with all that is known of its frameworks. At most nine statements.

    What a reader found stands in the facts only once it is published.
    """
    of = newest(session, editions, force, own=own)
    if of is None:
        return None
    facts = dict(proposals.facts_in(of.edition, assessments.asked(session, of.assessment_id)))
    if of.is_published:
        facts.update(as_read(session, of.assessment_id))
    return Basis(of.assessment_id, of.cycle, of.assessed_to, editions[of.edition], of.is_published, facts)


def as_read(session: Session, assessment: int, frameworks: Collection[str] | None = None) -> dict[str, Facts]:
    """The facts on which the published grades were decided, of these frameworks where some are named. One statement."""
    which = [Entry.assessment_id == assessment]
    which += [Entry.framework.in_(frameworks)] if frameworks is not None else []
    rows = session.execute(select(Case.facts).join(Entry).where(*which))
    return {facts.framework: facts for (written,) in rows if (facts := from_text(written))}


def there(session: Session, editions: Editions, force: str, sight: Sight) -> There | None:
    """The ratings and the areas of a force, as far as somebody sees them; None where it has no assessment to see."""
    found = basis(session, editions, force, own=not sight.published_only)
    if found is None:
        return None
    rows = session.execute(
        select(
            Area.id,
            Area.number,
            Area.title,
            Area.effort,
            Area.due_on,
            Area.closed_how,
            Area.closed_at,
            Area.marking,
            Area.version,
        )
        .where(seen(force, sight))
        .order_by(Area.number)
    ).all()
    links = _links(session, force, sight, found.edition.id)
    areas = [
        Open(row.number, _by_framework(links.get(row.id, ())), row.effort, row.due_on)
        for row in rows
        if row.closed_how is None
    ]
    return There(found, _rated(found, rows, links), areas, {row.number: row for row in rows})


def _links(session: Session, force: str, sight: Sight, edition: str) -> Mapping[int, Sequence[tuple[str, str]]]:
    rows = session.execute(
        select(AreaCriterion.area_id, AreaCriterion.framework, AreaCriterion.criterion)
        .join(Area, Area.id == AreaCriterion.area_id)
        .where(seen(force, sight), AreaCriterion.edition == edition)
    )
    links: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for area, framework, criterion in rows:
        links[area].append((framework, criterion))
    return links


def _by_framework(links: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for framework, criterion in links:
        found[framework].add(criterion)
    return {framework: frozenset(criteria) for framework, criteria in found.items()}


def _rated(found: Basis, rows: Sequence[Any], links: Mapping[int, Sequence[tuple[str, str]]]) -> dict[str, Rated]:
    """What is known of each framework, with what closed areas have done to it since it was rated."""
    ends: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        for link in links.get(row.id, ()):
            ends[link].add(_end(row, found.assessed_to))
    done, stuck = defaultdict(set), defaultdict(set)
    for (framework, criterion), how in ends.items():
        if "undone" in how:
            stuck[framework].add(criterion)
        elif "done" in how and "open" not in how:
            done[framework].add(criterion)
    return {
        name: Rated(
            facts.ratings,
            facts.factors,
            frozenset(done[name]),
            frozenset(stuck[name]),
        )
        for name, facts in found.facts.items()
    }


def _end(row: Any, assessed_to: date) -> str:
    """Open, done or undone; what ended before the ratings were made says nothing of them."""
    if row.closed_how is None:
        return "open"
    if row.closed_how in UNDONE:
        return "undone"
    return "done" if row.closed_how in DONE and row.closed_at.date() > assessed_to else "past"


def lift_words(edition: Edition, lift: WouldLift) -> str:
    """What one area would lift, as a register says it."""
    code = edition.framework[lift.framework].code
    if lift.more:
        return f"{code}, with {count_of(lift.more, 'more', 'more')}"
    return f"{code}: {edition.scales.outcomes.labels[lift.outcome]}"


def adopted(session: Session, force: str) -> LiftPlan | None:
    """The plan that a force follows now. One statement."""
    return session.scalars(
        select(LiftPlan)
        .join(Assessment, Assessment.id == LiftPlan.assessment_id)
        .where(Assessment.force_id == force, LiftPlan.dropped_at.is_(None))
        .order_by(LiftPlan.id.desc())
        .limit(1)
    ).one_or_none()


def without(areas: Iterable[Open], left_out: Iterable[int]) -> list[Open]:
    """The areas with those that are left out bearing on no closure: they stay open, and hold what they hold."""
    out = set(left_out)
    return [area for area in areas if area.number not in out]


def keeping(rated: Mapping[str, Rated], areas: Iterable[Open], left_out: Iterable[int]) -> dict[str, Rated]:
    """The ratings once some areas are left out: a criterion on which one of those bears cannot be lifted."""
    out = set(left_out)
    stays: dict[str, set[str]] = defaultdict(set)
    for area in areas:
        if area.number in out:
            for framework, criteria in area.bears_on.items():
                stays[framework] |= criteria
    return {name: replace(one, stuck=one.stuck | stays[name]) for name, one in rated.items()}
