"""Questions about one area: its links, criteria with their present ratings, actions, log, proofs and closures.

Each is asked in a fixed number of statements, however long the life of the area has been.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from ...accounts.models import Person
from ...assessment.models import Assessment, Entry, Rating
from ...evidence.models import Evidence, Revision
from .. import queries
from ..models import (
    Action,
    ActionArea,
    Area,
    AreaCriterion,
    AreaLink,
    AreaWaits,
    Closure,
    Extension,
    LogEntry,
    Milestone,
    PolicingBodyResponse,
    Proof,
)
from ..policy import Sight

LINES = 100
"""So many lines of a log are shown before the rest is asked for."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Another area of the same weakness; `earlier` is whether it was raised first."""

    area: Area
    kind: str
    earlier: bool


@dataclass(frozen=True, slots=True)
class Bearing:
    """A criterion on which an area bears, and how it is rated in the newest assessment; None where nobody may say."""

    edition: str
    framework: str
    criterion: str
    step: str | None
    cycle: str | None


@dataclass(frozen=True, slots=True)
class Doing:
    """One action with its milestones and the other areas that it answers."""

    action: Action
    owner: str
    milestones: Sequence[Milestone]
    also: Sequence[Area]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log, and who wrote it."""

    entry: LogEntry
    who: str
    corrected: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One proof with the piece of evidence that it is."""

    proof: Proof
    title: str
    number: int
    revision: int
    marking: str
    added_by: str
    effective_to: date | None
    withdrawn_at: datetime | None


def links(session: Session, area: Area, sight: Sight) -> list[Linked]:
    """What somebody may see of the areas that are linked to this one, the eldest first. One statement."""
    other = and_(Area.id.in_((AreaLink.earlier_id, AreaLink.later_id)), Area.id != area.id)
    rows = session.execute(
        select(AreaLink, Area)
        .join(Area, other)
        .where(or_(AreaLink.earlier_id == area.id, AreaLink.later_id == area.id), queries.seen(area.force_id, sight))
        .order_by(Area.raised_on, Area.number)
    )
    return [Linked(one, link.kind, link.earlier_id == one.id) for link, one in rows]


def waits(session: Session, area: Area, sight: Sight) -> tuple[list[Area], list[Area]]:
    """The areas that this one waits for, and those that wait for it. Two statements."""
    either = or_(AreaWaits.area_id == area.id, AreaWaits.for_id == area.id)
    pairs = session.execute(select(AreaWaits.area_id, AreaWaits.for_id).where(either)).all()
    found = _seen(session, area, {id_ for pair in pairs for id_ in pair}, sight)
    first = {before for after, before in pairs if after == area.id}
    then = {after for after, before in pairs if before == area.id}
    return [one for one in found if one.id in first], [one for one in found if one.id in then]


def _seen(session: Session, area: Area, ids: Collection[int], sight: Sight) -> list[Area]:
    """Those of these areas that somebody sees, but for this one, in order. At most one statement.

    They are few and their ids are known. Joined instead, the database would rather look through the whole register.
    """
    others = set(ids) - {area.id}
    if not others:
        return []
    named = select(Area).where(queries.seen(area.force_id, sight), Area.id.in_(others))
    return list(session.scalars(named.order_by(Area.number)))


def bearings(session: Session, area: Area, *, published_only: bool) -> list[Bearing]:
    """The criteria of an area with the ratings of the newest assessment that has the same edition. Two statements.

    With `published_only` a rating is told only where its assessment is published.
    """
    named = session.scalars(
        select(AreaCriterion)
        .where(AreaCriterion.area_id == area.id)
        .order_by(AreaCriterion.edition, AreaCriterion.framework, AreaCriterion.criterion)
    ).all()
    if not named:
        return []
    found: dict[tuple[str, str], tuple[str, str]] = {}
    asked = (
        select(Assessment.edition, Rating.criterion, Rating.step, Assessment.cycle_id, Assessment.state)
        .select_from(Rating)
        .join(Entry, Entry.id == Rating.entry_id)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .where(Assessment.force_id == area.force_id, Rating.criterion.in_({row.criterion for row in named}))
        .order_by(Assessment.cycle_id)
    )
    for edition, criterion, step, cycle, state in session.execute(asked):
        if state in ("published", "corrected") or not published_only:
            found[edition, criterion] = (step, cycle)
    nothing = (None, None)
    return [
        Bearing(row.edition, row.framework, row.criterion, *found.get((row.edition, row.criterion), nothing))
        for row in named
    ]


def actions(session: Session, area: Area, sight: Sight) -> list[Doing]:
    """The actions of an area, those that are still to be done first. At most four statements."""
    rows = session.execute(
        select(Action, Person.name)
        .join(ActionArea, ActionArea.action_id == Action.id)
        .join(Person, Person.id == Action.owner_id, isouter=True)
        .where(ActionArea.area_id == area.id)
        .order_by(
            Action.dropped_because.is_not(None),
            Action.done_at.is_not(None),
            func.coalesce(Action.due_on, date.max),
            Action.id,
        )
    ).all()
    ids = [action.id for action, _ in rows]
    steps: dict[int, list[Milestone]] = defaultdict(list)
    for step in session.scalars(select(Milestone).where(Milestone.action_id.in_(ids)).order_by(Milestone.id)):
        steps[step.action_id].append(step)
    pairs = session.execute(select(ActionArea.action_id, ActionArea.area_id).where(ActionArea.action_id.in_(ids))).all()
    others = _seen(session, area, {of for _, of in pairs}, sight)
    also = {id_: [one for one in others if (id_, one.id) in {tuple(pair) for pair in pairs}] for id_ in ids}
    return [Doing(action, name or action.owner_post or "", steps[action.id], also[action.id]) for action, name in rows]


def log(session: Session, area: Area, *, whole: bool) -> tuple[list[Line], int]:
    """The newest lines of the log, or all of them, and how many there are. Two statements."""
    mine = LogEntry.area_id == area.id
    rows = session.execute(
        select(LogEntry, Person.name)
        .join(Person, Person.id == LogEntry.by_id, isouter=True)
        .where(mine)
        .order_by(LogEntry.at.desc(), LogEntry.id.desc())
        .limit(None if whole else LINES)
    ).all()
    total = session.scalar(select(func.count()).select_from(LogEntry).where(mine)) or 0
    corrected = {entry.corrects_id for entry, _ in rows}
    return [Line(entry, name or "", entry.id in corrected) for entry, name in rows], total


def proofs(session: Session, area: Area) -> list[Shown]:
    """The proofs of an area that stand, with the pieces that they are. One statement."""
    rows = session.execute(
        select(Proof, Revision.number, Evidence, Person.name)
        .join(Revision, Revision.id == Proof.revision_id)
        .join(Evidence, Evidence.id == Revision.evidence_id)
        .join(Person, Person.id == Proof.added_by)
        .where(Proof.area_id == area.id, Proof.taken_back_at.is_(None))
        .order_by(Proof.of, Proof.id)
    )
    return [
        Shown(proof, piece.title, piece.number, number, piece.marking, name, piece.effective_to, piece.withdrawn_at)
        for proof, number, piece, name in rows
    ]


def closures(session: Session, area: Area) -> list[Closure]:
    """Every proposal to close an area, the newest first. One statement."""
    return list(session.scalars(select(Closure).where(Closure.area_id == area.id).order_by(Closure.number.desc())))


def extensions(session: Session, area: Area) -> list[Extension]:
    """Every later date that was asked for, the newest first. One statement."""
    return list(session.scalars(select(Extension).where(Extension.area_id == area.id).order_by(Extension.id.desc())))


def response(session: Session, area: Area) -> PolicingBodyResponse | None:
    """What the policing body said of it."""
    return session.scalars(select(PolicingBodyResponse).where(PolicingBodyResponse.area_id == area.id)).one_or_none()


def named(session: Session, area: Area, edition: str, framework: str) -> list[str]:
    """The criteria of a framework that an area names. One statement."""
    mine = (AreaCriterion.area_id == area.id, AreaCriterion.edition == edition, AreaCriterion.framework == framework)
    return list(session.scalars(select(AreaCriterion.criterion).where(*mine).order_by(AreaCriterion.criterion)))


def worked(session: Session, area: Area) -> frozenset[int]:
    """Who worked on it: owners of its actions, those who did them, and those who added its proofs. One statement."""
    of_area = select(ActionArea.action_id).where(ActionArea.area_id == area.id)
    who = (
        select(Action.owner_id.label("who"))
        .where(Action.id.in_(of_area))
        .union(
            select(Action.done_by).where(Action.id.in_(of_area)),
            select(Proof.added_by).where(Proof.area_id == area.id),
        )
    )
    return frozenset(one for one in session.scalars(who) if one is not None)


def names(session: Session, ids: Collection[int | None]) -> Mapping[int, str]:
    """Names with posts, by id. One statement."""
    found = queries.people(session, ids)
    return {id_: f"{one.name}, {one.post}" if one.post else one.name for id_, one in found.items()}
