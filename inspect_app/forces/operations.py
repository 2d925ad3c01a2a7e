"""What is done to forces and cycles: declared from a file, set up, given another timetable, joined by a force.

It starts assessments through whoever keeps them, and never looks into one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ..accounts.actors import Actor
from ..audit.operations import About, record
from ..db import Keeping
from ..grading.edition import Edition
from ..grading.words import count_of, listed
from ..promises import BadInput, Conflict
from . import queries
from .cycles import CycleFile
from .models import Cycle, CycleDate, CyclePriority, Force, NationalCount, NationalResult
from .of_england_and_wales import KnownForce
from .taking_part import Keeper
from .where import year_words


@dataclass(frozen=True, slots=True)
class Plan:
    """What a timetable is to hold."""

    title: str
    submit_by: date | None
    sign_by: date | None
    dates: Sequence[tuple[date, str]]
    priorities: Sequence[str]
    effects_after_saving: bool


def declare(keeping: Keeping, cycle: CycleFile, edition: Edition) -> None:
    """Makes the database hold a cycle as its file declares it, with its national results."""
    declared = {
        "id": cycle.cycle,
        "title": cycle.title,
        "edition": cycle.edition,
        "edition_digest": edition.digest,
        "assessed_from": cycle.assessed.from_,
        "assessed_to": cycle.assessed.to,
        "published": cycle.published,
        "forces": cycle.forces,
    }
    keeping.keep(Cycle, Cycle.id == cycle.cycle, ["id"], [declared])
    results = keeping.keep(
        NationalResult,
        NationalResult.cycle_id == cycle.cycle,
        ["framework"],
        [
            {
                "cycle_id": cycle.cycle,
                "framework": n.framework,
                "text": n.text,
                "source_line": n.source_line,
                "place": place,
            }
            for place, n in enumerate(cycle.national)
        ],
    )
    keeping.keep(
        NationalCount,
        NationalCount.national_result_id.in_(select(NationalResult.id).where(NationalResult.cycle_id == cycle.cycle)),
        ["national_result_id", "grade"],
        [
            {"national_result_id": results[(n.framework,)].id, "grade": grade, "forces": count, "place": place}
            for n in cycle.national
            for place, (grade, count) in enumerate(n.distribution.items())
        ],
    )


def add_force(session: Session, force: str, name: str, *, by: Actor) -> Force:
    """A force that did not exist. Raises BadInput where its short name or its name is taken."""
    taken = session.scalars(select(Force).where((Force.id == force) | (Force.name == name))).first()
    if taken is not None:
        field = "short_name" if taken.id == force else "name"
        raise BadInput(f"There is a force with that {field.replace('_', ' ')} already: {taken.name}", field)
    made = Force(id=force, name=name)
    session.add(made)
    session.flush()
    about = About("force", force, address="/cycles")
    record(session, "forces:force:added", about, by=by, says=f"added the force {name}", audience="everyone")
    return made


def add_known(session: Session, chosen: Sequence[KnownForce], *, by: Actor) -> int:
    """Adds forces from the shipped list, and says how many of them did not exist yet."""
    there = {name for row in queries.forces(session) for name in (row.id, row.name)}
    new = [force for force in chosen if force.id not in there and force.name not in there]
    for force in new:
        add_force(session, force.id, force.name, by=by)
    return len(new)


def set_up(
    session: Session,
    edition: Edition,
    cycle_id: str,
    assessed: tuple[date, date],
    plan: Plan,
    forces: Sequence[str],
    *,
    keeper: Keeper,
    by: Actor,
) -> Cycle:
    """A new cycle with an empty assessment for each force that takes part. Raises BadInput where the year is taken."""
    if session.get(Cycle, cycle_id) is not None:
        raise BadInput(f"There is a cycle {year_words(cycle_id)} already. Choose another year", "year")
    cycle = Cycle(
        id=cycle_id,
        title=plan.title,
        edition=edition.id,
        edition_digest=edition.digest,
        assessed_from=assessed[0],
        assessed_to=assessed[1],
        published=None,
        forces=len(forces),
    )
    session.add(cycle)
    _fill(session, cycle, plan)
    for force in forces:
        keeper.start(session, edition, cycle, force)
    record(
        session,
        "forces:cycle:set_up",
        _about(cycle),
        by=by,
        says=f"set up {plan.title} for {count_of(len(forces), 'force')}",
        change=(None, _told(plan)),
        audience="everyone",
    )
    return cycle


def change_timetable(session: Session, cycle: Cycle, plan: Plan, version: int, *, by: Actor) -> bool:
    """Gives a cycle another timetable; False where it is the same. Raises Conflict where `version` is an old one."""
    before = plan_of(queries.timetable(session, cycle.id))
    if before == plan:
        return False
    if cycle.version != version:
        raise Conflict("Somebody else changed this timetable after you opened it.")
    session.execute(delete(CycleDate).where(CycleDate.cycle_id == cycle.id))
    session.execute(delete(CyclePriority).where(CyclePriority.cycle_id == cycle.id))
    _fill(session, cycle, plan)
    cycle.version += 1
    session.flush()
    told_before, told_after = _told(before), _told(plan)
    changed = [name for name, value in told_after.items() if told_before[name] != value]
    record(
        session,
        "forces:cycle:changed",
        _about(cycle),
        by=by,
        says=f"changed {plan.title}: {listed(name.lower() for name in changed)}",
        change=({n: told_before[n] for n in changed}, {n: told_after[n] for n in changed}),
        audience="everyone",
    )
    return True


def take_part(
    session: Session, edition: Edition, cycle: Cycle, forces: Sequence[Force], *, keeper: Keeper, by: Actor
) -> int:
    """Starts an empty assessment for each of these forces that has none in the cycle, and says how many that were."""
    there = {force for force, of in keeper.places(session) if of == cycle.id}
    new = [force for force in forces if force.id not in there]
    for force in new:
        keeper.start(session, edition, cycle, force.id)
        about = About("cycle", cycle.id, force=force.id, cycle=cycle.id, address=f"/cycles/{cycle.id}")
        says = f"let {force.name} take part in {cycle.title}"
        record(session, "forces:cycle:joined", about, by=by, says=says, audience="everyone")
    cycle.forces = max(cycle.forces, len(there) + len(new))
    session.flush()
    return len(new)


def plan_of(there: queries.Timetable) -> Plan:
    """What a timetable holds now."""
    cycle = there.cycle
    return Plan(
        title=cycle.title,
        submit_by=cycle.submit_by,
        sign_by=cycle.sign_by,
        dates=[(row.on, row.what) for row in there.dates],
        priorities=list(there.priorities),
        effects_after_saving=cycle.effects_after_saving,
    )


def _fill(session: Session, cycle: Cycle, plan: Plan) -> None:
    cycle.title, cycle.effects_after_saving = plan.title, plan.effects_after_saving
    cycle.submit_by, cycle.sign_by = plan.submit_by, plan.sign_by
    session.flush()
    session.add_all(CycleDate(cycle_id=cycle.id, on=on, what=what) for on, what in plan.dates)
    session.add_all(CyclePriority(cycle_id=cycle.id, framework=framework) for framework in plan.priorities)
    session.flush()


def _about(cycle: Cycle) -> About:
    return About("cycle", cycle.id, cycle=cycle.id, address=f"/cycles/{cycle.id}")


def _told(plan: Plan) -> dict[str, Any]:
    """A timetable as the trail keeps it."""
    return {
        "Title": plan.title,
        "Submit by": plan.submit_by.isoformat() if plan.submit_by else None,
        "Sign by": plan.sign_by.isoformat() if plan.sign_by else None,
        "Other dates": [f"{on.isoformat()} {what}" for on, what in plan.dates],
        "Priority frameworks": list(plan.priorities),
        "Effects shown after saving": plan.effects_after_saving,
    }
