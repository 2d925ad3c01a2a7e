"""How areas end: proofs, a proposal, an independent check, other ends with their reason, and opening one again.

Whether somebody may do it is for the policy; that nothing is closed without proof and check, the database says too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...promises import BadInput, Conflict
from ...ui.times import day
from .. import operations
from ..models import Area, Closure, Proof
from ..states import ENDS, LEVEL_WORDS, PROOFS

SHORTEST = "Choose a day after today"
CHECKED = "Somebody checked this already."


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `result` is `closed` or `sent_back`, and `missing` what has to come first."""

    result: str
    level: str
    looked_at: str
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class End:
    """Another end: `how` is one of OTHER_ENDS, `until` the day on which an accepted risk ends."""

    how: str
    because: str
    until: date | None = None
    replaced_by: Area | None = None


def add_proof(
    session: Session, area: Area, revision: int, of: str, shows: str, part: str | None, *, by: Actor | None
) -> Proof | None:
    """Lets a revision of evidence prove something; None where it proves the same already."""
    same = (Proof.area_id == area.id, Proof.revision_id == revision, Proof.of == of, Proof.taken_back_at.is_(None))
    if session.scalars(select(Proof.id).where(*same).limit(1)).first() is not None:
        return None
    now = clock.now().replace(tzinfo=None)
    who = by.id if by else area.owner_id or area.made_by
    proof = Proof(area_id=area.id, revision_id=revision, of=of, shows=shows, part=part, added_by=who, added_at=now)
    session.add(proof)
    session.flush()
    words = f"{PROOFS[of]} added: {shows}"
    operations.tell(session, area, "proof:added", f"added a {PROOFS[of].lower()} to", by=by, words=words)
    return proof


def take_proof_back(session: Session, area: Area, proof: Proof, reason: str, *, by: Actor) -> None:
    """Lets a proof count no longer; it stays with its reason. Nothing happens where it was taken back before."""
    if proof.taken_back_at is not None:
        return
    proof.taken_back_at, proof.taken_back_because = clock.now().replace(tzinfo=None), reason
    words = f"{PROOFS[proof.of]} taken back: {reason}"
    operations.tell(session, area, "proof:taken_back", "took a proof back from", by=by, words=words, reason=reason)


def propose(session: Session, area: Area, says: str, *, by: Actor) -> Closure:
    """Proposes to close an area. The proposal that waits already is returned where there is one."""
    operations.locked(session, area)
    if (there := operations.open_closure(session, area)) is not None:
        return there
    number = (session.scalar(select(func.max(Closure.number)).where(Closure.area_id == area.id)) or 0) + 1
    now = clock.now().replace(tzinfo=None)
    closure = Closure(area_id=area.id, number=number, says=says, proposed_by=by.id, proposed_at=now)
    session.add(closure)
    session.flush()
    words = f"Owner says done. Waiting for an independent check: {says}"
    operations.tell(session, area, "closure:proposed", "proposed to close", by=by, words=words)
    return closure


def take_back(session: Session, area: Area, closure: Closure, *, by: Actor) -> None:
    """Takes a proposal back that nobody has checked. Raises Conflict where somebody has."""
    _check_open(session, area, closure)
    closure.result, closure.checked_by, closure.checked_at = "taken_back", by.id, clock.now().replace(tzinfo=None)
    operations.tell(
        session, area, "closure:taken_back", "took back the proposal to close", by=by,
        words="The proposal to close it was taken back",
    )  # fmt: skip


def check(session: Session, area: Area, closure: Closure, found: Checked, *, by: Actor) -> None:
    """Records what somebody independent found: the area is closed, or sent back with what is missing.

    Raises BadInput where a proposal is sent back without saying what is missing, Conflict where it was checked before.
    """
    if found.result == "sent_back" and not found.missing:
        raise BadInput("Say what is missing, so that the owner knows what to add", "missing")
    _check_open(session, area, closure)
    now = clock.now().replace(tzinfo=None)
    closure.result, closure.level, closure.looked_at = found.result, found.level, found.looked_at
    closure.missing, closure.checked_by, closure.checked_at = found.missing, by.id, now
    # The check has to stand before the area can be closed: the database looks for it.
    session.flush()
    if found.result == "closed":
        area.closed_how, area.closed_at, area.closed_by = "verified", now, by.id
        words = f"Closed: {LEVEL_WORDS[found.level]}. {found.looked_at}"
        verb, says = "closure:checked", "checked and closed"
    else:
        words, verb, says = f"Sent back: {found.missing}", "closure:sent_back", "sent back the closure of"
    operations.tell(session, area, verb, says, by=by, words=words, reason=found.missing)


def _check_open(session: Session, area: Area, closure: Closure) -> None:
    operations.locked(session, area)
    session.refresh(closure)
    if closure.result is not None:
        raise Conflict(CHECKED)


def end(session: Session, area: Area, wanted: End, *, by: Actor) -> None:
    """Ends an area without a proof, for a reason that everybody can read.

    Raises BadInput where an accepted risk has no day ahead, or what replaces it is missing.
    """
    operations.locked(session, area)
    if area.closed_how is not None:
        raise Conflict("Somebody closed this already.")
    if wanted.how == "risk_accepted" and (wanted.until is None or wanted.until <= clock.today()):
        raise BadInput("Enter the day until which the risk is accepted, after today", "until")
    if wanted.how == "superseded" and (wanted.replaced_by is None or wanted.replaced_by.id == area.id):
        raise BadInput("Enter the number of the one that replaces it", "number")
    area.closed_how, area.closed_because, area.closed_by = wanted.how, wanted.because, by.id
    area.closed_at = clock.now().replace(tzinfo=None)
    area.accepted_until = wanted.until if wanted.how == "risk_accepted" else None
    area.replaced_by_id = wanted.replaced_by.id if wanted.how == "superseded" and wanted.replaced_by else None
    until = f" until {day(area.accepted_until)}" if area.accepted_until else ""
    other = f" ({operations.name(wanted.replaced_by)})" if area.replaced_by_id and wanted.replaced_by else ""
    words = f"{ENDS[wanted.how]}{until}{other}: {wanted.because}"
    operations.tell(
        session, area, f"area:{wanted.how}", f"ended as “{ENDS[wanted.how].lower()}”", by=by, words=words,
        reason=wanted.because,
    )  # fmt: skip


def reopen(session: Session, area: Area, because: str, *, by: Actor | None) -> None:
    """Opens an area again; what was checked is undone with the reason, and stays. Nothing happens where it is open."""
    operations.locked(session, area)
    if area.closed_how is None:
        return
    before = area.closed_how
    area.closed_how = area.closed_at = area.closed_by = area.closed_because = None
    area.accepted_until = area.replaced_by_id = None
    # What closed it can only be undone once it is closed no longer.
    session.flush()
    undone = select(Closure).where(Closure.area_id == area.id, Closure.result == "closed", Closure.undone_at.is_(None))
    for closure in session.scalars(undone):
        closure.undone_at, closure.undone_because = clock.now().replace(tzinfo=None), because
    operations.tell(
        session, area, "area:reopened", "reopened", by=by, words=f"Reopened: {because}",
        change=({"end": before}, {"end": None}), reason=because,
    )  # fmt: skip


def still_holds(session: Session, area: Area, closure: Closure, on: date, words: str, *, by: Actor) -> None:
    """Records that what was done still works some time later."""
    closure.effective_on, closure.effective_words = on, words
    operations.tell(
        session, area, "closure:confirmed", "checked the effect of", by=by, words=f"Still holds on {day(on)}: {words}"
    )


def reopen_where_the_risk_ended(session: Session) -> int:
    """Opens every area again whose accepted risk ended before today. Answers how many."""
    over = (Area.closed_how == "risk_accepted", Area.accepted_until < clock.today())
    found = session.scalars(select(Area).where(*over).order_by(Area.id)).all()
    for area in found:
        reopen(session, area, f"The risk was accepted until {day(area.accepted_until)}", by=None)
    return len(found)
