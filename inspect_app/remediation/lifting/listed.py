"""What closing each area of a list would lift, for lists that show a page of a register of any length.

Only the frameworks on which those areas bear are weighed, and of the other areas there only those that count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from ...assessment import proposals
from ...assessment import queries as assessments
from ...assessment.models import Answer, Entry, Rating
from ...grading.edition import Edition, Framework
from ...grading.engine import prepare
from ...grading.facts import Facts
from ..models import Area, AreaCriterion
from ..policy import Sight
from ..queries import is_open, seen
from . import alone
from .alone import WouldLift
from .ground import Ground, Open, Rated, climbs_on_criteria
from .queries import DONE, UNDONE, Editions, Newest, as_read, newest

Sums = tuple[Mapping[str, int], frozenset[str], frozenset[str]]
"""How many open areas bear on each criterion, and the criteria that others left done, and undone, when they ended."""


def would_lift(
    session: Session, editions: Editions, force: str, sight: Sight, areas: Collection[int]
) -> tuple[Edition, Mapping[int, WouldLift]] | None:
    """What closing each of these would lift, by the area's id, as far as somebody sees; absent where it lifts nothing.

    None where the force has no assessment to see. At most seven statements, however many areas the force has.
    """
    of = newest(session, editions, force, own=not sight.published_only)
    if of is None:
        return None
    edition, mine = editions[of.edition], AreaCriterion.edition == of.edition
    named = select(AreaCriterion.framework, AreaCriterion.criterion).where(mine, AreaCriterion.area_id.in_(areas))
    links = session.execute(named.distinct()).all()
    if not links:
        return edition, {}
    bear, done, undone = _bearing(session, edition, force, sight, of)
    crowded = {one.id for one in edition.frameworks if _is_crowded(one, bear)}
    frameworks = {name for name, criterion in links if name not in crowded or bear[criterion] == 1}
    facts = _facts(session, of, frameworks) if frameworks else {}
    rated = {
        name: Rated(facts[name].ratings, facts[name].factors, done - bear.keys() - undone, undone)
        for name in (framework.id for framework in edition.frameworks)
        if name in facts and climbs_on_criteria(prepare(edition, name))
    }
    movable = {name: _movable(edition, name, one) & bear.keys() for name, one in rated.items()}
    wanted = [c for name, criteria in movable.items() for c in criteria if name not in crowded or bear[c] == 1]
    opened = _opened(session, and_(mine, seen(force, sight)), wanted) if wanted else []
    ready = {name: Ground(prepare(edition, name), rated[name], opened) for name in movable if movable[name]}
    found = alone.would_lift(ready, crowded)
    return edition, {area: found[area] for area in areas if area in found}


def _bearing(session: Session, edition: Edition, force: str, sight: Sight, of: Newest) -> Sums:
    """What bears on the criteria of an edition. One statement."""
    # What ended before the ratings were made says nothing of them.
    since = datetime.combine(of.assessed_to + timedelta(days=1), time())
    # Ids of criteria hold no spaces. Joined to texts in one walk, as to sort thousands of rows for counting takes
    # twice as long; from the areas outwards, as they are what there may be most of.
    joined = func.aggregate_strings(AreaCriterion.criterion, " ")
    bears = and_(AreaCriterion.area_id == Area.id, AreaCriterion.edition == edition.id)
    still, done, undone = session.execute(
        select(
            joined.filter(is_open()),
            joined.filter(Area.closed_how.in_(DONE), Area.closed_at >= since),
            joined.filter(Area.closed_how.in_(UNDONE)),
        )
        .select_from(Area)
        .join(AreaCriterion, bears, isouter=True)
        .where(seen(force, sight))
    ).one()
    return Counter((still or "").split()), frozenset((done or "").split()), frozenset((undone or "").split())


def _facts(session: Session, of: Newest, frameworks: Collection[str]) -> Mapping[str, Facts]:
    """What is known of these frameworks: as it was decided on, else as the force gave it. At most four statements."""
    found = as_read(session, of.assessment_id, frameworks) if of.is_published else {}
    missing = [name for name in frameworks if name not in found]
    if not missing:
        return found
    which = (Entry.assessment_id == of.assessment_id, Entry.framework.in_(missing))
    ratings: dict[int, list[Any]] = defaultdict(list)
    answers: dict[int, list[Any]] = defaultdict(list)
    for rating in session.execute(select(*Rating.__table__.columns).join(Entry).where(*which)):
        ratings[rating.entry_id].append(rating)
    for answer in session.execute(select(*Answer.__table__.columns).join(Entry).where(*which)):
        answers[answer.entry_id].append(answer)
    entries = session.scalars(select(Entry).where(*which)).all()
    asked = assessments.Asked(entries, ratings, answers, movements={}, previous={}, external={})
    return {**found, **proposals.facts_in(of.edition, asked)}


def _movable(edition: Edition, framework: str, rated: Rated) -> frozenset[str]:
    """The criteria that closing could still better, with an area or without."""
    return frozenset(Ground(prepare(edition, framework), rated, ()).uncovered) - rated.stuck


def _is_crowded(framework: Framework, bear: Mapping[str, int]) -> bool:
    """Whether more areas bear on a framework than those whose sets are tried, whatever each of them bears on."""
    counts = [bear[criterion.id] for criterion in framework.criteria if criterion.id in bear]
    most = alone.EXACT_UP_TO
    return max(counts, default=0) > most or sum(counts) > most * len(framework.criteria)


def _opened(session: Session, here: ColumnElement[bool], criteria: Sequence[str]) -> list[Open]:
    """The open areas that bear on these criteria, by their ids and with nothing else on which they bear."""
    rows = session.execute(
        select(AreaCriterion.area_id, AreaCriterion.framework, AreaCriterion.criterion)
        .join(Area, Area.id == AreaCriterion.area_id)
        .where(here, is_open(), AreaCriterion.criterion.in_(criteria))
    )
    bears: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for area, framework, criterion in rows:
        bears[area][framework].add(criterion)
    return [Open(id_, {name: frozenset(found) for name, found in on.items()}) for id_, on in sorted(bears.items())]
