"""What is done to questions: a reader asks, the force answers. Each flushes, records events and writes once.

The force's own trail says that the inspectorate asks, and not who; the inspectorate's says who, to those who may know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from .... import clock
from ....accounts.actors import Actor
from ....assessment.at import At
from ....assessment.workspace.asked import Asked
from ....audit import operations as audit
from ....promises import BadInput, Conflict
from ....ui.times import day
from ...models import Question, QuestionEvidence
from .. import letters
from ..operations import Mine, record
from ..policy import check_can_rate
from ..queries import THING
from .policy import KINDS, check_question


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, and by when."""

    kind: str
    words: str
    due_on: date | None


def address_of(at: At, question: int | None = None) -> str:
    """The path of the force's page of questions, or of one of them."""
    whole = f"/forces/{at.force}/{at.cycle}/questions"
    return whole if question is None else f"{whole}/{question}"


def ask(session: Session, mine: Mine, asked: Asked | None, wanted: Wanted, *, by: Actor) -> Question:
    """Asks the force something about one criterion, or about the whole framework. Raises NotAllowed and BadInput."""
    check_can_rate(mine.standing, mine.reading, is_home=mine.is_home)
    check_question(wanted.words, wanted.due_on, clock.today())
    if wanted.kind not in KINDS:
        raise BadInput("Choose what you ask for", "kind")
    at, words = mine.at, wanted.words.strip()
    question = Question(
        reading_id=mine.reading.id,
        entry_id=at.entry.id,
        asked=asked.id if asked else None,
        kind=wanted.kind,
        words=words,
        due_on=wanted.due_on,
        asked_by=by.id,
        asked_at=clock.now().replace(tzinfo=None),
    )
    session.add(question)
    session.flush()
    named = f"{at.code} {asked.number}" if asked else at.code
    says = f"asked the force about {named}"
    record(session, mine, "reading:question:asked", by=by, says=says, part=asked, reason=words)
    about = at.about(THING, mine.reading.id, part=asked.id if asked else None, address=address_of(at, question.id))
    passed = f"passed on a question of the inspectorate about {named}, to be answered by {day(question.due_on)}"
    audit.record(session, "reading:question:passed_on", about, by=None, says=passed, reason=words)
    letters.asked(session, at, question.due_on, f"{mine.site}{address_of(at, question.id)}")
    return question


def answer(
    session: Session, at: At, question: Question, words: str, revisions: Sequence[int], *, by: Actor, site: str
) -> None:
    """The force's answer, once. Raises Conflict where there is one already, and BadInput where it says nothing."""
    if question.answered_at is not None:
        raise Conflict("This was answered already, by somebody of your force. Read that answer; nothing was changed.")
    if not words.strip():
        raise BadInput("Write your answer", "answer")
    question.answer, question.answered_by = words.strip(), by.id
    question.answered_at = clock.now().replace(tzinfo=None)
    session.add_all([QuestionEvidence(question_id=question.id, revision_id=one) for one in revisions])
    session.flush()
    about = at.about(THING, question.reading_id, part=question.asked, address=address_of(at, question.id))
    says = f"answered what the inspectorate asked about {_named(at, question)}"
    audit.record(session, "reading:question:answered", about, by=by, says=says, reason=question.answer)
    link = f"/forces/{at.force}/{at.cycle}/reading/{at.framework.id}"
    letters.answered(session, at, question, f"{site}{link}")


def _named(at: At, question: Question) -> str:
    return f"{at.code} {at.number(question.asked)}" if question.asked else at.code
