"""Questions about the trail. What somebody may not see is left out by the database, so that no count gives it away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, exists, false, func, not_, or_, select
from sqlalchemy.orm import Session

from .. import clock
from ..assessment.models import Assessment, Citation
from ..assessment.states import WITH_THE_FORCE
from ..audit.models import AuditEvent
from ..audit.operations import About
from ..evidence import markings
from ..evidence.models import Evidence, Revision
from ..moderation.reading import queries as readings
from .policy import NEVER_READ, Sight

TRAIL = About("history", "trail", address="/history/check")
"""The trail itself, as what a row of it is about."""

SIZE = 50
"""How many rows a page holds."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows are wanted; what is None or empty is not asked about. Days are those of England and Wales."""

    force: str | None = None
    cycle: str | None = None
    framework: str | None = None
    thing: str | None = None
    thing_id: str | None = None
    verb: str | None = None
    person: int | None = None
    first: date | None = None
    last: date | None = None
    words: str = ""
    up_to: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of rows, how many there are in all, and how many came since the list was opened."""

    rows: Sequence[AuditEvent]
    total: int
    newest: int
    newer: int


@dataclass(frozen=True, slots=True)
class Offered:
    """What the rows that somebody may see can be filtered by, and when the first of them was written."""

    people: Sequence[tuple[int, str]]
    verbs: Sequence[str]
    things: Sequence[str]
    frameworks: Sequence[str]
    begins: datetime | None
    total: int


def page(session: Session, sight: Sight, asked: Asked, number: int) -> Found:
    """The rows of one page, newest first. Two statements."""
    mine = and_(allowed(sight), *_conditions(asked))
    seen = AuditEvent.id <= asked.up_to if asked.up_to is not None else AuditEvent.id.is_not(None)
    counts = session.execute(
        select(func.count().filter(seen), func.max(AuditEvent.id), func.count().filter(not_(seen))).where(mine)
    ).one()
    rows = session.scalars(
        select(AuditEvent).where(mine, seen).order_by(AuditEvent.id.desc()).limit(SIZE).offset((number - 1) * SIZE)
    )
    newest = asked.up_to if asked.up_to is not None else counts[1] or 0
    return Found(rows.all(), counts[0], newest, counts[2])


def everything(session: Session, sight: Sight, asked: Asked) -> Iterator[AuditEvent]:
    """Every row that is wanted and may be seen, newest first. One statement."""
    mine = and_(allowed(sight), *_conditions(asked))
    yield from session.scalars(
        select(AuditEvent).where(mine).order_by(AuditEvent.id.desc()).execution_options(yield_per=1000)
    )


def offered(session: Session, sight: Sight, asked: Asked) -> Offered:
    """What can be filtered by within a force or a thing, whatever the other filters say. Three statements."""
    within = Asked(
        force=asked.force, cycle=asked.cycle, framework=asked.framework, thing=asked.thing, thing_id=asked.thing_id
    )
    mine = and_(allowed(sight), *_conditions(within))
    people = (
        select(AuditEvent.person, func.max(AuditEvent.person_name))
        .where(mine, AuditEvent.person.is_not(None))
        .group_by(AuditEvent.person)
        .order_by(func.max(AuditEvent.person_name), AuditEvent.person)
    )
    kinds = session.execute(
        select(AuditEvent.verb, AuditEvent.thing, AuditEvent.framework).where(mine).distinct().order_by(AuditEvent.verb)
    ).all()
    begins, total = session.execute(select(func.min(AuditEvent.at), func.count()).where(mine)).one()
    return Offered(
        people=[(person, name) for person, name in session.execute(people) if person is not None],
        verbs=sorted({verb for verb, _, _ in kinds}),
        things=sorted({thing for _, thing, _ in kinds}),
        frameworks=sorted({framework for _, _, framework in kinds if framework}),
        begins=begins,
        total=total,
    )


def markings_of(session: Session, rows: Sequence[AuditEvent]) -> set[str]:
    """The markings of the evidence and of the assessments that these rows are about. Two statements."""
    pieces = [int(row.thing_id) for row in rows if row.thing == "evidence" and row.thing_id.isdecimal()]
    forces = {row.force for row in rows if row.audience == "force"}
    of_evidence = select(Evidence.marking).where(Evidence.id.in_(pieces)).distinct()
    of_assessments = select(Assessment.marking).where(Assessment.force_id.in_(forces)).distinct()
    return {*session.scalars(of_evidence), *session.scalars(of_assessments)}


def whole_trail(session: Session) -> Iterator[Any]:
    """Every row there is, eldest first, for checking that none is missing or changed; never for showing."""
    rows = select(*AuditEvent.__table__.columns).order_by(AuditEvent.id)
    yield from session.execute(rows.execution_options(yield_per=1000))


def last_check(session: Session) -> AuditEvent | None:
    """The row that says what the last check of the trail found. One statement."""
    checks = select(AuditEvent).where(AuditEvent.thing == TRAIL.thing, AuditEvent.thing_id == TRAIL.thing_id)
    return session.scalars(checks.order_by(AuditEvent.id.desc()).limit(1)).one_or_none()


def evidence_id(session: Session, force: str, number: int) -> int | None:
    """The id of a force's piece of evidence, as the trail names it. One statement."""
    return session.scalar(select(Evidence.id).where(Evidence.force == force, Evidence.number == number))


def allowed(sight: Sight) -> ColumnElement[bool]:
    """The condition on a row that lets somebody see it."""
    ways: list[ColumnElement[bool]] = [AuditEvent.audience == "everyone"]
    if sight.accounts:
        ways.append(AuditEvent.audience == "accounts")
    if sight.inspectorate:
        abroad = or_(AuditEvent.force.is_(None), AuditEvent.force.not_in(sight.home))
        ways.append(and_(AuditEvent.audience == "inspectorate", abroad, _of_seen_readings(sight)))
    whole = sight.team - sight.marked
    if whole:
        ways.append(_of_forces(whole))
    if sight.marked:
        ways.append(and_(_of_forces(sight.marked), not_(_above(markings.up_to(markings.VIEWERS_SEE)))))
    if sight.reader:
        abroad = AuditEvent.force.not_in(sight.home)
        ways.append(and_(AuditEvent.audience == "force", abroad, _submitted(), _of_seen_readings(sight)))
    return or_(*ways) if ways else false()


def _of_forces(forces: frozenset[str]) -> ColumnElement[bool]:
    return and_(AuditEvent.audience == "force", AuditEvent.force.in_(forces))


def _of_seen_readings(sight: Sight) -> ColumnElement[bool]:
    """That a row tells of no reading, or to its readers of one that they may see by now."""
    if not sight.reader:
        return not_(AuditEvent.verb.startswith(readings.VERBS))
    return not_(readings.unseen_rows(sight.me))


def _submitted() -> ColumnElement[bool]:
    """That a row is about work that the inspectorate may read by now."""
    there = exists().where(
        Assessment.force_id == AuditEvent.force,
        Assessment.cycle_id == AuditEvent.cycle,
        Assessment.state.not_in(WITH_THE_FORCE),
    )
    return and_(there, *(not_(AuditEvent.verb.startswith(verb, autoescape=True)) for verb in NEVER_READ))


def _above(seen: Sequence[str]) -> ColumnElement[bool]:
    """That a row is about evidence, or a citation of evidence, whose marking is not one of these."""
    evidence = exists().where(cast(Evidence.id, String) == AuditEvent.thing_id, Evidence.marking.not_in(seen))
    cited = (
        exists()
        .where(cast(Citation.id, String) == AuditEvent.thing_id)
        .where(Revision.id == Citation.revision_id, Evidence.id == Revision.evidence_id)
        .where(Evidence.marking.not_in(seen))
    )
    return or_(and_(AuditEvent.thing == "evidence", evidence), and_(AuditEvent.thing == "citation", cited))


def _conditions(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.force is not None:
        yield AuditEvent.force == asked.force
    for column, value in (
        (AuditEvent.cycle, asked.cycle),
        (AuditEvent.framework, asked.framework),
        (AuditEvent.thing, asked.thing),
        (AuditEvent.thing_id, asked.thing_id),
        (AuditEvent.verb, asked.verb),
        (AuditEvent.person, asked.person),
    ):
        if value is not None:
            yield column == value
    if asked.first is not None:
        yield AuditEvent.at >= _begins(asked.first)
    if asked.last is not None:
        yield AuditEvent.at < _begins(asked.last + timedelta(days=1))
    for word in asked.words.split():
        yield or_(
            AuditEvent.says.icontains(word, autoescape=True),
            AuditEvent.reason.icontains(word, autoescape=True),
            AuditEvent.person_name.icontains(word, autoescape=True),
        )


def _begins(day: date) -> datetime:
    """When a day begins in England and Wales, as the table holds times."""
    return datetime.combine(day, time.min, clock.HERE).astimezone(UTC).replace(tzinfo=None)
