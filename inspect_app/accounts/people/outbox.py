"""Messages that did not go out, and the links in them that an administrator may hand on.

Only links to choose a password are ever shown. What a message about a force's work says is not the administrator's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ... import clock
from ...mail.models import Message
from ...promises import NotFound
from .. import one_time_links
from ..models import OneTimeLink, Person
from ..sign_ins import digest

SIZE = 50


@dataclass(frozen=True, slots=True)
class Unsent:
    """One message that did not go out. `link_ends` is until when its link works, None where it holds none that does."""

    id: int
    to: str
    person: int | None
    name: str | None
    is_about_an_account: bool
    state: str
    fault: str | None
    written_at: datetime
    link_ends: datetime | None


def page(session: Session, number: int) -> tuple[Sequence[Unsent], int]:
    """The messages of one page, the newest first, and how many there are. Three statements."""
    unsent = Message.state != "sent"
    total = session.scalar(select(func.count()).select_from(Message).where(unsent)) or 0
    rows = session.execute(
        select(Message, Person.name)
        .outerjoin(Person, Person.id == Message.person_id)
        .where(unsent)
        .order_by(Message.id.desc())
        .limit(SIZE)
        .offset((number - 1) * SIZE)
    ).all()
    ends = _ends(session, [message.link for message, _ in rows if message.link])
    return [
        Unsent(
            id=message.id,
            to=message.to,
            person=message.person_id,
            name=name,
            is_about_an_account=bool(message.link and one_time_links.token_in(message.link)),
            state=message.state,
            fault=message.fault,
            written_at=message.written_at,
            link_ends=ends.get(message.link or ""),
        )
        for message, name in rows
    ], total


def waiting(session: Session) -> int:
    """How many messages did not go out. One statement."""
    return session.scalar(select(func.count()).select_from(Message).where(Message.state != "sent")) or 0


def working_link(session: Session, message: int) -> tuple[Message, Person, datetime]:
    """A message that was not sent, whose it is, and until when its link works. Raises NotFound where it does not."""
    found = session.get(Message, message)
    token = one_time_links.token_in(found.link) if found is not None and found.link else None
    link = one_time_links.working(session, token) if token else None
    if found is None or link is None or found.state == "sent":
        raise NotFound
    return found, link[1], link[0].expires_at


def _ends(session: Session, addresses: Sequence[str]) -> dict[str, datetime]:
    """Until when the link of each address works; those that do not are left out. One statement."""
    digests = {digest(token): address for address in addresses if (token := one_time_links.token_in(address))}
    rows = session.execute(
        select(OneTimeLink.token_sha256, OneTimeLink.expires_at).where(
            OneTimeLink.token_sha256.in_(digests),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > clock.now().replace(tzinfo=None),
        )
    )
    return {digests[sha]: ends for sha, ends in rows}
