"""Reminds owners by mail before and after due dates: one digest for a person on a day, and never the same twice.

What is marked is named by its number only, because a mail leaves the house.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.models import Person
from ...evidence import markings
from ...grading.words import capital, count_of
from ...mail import operations as mail
from ...ui.times import day, until
from ..models import Reminder
from . import queries
from .queries import Due

KIND = "digest"
AHEAD = timedelta(days=28)
DAYS_BEFORE = (28, 7, 1, 0)
"""So many days before a due day somebody hears of it; after it, on the next day and then every week."""
LOOKS_BACK = timedelta(days=7)
"""What fell due to be said on days when nothing ran is said late, but not later than this."""


def remind(session: Session, base_url: str) -> int:
    """Writes today's digests, each with everything that is overdue or due within four weeks. Answers how many.

    Somebody gets one only where a day for reminding has come since their last one.
    """
    today, by_person = clock.today(), defaultdict(list)
    for one in queries.due(session, until=today + AHEAD):
        by_person[one.person].append(one)
    people = {
        row.id: row
        for row in session.scalars(select(Person).where(Person.id.in_(by_person), Person.closed_at.is_(None)))
    }
    last = {row[0]: row[1] for row in session.execute(_newest())}
    written = 0
    for id_, person in sorted(people.items()):
        since = max(last.get(id_, date.min), today - LOOKS_BACK)
        if since < today and any(is_said(one.due_on, since, today) for one in by_person[id_]):
            _write(session, person, by_person[id_], today, base_url)
            written += 1
    return written


def is_said(due_on: date, since: date, today: date) -> bool:
    """Whether a day for reminding of something that is due then lies after `since` and not after today."""
    ahead = [due_on - timedelta(days=days) for days in DAYS_BEFORE]
    late = (today - due_on).days
    after = [due_on + timedelta(days=1), due_on + timedelta(days=late // 7 * 7)] if late > 0 else []
    return any(since < moment <= today for moment in [*ahead, *after])


def _newest() -> Select[int, date]:
    return (
        select(Reminder.person_id, func.max(Reminder.on_day)).where(Reminder.kind == KIND).group_by(Reminder.person_id)
    )


def _write(session: Session, person: Person, due: Sequence[Due], today: date, base_url: str) -> None:
    now = clock.now().replace(tzinfo=None)
    session.add(Reminder(person_id=person.id, on_day=today, kind=KIND, written_at=now))
    session.flush()
    late = [one for one in due if one.due_on < today]
    ahead = [one for one in due if one.due_on >= today]
    said = [capital(f"{count_of(len(late), 'thing')} overdue")] if late else []
    said += [f"{count_of(len(ahead), 'thing')} due within four weeks"] if ahead else []
    mail.write(
        session,
        to=person.email,
        subject=f"Areas for improvement: {' and '.join(said).lower()}",
        text="\n\n".join([f"{capital(' and '.join(said))}.", *_parts(late, ahead, base_url)]),
        person=person.id,
    )


def _parts(late: Iterable[Due], ahead: Iterable[Due], base_url: str) -> list[str]:
    parts = []
    for title, rows in (("Overdue", late), ("Due", ahead)):
        lines = [_line(one, base_url) for one in rows]
        parts += ["\n".join([f"{title}:", *lines])] if lines else []
    return parts


def _line(one: Due, base_url: str) -> str:
    about = f": {one.what}" if markings.level(one.marking) == 0 else ""
    what = "Action for AFI" if one.is_action else "AFI"
    return (
        f"- {what} {one.number}{about}\n  {day(one.due_on)}, {until(one.due_on)}\n  {base_url.rstrip('/')}{one.address}"
    )
