"""What is done to finish an assessment: marked ready, submitted, signed, returned, taken back; and a signature falls.

Each flushes and records one event. Who may do it is asked of the two tables before anything is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...audit.operations import About, record
from ...grading.words import capital, count_of
from ...promises import BadInput, Conflict, NotAllowed
from .. import policy
from ..models import Assessment, Entry, Signature, Version
from ..states import ASSESSMENT, ENTRY
from . import letters, queries
from .addresses import Addresses
from .completeness import missing, stopping, total
from .content import canonical, content_of, digest_of
from .whole import One, Whole

CHANGED = "This changed after you opened it. Read it again, then {verb}."


def mark_ready(session: Session, whole: Whole, entries: Sequence[One], addresses: Addresses, *, by: Actor) -> int:
    """Marks entries ready; those that are so already are left alone. The answer is how many were marked.

    Raises NotAllowed where one of them has something missing.
    """
    marked = 0
    for one in entries:
        if one.entry.state == "ready":
            continue
        _check_drafting(session, whole.assessment, by)
        move = policy.check_can(ENTRY, one.entry.state, "mark_ready", by.roles_for(whole.assessment.force_id))
        lacks = missing(one, whole, addresses)
        if lacks:
            more = f" There {_are(len(lacks) - 1, 'more thing')} to do." if len(lacks) > 1 else ""
            raise NotAllowed(f"{one.framework.code} cannot be marked ready yet. {lacks[0].words}{more}")
        one.entry.state = move.next
        says = f"marked {one.framework.code} ready"
        record(session, "assessment:entry:marked_ready", _about(whole.assessment, one.entry), by=by, says=says)
        marked += 1
    session.flush()
    return marked


def unmark(session: Session, assessment: Assessment, entry: Entry, code: str, *, by: Actor) -> None:
    """Takes an entry that is marked ready back to draft; nothing happens where it is a draft already."""
    if entry.state == "draft":
        return
    _check_drafting(session, assessment, by)
    entry.state = policy.check_can(ENTRY, entry.state, "take_back", by.roles_for(assessment.force_id)).next
    says = f"took {code} back to draft"
    record(session, "assessment:entry:taken_back", _about(assessment, entry), by=by, says=says)


def submit(session: Session, whole: Whole, links: Addresses, *, by: Actor, shown: str | None = None) -> Version:
    """A new numbered version of everything, for a chief officer to sign. The whole must have been read in full.

    `shown` is the digest that the person saw. Raises Conflict where it is another now, and NotAllowed while anything
    is missing.
    """
    assessment = whole.assessment
    move = policy.check_can(ASSESSMENT, assessment.state, "submit", by.roles_for(assessment.force_id))
    content = canonical(content_of(whole))
    digest = digest_of(content)
    if shown is not None and shown != digest:
        raise Conflict(CHANGED.format(verb="submit"))
    stops = total(stopping(whole, links))
    if stops:
        raise NotAllowed(f"{capital(count_of(stops, 'thing'))} {'stops' if stops == 1 else 'stop'} you submitting.")
    last = queries.newest(session, assessment.id)
    now, number = _now(), last.number + 1 if last else 1
    version = Version(
        assessment_id=assessment.id,
        number=number,
        content=content,
        digest=digest,
        submitted_by=by.id,
        submitted_at=now,
    )
    session.add(version)
    assessment.state = move.next
    _move_entries((one.entry for one in whole), "submit")
    _fall(session, assessment, now, f"Version {number} was submitted in its place.")
    says, change = f"submitted version {number} for signature", (last.digest if last else None, digest)
    record(session, "assessment:assessment:submitted", _about(assessment), by=by, says=says, change=change)
    letters.submitted(session, assessment, number, links, by=by)
    return version


def sign(
    session: Session, whole: Whole, version: queries.Numbered, links: Addresses, *, by: Actor, shown: str
) -> Signature:
    """A chief officer's signature on exactly one version. Whether it is they is for the caller to have confirmed.

    Raises Conflict where `shown`, the digest that they read, is not the version's, or what was submitted is not what
    the assessment holds any more.
    """
    assessment = whole.assessment
    move = policy.check_can(ASSESSMENT, assessment.state, "sign", by.roles_for(assessment.force_id))
    if shown != version.digest:
        at = f"{clock.here(version.submitted_at):%H:%M}"
        raise Conflict(f"This changed at {at}, after you opened it. Read the change, then sign.")
    if current_digest(whole) != version.digest:
        raise Conflict("Something changed after this was submitted. Return it, so that it is submitted as it is now.")
    signature = Signature(
        version_id=version.id,
        digest=version.digest,
        signed_by=by.id,
        name=by.name,
        post=by.post,
        signed_at=_now(),
    )
    session.add(signature)
    assessment.state = move.next
    says = f"signed version {version.number}"
    change = (None, version.digest)
    record(session, "assessment:assessment:signed", _about(assessment), by=by, says=says, change=change)
    letters.signed(session, assessment, signature, version.number, links, by=by)
    return signature


def give_back(
    session: Session, assessment: Assessment, entries: Iterable[Entry], links: Addresses, *, by: Actor, because: str
) -> None:
    """Returns an assessment to the assessors, with a reason. Version and signature stay as they are."""
    _undo(session, assessment, entries, links, "return", by=by, because=because)
    letters.returned(session, assessment, because, links, by=by)


def take_back(
    session: Session, assessment: Assessment, entries: Iterable[Entry], links: Addresses, *, by: Actor, because: str
) -> None:
    """Takes back what was submitted and is not signed yet, with a reason."""
    _undo(session, assessment, entries, links, "take_back", by=by, because=because)
    letters.taken_back(session, assessment, because, links, by=by)


def something_changed(
    session: Session, assessment: Assessment, by: Actor | None, what: str, links: Addresses | None = None
) -> bool:
    """To be called by whatever changes something that may have been signed; `what` is a sentence that says it.

    A standing signature falls, and everyone is told. One statement where nothing was signed. The answer is whether
    a signature fell.
    """
    fallen = _fall(session, assessment, _now(), what)
    if not fallen:
        return False
    links = links or Addresses(assessment.force_id, assessment.cycle_id)
    for signature in fallen:
        says = f"changed what {signature.name} had signed: the signature no longer stands"
        record(session, "assessment:signature:fallen", _about(assessment), by=by, says=says, reason=what)
    letters.fallen(session, assessment, what, links, by=by)
    return True


def current_digest(whole: Whole) -> str:
    """The digest of what an assessment holds now. The whole must have been read in full."""
    return digest_of(canonical(content_of(whole)))


def _undo(
    session: Session,
    assessment: Assessment,
    entries: Iterable[Entry],
    links: Addresses,
    verb: str,
    *,
    by: Actor,
    because: str,
) -> None:
    move = policy.check_can(ASSESSMENT, assessment.state, verb, by.roles_for(assessment.force_id))
    if not because.strip():
        raise BadInput("Say what has to change, so that the others know.", "because")
    version = session.get(Version, queries.newest_id(session, assessment.id))
    if version is not None:
        version.returned_by, version.returned_at, version.returned_because = by.id, _now(), because.strip()
    assessment.state = move.next
    _move_entries(entries, "return")
    number = f" version {version.number}" if version else " it"
    did, said = ("returned", f"returned{number}") if verb == "return" else ("taken_back", f"took back{number}")
    reason = because.strip()
    record(session, f"assessment:assessment:{did}", _about(assessment), by=by, says=said, reason=reason)


def _move_entries(entries: Iterable[Entry], verb: str) -> None:
    for entry in entries:
        entry.state = ENTRY.next_state(entry.state, verb)


def _fall(session: Session, assessment: Assessment, at: datetime, because: str) -> Sequence[Signature]:
    """The signatures that stood until now."""
    standing = queries.standing_signatures(session, assessment.id)
    for signature in standing:
        signature.fell_at, signature.fell_because = at, because
    session.flush()
    return standing


def _check_drafting(session: Session, assessment: Assessment, by: Actor) -> None:
    """Marks of readiness move only while the whole is being drafted."""
    last = None if assessment.state == "drafting" else queries.newest(session, assessment.id)
    submitted_at = last.submitted_at if last else None
    policy.check_can_write("draft", assessment.state, by.roles_for(assessment.force_id), submitted_at)


def _about(assessment: Assessment, entry: Entry | None = None) -> About:
    pages = Addresses(assessment.force_id, assessment.cycle_id)
    return About(
        "entry" if entry else "assessment",
        entry.id if entry else assessment.id,
        force=assessment.force_id,
        cycle=assessment.cycle_id,
        framework=entry.framework if entry else None,
        address=pages.framework(entry.framework) if entry else pages.page("check"),
    )


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)


def _are(number: int, noun: str) -> str:
    return f"{'is' if number == 1 else 'are'} {count_of(number, noun)}"
