"""What is done to judgements as a whole: taken over from a source, published and frozen, and corrected afterwards.

Publishing is given the finished document; it draws none itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import clock
from ..accounts.actors import Actor
from ..assessment.models import Assessment, Entry, Finding
from ..assessment.policy import check_can
from ..assessment.states import ASSESSMENT
from ..audit.operations import About, record
from ..db import Keeping, Values
from ..promises import BadInput, NotAllowed
from . import queries
from .deciding import taking_effect
from .models import Caveat, Judgement, Publication

CORRECTS = frozenset({"published", "corrected"})


@dataclass(frozen=True, slots=True)
class Frozen:
    """A finished document as it is kept: the SHA-256 and size of its bytes, and the SHA-256 of its content as data."""

    document: str
    size: int
    content: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a new version says of itself: what changed, and why."""

    changed: str
    because: str


def take_over(
    keeping: Keeping, assessment: int, published_on: str, published: Mapping[int, tuple[Values, Sequence[Values]]]
) -> None:
    """Makes an assessment hold the judgements that a source published, by entry, each with its caveats in order.

    A judgement is its grade, direction and source line; a caveat its text and source line.
    """
    mine = select(Entry.id).where(Entry.assessment_id == assessment)
    judgements = keeping.keep(
        Judgement,
        Judgement.entry_id.in_(mine),
        ["entry_id"],
        [
            {"entry_id": entry, "published_on": published_on, **judgement}
            for entry, (judgement, _caveats) in published.items()
        ],
    )
    keeping.keep(
        Caveat,
        Caveat.judgement_id.in_(select(Judgement.id).where(Judgement.entry_id.in_(mine))),
        ["judgement_id", "place"],
        [
            {"judgement_id": judgements[(entry,)].id, "place": place, **caveat}
            for entry, (_judgement, caveats) in published.items()
            for place, caveat in enumerate(caveats)
        ],
    )


def check_can_publish(session: Session, assessment: Assessment, by: Actor) -> None:
    """Raises NotAllowed unless the whole assessment can be published now for the first time. Five statements."""
    check_can(ASSESSMENT, assessment.state, "publish", by.roles_for(assessment.force_id))
    if queries.stopping(session, assessment, clock.today()):
        raise NotAllowed("Something still stops it. See what it is, and settle that first.")


def check_can_correct(assessment: Assessment, correction: Correction, by: Actor) -> None:
    """Raises NotAllowed unless a new version can be published now, and BadInput unless it says what changed and why."""
    check_can(ASSESSMENT, assessment.state, "correct", by.roles_for(assessment.force_id))
    if not correction.changed.strip():
        raise BadInput("Say what changed", "changed")
    if not correction.because.strip():
        raise BadInput("Say why", "because")


def publish(session: Session, assessment: Assessment, *, document: Frozen, by: Actor) -> Publication:
    """Publishes every judgement of an assessment, with the document that says so. Nothing of it changes afterwards."""
    check_can_publish(session, assessment, by)
    return _published(session, assessment, "publish", document, None, by)


def correct(
    session: Session, assessment: Assessment, correction: Correction, *, document: Frozen, by: Actor
) -> Publication:
    """Publishes a new version that says what changed; the older ones stay as they are.

    What is corrected must have been applied before the document was drawn.
    """
    check_can_correct(assessment, correction, by)
    return _published(session, assessment, "correct", document, correction, by)


def apply_corrections(session: Session, assessment: Assessment) -> Sequence[str]:
    """Lets every decision take effect that corrects a published judgement; answers their frameworks, in order.

    Raises NotAllowed while one of them waits for a second person.
    """
    applied = []
    for decision, judgement, entry in queries.corrections_of(session, assessment.id):
        if decision.needs_agreement and decision.agreed_at is None:
            raise NotAllowed(f"The correction of {entry.framework.upper()} waits for a second person.")
        published_on = judgement.published_on
        taking_effect.as_judgement(session, decision).published_on = published_on
        applied.append(entry.framework)
    session.flush()
    return applied


def correct_reason(session: Session, assessment: Assessment, judgement: Judgement, words: str, *, by: Actor) -> None:
    """Gives a published judgement another wording of its reason; the grade stays. Belongs to publishing a version."""
    before, judgement.reason = judgement.reason, _words(words)
    entry = session.get_one(Entry, judgement.entry_id)
    says = f"corrected the reason for {entry.framework.upper()}"
    _corrected(session, assessment, entry, "judgement", judgement.id, says, (before, judgement.reason), by)


def correct_caveat(session: Session, assessment: Assessment, caveat: Caveat, words: str, *, by: Actor) -> None:
    """Gives a published caveat other words. Belongs to publishing a version."""
    before, caveat.text = caveat.text, _words(words)
    entry = session.get_one(Entry, session.get_one(Judgement, caveat.judgement_id).entry_id)
    says = f"corrected a caveat of {entry.framework.upper()}"
    _corrected(session, assessment, entry, "caveat", caveat.id, says, (before, caveat.text), by)


def correct_finding(session: Session, assessment: Assessment, finding: Finding, words: str, *, by: Actor) -> None:
    """Gives a published finding other words. Belongs to publishing a version."""
    before, finding.text = finding.text, _words(words)
    finding.version += 1
    finding.changed_by, finding.changed_at = by.id, _now()
    entry = session.get_one(Entry, finding.entry_id)
    says = f"corrected {finding.printed_id}"
    _corrected(session, assessment, entry, "finding", finding.id, says, (before, finding.text), by)


def _published(
    session: Session, assessment: Assessment, verb: str, document: Frozen, correction: Correction | None, by: Actor
) -> Publication:
    number = max((row.number for row in queries.publications_of(session, assessment.id)), default=0) + 1
    made = Publication(
        assessment_id=assessment.id,
        number=number,
        document=document.document,
        size=document.size,
        content=document.content,
        changed=correction.changed.strip() if correction else None,
        because=correction.because.strip() if correction else None,
        published_by=by.id,
        published_at=_now(),
    )
    session.add(made)
    assessment.state = ASSESSMENT.next_state(assessment.state, verb)
    today = clock.today().isoformat()
    for judgement, _ in queries.judgements_of(session, assessment.id).values():
        judgement.published_on = judgement.published_on or today
    session.flush()
    past = "published" if verb == "publish" else "corrected"
    says = f"published version {number} of the report"
    change = (None, {"version": number, "document": document.document})
    about = _about("publication", made.id, assessment)
    record(
        session,
        f"moderation:assessment:{past}",
        about,
        by=by,
        says=says,
        change=change,
        reason=correction.because.strip() if correction else None,
    )
    return made


def _words(words: str) -> str:
    said = words.strip()
    if not said:
        raise BadInput("Enter the corrected words", "words")
    return said


def _corrected(
    session: Session,
    assessment: Assessment,
    entry: Entry,
    thing: str,
    thing_id: int,
    says: str,
    change: tuple[str | None, str | None],
    by: Actor,
) -> None:
    if assessment.state not in CORRECTS:
        raise NotAllowed("Only what is published can be corrected.")
    if change[0] == change[1]:
        raise BadInput("These are the words that are published. Change them first", "words")
    session.flush()
    about = _about(thing, thing_id, assessment, entry.framework)
    record(session, f"moderation:{thing}:corrected", about, by=by, says=says, change=change)


def _about(thing: str, thing_id: int, assessment: Assessment, framework: str | None = None) -> About:
    root = f"/forces/{assessment.force_id}/{assessment.cycle_id}/report"
    force, cycle = assessment.force_id, assessment.cycle_id
    return About(thing, thing_id, force=force, cycle=cycle, framework=framework, address=root)


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
