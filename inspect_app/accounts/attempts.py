"""Failed tries to sign in: counted for an address as typed and for a network address, and forgotten after a day.

Whoever fails too often has to wait. Whether there is an account makes no difference, so waiting reveals nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from .. import clock
from .models import Attempt, Person

WITHIN = timedelta(minutes=15)
LOCK_AFTER = 5
"""So many failures for one e-mail address within the time lock it until the time has passed without another."""
NETWORK_AFTER = 60
"""So many from one network address; a whole office may share one."""
LINKS_AFTER = 3
"""So many links to choose a password are sent to one e-mail address within the time."""
KEPT = timedelta(days=1)


def note(session: Session, email: str, network: str) -> int:
    """Counts one failure; returns how many there are now for this e-mail address."""
    now = _now()
    session.execute(delete(Attempt).where(Attempt.at < now - KEPT))
    session.add(Attempt(email_sha256=_digest(email), from_sha256=_digest(network), at=now))
    session.flush()
    return _count(session, Attempt.email_sha256 == _digest(email))


def note_link(session: Session, email: str, network: str) -> int:
    """Counts one wish for a link; returns how many there are now for this e-mail address."""
    return note(session, _link(email), network)


def is_locked(session: Session, email: str) -> bool:
    """Whether too many tries failed for an e-mail address."""
    return _count(session, Attempt.email_sha256 == _digest(email)) >= LOCK_AFTER


def is_flooded(session: Session, network: str) -> bool:
    """Whether too many tries came from a network address."""
    return bool(network) and _count(session, Attempt.from_sha256 == _digest(network)) >= NETWORK_AFTER


def forget(session: Session, email: str) -> None:
    """Unlocks an e-mail address."""
    session.execute(delete(Attempt).where(Attempt.email_sha256.in_([_digest(email), _digest(_link(email))])))


def locked_among(session: Session, people: Iterable[tuple[int, str]]) -> frozenset[int]:
    """Those of these ids and e-mail addresses that are locked now. One statement."""
    locked = set(
        session.scalars(
            select(Attempt.email_sha256)
            .where(Attempt.at > _now() - WITHIN)
            .group_by(Attempt.email_sha256)
            .having(func.count() >= LOCK_AFTER)
        )
    )
    return frozenset(id_ for id_, email in people if _digest(email) in locked) if locked else frozenset()


def locked_people(session: Session) -> frozenset[int]:
    """Everybody who is locked now. At most two statements."""
    return locked_among(session, ((id_, email) for id_, email in session.execute(select(Person.id, Person.email))))


def _count(session: Session, of: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(of, Attempt.at > _now() - WITHIN)) or 0


def _link(email: str) -> str:
    return f"link {email}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().lower().encode()).hexdigest()


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
