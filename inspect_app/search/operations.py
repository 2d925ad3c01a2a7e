"""Feeds the index, in the transaction of what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from .models import Found


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one thing that can be found. `address` is the path of its page."""

    kind: str
    thing_id: str
    force: str
    title: str
    text: str
    address: str
    cycle: str | None = None
    framework: str | None = None
    audience: str = "force"
    marking: str = ""


def feed(session: Session, entry: Entry) -> None:
    """Makes the index hold this of a thing, and nothing older."""
    row = session.scalars(select(Found).where(Found.kind == entry.kind, Found.thing_id == entry.thing_id)).one_or_none()
    if row is None:
        row = Found(kind=entry.kind, thing_id=entry.thing_id)
        session.add(row)
    for name in ("force", "cycle", "framework", "audience", "marking", "address", "title", "text"):
        setattr(row, name, getattr(entry, name))
    session.flush()


def feed_new(session: Session, entries: Sequence[Entry]) -> None:
    """Adds many things of which the index holds nothing yet, in a single statement."""
    if entries:
        session.execute(insert(Found), [asdict(entry) for entry in entries])


def forget(session: Session, kind: str, thing_id: str) -> None:
    """Takes a thing out of the index."""
    session.execute(delete(Found).where(Found.kind == kind, Found.thing_id == thing_id))
