"""What readers do: begin, rate, finish, stand down; and what follows when all have finished. Each records one event.

Rows of the trail about a reading are the inspectorate's alone, and history hides them until all readers have finished.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...assessment import policy as table
from ...assessment import proposals
from ...assessment import queries as work
from ...assessment.at import At
from ...assessment.models import Assessment, Entry
from ...assessment.next_steps import part_address
from ...assessment.states import ENTRY
from ...assessment.together import drafts
from ...assessment.workspace import queries as force
from ...assessment.workspace.asked import Asked, everything
from ...assessment.workspace.operations import check_rating
from ...audit import operations as audit
from ...grading.edition import Edition
from ...grading.facts import Facts
from ...grading.proposal import Proposal
from ...grading.words import count_of
from ...promises import BadInput, NotAllowed
from .. import cases
from ..models import Case, Reading, ReadingRating, Settlement
from . import letters, queries
from .as_read import agreed, as_read, differences, kind_of
from .policy import AFTER, BOTH, Standing, check_can_begin, check_can_rate, finished_line, needs_reason


@dataclass(frozen=True)
class Mine:
    """A reader's own reading of an entry, with the other readings that stand. `site` begins addresses in messages."""

    at: At
    reading: Reading
    readings: Sequence[Reading]
    is_home: bool = False
    site: str = ""

    @property
    def standing(self) -> Standing:
        return Standing(self.at.entry.state, self.at.assessment.state, self.readings)

    @property
    def address(self) -> str:
        return address_of(self.at)


@dataclass(frozen=True, slots=True)
class Own:
    """The grade and direction that a reader arrives at, with the reason where they are not those proposed."""

    grade: str
    direction: str
    because: str


def address_of(at: At) -> str:
    """The path of the page on which an entry is read."""
    return f"/forces/{at.force}/{at.cycle}/reading/{at.framework.id}"


def begin(session: Session, mine: Mine, *, by: Actor) -> None:
    """Begins a reading; the first reader's takes the entry into reading. Nothing happens where it is begun already.

    A reading that was finished before the assessment went back to the force is taken up again.
    """
    at, reading = mine.at, mine.reading
    check_can_begin(mine.standing, reading, is_home=mine.is_home)
    if at.entry.state == "submitted":
        at.entry.state = table.check_can(ENTRY, at.entry.state, "start_reading", by.roles_for(at.force)).next
        for other in mine.readings:
            _unfinish(other)
    elif reading.begun_at is not None:
        return
    others = [other for other in mine.readings if other.id != reading.id]
    if at.entry.state == "in_reading" and any(other.finished_at for other in others):
        at.entry.state = table.check_can(ENTRY, at.entry.state, "read_again", by.roles_for(at.force)).next
    reading.begun_at = reading.begun_at or _now()
    reading.version += 1
    session.flush()
    record(session, mine, "reading:reading:begun", by=by, says=f"began to read {at.code}")


def save(session: Session, mine: Mine, asked: Asked, step: str, because: str, *, by: Actor) -> ReadingRating:
    """Rates a criterion or a part, or answers a question, as the reader sees it. Raises NotAllowed and BadInput.

    Where the difference to another reader had been settled before a reading was reopened, that is open again.
    """
    check_can_rate(mine.standing, mine.reading, is_home=mine.is_home)
    check_rating(asked, step, because)
    row = queries.rating(session, mine.reading.id, kind_of(asked), asked.column)
    before = {"step": row.step, "because": row.because} if row else None
    if row is None:
        row = ReadingRating(reading_id=mine.reading.id, kind=kind_of(asked), asked=asked.column, step=step, version=0)
        session.add(row)
    row.step, row.applies, row.because = step, not asked.is_none(step), because.strip() or None
    row.version, row.saved_at = (row.version or 0) + 1, _now()
    _unsettle(session, mine.at.entry.id, asked.column)
    drafts.discard(session, by.id, mine.at.entry.id, draft_of(asked))
    session.flush()
    label = asked.label(step)
    record(
        session,
        mine,
        "reading:rating:saved",
        by=by,
        says=f"read {mine.at.code} {asked.number} as {label[:1].lower()}{label[1:]}",
        part=asked,
        change=(before, {"step": row.step, "because": row.because}),
        reason=row.because,
    )
    return row


def finish(session: Session, mine: Mine, proposal: Proposal | None, own: Own, *, by: Actor) -> None:
    """Finishes a reading with the reader's own grade; the last one to finish hands the entry on.

    Raises NotAllowed where it is finished already or something is open, and BadInput where a reason is missing.
    """
    reading, at = mine.reading, mine.at
    if reading.finished_at is not None:
        raise NotAllowed(finished_line(reading.finished_at))
    check_can_rate(mine.standing, reading, is_home=mine.is_home)
    left = open_items(session, mine)
    if left:
        raise NotAllowed(f"You cannot finish yet. {count_of(len(left), 'thing').capitalize()} to rate or answer.")
    grade = proposal.grade if proposal else None
    direction = proposal.direction.value if proposal else None
    if proposal and proposal.view and needs_reason(grade, own.grade, (direction, own.direction)) and not own.because:
        raise BadInput("Say why. Your reason will be published", "because")
    reading.finished_at, reading.grade, reading.direction = _now(), own.grade, own.direction
    reading.proposed, reading.proposed_direction = grade, direction
    reading.because = own.because or None
    reading.version += 1
    session.flush()
    label = at.edition.scales.outcomes.labels.get(own.grade, "")
    says = f"finished reading {at.code}" + (f", as {label}" if label else "")
    change = (None, {"grade": own.grade, "direction": own.direction, "proposed": grade})
    record(session, mine, "reading:reading:finished", by=by, says=says, change=change, reason=own.because)
    others = [other for other in mine.readings if other.id != reading.id and other.finished_at is None]
    if others and at.entry.state == "in_reading":
        at.entry.state = table.check_can(ENTRY, at.entry.state, "read_again", by.roles_for(at.force)).next
        session.flush()
    close(session, at, by=by, site=mine.site)


def stand_down(session: Session, mine: Mine, because: str, *, by: Actor) -> None:
    """Frees a reader's number for somebody else; what they rated stays, and counts for nothing."""
    reading, at = mine.reading, mine.at
    check_can_begin(mine.standing, reading, is_home=mine.is_home)
    if reading.finished_at is not None:
        raise NotAllowed(finished_line(reading.finished_at))
    if not because.strip():
        raise BadInput("Say why you stand down", "because")
    reading.stood_down_at, reading.stood_down_because = _now(), because.strip()
    reading.version += 1
    others = [other for other in mine.readings if other.id != reading.id and other.begun_at is not None]
    if at.entry.state == "second_reading" or (at.entry.state == "in_reading" and not others):
        at.entry.state = table.check_can(ENTRY, at.entry.state, "withdraw", by.roles_for(at.force)).next
    session.flush()
    says = f"stood down from reading {at.code}"
    record(session, mine, "reading:reading:stood_down", by=by, says=says, reason=because.strip())


def reopen(session: Session, at: At, readings: Sequence[Reading], because: str, *, by: Actor) -> None:
    """Takes an entry that waits for moderation back to its readers, with a reason; its case goes.

    Both readings are open again, so nobody sees the other's until both have finished once more.
    """
    if not because.strip():
        raise BadInput("Say why it has to be read again", "because")
    if at.entry.state != "to_moderate":
        raise NotAllowed("Only a framework that waits for moderation can be read again.")
    if by.id in {reading.reader_id for reading in readings}:
        raise NotAllowed("You read this framework, so another moderator has to reopen it.")
    at.entry.state = table.check_can(ENTRY, at.entry.state, "reopen", by.roles_for(at.force)).next
    for reading in readings:
        _unfinish(reading)
    session.execute(delete(Case).where(Case.entry_id == at.entry.id))
    session.flush()
    about = at.about(queries.THING, readings[0].id if readings else "", address=address_of(at))
    says = f"took {at.code} back to be read again"
    audit.record(
        session, "reading:reading:reopened", about, by=by, says=says, reason=because.strip(), audience="inspectorate"
    )


def close(session: Session, at: At, *, by: Actor, site: str = "") -> Case | None:
    """Hands an entry on to moderation when all have finished and nothing is unsettled; None where it is not yet.

    An entry that asks for two readers waits until the second is named and has finished.
    """
    readings = queries.standing(session, at.entry.id)
    if at.entry.state in AFTER or not readings or any(reading.finished_at is None for reading in readings):
        return None
    if len(readings) < queries.readers_wanted(session, at.edition, at.entry.id):
        return None
    if len(readings) == BOTH:
        rows = queries.ratings(session, [reading.id for reading in readings])
        first, second = (rows[reading.id] for reading in readings)
        settled = queries.settlements(session, at.entry.id)
        found = differences(everything(at.edition, at.framework), first, second)
        if any(one.asked.column not in settled for one in found):
            letters.both_finished(session, at, readings, len(found), by=by, site=site)
            return None
    at.entry.state = table.check_can(ENTRY, at.entry.state, "finish_reading", by.roles_for(at.force)).next
    session.flush()
    return make_case(session, at.edition, at.entry.id)


def make_case(session: Session, edition: Edition, entry_id: int) -> Case:
    """Writes down what comes before the moderator: facts as read, the proposal on them, and every grade so far.

    One row for an entry: made anew, it takes the place of the one before. Raises BadFacts where the facts do not fit
    the edition.
    """
    entry = session.get_one(Entry, entry_id)
    assessment = session.get_one(Assessment, entry.assessment_id)
    own = proposals.facts_in(assessment.edition, work.asked(session, assessment.id, entry.framework))[entry.framework]
    readings = queries.standing(session, entry_id)
    made = cases.made(edition, facts_of(session, edition, own, readings, entry_id))
    grades = {reading.number: reading.grade for reading in readings}
    put_forward = force_grade(session, edition, own, entry_id)
    row = queries.case_of(session, entry_id) or Case(entry_id=entry_id, version=0)
    values = made.values() | {
        "force_grade": put_forward,
        "first_grade": grades.get(1) or None,
        "second_grade": grades.get(2) or None,
        "made_at": _now(),
        "version": row.version + 1,
    }
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    return row


def facts_of(session: Session, edition: Edition, own: Facts, readings: Sequence[Reading], entry: int) -> Facts:
    """The facts as read by one reader, or by two who agree or have settled; the force's where nobody read."""
    if not readings:
        return own
    rows = queries.ratings(session, [reading.id for reading in readings])
    settled = queries.settlements(session, entry)
    asked = everything(edition, edition.framework[own.framework])
    return as_read(own, agreed(asked, list(rows.values()), settled))


def force_grade(session: Session, edition: Edition, own: Facts, entry: int) -> str | None:
    """The grade that the force put forward: a person's, or else the proposal where it is settled."""
    row = force.judgement(session, entry)
    if row is not None:
        return row.grade
    proposal, _fault = proposals.proposed(edition, own)
    return proposal.grade if proposal else None


def open_items(session: Session, mine: Mine) -> list[Asked]:
    """What a reader has not rated or answered yet, in order."""
    said = queries.ratings(session, [mine.reading.id])[mine.reading.id]
    return [one for one in everything(mine.at.edition, mine.at.framework) if one.column not in said]


def draft_of(asked: Asked) -> str:
    """What a reader's draft of a rating is called."""
    return f"reading:{asked.id}"


def record(
    session: Session,
    mine: Mine,
    verb: str,
    *,
    by: Actor,
    says: str,
    part: Asked | None = None,
    change: tuple[Any, Any] = (None, None),
    reason: str | None = None,
) -> None:
    """One row of the trail about a reading; whoever of the inspectorate may not see the reading yet does not see it."""
    framework = mine.at.framework.id
    address = part_address(mine.address, framework, part.id) if part else mine.address
    about = mine.at.about(queries.THING, mine.reading.id, part=part.id if part else None, address=address)
    audit.record(session, verb, about, by=by, says=says, change=change, reason=reason, audience="inspectorate")


def _unsettle(session: Session, entry: int, asked: str) -> None:
    session.execute(delete(Settlement).where(Settlement.entry_id == entry, Settlement.asked == asked))


def _unfinish(reading: Reading) -> None:
    reading.finished_at = reading.grade = reading.direction = reading.because = None
    reading.proposed = reading.proposed_direction = None
    reading.version += 1


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)


def locked(session: Session, entry: int) -> None:
    """Holds the entry against other writers until the work ends, and reads it anew."""
    session.execute(
        select(Entry).where(Entry.id == entry).with_for_update().execution_options(populate_existing=True)
    ).one()
