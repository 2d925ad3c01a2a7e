"""Questions about indicators and their values. Each takes a fixed number of statements, however much there is.

Values that a correction replaced are in no answer but that about corrections.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from ..accounts.models import Person
from ..forces.models import Cycle, Force, PeerForce, PeerGroup
from ..grading.edition import Edition
from ..promises import NotFound
from .comparison.standing import standing
from .figures import Figure, Known
from .measures import Break, Measure
from .models import Delivery, Indicator, IndicatorBreak, IndicatorValue
from .periods import Period
from .position import Group, Position, position

Values = Mapping[str, Mapping[str, Sequence[Known]]]
"""What is known, by indicator and by force, in the order of the periods."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A value that its own source took back, the one that stands in its place, why, by whom and when."""

    force: str
    period: Period
    was: Decimal
    now: Decimal
    source: str
    because: str
    by: str
    at: datetime


def measures(session: Session) -> dict[str, Measure]:
    """Every indicator that somebody defined, by id, in their order. Two statements."""
    breaks: dict[str, list[Break]] = defaultdict(list)
    for row in session.execute(
        select(IndicatorBreak.__table__).order_by(IndicatorBreak.indicator_id, IndicatorBreak.begins_on)
    ):
        breaks[row.indicator_id].append(Break(row.begins_on, row.kind, row.because))
    rows = session.execute(select(Indicator.__table__).order_by(Indicator.place, Indicator.id))
    return {row.id: _measure(row, breaks[row.id]) for row in rows}


def _measure(row: Any, breaks: Sequence[Break]) -> Measure:
    return Measure(
        id=row.id,
        code=row.code or "",
        title=row.title,
        unit=row.unit,
        polarity=row.polarity,
        kind=row.kind,
        per=row.per,
        pair=row.pair,
        domain=row.domain,
        meaning=row.meaning,
        source=row.source,
        footnotes=tuple(line for line in row.footnotes.splitlines() if line.strip()),
        breaks=tuple(breaks),
    )


def values(
    session: Session,
    *,
    indicators: Collection[str] | None = None,
    force: str | None = None,
    between: tuple[date, date] | None = None,
) -> Values:
    """What is known of these indicators; `force` in full, and others only where they touch these days. One statement.

    Without `force` or `between` nothing is left out.
    """
    query = select(IndicatorValue.__table__).where(IndicatorValue.replaced_at.is_(None))
    if indicators is not None:
        query = query.where(IndicatorValue.indicator_id.in_(indicators))
    if between is not None:
        touches = and_(IndicatorValue.begins_on <= between[1], IndicatorValue.ends_on >= between[0])
        query = query.where(or_(IndicatorValue.force_id == force, touches) if force else touches)
    elif force is not None:
        query = query.where(IndicatorValue.force_id == force)
    found: dict[str, dict[str, dict[Period, list[Figure]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for row in session.execute(query.order_by(IndicatorValue.begins_on, IndicatorValue.ends_on, IndicatorValue.id)):
        of_force = found.setdefault(row.indicator_id, {}).setdefault(row.force_id, {})
        of_force.setdefault(Period(row.begins_on, row.ends_on), []).append(figure_of(row))
    return {
        indicator: {
            name: [Known(period, tuple(figures)) for period, figures in periods.items()]
            for name, periods in of_force.items()
        }
        for indicator, of_force in found.items()
    }


def figure_of(row: Any) -> Figure:
    """A row of the table as a plain figure."""
    numerator, denominator, deviation = (
        None if text is None else Decimal(text) for text in (row.numerator, row.denominator, row.deviation)
    )
    return Figure(Decimal(row.value), numerator, denominator, deviation, row.source, row.note, row.id)


def groups(session: Session, force: str) -> list[Group]:
    """The peer groups of a force, the newest first. One statement."""
    rows = session.execute(
        select(PeerGroup, PeerForce.force_id)
        .outerjoin(PeerForce, PeerForce.group_id == PeerGroup.id)
        .where(PeerGroup.force_id == force)
        .order_by(PeerGroup.begins_on.desc(), PeerForce.force_id)
    ).all()
    return _groups(rows)


def _groups(rows: Iterable[Any]) -> list[Group]:
    members: dict[int, set[str]] = defaultdict(set)
    found: dict[int, PeerGroup] = {}
    for group, member in rows:
        if group is None:
            continue
        found[group.id] = group
        if member is not None:
            members[group.id].add(member)
    return [
        Group(g.title, g.begins_on, g.ends_on, g.counts_itself, g.source, frozenset(members[g.id]))
        for g in found.values()
    ]


def force_names(session: Session) -> dict[str, str]:
    """The name of every force, in the order of the names. One statement."""
    return {row.id: row.name for row in session.execute(select(Force.id, Force.name).order_by(Force.name, Force.id))}


def years(session: Session, force: str | None = None) -> list[Period]:
    """The years of which anything is known, of a force or of any, the newest first. One statement."""
    query = select(IndicatorValue.begins_on, IndicatorValue.ends_on).where(IndicatorValue.replaced_at.is_(None))
    if force is not None:
        query = query.where(IndicatorValue.force_id == force)
    return sorted({Period(*row).year for row in session.execute(query.distinct())}, reverse=True)


def counts(session: Session) -> Mapping[str, tuple[int, int]]:
    """For each indicator how many forces it has values of, and how many values. One statement."""
    rows = session.execute(
        select(IndicatorValue.indicator_id, func.count(func.distinct(IndicatorValue.force_id)), func.count())
        .where(IndicatorValue.replaced_at.is_(None))
        .group_by(IndicatorValue.indicator_id)
        .order_by(IndicatorValue.indicator_id)
    )
    return {indicator: (forces, number) for indicator, forces, number in rows}


def corrections(session: Session, indicator: str) -> list[Correction]:
    """What was corrected, the last first. One statement."""
    old = aliased(IndicatorValue)
    rows = session.execute(
        select(IndicatorValue, old.value, Person.name)
        .join(old, old.id == IndicatorValue.replaces_id)
        .outerjoin(Person, Person.id == IndicatorValue.imported_by)
        .where(IndicatorValue.indicator_id == indicator)
        .order_by(IndicatorValue.imported_at.desc(), IndicatorValue.id.desc())
    )
    return [
        Correction(
            row.force_id,
            Period(row.begins_on, row.ends_on),
            Decimal(was),
            Decimal(row.value),
            row.source,
            row.because or "",
            name or "",
            row.imported_at,
        )
        for row, was, name in rows
    ]


def delivery(session: Session, number: int, sent_by: int) -> Delivery:
    """A file that somebody sent. Raises NotFound, also for one that somebody else sent. One statement."""
    found = session.scalars(select(Delivery).where(Delivery.id == number, Delivery.sent_by == sent_by)).one_or_none()
    if found is None:
        raise NotFound
    return found


def standings(
    session: Session, edition: Edition, force: str, cycle: str, frameworks: Collection[str]
) -> dict[str, dict[str, str]]:
    """What figures say of the criteria that rest on a measure: by framework and criterion, those of which they say
    anything. Four statements, or none where no criterion of these frameworks rests on a measure.
    """
    return said(figures_for(session, edition, force, cycle, frameworks))


def said(figures: Mapping[str, Mapping[str, tuple[Position, str | None]]]) -> dict[str, dict[str, str]]:
    """Of the figures that `figures_for` finds only what they say to the method, where they say anything."""
    return {
        framework: {name: said for name, (_, said) in found.items() if said} for framework, found in figures.items()
    }


def figures_for(
    session: Session, edition: Edition, force: str, cycle: str, frameworks: Collection[str]
) -> dict[str, dict[str, tuple[Position, str | None]]]:
    """For each criterion that rests on a measure of which there is a figure: where the force stands, and what that
    says to the method. Four statements, or none.
    """
    asked = {
        name: [(c.id, c.measure) for c in edition.framework[name].criteria if c.measure]
        for name in frameworks
        if name in edition.framework
    }
    wanted = {measure.indicator for criteria in asked.values() for _, measure in criteria}
    if not wanted:
        return {}
    rows = session.execute(
        select(Cycle.assessed_from, Cycle.assessed_to, PeerGroup, PeerForce.force_id)
        .select_from(Cycle)
        .outerjoin(PeerGroup, PeerGroup.force_id == force)
        .outerjoin(PeerForce, PeerForce.group_id == PeerGroup.id)
        .where(Cycle.id == cycle)
        .order_by(PeerGroup.begins_on.desc(), PeerForce.force_id)
    ).all()
    if not rows:
        raise NotFound
    year = Period(rows[0].assessed_from, rows[0].assessed_to)
    peers = _groups((row[2], row[3]) for row in rows)
    known, defined = values(session, indicators=wanted, force=force, between=_both(year)), measures(session)
    positions = {name: position(defined[name], force, known[name], peers, year) for name in wanted if name in known}
    found: dict[str, dict[str, tuple[Position, str | None]]] = {}
    for framework, criteria in asked.items():
        found[framework] = {}
        for criterion, measure in criteria:
            stands = positions.get(measure.indicator)
            if stands is not None and stands.now is not None:
                own = stands.figure
                said = standing(measure, stands.measure, own, stands.among) if own else None
                found[framework][criterion] = (stands, said)
    return found


def _both(year: Period) -> tuple[date, date]:
    """The days of a year and of the one before it."""
    return year.before.begins_on, year.ends_on
