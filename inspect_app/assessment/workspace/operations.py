"""What is done to ratings, answers and grades of an entry; each flushes and records one event with its effect.

Whether somebody may do it now was asked before, and so was whether another saved it meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...audit import operations as audit
from ...promises import BadInput
from ...ui.bars import range_headline
from ..at import At
from ..models import Answer, Assignment, EvidenceReference, ExternalGrade, Ground, PutForward, Rating
from ..next_steps import part_address
from ..submission.operations import something_changed
from ..together import drafts
from . import queries
from .asked import Asked
from .effects import Ends
from .queries import Stored

THING = "rating"


@dataclass(frozen=True, slots=True)
class Effect:
    """The range of the grade before and after a change; None where the method grades nothing."""

    before: Ends | None = None
    after: Ends | None = None

    def sentence(self, at: At) -> str:
        """`3C went from Fair or Good to Fair`; empty where nothing moved."""
        if self.before is None or self.after is None or self.before == self.after:
            return ""
        scales = at.edition.scales
        return f"{at.code} went from {range_headline(scales, *self.before)} to {range_headline(scales, *self.after)}"


def check_rating(asked: Asked, step: str | None, because: str) -> None:
    """Raises BadInput where the step is not offered, or a reason is missing that the method asks for."""
    if step not in {choice.id for choice in asked.choices}:
        if asked.always_applies and asked.is_none(step):
            raise BadInput("This criterion applies to every force", "step")
        what = "your answer" if asked.is_answer else ("the grade" if asked.kind == "part" else "how far it is met")
        raise BadInput(f"Choose {what}", "step")
    if because.strip():
        return
    if asked.is_none(step):
        raise BadInput("Say why this does not apply. It changes how many criteria count", "because")
    if step is not None and asked.scale[step].caveat:
        raise BadInput("Say what the caveat is. It is printed with the grade", "because")


def save(
    session: Session, at: At, asked: Asked, step: str, because: str, *, by: Actor, effect: Effect
) -> Rating | Answer:
    """Rates a criterion or a part, or answers a question, and lets go of the person's draft. Raises BadInput."""
    check_rating(asked, step, because)
    row = queries.row_of(session, at.entry.id, asked)
    before = queries.stored(row)
    if row is None:
        row = _new(session, at, asked, step)
    else:
        row.version += 1
    if isinstance(row, Rating):
        row.step, row.applies = step, not asked.is_none(step)
    else:
        row.answer = step
    row.because, row.saved_by, row.saved_at = because.strip() or None, by.id, _now()
    drafts.discard(session, by.id, at.entry.id, asked.draft)
    _touch(session, at, by, f"{_named(at, asked)} changed.")
    verb = "answered" if asked.is_answer else "rated"
    was = f"was {_small(asked.label(before.step))}" if before.step != step else "with other words"
    says = f"{verb} {_named(at, asked)} {_small(asked.label(step))}, {was}"
    _record(session, at, asked, "saved", by, says, (before, queries.stored(row)), effect)
    return row


def clear(session: Session, at: At, asked: Asked, *, by: Actor, effect: Effect) -> None:
    """Makes something not rated or not answered again; the trail keeps what was. Nothing happens where nothing is."""
    row = queries.row_of(session, at.entry.id, asked)
    if row is None:
        return
    before = queries.stored(row)
    if isinstance(row, Rating):
        session.execute(delete(Ground).where(Ground.rating_id == row.id))
        session.execute(delete(EvidenceReference).where(EvidenceReference.rating_id == row.id))
    else:
        session.execute(delete(Ground).where(Ground.answer_id == row.id))
    session.delete(row)
    drafts.discard(session, by.id, at.entry.id, asked.draft)
    _touch(session, at, by, f"{_named(at, asked)} changed.")
    state = "not answered" if asked.is_answer else "not rated"
    says = f"made {_named(at, asked)} {state} again, was {_small(asked.label(before.step))}"
    _record(session, at, asked, "cleared", by, says, (before, Stored()), effect)


def put_forward(session: Session, at: At, grade: str, because: str, *, by: Actor) -> None:
    """The grade that a person puts forward, with the reason; the same again changes nothing."""
    row = queries.judgement(session, at.entry.id)
    before = (row.grade, row.because) if row else None
    if before == (grade, because.strip()):
        return
    label = at.edition.scales.outcomes.labels[grade]
    if row is None:
        version = queries.times_told(session, "judgement", str(at.entry.id)) + 1
        row = PutForward(entry_id=at.entry.id, grade=grade, because=because.strip(), version=version)
        row.saved_by, row.saved_at = by.id, _now()
        session.add(row)
    else:
        row.grade, row.because, row.saved_by, row.saved_at = grade, because.strip(), by.id, _now()
        row.version += 1
    drafts.discard(session, by.id, at.entry.id, "judgement")
    _touch(session, at, by, f"The grade put forward for {at.code} changed.")
    audit.record(
        session,
        "assessment:judgement:put_forward",
        at.about("judgement", at.entry.id, address=f"{at.address}#judge"),
        by=by,
        says=f"put forward {label} for {at.code}",
        change=(_pair(before), {"grade": grade, "because": because.strip()}),
        reason=because.strip(),
    )


def take_judgement_back(session: Session, at: At, *, by: Actor) -> None:
    """Leaves the grade to the method again; nothing happens where no grade was put forward."""
    row = queries.judgement(session, at.entry.id)
    if row is None:
        return
    label, before = at.edition.scales.outcomes.labels.get(row.grade, row.grade), (row.grade, row.because)
    session.delete(row)
    _touch(session, at, by, f"The grade put forward for {at.code} was taken back.")
    audit.record(
        session,
        "assessment:judgement:taken_back",
        at.about("judgement", at.entry.id),
        by=by,
        says=f"took back {label} for {at.code}",
        change=(_pair(before), None),
    )


def enter_outside_grade(
    session: Session, at: At, grade: str, source: str, given_on: date, because: str, *, by: Actor
) -> None:
    """The grade that another inspection decided, where it is printed, and when it was given."""
    row = queries.external(session, at.entry.id)
    before = None if row is None else {"grade": row.grade, "source": row.source, "given_on": _iso(row.given_on)}
    after = {"grade": grade, "source": source, "given_on": _iso(given_on)}
    said = because.strip() or f"{source}, {given_on.isoformat()}"
    if row is not None and before == after and row.because == said:
        return
    if row is None:
        row = ExternalGrade(entry_id=at.entry.id, grade=grade, because=said)
        session.add(row)
    else:
        row.version += 1
    row.grade, row.source, row.given_on, row.because = grade, source, given_on, said
    row.saved_by, row.saved_at = by.id, _now()
    drafts.discard(session, by.id, at.entry.id, "external")
    _touch(session, at, by, f"The grade of {at.code} from the other inspection changed.")
    audit.record(
        session,
        "assessment:outside_grade:entered",
        at.about("external_grade", at.entry.id, address=f"{at.address}#external"),
        by=by,
        says=f"entered {at.edition.scales.outcomes.labels[grade]} for {at.code}, from {source}",
        change=(before, after),
    )


def lead(session: Session, at: At, person: int | None, name: str, *, by: Actor) -> None:
    """Who leads on the entry, or nobody; the same again changes nothing."""
    if at.entry.lead_id == person:
        return
    before, at.entry.lead_id = at.entry.lead_id, person
    session.flush()
    says = f"made {name} lead on {at.code}" if person else f"left {at.code} without a lead"
    change = (before, person)
    audit.record(session, "assessment:lead:changed", at.about("entry", at.entry.id), by=by, says=says, change=change)


def assign(session: Session, at: At, asked: Asked, person: int | None, name: str, *, by: Actor) -> None:
    """Who looks after one criterion, or nobody; the same again changes nothing."""
    row = session.get(Assignment, (at.entry.id, asked.id))
    before = row.person_id if row else None
    if before == person:
        return
    if row is not None and person is None:
        session.delete(row)
    elif row is not None and person is not None:
        row.person_id = person
    else:
        session.add(Assignment(entry_id=at.entry.id, criterion=asked.id, person_id=person))
    session.flush()
    says = f"gave {_named(at, asked)} to {name}" if person else f"left {_named(at, asked)} to the lead"
    about = at.about(THING, f"{at.entry.id}:{asked.id}", part=asked.id, address=_address(at, asked))
    audit.record(session, "assessment:criterion:assigned", about, by=by, says=says, change=(before, person))


def _new(session: Session, at: At, asked: Asked, step: str) -> Rating | Answer:
    """A row whose version no earlier row of the same thing had, so that a stale form is never taken for a new one."""
    version = queries.times_told(session, THING, f"{at.entry.id}:{asked.id}") + 1
    place = queries.last_place(session, at.entry.id, asked)
    row: Rating | Answer
    if asked.is_answer:
        row = Answer(entry_id=at.entry.id, kind=asked.kind, asked=asked.id, answer=step, place=place, version=version)
    else:
        row = Rating(
            entry_id=at.entry.id, criterion=asked.column, step=step, applies=True, place=place, version=version
        )
    session.add(row)
    return row


def _record(
    session: Session,
    at: At,
    asked: Asked,
    verb: str,
    by: Actor,
    says: str,
    change: tuple[Stored, Stored],
    effect: Effect,
) -> None:
    before, after = change
    kept: dict[str, Any] = {"step": after.step, "because": after.because, "version": after.version}
    moved = effect.sentence(at)
    if moved:
        kept["effect"] = moved
    audit.record(
        session,
        f"assessment:{'answer' if asked.is_answer else 'rating'}:{verb}",
        at.about(THING, f"{at.entry.id}:{asked.id}", part=asked.id, address=_address(at, asked)),
        by=by,
        says=f"{says}: {moved}" if moved else says,
        change=({"step": before.step, "because": before.because} if before.version else None, kept),
        reason=after.because,
    )


def _touch(session: Session, at: At, by: Actor, what: str) -> None:
    at.entry.changed_by, at.entry.changed_at = by.id, _now()
    session.flush()
    something_changed(session, at.assessment, by, what)


def _named(at: At, asked: Asked) -> str:
    return f"{at.code} {asked.number}" if not asked.is_answer else f"“{asked.number}” in {at.code}"


def _address(at: At, asked: Asked) -> str:
    return part_address(at.address, at.framework.id, asked.id)


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]


def _pair(before: tuple[str, str] | None) -> dict[str, str] | None:
    return None if before is None else {"grade": before[0], "because": before[1]}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
