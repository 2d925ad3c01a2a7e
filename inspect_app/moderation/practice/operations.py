"""What is done to good practice on offer: it is checked, and up to three are chosen. Each records one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...assessment.models import Assessment
from ...audit.operations import About, record
from ...grading.words import listed
from ...promises import BadInput, Conflict, NotFound
from ..models import PracticeCheck
from . import policy, queries

ANSWERS = ("yes", "partly", "no")


@dataclass(frozen=True, slots=True)
class Found:
    """What checking found: whether it was evaluated, whether others can use it, and a note."""

    evaluated: str
    transferable: str
    note: str


def check(session: Session, assessment: Assessment, finding: int, found: Found, *, by: Actor, seen: int) -> None:
    """Says whether an offer was evaluated and can be transferred. `seen` is the version that was on the page.

    Raises Conflict where somebody else saved meanwhile, BadInput, NotAllowed, and NotFound for what is not offered.
    """
    policy.check_can_check(assessment.state, by.roles_for(assessment.force_id))
    one = next((one for one in queries.offered(session, assessment.id) if one.id == finding), None)
    if one is None:
        raise NotFound
    if found.evaluated not in ANSWERS or found.transferable not in ANSWERS or not found.note.strip():
        raise BadInput("Answer both questions, and write a note", "note")
    row = next((row for row in queries.checks_of(session, assessment.id) if row.finding_id == finding), None)
    if row is None:
        row = PracticeCheck(assessment_id=assessment.id, finding_id=finding, version=0)
        session.add(row)
    if (row.version or 0) != seen:
        raise Conflict(f"{one.checker} checked this while you were writing: “{one.note}” Read it, then save yours.")
    row.evaluated, row.transferable, row.note = found.evaluated, found.transferable, found.note.strip()
    row.checked_by, row.checked_at, row.version = by.id, _now(), seen + 1
    session.flush()
    change = (
        {"evaluated": one.evaluated, "transferable": one.transferable},
        {"evaluated": row.evaluated, "transferable": row.transferable},
    )
    about = _about(assessment, finding, one.framework, one.printed_id)
    says = f"checked {one.printed_id} as good practice"
    record(session, "moderation:practice:checked", about, by=by, says=says, change=change, audience="inspectorate")


def choose(session: Session, assessment: Assessment, findings: Sequence[int], *, by: Actor) -> None:
    """Chooses up to three in their order; the same choice again changes nothing. Raises NotAllowed and BadInput."""
    policy.check_can_check(assessment.state, by.roles_for(assessment.force_id))
    checks = {row.finding_id: row for row in queries.checks_of(session, assessment.id)}
    policy.check_choice(findings, checks)
    before = [one.printed_id for one in queries.chosen(session, assessment.id)]
    for row in checks.values():
        row.chosen = None
    # Places are unique, so those that are taken are given up before others take them.
    session.flush()
    for place, finding in enumerate(findings, start=1):
        checks[finding].chosen = place
    session.flush()
    after = [one.printed_id for one in queries.chosen(session, assessment.id)]
    if before == after:
        return
    says = f"chose {listed(after)} as good practice" if after else "chose no good practice"
    about = _about(assessment, assessment.id, None, None)
    record(
        session, "moderation:practice:chosen", about, by=by, says=says, change=(before, after), audience="inspectorate"
    )


def _about(assessment: Assessment, thing: int, framework: str | None, part: str | None) -> About:
    return About(
        "practice",
        thing,
        force=assessment.force_id,
        cycle=assessment.cycle_id,
        framework=framework,
        part=part,
        address=f"/forces/{assessment.force_id}/{assessment.cycle_id}/good-practice",
    )


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
