"""Sign-ins: each begins, is seen again, and ends by itself or because somebody ended it.

The cookie holds a token and the table its SHA-256, so that a copy of the table signs nobody in.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from .. import clock
from .actors import Actor, Held
from .models import HomeForce, Person, RoleHeld, SignIn
from .roles import Role

TOUCH_AFTER = timedelta(minutes=1)
"""A sign-in is marked as seen at most this often."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a sign-in lasts without a request, and at most."""

    idle: timedelta
    absolute: timedelta


VISIT_ENDS_AFTER = timedelta(hours=1)
"""Somebody who was away for so long was here before, and is here again."""


def begin(session: Session, person: Person, browser: str = "") -> str:
    """Signs somebody in; the token is for their cookie and is not kept here."""
    token, now = secrets.token_urlsafe(32), _now()
    elsewhere = session.scalar(
        select(SignIn.id)
        .where(SignIn.person_id == person.id, SignIn.ended_at.is_(None), SignIn.last_seen_at > now - VISIT_ENDS_AFTER)
        .limit(1)
    )
    if elsewhere is None:
        person.previous_visit_ended_at = person.last_here_at
    person.last_here_at = now
    session.add(
        SignIn(
            person_id=person.id,
            token_sha256=digest(token),
            began_at=now,
            last_seen_at=now,
            ended_at=None,
            ended_because=None,
            browser=browser[:200],
        )
    )
    session.flush()
    return token


def end(session: Session, token: str, because: str = "signed_out") -> None:
    """Ends a sign-in; nothing happens where it has ended already."""
    session.execute(
        update(SignIn)
        .where(SignIn.token_sha256 == digest(token), SignIn.ended_at.is_(None))
        .values(ended_at=_now(), ended_because=because)
    )


def end_all(session: Session, person: int, because: str, but: str | None = None) -> None:
    """Ends every sign-in of a person, except the one of the token `but`."""
    statement = update(SignIn).where(SignIn.person_id == person, SignIn.ended_at.is_(None))
    if but is not None:
        statement = statement.where(SignIn.token_sha256 != digest(but))
    session.execute(statement.values(ended_at=_now(), ended_because=because))


def actor_of(session: Session, token: str, limits: Limits) -> tuple[Actor, datetime] | None:
    """Who is signed in with a token, and when they were last seen; None where it has ended. Three statements."""
    row = session.execute(
        select(Person, SignIn)
        .join(SignIn, SignIn.person_id == Person.id)
        .where(SignIn.token_sha256 == digest(token), SignIn.ended_at.is_(None), Person.closed_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    person, sign_in = row
    now = _now()
    if now - sign_in.last_seen_at > limits.idle or now - sign_in.began_at > limits.absolute:
        return None
    return actor(session, person, token), sign_in.last_seen_at


def actor(session: Session, person: Person, token: str = "") -> Actor:
    """A person with the roles that they hold today. Two statements."""
    today = clock.today()
    held = session.scalars(select(RoleHeld).where(RoleHeld.person_id == person.id).order_by(RoleHeld.id))
    homes = session.scalars(select(HomeForce.force).where(HomeForce.person_id == person.id))
    return Actor(
        id=person.id,
        name=person.name,
        post=person.post,
        email=person.email,
        held=tuple(Held(Role(h.role), h.force) for h in held if h.until is None or h.until >= today),
        home_forces=frozenset(homes),
        token=token,
    )


def touch(session: Session, token: str) -> None:
    """Marks a sign-in as seen now, and its person as here; after an hour away a new visit begins."""
    now = _now()
    found = session.execute(
        select(SignIn, Person)
        .join(Person, Person.id == SignIn.person_id)
        .where(SignIn.token_sha256 == digest(token), SignIn.ended_at.is_(None))
    ).one_or_none()
    if found is None:
        return
    sign_in, person = found
    sign_in.last_seen_at = now
    if person.last_here_at is not None and now - person.last_here_at > VISIT_ENDS_AFTER:
        person.previous_visit_ended_at = person.last_here_at
    person.last_here_at = now
    session.flush()


def whose_it_was(session: Session, token: str) -> int | None:
    """The id of the person whose sign-in a token was, ended or not; None for a token of nobody. One statement."""
    return session.scalar(
        select(Person.id)
        .join(SignIn, SignIn.person_id == Person.id)
        .where(SignIn.token_sha256 == digest(token), Person.closed_at.is_(None))
    )


def live(session: Session, person: int, limits: Limits) -> Sequence[SignIn]:
    """The sign-ins of a person that have not ended, the one seen last first. One statement."""
    now = _now()
    return session.scalars(
        select(SignIn)
        .where(
            SignIn.person_id == person,
            SignIn.ended_at.is_(None),
            SignIn.last_seen_at >= now - limits.idle,
            SignIn.began_at >= now - limits.absolute,
        )
        .order_by(SignIn.last_seen_at.desc(), SignIn.id.desc())
    ).all()


def digest(token: str) -> str:
    """The SHA-256 of a token, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
