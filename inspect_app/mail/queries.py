"""Answers which messages have not gone out, for the administrator who can copy their links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .. import clock
from .models import Message

UNDER_WAY = timedelta(minutes=5)
"""Sending takes seconds. What has been under way for longer was cut off, and may have been sent or not."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message that did not go out, or of which nobody knows. `state` is waiting, uncertain or failed."""

    id: int
    to: str
    person_id: int | None
    subject: str
    link: str | None
    state: str
    written_at: datetime
    tries: int
    fault: str | None


def unsent(session: Session, limit: int = 50, offset: int = 0) -> Sequence[Unsent]:
    """Messages that have not gone out, the newest first. One statement."""
    columns = (
        Message.id,
        Message.to,
        Message.person_id,
        Message.subject,
        Message.link,
        Message.state,
        Message.written_at,
        Message.tries,
        Message.fault,
    )
    chosen = select(*columns).where(Message.state != "sent").order_by(Message.id.desc()).limit(limit).offset(offset)
    return [_unsent(**row._mapping) for row in session.execute(chosen)]


def how_many_unsent(session: Session) -> int:
    """How many messages have not gone out. One statement."""
    return session.scalar(select(func.count()).where(Message.state != "sent")) or 0


def _unsent(*, state: str, written_at: datetime, fault: str | None, **rest: object) -> Unsent:
    """One that is being sent right now still waits; one that was cut off is uncertain."""
    if state == "sending":
        cut_off = fault is not None or written_at < clock.now().replace(tzinfo=None) - UNDER_WAY
        state = "uncertain" if cut_off else "waiting"
    return Unsent(state=state, written_at=written_at, fault=fault, **rest)  # type: ignore[arg-type]
