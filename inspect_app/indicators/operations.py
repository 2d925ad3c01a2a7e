"""What people do with indicators: define one, change its definition, send a file of values and bring it in.

A file is brought in as a whole or not at all, and no value is written over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from .. import clock
from ..accounts.actors import Actor
from ..audit import operations as audit
from ..audit.operations import About
from ..grading.words import count_of
from ..promises import BadInput, Conflict
from . import queries
from .figures import Figure
from .importing import sheets
from .importing.cells import Forces, Measures
from .importing.checked import Checked, checked
from .importing.columns import Row
from .importing.dry_run import DryRun, dry_run
from .measures import Measure
from .models import Delivery, Indicator, IndicatorBreak, IndicatorValue
from .periods import Period


@dataclass(frozen=True, slots=True)
class Judged:
    """A file as it stands against what is known now; `run` is None while anything in it is wrong."""

    checked: Checked
    run: DryRun | None


def define(session: Session, measure: Measure, *, by: Actor | None) -> Indicator:
    """A new indicator, at the end of its domain. Raises BadInput where its id is taken."""
    if session.get(Indicator, measure.id) is not None:
        raise BadInput(f"There is an indicator {measure.id} already", "short_name")
    last = session.scalar(select(func.max(Indicator.place)))
    row = Indicator(id=measure.id, place=0 if last is None else last + 1)
    _fill(row, measure)
    session.add(row)
    session.flush()
    _set_breaks(session, measure)
    _told(session, "defined", row, f"defined the indicator “{measure.title}”", by, (None, _as_json(measure)))
    return row


def define_all(session: Session, measures: Sequence[Measure]) -> None:
    """Several at once, in their order, that come with the product; those that are compared may name one another."""
    for measure in measures:
        define(session, replace(measure, pair=None), by=None)
    for measure in measures:
        if measure.pair is not None:
            session.execute(update(Indicator).where(Indicator.id == measure.id).values(pair=measure.pair))


def change(session: Session, measure: Measure, version: int, *, by: Actor) -> bool:
    """Changes a definition; False where nothing was different. Raises Conflict where somebody else was quicker."""
    row = session.get(Indicator, measure.id, with_for_update=True)
    was = queries.measures(session).get(measure.id)
    if row is None or was is None:
        raise Conflict("The indicator is not there any more.")
    if row.version != version:
        raise Conflict("Somebody else changed this indicator while you did. Open it again to see what it says now.")
    if was == measure:
        return False
    _fill(row, measure)
    row.version += 1
    _set_breaks(session, measure)
    session.flush()
    says = f"changed the definition of the indicator “{measure.title}”"
    _told(session, "changed", row, says, by, (_as_json(was), _as_json(measure)))
    return True


def _fill(row: Indicator, measure: Measure) -> None:
    row.code, row.title, row.unit = measure.code or None, measure.title, measure.unit
    row.polarity, row.kind, row.per, row.pair = measure.polarity, measure.kind, measure.per, measure.pair
    row.domain, row.meaning, row.source = measure.domain, measure.meaning, measure.source
    row.footnotes = "\n".join(measure.footnotes)


def _set_breaks(session: Session, measure: Measure) -> None:
    session.execute(delete(IndicatorBreak).where(IndicatorBreak.indicator_id == measure.id))
    session.add_all(
        IndicatorBreak(indicator_id=measure.id, begins_on=b.begins_on, kind=b.kind, because=b.because)
        for b in measure.breaks
    )
    session.flush()


def _as_json(measure: Measure) -> dict[str, object]:
    found = asdict(measure)
    found["footnotes"] = list(measure.footnotes)
    found["breaks"] = [[b.begins_on.isoformat(), b.kind, b.because] for b in measure.breaks]
    return found


def _told(
    session: Session,
    verb: str,
    row: Indicator,
    says: str,
    by: Actor | None,
    change: tuple[dict[str, object] | None, dict[str, object]],
) -> None:
    about = About("indicator", row.id, address=f"/indicators/{row.id}")
    audit.record(session, f"indicators:indicator:{verb}", about, by=by, says=says, change=change, audience="everyone")


def send(session: Session, name: str, data: bytes, source: str, *, by: Actor) -> Delivery:
    """Keeps the cells of a file, to show what they would do. Raises BadInput for a file of another kind."""
    rows = sheets.rows_of(name, data)
    made = Delivery(
        file_name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        source=source,
        cells=[[number, *cells] for number, cells in rows],
        sent_by=by.id,
        sent_at=_now(),
    )
    session.add(made)
    session.flush()
    return made


def judge(session: Session, delivery: Delivery, declared: Mapping[str, Measure]) -> Judged:
    """What bringing a file in would do now; `declared` is what editions know of indicators nobody has defined yet.

    Four statements, however long the file.
    """
    rows: list[Row] = [(int(row[0]), list(row[1:])) for row in delivery.cells]
    known = {**declared, **queries.measures(session)}
    found = checked(rows, delivery.source, Forces(queries.force_names(session)), Measures(known.values()))
    if found.wrong:
        return Judged(found, None)
    return Judged(found, dry_run(found.given, queries.values(session)))


def bring_in(
    session: Session, delivery: Delivery, declared: Mapping[str, Measure], because: str, *, by: Actor
) -> DryRun:
    """Writes what a file says: new values beside what there is, and corrections in place of what they correct.

    Raises Conflict where the file cannot be brought in any more as it was shown, and BadInput where it corrects values
    and nobody says why.
    """
    if delivery.brought_at is not None:
        raise Conflict(f"{delivery.file_name} was brought in already.")
    run = judge(session, delivery, declared).run
    if run is None:
        raise Conflict("What is known changed since you sent the file, and rows of it are wrong now. Send it again.")
    if run.corrections and not because:
        raise BadInput("Say why the figures change", "because")
    _take_up(session, (given.measure for given in run.new), declared)
    now = _now()
    old = [one.was.id for one in run.corrections]
    if old:
        session.execute(update(IndicatorValue).where(IndicatorValue.id.in_(old)).values(replaced_at=now))
    rows = [(given, None) for given in run.new] + [(one.given, one.was.id) for one in run.corrections]
    session.add_all(
        _value(
            g.measure.id, g.force, g.period, g.figure, now, by, delivery.id, (replaces, because if replaces else None)
        )
        for g, replaces in rows
    )
    delivery.brought_at, delivery.counts = now, run.counts()
    session.flush()
    _told_brought(session, delivery, run, because, by)
    return run


def _told_brought(session: Session, delivery: Delivery, run: DryRun, because: str, by: Actor) -> None:
    corrected = f", {count_of(len(run.corrections), 'of them a correction', 'of them corrections')}"
    says = f"brought in {count_of(run.writes, 'indicator value')} from {delivery.file_name}"
    before = {_name(c.given.measure.id, c.given.force, c.given.period): str(c.was.value) for c in run.corrections}
    after = {
        _name(c.given.measure.id, c.given.force, c.given.period): str(c.given.figure.value) for c in run.corrections
    }
    audit.record(
        session,
        "indicators:values:brought_in",
        About("indicator_delivery", delivery.id, address="/indicators"),
        by=by,
        says=says + (corrected if run.corrections else ""),
        change=(before or None, {"file": delivery.sha256, **run.counts(), **({"now": after} if after else {})}),
        reason=because if run.corrections else None,
        audience="everyone",
    )


def _name(measure: str, force: str, period: Period) -> str:
    return f"{measure}, {force}, {period.words}"


def add_values(
    session: Session, measure: Measure, force: str, figures: Iterable[tuple[Period, Figure]]
) -> Sequence[IndicatorValue]:
    """Values that come with the product, such as those of a demonstration; nobody brought them in."""
    now = _now()
    rows = [_value(measure.id, force, period, figure, now, None, None, (None, None)) for period, figure in figures]
    session.add_all(rows)
    session.flush()
    return rows


def _take_up(session: Session, measures: Iterable[Measure], declared: Mapping[str, Measure]) -> None:
    """Defines what only an edition knew so far, as the edition has it."""
    there = queries.measures(session)
    for measure in dict.fromkeys(measures):
        if measure.id not in there and measure.id in declared:
            define(session, replace(measure, pair=None), by=None)


def _value(
    measure: str,
    force: str,
    period: Period,
    figure: Figure,
    now: datetime,
    by: Actor | None,
    delivery: int | None,
    correction: tuple[int | None, str | None],
) -> IndicatorValue:
    numbers = [None if n is None else f"{n:f}" for n in (figure.numerator, figure.denominator, figure.deviation)]
    return IndicatorValue(
        indicator_id=measure,
        force_id=force,
        begins_on=period.begins_on,
        ends_on=period.ends_on,
        value=f"{figure.value:f}",
        numerator=numbers[0],
        denominator=numbers[1],
        deviation=numbers[2],
        source=figure.source,
        note=figure.note,
        delivery_id=delivery,
        imported_by=by.id if by else None,
        imported_at=now,
        replaces_id=correction[0],
        because=correction[1],
    )


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
