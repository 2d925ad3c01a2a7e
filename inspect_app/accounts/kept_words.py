"""What somebody had typed when their sign-in had ended: kept for them alone, and offered until they used it.

Passwords are never kept, and files cannot be: their names are, so that the page can say which to choose again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from .. import clock
from .models import KeptWords

LASTS = timedelta(days=30)
MOST = 1_000_000
"""How many characters of one form are kept."""
MOST_FORMS = 50
FIELD = "kept_words"
"""The field by which a form that is sent again says which words it holds."""
NEVER = ("password", "csrf_token", FIELD)
SHORT = 40


@dataclass(frozen=True, slots=True)
class Typed:
    """One field as it was sent."""

    name: str
    value: str

    @property
    def words(self) -> str:
        """The name as a label."""
        return self.name.replace("_", " ").replace("-", " ").strip().capitalize()

    @property
    def is_prose(self) -> bool:
        """Whether it was written rather than chosen, so that it is shown to be read and changed."""
        return len(self.value) > SHORT or any(space in self.value for space in " \n")


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it was sent: where to, from which page, its fields in order, and the names of files that were lost."""

    id: int
    path: str
    page: str
    fields: Sequence[Typed]
    files: Sequence[str]
    kept_at: datetime


def keep(
    session: Session,
    person: int,
    *,
    path: str,
    page: str,
    fields: Iterable[tuple[str, str]],
    files: Sequence[str] = (),
) -> None:
    """Keeps a form for a person. One that is too long, or the same as one that is kept already, is not kept again."""
    now = clock.now().replace(tzinfo=None)
    typed = [(name, value) for name, value in fields if not any(word in name.lower() for word in NEVER)]
    written = json.dumps({"fields": typed, "files": list(files)}, ensure_ascii=False)
    session.execute(delete(KeptWords).where(KeptWords.kept_at < now - LASTS))
    mine = KeptWords.person_id == person
    same = (mine, KeptWords.path == path, KeptWords.fields == written)
    if (
        not any(value.strip() for _, value in typed)
        or len(written) > MOST
        or session.scalar(select(KeptWords.id).where(*same))
    ):
        return
    session.add(KeptWords(person_id=person, path=path, page=page, fields=written, kept_at=now))
    session.flush()
    oldest = select(KeptWords.id).where(mine).order_by(KeptWords.id.desc()).offset(MOST_FORMS)
    session.execute(delete(KeptWords).where(KeptWords.id.in_(oldest)))


def count(session: Session, person: int) -> int:
    """How many forms are kept for a person. One statement."""
    return session.scalar(select(func.count()).where(*_of(person))) or 0


def of(session: Session, person: int) -> list[Kept]:
    """The forms that are kept for a person, the newest first. One statement."""
    rows = session.scalars(select(KeptWords).where(*_of(person)).order_by(KeptWords.id.desc()))
    return [_read(row) for row in rows]


def discard(session: Session, person: int, kept: int) -> bool:
    """Forgets one form of a person; False where there is none such."""
    there = session.scalar(select(KeptWords.id).where(KeptWords.person_id == person, KeptWords.id == kept))
    session.execute(delete(KeptWords).where(KeptWords.person_id == person, KeptWords.id == kept))
    return there is not None


def _of(person: int) -> tuple[ColumnElement[bool], ...]:
    return KeptWords.person_id == person, KeptWords.kept_at >= clock.now().replace(tzinfo=None) - LASTS


def _read(row: KeptWords) -> Kept:
    held = json.loads(row.fields)
    fields = [Typed(name, value) for name, value in held["fields"]]
    return Kept(row.id, row.path, row.page, fields, held["files"], row.kept_at)
