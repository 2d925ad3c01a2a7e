"""What moderators do to an entry: confirm, depart, agree, refuse, reopen, and propose a correction after publication.

Each flushes and records one event. A decision is never written over: another follows it, with its own number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...assessment.at import At
from ...assessment.models import Assessment, Entry
from ...assessment.policy import check_can
from ...assessment.states import ASSESSMENT, ENTRY
from ...audit.operations import About, record
from ...forces.models import Force
from ...promises import BadInput, Conflict, NotAllowed
from ..models import Case, Decision
from ..reading import operations as reading
from . import policy, queries, taking_effect

MOVED = "The facts changed at {at}, after you opened this. Read them, then decide."


class AlreadyDecided(Conflict):
    """Somebody else's decision stands; the sentence says whose, and what would help."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody decides: the grade, the direction of travel, and why."""

    grade: str
    direction: str
    because: str = ""


def confirm(session: Session, at: At, *, by: Actor, shown: str, direction: str | None = None) -> Decision:
    """Decides as the engine proposed. `shown` is the digest of the case that was on the page.

    `direction` is asked for only where the method defines none. Raises AlreadyDecided, Conflict, NotAllowed, BadInput.
    """
    case = _to_decide(session, at, by, shown)
    if policy.is_left_open(case):
        raise NotAllowed(policy.LEFT_OPEN)
    turned = case.proposed_direction if case.proposed_direction is not None else direction
    return _decide(session, at, case, Wanted(case.proposed or "", turned or ""), by)


def change(session: Session, at: At, wanted: Wanted, *, by: Actor, shown: str) -> Decision:
    """Decides otherwise, or where the method leaves it open, with a reason that will be published.

    A departure from a limit waits for a second person; so does every correction of a published judgement. Raises as
    `confirm`.
    """
    if at.assessment.state in policy.PUBLISHED:
        return _correct(session, at, wanted, by)
    return _decide(session, at, _to_decide(session, at, by, shown), wanted, by)


def agree(session: Session, at: At, *, by: Actor) -> Decision:
    """The second person's agreement, with which a decision takes effect; a correction does with its publication.

    Raises NotAllowed, and Conflict where the facts changed since it was made.
    """
    decision = _waiting(session, at)
    sitting = sitting_of(session, at, by)
    policy.check_can_agree(sitting, is_own=decision.decided_by == by.id)
    case = queries.case_of(session, at.entry.id)
    if case is not None and case.digest != decision.case_digest:
        raise Conflict("The facts changed since this was decided. Refuse it, so that it is decided again.")
    decision.agreed_by, decision.agreed_at = by.id, _now()
    if at.entry.state == policy.TO_DECIDE:
        taking_effect.judge(session, at.entry, decision)
    says = f"agreed to {_grade(at, decision.grade)} for {at.code}"
    _record(session, at, decision, "agreed", by, says, None)
    return decision


def refuse(session: Session, at: At, *, because: str, by: Actor) -> Decision:
    """Ends a decision that waits: refused by a second person, or taken back by whoever made it. A reason is needed."""
    decision = _waiting(session, at)
    is_own = decision.decided_by == by.id
    if not is_own:
        policy.check_can_agree(sitting_of(session, at, by), is_own=False)
    reason = _reason(because, "Say why, so that whoever decided it knows")
    decision.refused_by, decision.refused_at, decision.refused_because = by.id, _now(), reason
    said = "took back" if is_own else "refused"
    _record(session, at, decision, "taken_back" if is_own else "refused", by, f"{said} a decision on {at.code}", reason)
    return decision


def reopen(session: Session, entry: Entry, because: str, by: Actor) -> None:
    """Sends a judged entry back to moderation. The decision stays with the reason; the judgement goes.

    While the force checks the facts, only a national lead can, and the assessment comes back with it. Raises
    NotAllowed where it is published, or is not judged, and BadInput without a reason.
    """
    assessment = session.get_one(Assessment, entry.assessment_id)
    roles = by.roles_for(assessment.force_id)
    if assessment.state in policy.PUBLISHED:
        raise NotAllowed(policy.FINAL)
    if by.home_forces & {assessment.force_id}:
        force = session.get_one(Force, assessment.force_id)
        raise NotAllowed(f"{force.name} is one of your home forces, so you cannot reopen anything of it.")
    if entry.state == policy.TO_DECIDE:
        raise NotAllowed("Nothing is decided here, so there is nothing to reopen.")
    if ASSESSMENT.allows(assessment.state, "reopen"):
        check_can(ASSESSMENT, assessment.state, "reopen", roles)
        ENTRY.move(entry.state, "reopen")
    else:
        check_can(ENTRY, entry.state, "reopen", roles)
    send_back(session, assessment, entry, because, by=by)


def send_back(session: Session, assessment: Assessment, entry: Entry, because: str, *, by: Actor) -> None:
    """As `reopen`, for whoever was allowed it before: an accepted challenge brings back its own entry and no other."""
    reason = _reason(because, "Say why it has to be decided again")
    if assessment.state in policy.PUBLISHED:
        raise NotAllowed(policy.FINAL)
    decision = queries.standing(session, entry.id)
    taking_effect.undo(session, entry)
    if decision is not None:
        decision.reopened_by, decision.reopened_at, decision.reopened_because = by.id, _now(), reason
    if ASSESSMENT.allows(assessment.state, "reopen"):
        assessment.state = ASSESSMENT.next_state(assessment.state, "reopen")
    session.flush()
    before = {"grade": decision.grade} if decision else None
    says = f"reopened {entry.framework.upper()}"
    about = _about(assessment, entry, decision.id if decision else entry.id)
    record(
        session,
        "moderation:decision:reopened",
        about,
        by=by,
        says=says,
        change=(before, None),
        reason=reason,
        audience="inspectorate",
    )


def read_again(session: Session, at: At, *, because: str, by: Actor) -> None:
    """Sends an entry that waits for moderation back to its readers, who take up their readings where they ended.

    Raises NotAllowed while a decision waits for a second person, and as `reading.operations.reopen` does.
    """
    if queries.standing(session, at.entry.id) is not None:
        raise NotAllowed("A decision stands here. Reopen it, refuse it or take it back first.")
    policy.check_can_decide(sitting_of(session, at, by))
    readings = [row for row, _ in queries.readings_of(session, at.entry.id)]
    reading.reopen(session, at, readings, because, by=by)


def sitting_of(session: Session, at: At, by: Actor) -> policy.Sitting:
    """What ties somebody to an entry. Two statements."""
    force = session.get_one(Force, at.force)
    return policy.Sitting(
        code=at.code,
        force=force.name.removesuffix(" Police"),
        roles=by.roles_for(at.force),
        is_home=at.force in by.home_forces,
        has_read=queries.has_read(session, at.entry.id, by.id),
    )


def _to_decide(session: Session, at: At, by: Actor, shown: str) -> Case:
    """The case, where this person may decide it now, and it is what they saw."""
    standing = queries.standing(session, at.entry.id)
    if standing is not None:
        raise AlreadyDecided(_decided(session, at, standing))
    if at.assessment.state in policy.PUBLISHED:
        raise NotAllowed(policy.FINAL)
    if at.entry.state not in (policy.DECIDED, policy.TO_DECIDE):
        raise NotAllowed(policy.STILL_READ.format(code=at.code))
    policy.check_can_decide(sitting_of(session, at, by))
    check_can(ENTRY, at.entry.state, "judge", by.roles_for(at.force))
    case = queries.case_of(session, at.entry.id)
    if case is None:
        raise NotAllowed(policy.STILL_READ.format(code=at.code))
    if shown != case.digest:
        raise Conflict(MOVED.format(at=f"{clock.here(case.made_at):%H:%M}"))
    return case


def _decide(session: Session, at: At, case: Case, wanted: Wanted, by: Actor) -> Decision:
    outcomes = at.edition.scales.outcomes
    _check_known(at, case, wanted)
    reason = wanted.because.strip()
    if policy.needs_reason(outcomes, case, wanted.grade, wanted.direction) and not reason:
        raise BadInput("Say why. This reason will be published", "because")
    departs = policy.departs(outcomes, case, wanted.grade, wanted.direction)
    waits = policy.needs_agreement(outcomes, case, wanted.grade)
    decision = _new(session, at, case, Wanted(wanted.grade, wanted.direction, reason), by, departs, waits)
    if not waits:
        taking_effect.judge(session, at.entry, decision)
    grade = _grade(at, decision.grade)
    says = f"decided {grade} for {at.code}" + (", not as proposed" if departs else "")
    if waits:
        says = f"proposed to decide {grade} for {at.code}, which a second person has to agree to"
    _record(session, at, decision, "departed" if departs else "confirmed", by, says, reason or None)
    return decision


def _correct(session: Session, at: At, wanted: Wanted, by: Actor) -> Decision:
    """Another decision on a published judgement, which counts once a second person agrees and it is published."""
    policy.check_can_decide(sitting_of(session, at, by))
    standing, judgement = queries.standing(session, at.entry.id), queries.judgement_of(session, at.entry.id)
    if judgement is None or (standing is not None and standing.id != judgement.decision_id):
        raise AlreadyDecided("A correction of this judgement is under way already. See what it says.")
    if (wanted.grade, wanted.direction) == (judgement.grade, judgement.direction):
        raise BadInput("That is what is published. Choose another grade or direction", "grade")
    reason = _reason(wanted.because, "Say why. This reason will be published")
    case = queries.case_of(session, at.entry.id)
    _check_known(at, case, wanted)
    departs = case is not None and policy.departs(at.edition.scales.outcomes, case, wanted.grade, wanted.direction)
    if standing is not None:
        standing.reopened_by, standing.reopened_at, standing.reopened_because = (
            by.id,
            _now(),
            f"To correct it: {reason}",
        )
        session.flush()
    wanted = Wanted(wanted.grade, wanted.direction, reason)
    decision = _new(session, at, case, wanted, by, departs, waits=True)
    says = f"proposed to correct {at.code} to {_grade(at, wanted.grade)}"
    _record(session, at, decision, "corrected", by, says, reason)
    return decision


def _new(
    session: Session, at: At, case: Case | None, wanted: Wanted, by: Actor, departs: bool, waits: bool
) -> Decision:
    decision = Decision(
        entry_id=at.entry.id,
        number=queries.last_number(session, at.entry.id) + 1,
        case_digest=case.digest if case else "",
        proposed=case.proposed if case else None,
        proposed_direction=case.proposed_direction if case else None,
        force_grade=case.force_grade if case else None,
        first_grade=case.first_grade if case else None,
        second_grade=case.second_grade if case else None,
        grade=wanted.grade,
        direction=wanted.direction,
        departs=departs,
        because=wanted.because or None,
        needs_agreement=waits,
        decided_by=by.id,
        decided_at=_now(),
    )
    session.add(decision)
    session.flush()
    return decision


def _check_known(at: At, case: Case | None, wanted: Wanted) -> None:
    """Raises BadInput for a grade or a direction that the edition does not have here."""
    scales = at.edition.scales
    is_graded = case is None or bool(case.lowest)
    if wanted.grade not in scales.outcomes.grades if is_graded else wanted.grade:
        raise BadInput("Choose a grade", "grade")
    apart = [step.id for step in (scales.not_graded, scales.not_comparable) if step is not None]
    known = [*scales.directions.ids(), *apart]
    if wanted.direction not in known if known else wanted.direction:
        raise BadInput("Choose the direction of travel", "direction")


def _waiting(session: Session, at: At) -> Decision:
    decision = queries.standing(session, at.entry.id)
    if decision is None or not decision.needs_agreement or decision.agreed_at is not None:
        raise NotAllowed("No decision waits for a second agreement here.")
    return decision


def _decided(session: Session, at: At, standing: Decision) -> str:
    made = next(one for one in queries.decisions_of(session, at.entry.id) if one.id == standing.id)
    when, grade = clock.here(made.decided_at), _grade(at, made.grade)
    first = f"{made.decider} decided this at {when:%H:%M} on {when.day} {when:%B %Y}: {grade}."
    if made.waits:
        return f"{first} It waits for a second person to agree or to refuse."
    return f"{first} A decided grade changes only after it is reopened, with a reason."


def _grade(at: At, grade: str) -> str:
    return at.edition.scales.outcomes.labels.get(grade, "no grade")


def _reason(because: str, needs: str) -> str:
    reason = because.strip()
    if not reason:
        raise BadInput(needs, "because")
    return reason


def _record(session: Session, at: At, decision: Decision, what: str, by: Actor, says: str, reason: str | None) -> None:
    session.flush()
    record(
        session,
        f"moderation:decision:{what}",
        _about(at.assessment, at.entry, decision.id),
        by=by,
        says=says,
        change=({"grade": decision.proposed}, {"grade": decision.grade, "direction": decision.direction}),
        reason=reason,
        audience="inspectorate",
    )


def _about(assessment: Assessment, entry: Entry, thing: int) -> About:
    return About(
        "decision",
        thing,
        force=assessment.force_id,
        cycle=assessment.cycle_id,
        framework=entry.framework,
        address=f"/board/{assessment.cycle_id}/{entry.framework}/{assessment.force_id}",
    )


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
