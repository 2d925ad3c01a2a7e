"""What is done to one area: changing its fields, naming its criteria, what it waits for, and the response to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...promises import BadInput
from ...ui.times import day
from .. import operations, policy
from ..models import Area, AreaCriterion, AreaWaits, PolicingBodyResponse
from ..states import PRIORITIES

WORDS: Mapping[str, str] = {
    "title": "what is wrong",
    "wrong": "what is wrong",
    "root_cause": "the root cause",
    "good": "what good would look like",
    "effort": "the effort",
    "raised_on": "the day on which it was raised",
    "no_due_because": "why no deadline is set",
    "sponsor": "the sponsor",
    "marking": "the marking",
}
"""What the log calls a field whose new value it does not tell."""


def change(session: Session, area: Area, said: Mapping[str, Any], note: str, *, by: Actor) -> bool:
    """Saves the fields that differ, each with a line of the log; False where nothing did.

    Raises BadInput where the due date would become later: that needs an extension, which another person approves.
    """
    differs = {name: value for name, value in said.items() if getattr(area, name) != value}
    if not differs:
        return False
    if "due_on" in differs and (wrong := policy.wrong_later_date(area.due_on, differs["due_on"])):
        raise BadInput(wrong, "due_on")
    before = {name: _plain(getattr(area, name)) for name in differs}
    owner = operations.owner_words(session, area.owner_id, area.owner_post)
    for name, value in differs.items():
        setattr(area, name, value)
    session.flush()
    words = ". ".join([*_lines(session, area, differs, owner), *([note] if note else [])])
    after = {name: _plain(value) for name, value in differs.items()}
    operations.tell(
        session, area, "area:changed", "changed", by=by, words=words, change=(before, after), reason=note or None
    )
    operations.feed(session, area)
    return True


def _lines(session: Session, area: Area, differs: Mapping[str, Any], owner: str) -> list[str]:
    found = []
    if {"owner_id", "owner_post"} & differs.keys():
        new = operations.owner_words(session, area.owner_id, area.owner_post)
        found.append(f"Owner set: {new}" + (f", before: {owner}" if owner != "nobody" else ""))
    if "due_on" in differs:
        found.append(f"Due date set: {day(area.due_on)}" if area.due_on else "Due date taken off")
    if "priority" in differs:
        found.append(f"Priority set: {PRIORITIES[area.priority].lower()}")
    others = list(dict.fromkeys(WORDS[name] for name in differs if name in WORDS))
    return [*found, *([f"Changed {', '.join(others)}"] if others else [])]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def name_criteria(
    session: Session, area: Area, edition: str, framework: str, wanted: Collection[str], *, by: Actor
) -> bool:
    """Says on which criteria of a framework an area bears, and on no others of it; False where nothing changed."""
    here = (AreaCriterion.area_id == area.id, AreaCriterion.edition == edition, AreaCriterion.framework == framework)
    there = {row.criterion: row for row in session.scalars(select(AreaCriterion).where(*here))}
    if set(there) == set(wanted):
        return False
    for criterion in set(there) - set(wanted):
        session.delete(there[criterion])
    new = sorted(set(wanted) - set(there))
    session.add_all(AreaCriterion(area_id=area.id, edition=edition, framework=framework, criterion=c) for c in new)
    session.flush()
    operations.tell(
        session, area, "criteria:changed", "changed the criteria of", by=by,
        words=f"Criteria of {framework.upper()} that it bears on: {len(wanted)}",
        change=(sorted(there), sorted(wanted)),
    )  # fmt: skip
    return True


def wait_for(session: Session, area: Area, other: Area, *, by: Actor) -> bool:
    """Says that an area cannot be done before another; False where that is said already.

    Raises BadInput where it would close a circle.
    """
    if area.id == other.id:
        raise BadInput("An area cannot wait for itself", "number")
    pairs = [
        (row.area_id, row.for_id)
        for row in session.scalars(
            select(AreaWaits).join(Area, Area.id == AreaWaits.area_id).where(Area.force_id == area.force_id)
        )
    ]
    if (area.id, other.id) in pairs:
        return False
    if policy.circle(area.id, other.id, pairs):
        raise BadInput(f"{operations.name(other)} already waits for {operations.name(area)}", "number")
    session.add(AreaWaits(area_id=area.id, for_id=other.id))
    words = f"Waits for {operations.name(other)}, {other.title}"
    operations.tell(session, area, "wait:added", f"said that {operations.name(other)} comes before", by=by, words=words)
    return True


def stop_waiting(session: Session, area: Area, other: Area, *, by: Actor) -> None:
    """Says that an area can be done whatever becomes of the other; nothing happens where it did not wait."""
    row = session.get(AreaWaits, (area.id, other.id))
    if row is None:
        return
    session.delete(row)
    words = f"No longer waits for {operations.name(other)}"
    says = f"said that {operations.name(other)} need not come before"
    operations.tell(session, area, "wait:removed", says, by=by, words=words)


def respond(
    session: Session,
    area: Area,
    row: PolicingBodyResponse | None,
    comments: str,
    action: str | None,
    why_none: str | None,
    *,
    by: Actor,
) -> None:
    """Keeps what the local policing body says of a recommendation; said again, it replaces what was said before."""
    values = {"comments": comments, "action": action, "why_none": why_none}
    before = {name: getattr(row, name) for name in values} if row is not None else None
    if before == values:
        return
    row = row if row is not None else PolicingBodyResponse(area_id=area.id, version=0)
    for name, value in values.items():
        setattr(row, name, value)
    row.saved_by, row.saved_at, row.version = by.id, clock.now().replace(tzinfo=None), row.version + 1
    session.add(row)
    session.flush()
    operations.tell(
        session, area, "response:saved", "recorded the policing body's response to", by=by,
        words="The policing body's response was recorded", change=(before, values),
    )  # fmt: skip
