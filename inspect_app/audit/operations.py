"""Adds to the trail, in the transaction of what it tells of: both are kept, or neither."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from .. import clock
from .models import AuditEvent, AuditHead

START = "0" * 64
"""What the first row follows on from."""

CONTENT = tuple(c.key for c in AuditEvent.__table__.columns if c.key not in ("id", "digest"))
"""What a row's digest covers: everything in it but its number and the digest itself."""

Audience = Literal["force", "inspectorate", "accounts", "everyone"]


class Person(Protocol):
    @property
    def id(self) -> int: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class About:
    """What was done something to: the kind of thing, its id, and where it stands.

    `part` is the criterion or finding inside a framework; `address` is the path of its page.
    """

    thing: str
    thing_id: int | str
    force: str | None = None
    cycle: str | None = None
    framework: str | None = None
    part: str | None = None
    address: str | None = None


def record(
    session: Session,
    verb: str,
    about: About,
    *,
    by: Person | None,
    says: str,
    change: tuple[Any, Any] = (None, None),
    reason: str | None = None,
    audience: Audience = "force",
) -> AuditEvent:
    """One more row: `by` did `verb`; `says` ends the sentence that begins with the name ("rated 3C F2 partly met").

    `change` is what it was before and is after, as JSON can hold it. `by` is None for what the product did by itself.
    `audience` is `force` for what is the force's own, `accounts` for what administrators alone may read.
    """
    event = _event(about, by=by, verb=verb, says=says, change=change, reason=reason, audience=audience)
    head = _head(session)
    _chain(event, head)
    session.add(event)
    session.flush()
    return event


def record_all(
    session: Session, verb: str, told: Sequence[tuple[About, str, tuple[Any, Any]]], *, by: Person | None
) -> None:
    """One more row for each thing, its sentence and its change, as `record` writes them, but in a single statement."""
    head, rows = _head(session), []
    for about, says, change in told:
        event = _event(about, by=by, verb=verb, says=says, change=change)
        _chain(event, head)
        rows.append({column: getattr(event, column) for column in (*CONTENT, "digest")})
    if rows:
        session.execute(insert(AuditEvent), rows)
        session.flush()


def _event(
    about: About,
    *,
    by: Person | None,
    verb: str,
    says: str,
    change: tuple[Any, Any],
    reason: str | None = None,
    audience: Audience = "force",
) -> AuditEvent:
    return AuditEvent(
        at=clock.now().replace(tzinfo=None),
        person=by.id if by else None,
        person_name=by.name if by else "",
        verb=verb,
        says=says,
        reason=reason or None,
        thing=about.thing,
        thing_id=str(about.thing_id),
        address=about.address,
        force=about.force,
        cycle=about.cycle,
        framework=about.framework,
        part=about.part,
        audience=audience,
        before=change[0],
        after=change[1],
        digest="",
    )


def _head(session: Session) -> AuditHead:
    """The end of the chain, which nobody else can lengthen until this transaction ends."""
    return session.scalars(select(AuditHead).where(AuditHead.id == 1).with_for_update()).one()


def _chain(event: AuditEvent, head: AuditHead) -> None:
    event.digest = digest_of(event, head.digest)
    head.digest, head.events = event.digest, head.events + 1


def digest_of(event: AuditEvent, follows: str) -> str:
    """The SHA-256 of a row's content and of the digest that it follows on from, in hexadecimal."""
    content = {column: getattr(event, column) for column in CONTENT}
    content["at"] = event.at.isoformat()
    written = json.dumps([follows, content], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()
