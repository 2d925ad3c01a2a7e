"""Links that let somebody choose a password: each works once, until it expires, and is known here only by its hash."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from .. import clock
from .models import OneTimeLink, Person
from .sign_ins import digest

Purpose = Literal["invitation", "reset"]
PATH = "/choose-password/"
LASTS = {"invitation": timedelta(days=7), "reset": timedelta(hours=2)}
LASTS_WORDS = {"invitation": "7 days", "reset": "2 hours"}


def make(session: Session, person: Person, purpose: Purpose, *, by: int | None = None) -> str:
    """The token of a new link; every older link of this person stops working."""
    stop(session, person.id)
    token, now = secrets.token_urlsafe(32), clock.now().replace(tzinfo=None)
    session.add(
        OneTimeLink(
            person_id=person.id,
            purpose=purpose,
            token_sha256=digest(token),
            made_at=now,
            made_by=by,
            expires_at=now + LASTS[purpose],
            used_at=None,
        )
    )
    session.flush()
    return token


def address(base_url: str, token: str) -> str:
    """The whole address of a link, as it stands in a message."""
    return f"{base_url.rstrip('/')}{PATH}{token}"


def token_in(address: str) -> str | None:
    """The token of such an address; None for any other."""
    _, found, token = address.partition(PATH)
    return token if found else None


def working(session: Session, token: str) -> tuple[OneTimeLink, Person] | None:
    """The link of a token and whose it is; None where it was used, has expired or never was. One statement."""
    row = session.execute(
        select(OneTimeLink, Person)
        .join(Person, Person.id == OneTimeLink.person_id)
        .where(
            OneTimeLink.token_sha256 == digest(token),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > clock.now().replace(tzinfo=None),
            Person.closed_at.is_(None),
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def stop(session: Session, person: int) -> None:
    """Makes every link of a person stop working: one that is used counts for all."""
    now = clock.now().replace(tzinfo=None)
    session.execute(
        update(OneTimeLink).where(OneTimeLink.person_id == person, OneTimeLink.used_at.is_(None)).values(used_at=now)
    )
