"""What is done while facts are checked: a round opens, a force challenges, challenges are answered, entries sent back.

Each flushes and records one event. A grade changes here never: an accepted challenge only brings its entry back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...assessment.findings.queries import revision_of
from ...assessment.models import Assessment, Entry
from ...assessment.policy import check_can
from ...assessment.states import ASSESSMENT
from ...assessment.workspace.asked import Asked
from ...audit.operations import About, record
from ...grading.edition import Edition
from ...grading.words import listed
from ...promises import BadInput, NotAllowed, NotFound
from ...ui.times import day
from .. import cases
from ..deciding import operations as deciding
from ..deciding.queries import case_of
from ..models import Challenge, ChallengeEvidence, FactCheck
from . import policy, queries

FIELDS = {"criterion": "ratings", "part": "parts", "factor": "factors", "condition": "conditions"}
"""Where the facts of a case hold each kind of thing asked."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a force says is wrong: the words in question, why, the thing they are about, and revisions that show it.

    `about` is `rating` (then `asked` names it), `finding` (then `finding` is its id) or `passage`.
    """

    about: str
    words: str
    wrong: str
    asked: str | None = None
    finding: int | None = None
    revisions: Sequence[int] = ()


def open_round(
    session: Session, assessment: Assessment, closes_on: date, codes: dict[str, str], *, by: Actor
) -> FactCheck:
    """Asks a force to check the facts of its draft report, to the end of a day. `codes` are frameworks as printed.

    Raises NotAllowed while anything is not judged, and BadInput for a day that is past.
    """
    move = check_can(ASSESSMENT, assessment.state, "ask_about_facts", by.roles_for(assessment.force_id))
    if waits := queries.waiting_decisions(session, assessment.id):
        raise NotAllowed(f"A second person has not agreed yet: {_named(waits, codes)}.")
    if left := queries.not_judged(session, assessment.id):
        raise NotAllowed(f"Every framework has to be judged first. Not judged: {_named(left, codes)}.")
    if closes_on < clock.today():
        raise BadInput("The last day must be today or later", "closes_on")
    number = max((row.number for row in queries.rounds_of(session, assessment.id)), default=0) + 1
    made = FactCheck(assessment_id=assessment.id, number=number, opened_by=by.id, opened_at=_now(), closes_on=closes_on)
    session.add(made)
    assessment.state = move.next
    session.flush()
    says = f"asked the force to check the facts by {day(closes_on)}"
    _record(session, assessment, None, "fact_check:opened", made.id, says, by)
    return made


def challenge(session: Session, assessment: Assessment, entry: Entry, complaint: Complaint, *, by: Actor) -> Challenge:
    """A force's challenge of facts. The same one sent twice is one. Raises NotAllowed, BadInput, and NotFound for
    evidence that the force does not have.
    """
    rounds = queries.rounds_of(session, assessment.id)
    closes_on = rounds[0].closes_on if rounds else None
    policy.check_can_challenge(assessment.state, closes_on, clock.today(), by.roles_for(assessment.force_id))
    words, wrong = complaint.words.strip(), complaint.wrong.strip()
    if not words:
        raise BadInput("Give the words in question", "words")
    if not wrong:
        raise BadInput("Say what is wrong", "wrong")
    if known := queries.sent_before(session, entry.id, by.id, words, wrong):
        return known
    made = Challenge(
        assessment_id=assessment.id,
        number=queries.last_number(session, assessment.id) + 1,
        entry_id=entry.id,
        about=complaint.about,
        asked=complaint.asked,
        finding_id=complaint.finding,
        words=words,
        wrong=wrong,
        made_by=by.id,
        made_at=_now(),
        sends_back=False,
    )
    session.add(made)
    session.flush()
    for revision in dict.fromkeys(complaint.revisions):
        if revision_of(session, assessment.force_id, revision) is None:
            raise NotFound
        session.add(ChallengeEvidence(challenge_id=made.id, revision_id=revision))
    session.flush()
    says = f"challenged facts in {entry.framework.upper()}"
    _record(session, assessment, entry, "challenge:made", made.number, says, by, wrong)
    return made


def answer(
    session: Session, assessment: Assessment, entry: Entry, made: Challenge, said: str, because: str, *, by: Actor
) -> None:
    """Answers a challenge once: `said` is accepted, in_part or not_accepted, always with a reason."""
    policy.check_can_answer(made.answer is not None, assessment.state, by.roles_for(assessment.force_id))
    if said not in ("accepted", "in_part", "not_accepted"):
        raise BadInput("Choose an answer", "answer")
    if not because.strip():
        raise BadInput("Say why, so that the force knows", "because")
    made.answer, made.answer_because = said, because.strip()
    made.answered_by, made.answered_at = by.id, _now()
    session.flush()
    words = {"accepted": "accepted", "in_part": "accepted in part", "not_accepted": "did not accept"}[said]
    says = f"{words} challenge {made.number} on {entry.framework.upper()}"
    _record(session, assessment, entry, "challenge:answered", made.number, says, by, because.strip())


def send_back(
    session: Session,
    assessment: Assessment,
    entry: Entry,
    made: Challenge,
    edition: Edition,
    *,
    by: Actor,
    corrected: tuple[Asked, str] | None = None,
) -> None:
    """Brings the entry of an accepted challenge back to moderation and leaves the others judged.

    `corrected` is what was asked and how it stands in truth: the case is made anew on that. Without it the facts stay.
    """
    roles = by.roles_for(assessment.force_id)
    policy.check_can_send_back(made.answer, made.sends_back, entry.state, roles)
    because = f"Challenge {made.number} was accepted: {made.answer_because}"
    deciding.send_back(session, assessment, entry, because, by=by)
    made.sends_back = True
    if corrected is not None:
        _correct_case(session, edition, entry, *corrected, because)
    session.flush()


def _correct_case(session: Session, edition: Edition, entry: Entry, asked: Asked, step: str, because: str) -> None:
    """Gives the case of an entry another fact, and the proposal that follows from it."""
    row = case_of(session, entry.id)
    if row is None:
        return
    facts = cases.from_text(row.facts)
    field = FIELDS[asked.kind]
    held = {**getattr(facts, field), asked.id: step}
    changed: dict[str, Any] = {field: held}
    if asked.kind == "criterion":
        others = {name: why for name, why in facts.reasons.items() if name != asked.id}
        changed["reasons"] = {**others, asked.id: because} if asked.is_none(step) else others
    corrected = cases.made(edition, replace(facts, **changed))
    for name, value in corrected.values().items():
        setattr(row, name, value)
    row.made_at, row.version = _now(), row.version + 1


def _record(
    session: Session,
    assessment: Assessment,
    entry: Entry | None,
    what: str,
    thing: int,
    says: str,
    by: Actor,
    reason: str | None = None,
) -> None:
    kind = what.partition(":")[0]
    root = f"/forces/{assessment.force_id}/{assessment.cycle_id}/accuracy"
    about = About(
        kind,
        thing,
        force=assessment.force_id,
        cycle=assessment.cycle_id,
        framework=entry.framework if entry else None,
        address=f"{root}/challenges/{thing}" if kind == "challenge" else root,
    )
    record(session, f"moderation:{what}", about, by=by, says=says, reason=reason)


def _named(frameworks: Sequence[str], codes: dict[str, str]) -> str:
    return listed(codes.get(name, name) for name in frameworks)


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
