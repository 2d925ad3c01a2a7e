"""What a national lead plans: defaults of a cycle, how entries are validated, who reads them, and visits to forces.

Naming never looks at what a reader found, and a reader who has begun is not replaced over their head.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...assessment.models import Assessment, Entry
from ...audit.operations import About, record
from ...forces.models import Cycle, Force
from ...grading.edition import Edition
from ...promises import BadInput, Conflict, NotFound
from ...ui.times import day
from ..models import InspectionPlan, Reading, SiteVisit
from . import letters, policy, queries
from .policy import Defaults, Visit
from .queries import Planned, Reader

CHANGED = "Somebody else changed this plan after you opened it."


def set_defaults(session: Session, cycle: Cycle, wanted: Defaults, version: int, *, by: Actor) -> bool:
    """Changes what stands for every entry without a plan of its own; False where nothing is different.

    Raises Conflict where `version` is an old one of the cycle.
    """
    before = {"readers": cycle.readers, "priority_readers": cycle.priority_readers, "level": cycle.level}
    after = {"readers": wanted.readers, "priority_readers": wanted.priority_readers, "level": wanted.level}
    if before == after:
        return False
    if cycle.version != version:
        raise Conflict(CHANGED)
    cycle.readers, cycle.priority_readers, cycle.level = wanted.readers, wanted.priority_readers, wanted.level
    cycle.version += 1
    session.flush()
    about = About("cycle", cycle.id, cycle=cycle.id, address=f"/cycles/{cycle.id}/plan")
    says = f"changed how {cycle.title} is inspected"
    change = (before, after)
    record(session, "planning:cycle:changed", about, by=by, says=says, change=change, audience="inspectorate")
    return True


def plan_entry(
    session: Session, cycle: str, planned: Planned, wanted: tuple[str, int], because: str, version: int, *, by: Actor
) -> bool:
    """Gives an entry a plan of its own: its level and number of readers, with the reason. False where nothing differs.

    Raises Conflict where `version` is an old one, and BadInput without a reason or where two readers are named and one
    is wanted.
    """
    (level, readers), reason = wanted, because.strip()
    policy.check_can_plan(by.roles_for(planned.force), planned.assessment_state)
    if not reason:
        raise BadInput("Say why it is inspected so", "because")
    if readers < len(planned.named):
        raise BadInput("Two readers are named. Take the second one off first", "readers")
    row = queries.plan_row(session, planned.entry)
    before = {"level": planned.level, "readers": planned.readers, "because": planned.because}
    after = {"level": level, "readers": readers, "because": reason}
    if before == after:
        return False
    if (row.version if row else 0) != version:
        raise Conflict(CHANGED)
    if row is None:
        row = InspectionPlan(entry_id=planned.entry, version=0)
        session.add(row)
    row.level, row.readers, row.because = level, readers, reason
    row.version, row.saved_by, row.saved_at = (row.version or 0) + 1, by.id, _now()
    session.flush()
    says = f"planned {planned.framework.code}: {policy.LEVELS[level].lower()}"
    _told(session, "entry:planned", cycle, planned, says, by, change=(before, after), reason=reason)
    return True


def name_readers(
    session: Session, cycle: str, entries: Sequence[Planned], reader: Reader, number: int, *, by: Actor, site: str = ""
) -> int:
    """Names somebody as the first or second reader of entries; says of how many they were not that already.

    All or nothing: raises NotAllowed or BadInput with the first that cannot be. One message, whatever the number.
    """
    rows = queries.standing(session, [entry.entry for entry in entries])
    new = []
    for entry in entries:
        policy.check_can_plan(by.roles_for(entry.force), entry.assessment_state)
        if entry.force in reader.homes:
            raise BadInput(f"{entry.force_name} is a home force of {reader.name}, who reads nothing of it", "person")
        standing = rows.get(entry.entry, {})
        code = f"{entry.force_name} {entry.framework.code}"
        policy.check_can_name(code, entry.entry_state, entry.readers, number, standing, reader.id)
        if number not in standing or standing[number].reader_id != reader.id:
            new.append(entry)
    for entry in new:
        now = rows.get(entry.entry, {}).get(number)
        if now is not None:
            _free(session, now, "Somebody else was named.")
        row = Reading(entry_id=entry.entry, number=number, reader_id=reader.id, named_by=by.id, named_at=_now())
        session.add(row)
        session.flush()
        says = f"named {reader.name} the {policy.NUMBERS[number]} reader of {entry.framework.code}"
        _told(session, "reader:named", cycle, entry, says, by, change=(None, {"reader": reader.name}))
    letters.named(session, reader, new, cycle, site, by=by)
    return len(new)


def name_reader(session: Session, edition: Edition, entry: int, person: int, number: int, *, by: Actor) -> Reading:
    """Names one reader of one entry. Raises NotAllowed or BadInput, and NotFound for an unknown entry or reader."""
    row = session.get(Entry, entry)
    assessment = session.get(Assessment, row.assessment_id) if row else None
    reader = next((r for r in queries.readers(session, clock.today()) if r.id == person), None)
    if row is None or assessment is None or reader is None:
        raise NotFound
    cycle = session.get_one(Cycle, assessment.cycle_id)
    plans = queries.planned(session, edition, cycle, force=assessment.force_id, framework=row.framework)
    name_readers(session, cycle.id, plans, reader, number, by=by)
    return queries.standing(session, [entry])[entry][number]


def take_off(session: Session, cycle: str, entry: Planned, number: int, *, by: Actor) -> None:
    """Frees the number of a reader who has not begun. Raises NotAllowed where they have."""
    policy.check_can_plan(by.roles_for(entry.force), entry.assessment_state)
    row = queries.standing(session, [entry.entry]).get(entry.entry, {}).get(number)
    if row is None:
        return
    policy.check_can_name(entry.framework.code, entry.entry_state, entry.readers, number, {number: row}, 0)
    name = entry.named[number].reader
    _free(session, row, "Nobody is named in their place yet.")
    says = f"took {name} off as the {policy.NUMBERS[number]} reader of {entry.framework.code}"
    _told(session, "reader:taken_off", cycle, entry, says, by, change=({"reader": name}, None))


def add_visit(session: Session, assessment: Assessment, wanted: Visit, *, by: Actor) -> SiteVisit:
    """Plans a visit. Raises BadInput where its days are in the wrong order, or nothing says where."""
    _check_visit(wanted)
    row = SiteVisit(
        assessment_id=assessment.id,
        on_day=wanted.on_day,
        until_on=wanted.until_on,
        places=wanted.places,
        notes=wanted.notes or None,
        saved_by=by.id,
        saved_at=_now(),
    )
    session.add(row)
    session.flush()
    _told_visit(session, "planned", assessment, row, by, (None, _written(row)))
    return row


def change_visit(
    session: Session, assessment: Assessment, row: SiteVisit, wanted: Visit, version: int, *, by: Actor
) -> bool:
    """Changes a visit or writes what came of it; False where nothing is different. Raises Conflict and BadInput."""
    _check_visit(wanted)
    before = _written(row)
    held = Visit(row.on_day, row.until_on, row.places, row.notes)
    if held == Visit(wanted.on_day, wanted.until_on, wanted.places, wanted.notes or None):
        return False
    if row.version != version:
        raise Conflict("Somebody else changed this visit after you opened it.")
    row.on_day, row.until_on, row.places, row.notes = (
        wanted.on_day,
        wanted.until_on,
        wanted.places,
        wanted.notes or None,
    )
    row.version, row.saved_by, row.saved_at = row.version + 1, by.id, _now()
    session.flush()
    _told_visit(session, "changed", assessment, row, by, (before, _written(row)))
    return True


def visit_of(session: Session, assessment: int, visit: int) -> SiteVisit:
    """One visit of an assessment. Raises NotFound."""
    asked = select(SiteVisit).where(SiteVisit.id == visit, SiteVisit.assessment_id == assessment)
    row = session.scalars(asked).one_or_none()
    if row is None:
        raise NotFound
    return row


def able(readers: Iterable[Reader], force: str) -> list[Reader]:
    """Those who may read a force: it is none of their home forces."""
    return [reader for reader in readers if force not in reader.homes]


def _check_visit(wanted: Visit) -> None:
    if wanted.until_on is not None and wanted.until_on < wanted.on_day:
        raise BadInput("The last day must not be before the first day", "until_on")
    if not wanted.places.strip():
        raise BadInput("Say where the visit goes", "places")


def _written(row: SiteVisit) -> dict[str, Any]:
    return {
        "on": row.on_day.isoformat(),
        "until": row.until_on.isoformat() if row.until_on else None,
        "places": row.places,
        "notes": row.notes,
    }


def _free(session: Session, row: Reading, because: str) -> None:
    row.stood_down_at, row.stood_down_because = _now(), because
    row.version += 1
    session.flush()


def _told(
    session: Session,
    did: str,
    cycle: str,
    entry: Planned,
    says: str,
    by: Actor,
    *,
    change: tuple[Any, Any],
    reason: str | None = None,
) -> None:
    about = About(
        "plan",
        entry.entry,
        force=entry.force,
        cycle=cycle,
        framework=entry.framework.id,
        address=f"/forces/{entry.force}/{cycle}/plan",
    )
    record(session, f"planning:{did}", about, by=by, says=says, change=change, reason=reason, audience="inspectorate")


def _told_visit(
    session: Session, did: str, assessment: Assessment, row: SiteVisit, by: Actor, change: tuple[Any, Any]
) -> None:
    force, cycle = assessment.force_id, assessment.cycle_id
    about = About("site_visit", row.id, force=force, cycle=cycle, address=f"/forces/{force}/{cycle}/plan#visits")
    name = session.get_one(Force, force).name
    says = f"{did} a visit to {name} on {day(row.on_day)}"
    record(session, f"planning:visit:{did}", about, by=by, says=says, change=change, audience="inspectorate")


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
