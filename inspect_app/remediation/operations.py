"""What every part does when it has changed an area: a line in its log, a row of the trail, a new version, the index.

Nothing here decides whether something may be done, and nothing commits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from .. import clock
from ..accounts.actors import Actor
from ..accounts.models import Person
from ..audit.operations import About, record
from ..search import operations as search
from .models import Area, Closure, LogEntry
from .states import OTHER_ENDS

KIND = "improvement"
"""How the index calls an area."""
LogKind = Literal["progress", "change", "correction", "decision"]
DECISIONS = frozenset(
    {
        "closure:checked",
        "closure:sent_back",
        "extension:approved",
        "extension:refused",
        "area:reopened",
        *(f"area:{end}" for end in OTHER_ENDS),
    }
)
"""The verbs by which somebody decided something; the log says so."""


def address(area: Area) -> str:
    """The path of an area's page."""
    return f"/forces/{area.force_id}/improvement/{area.number}"


def name(area: Area) -> str:
    """How sentences call an area: `AFI 41`."""
    return f"AFI {area.number}"


def about(area: Area) -> About:
    """The area, for the trail. Its rows belong to no cycle, so that they are the force's own and nobody else's."""
    return About("area", area.id, force=area.force_id, address=address(area))


def log(
    session: Session,
    area: Area,
    words: str,
    *,
    by: Actor | None,
    kind: LogKind = "change",
    corrects: int | None = None,
) -> LogEntry:
    """Adds a line to the log of an area; nothing ever changes or removes one."""
    entry = LogEntry(
        area_id=area.id,
        at=clock.now().replace(tzinfo=None),
        by_id=by.id if by else None,
        kind=kind,
        words=words,
        corrects_id=corrects,
    )
    session.add(entry)
    session.flush()
    return entry


def log_all(session: Session, lines: Sequence[tuple[Area, str]], *, by: Actor | None) -> None:
    """Adds a line to the log of each of many areas, in a single statement."""
    now = clock.now().replace(tzinfo=None)
    if lines:
        said = {"at": now, "by_id": by.id if by else None, "kind": "change"}
        session.execute(insert(LogEntry), [{**said, "area_id": area.id, "words": words} for area, words in lines])


def tell(
    session: Session,
    area: Area,
    verb: str,
    says: str,
    *,
    by: Actor | None,
    words: str | None = None,
    change: tuple[Any, Any] = (None, None),
    reason: str | None = None,
) -> None:
    """Says that an area was changed: in its log where there are words for it, in the trail, and to open forms.

    `says` ends a sentence that begins with a name, and the area's own name follows it.
    """
    area.version += 1
    session.flush()
    if words:
        log(session, area, words, by=by, kind="decision" if verb in DECISIONS else "change")
    record(
        session,
        f"remediation:{verb}",
        about(area),
        by=by,
        says=f"{says} {name(area)}, “{area.title}”",
        change=change,
        reason=reason,
    )


def feed(session: Session, area: Area) -> None:
    """Lets the index hold an area as it is now."""
    search.feed(session, as_found(area))


def feed_new(session: Session, areas: Sequence[Area]) -> None:
    """Lets the index hold areas that were added just now."""
    search.feed_new(session, [as_found(area) for area in areas])


def as_found(area: Area) -> search.Entry:
    """An area as the index holds it."""
    text = "\n".join(part for part in (area.wrong, area.root_cause, area.good, area.source_words) if part)
    return search.Entry(
        kind=KIND,
        thing_id=str(area.id),
        force=area.force_id,
        title=area.title,
        text=text,
        address=address(area),
        cycle=area.cycle_id,
        framework=area.framework,
        marking=area.marking,
    )


def locked(session: Session, area: Area) -> Area:
    """The area, which nobody else can change until this transaction ends."""
    return session.scalars(
        select(Area).where(Area.id == area.id).with_for_update().execution_options(populate_existing=True)
    ).one()


def open_closure(session: Session, area: Area) -> Closure | None:
    """The proposal to close an area that nobody has checked yet. One statement."""
    return session.scalars(select(Closure).where(Closure.area_id == area.id, Closure.result.is_(None))).one_or_none()


def owner_words(session: Session, owner_id: int | None, owner_post: str | None) -> str:
    """Who owns something, in words."""
    person = session.get(Person, owner_id) if owner_id is not None else None
    return person.name if person is not None else owner_post or "nobody"


def iso(value: date | None) -> str | None:
    """A day as the trail holds it."""
    return value.isoformat() if value is not None else None
