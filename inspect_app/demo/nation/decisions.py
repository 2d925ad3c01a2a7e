"""Makes what came before moderators and what they decided: cases, decisions, judgements, and departures as planted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from ...grading.edition import Edition
from ...moderation import models as m
from ...moderation.cases import Made
from .entries import Truth
from .people import People, Somebody
from .rows import Rows

PUBLISHED = "2006-10"


class Deciding:
    """Writes cases and decisions."""

    def __init__(self, rows: Rows, edition: Edition, people: People) -> None:
        self.rows, self.edition, self.people = rows, edition, people

    def case(self, entry: int, made: Made, force_grade: str | None, grades: Sequence[str], at: datetime) -> int:
        """The case of an entry. `grades` are those of its readers."""
        first, second = (*grades, None, None)[:2]
        readers = {"first_grade": first, "second_grade": second}
        return self.rows.add(m.Case, entry_id=entry, **made.values(), force_grade=force_grade, **readers, made_at=at)

    def decide(
        self,
        entry: int,
        true: Truth,
        made: Made,
        given: tuple[str | None, Sequence[str]],
        reasons: tuple[Somebody, str | None],
        at: datetime,
        *,
        published: bool,
    ) -> int:
        """The decision on an entry and its judgement. `given` are the grades of the force and of the readers.

        `reasons` are who decides, and why where the grade is not the proposed one.
        """
        (force_grade, grades), (by, because) = given, reasons
        first, second = (*grades, None, None)[:2]
        departs = true.grade != made.proposal.grade
        again = departs and made.capped
        agreeing = self.people.moderator(true.force, 1, [by.id]) if again else None
        direction = direction_of(self.edition, made)
        decision = self.rows.add(
            m.Decision,
            entry_id=entry,
            number=1,
            case_digest=made.digest,
            proposed=made.proposal.grade,
            proposed_direction=made.proposal.direction.value,
            force_grade=force_grade,
            first_grade=first,
            second_grade=second,
            grade=true.grade,
            direction=direction,
            departs=departs,
            because=because,
            needs_agreement=again,
            decided_by=by.id,
            decided_at=at,
            agreed_by=agreeing.id if agreeing else None,
            agreed_at=at + timedelta(days=1) if agreeing else None,
        )
        self.rows.add(
            m.Judgement,
            entry_id=entry,
            grade=true.grade,
            direction=direction,
            reason=because,
            decided_by=by.name,
            decided_on=at.date(),
            published_on=PUBLISHED if published else None,
            decision_id=decision,
        )
        return decision


def direction_of(edition: Edition, made: Made) -> str:
    """The direction that was judged: the proposed one, or no change where none is defined."""
    rule = edition.method.direction
    return made.proposal.direction.value or (rule.same if rule else "")
