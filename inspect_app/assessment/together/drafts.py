"""Drafts: what somebody has typed and not saved, for them alone, until they save it, discard it, or 30 days are over.

Nobody else ever reads one, no history tells of them, and no proposal knows them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from ... import clock
from ...promises import BadInput
from ...ui.times import day
from ..models import Draft

KEPT_FOR = timedelta(days=30)
MOST = 500_000
"""How many characters a draft may have in all: more than any form takes, so that too long a text is kept as well."""
SUBJECT = re.compile(r"(rating|answer|judgement|external|finding|text|comment|reading|found)(:[a-z0-9_-]{1,60})?")
NOT_WORDS = frozenset({"csrf_token", "version", "then"})
Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as its page offers it: the form's fields as they were typed, and the version that they began from."""

    subject: str
    based_on: int
    fields: Fields
    saved_at: datetime

    @property
    def from_when(self) -> str:
        """When it was typed, as the end of "You have an unsaved version from ...": `10:46` or `12 June 2006`."""
        at = clock.here(self.saved_at)
        return f"{at:%H:%M}" if at.date() == clock.today() else day(at)

    def typed(self) -> MultiDict[str, str]:
        """The fields as a form reads them, with the version that they began from."""
        pairs = [(name, value) for name, values in self.fields.items() for value in values]
        return MultiDict([*pairs, ("version", str(self.based_on))])


def of(session: Session, person: int, entry: int) -> dict[str, Kept]:
    """The drafts that somebody has in an entry, by subject. One statement."""
    rows = session.scalars(
        select(Draft).where(Draft.person_id == person, Draft.entry_id == entry).order_by(Draft.subject)
    )
    return {row.subject: Kept(row.subject, row.based_on, row.fields, row.saved_at) for row in rows}


def keep(session: Session, person: int, entry: int, subject: str, fields: Fields, based_on: int = 0) -> datetime:
    """Keeps the fields of a form as the person's one draft of its subject, and says when. Raises BadInput.

    Nothing typed is nothing kept: a draft whose fields are all empty goes.
    """
    if not SUBJECT.fullmatch(subject):
        raise BadInput("A draft is kept only for a form of this assessment.")
    words = {name: list(values) for name, values in fields.items() if name not in NOT_WORDS}
    if sum(len(value) for values in words.values() for value in values) > MOST:
        raise BadInput("This is too long to be kept as a draft. Your words are still on this page.")
    now = clock.now().replace(tzinfo=None)
    if not any(value.strip() for values in words.values() for value in values):
        discard(session, person, entry, subject)
        return now
    row = session.scalars(_one(person, entry, subject)).one_or_none()
    if row is None:
        row = Draft(person_id=person, entry_id=entry, subject=subject)
        session.add(row)
    row.based_on, row.fields, row.saved_at = based_on, words, now
    session.flush()
    return now


def discard(session: Session, person: int, entry: int, subject: str) -> None:
    """Removes somebody's draft of a subject; nothing happens where there is none."""
    session.execute(delete(Draft).where(Draft.person_id == person, Draft.entry_id == entry, Draft.subject == subject))


def expire(session: Session) -> int:
    """Removes every draft that is older than 30 days, and says how many."""
    eldest = clock.now().replace(tzinfo=None) - KEPT_FOR
    gone: CursorResult[Any] = session.execute(delete(Draft).where(Draft.saved_at < eldest))  # type: ignore[assignment]
    return gone.rowcount


def _one(person: int, entry: int, subject: str) -> Any:
    return select(Draft).where(Draft.person_id == person, Draft.entry_id == entry, Draft.subject == subject)
