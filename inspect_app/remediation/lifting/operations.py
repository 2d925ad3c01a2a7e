"""Adopts an order in which areas are to be closed, stops following one, and drafts what was done since last time.

It rates nothing and closes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...accounts.roles import Role
from ...assessment.at import At
from ...assessment.together import drafts
from ...audit.operations import About, record
from ...grading.words import count_of
from ...promises import Conflict, NotAllowed
from ..models import LiftPlan
from .plan import Plan
from .queries import There, adopted

ADOPTS = frozenset({Role.FORCE_LEAD, Role.CHIEF_OFFICER})


def written(plan: Plan, found: There) -> str:
    """The steps as they are kept: what to close, what that was worked out to lift, and each area's version then."""
    steps = [
        {
            "areas": list(step.areas),
            "lifts": [
                {"framework": lift.framework, "before": lift.before, "after": lift.after, "criteria": lift.criteria}
                for lift in step.lifts
            ],
            "effort": step.effort,
            "unknown": step.unknown,
            "earliest": step.earliest.isoformat() if step.earliest else None,
        }
        for step in plan.steps
    ]
    versions = {str(number): row.version for number, row in sorted(found.rows.items()) if row.closed_how is None}
    content = {"steps": steps, "open": plan.open_areas, "versions": versions}
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def digest(content: str) -> str:
    """What tells one plan from another."""
    return hashlib.sha256(content.encode()).hexdigest()


def adopt(session: Session, force: str, found: There, plan: Plan, *, by: Actor, seen: str) -> LiftPlan:
    """The order that the force follows from now on; the one before is kept and followed no longer.

    Raises NotAllowed for who does not answer for the force or where nothing would be lifted, and Conflict where
    `seen`, the digest of what stood on the page, is not what would be worked out now.
    """
    _check_may(by, force)
    content = written(plan, found)
    if not plan.steps:
        raise NotAllowed("No set of open areas would lift a grade, so there is no order to adopt.")
    if seen != digest(content):
        raise Conflict("Something changed after this order was worked out. Read it again, then adopt it.")
    before = adopted(session, force)
    if before is not None:
        before.dropped_at = _now()
    row = LiftPlan(
        assessment_id=found.basis.assessment_id, by_what=plan.by, steps=content, adopted_by=by.id, adopted_at=_now()
    )
    session.add(row)
    session.flush()
    says = f"adopted an order of {count_of(len(plan.steps), 'step')} for closing areas for improvement"
    record(session, "remediation:plan:adopted", _about(force, row), by=by, says=says, change=(None, digest(content)))
    return row


def drop(session: Session, force: str, row: LiftPlan, *, by: Actor) -> None:
    """Stops following a plan; nothing happens to one that is followed no longer. Raises NotAllowed."""
    _check_may(by, force)
    if row.dropped_at is not None:
        return
    row.dropped_at = _now()
    session.flush()
    record(session, "remediation:plan:dropped", _about(force, row), by=by, says="stopped following the adopted order")


def draft_progress(session: Session, places: Sequence[At], texts: Mapping[str, str], *, by: Actor) -> tuple[int, int]:
    """Keeps what happened since last time as the assessor's own draft of each framework's report text.

    Answers how many were written, and how many were left alone because a draft was there already. Nothing is saved:
    the assessor edits the draft and saves it, or does not.
    """
    kept = skipped = 0
    for at in places:
        text = texts.get(at.framework.id)
        if not text:
            continue
        if "text" in drafts.of(session, by.id, at.entry.id):
            skipped += 1
            continue
        whole = f"{at.entry.text.rstrip()}\n\n{text}" if at.entry.text else text
        drafts.keep(session, by.id, at.entry.id, "text", {"text": [whole]}, at.entry.text_version)
        kept += 1
    return kept, skipped


def may_adopt(by: Actor, force: str) -> bool:
    return bool(ADOPTS & by.roles_for(force))


def _check_may(by: Actor, force: str) -> None:
    if not may_adopt(by, force):
        raise NotAllowed("A force lead or a chief officer adopts an order. You can read everything here.")


def _about(force: str, row: LiftPlan) -> About:
    return About("lift_plan", row.id, force=force, address=f"/forces/{force}/improvement/lift/plan")


def _now() -> Any:
    return clock.now().replace(tzinfo=None)
