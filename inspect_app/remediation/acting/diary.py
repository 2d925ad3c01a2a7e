"""A calendar of what somebody has to do by when, at an address that only they know and that they can change.

The address needs no sign-in, so the calendar holds numbers, days and links, and no word of what is wrong.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from icalendar import Calendar, Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...accounts.models import Person
from ...accounts.sign_ins import digest
from ...audit.operations import About, record
from ...promises import NotFound
from ..models import CalendarKey
from . import queries

TYPE = "text/calendar"
MADE_BY = "-//Inspect//Areas for improvement//EN"


def renew(session: Session, *, by: Actor) -> str:
    """A new secret for somebody's calendar; the address that they had before stops working."""
    secret = secrets.token_urlsafe(32)
    row = session.get(CalendarKey, by.id) or CalendarKey(person_id=by.id)
    row.sha256, row.made_at = digest(secret), clock.now().replace(tzinfo=None)
    session.add(row)
    session.flush()
    about = About("person", by.id)
    record(
        session, "remediation:calendar:renewed", about, by=by, says="made a new calendar address", audience="accounts"
    )
    return secret


def stop(session: Session, *, by: Actor) -> None:
    """Lets somebody's calendar have no address any more."""
    row = session.get(CalendarKey, by.id)
    if row is not None:
        session.delete(row)
        about = About("person", by.id)
        says = "stopped their calendar address"
        record(session, "remediation:calendar:stopped", about, by=by, says=says, audience="accounts")


def has_address(session: Session, person: int) -> bool:
    """Whether somebody's calendar has an address now."""
    return session.get(CalendarKey, person) is not None


def calendar(session: Session, secret: str, base_url: str) -> bytes:
    """The calendar at a secret address, as RFC 5545 says. Raises NotFound where there is none. Two statements."""
    person = session.scalars(
        select(Person)
        .join(CalendarKey, CalendarKey.person_id == Person.id)
        .where(CalendarKey.sha256 == digest(secret), Person.closed_at.is_(None))
    ).one_or_none()
    if person is None:
        raise NotFound
    made = Calendar()
    made.add("prodid", MADE_BY)
    made.add("version", "2.0")
    made.add("x-wr-calname", "Areas for improvement")
    for one in queries.due(session, person=person.id):
        event = Event()
        what = "Action for AFI" if one.is_action else "AFI"
        event.add("summary", f"{what} {one.number} is due ({one.force})")
        event.add("dtstart", one.due_on)
        event.add("dtend", one.due_on + timedelta(days=1))
        event.add("dtstamp", clock.now())
        event.add("uid", f"{digest(f'{one.address} {one.is_action} {one.what}')[:32]}@inspect")
        event.add("url", f"{base_url.rstrip('/')}{one.address}")
        made.add_component(event)
    return bytes(made.to_ical())
