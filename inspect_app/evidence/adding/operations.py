"""Gathers what somebody is adding, and makes evidence of it once they have said what it is; sent twice, made once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...promises import BadInput, NotFound
from .. import operations
from ..content import Content
from ..details import Details
from ..models import Addition, Evidence

KEPT = timedelta(days=30)
"""How long what was begun and never finished is kept."""
NO_KEY = "This form is not complete. Open the page again and choose your files once more."


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody said of one thing that they are adding: its details, or the number of what they have already.

    With neither it is left out.
    """

    details: Details | None = None
    existing: int | None = None


def gather(
    session: Session, force: str, key: str, taken: Sequence[Content], refused: Sequence[str], *, by: Actor
) -> Addition:
    """What is being added under a key, with this added; what is there already is not there twice.

    Raises NotFound for a key that is somebody else's, and BadInput for what cannot be one.
    """
    addition = _begun(session, force, key, by)
    if addition.done_at is not None:
        return addition
    pieces = list(addition.pieces)
    for new in (*(content.as_json() for content in taken), *({"refused": sentence} for sentence in refused)):
        if not any(_is_same(new, there) for there in pieces):
            pieces.append(new)
    addition.pieces = pieces
    session.flush()
    return addition


def begun(session: Session, force: str, key: str, *, by: Actor) -> Addition:
    """What this person is adding to this force under a key, held until the work is kept. Raises NotFound."""
    found = session.scalars(
        select(Addition)
        .where(Addition.key == key, Addition.force == force, Addition.begun_by == by.id)
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def finish(
    session: Session, addition: Addition, cycle: str, decided: Sequence[Decided], *, by: Actor, scanner: str = ""
) -> list[int]:
    """Makes a piece of evidence of each thing that has details; answers all their numbers, once and ever again."""
    if addition.done_at is None:
        numbers: list[int] = []
        for content, choice in zip(contents(addition), decided, strict=True):
            if choice.existing is not None:
                numbers.append(choice.existing)
            elif choice.details is not None:
                piece = operations.add(session, addition.force, cycle, choice.details, content, by=by, scanner=scanner)
                numbers.append(piece.number)
        addition.numbers = list(dict.fromkeys(numbers))
        addition.done_at = _now()
        session.flush()
    return list(addition.numbers)


def contents(addition: Addition) -> list[Content]:
    """What was taken, in the order in which it came."""
    return [Content(**piece) for piece in addition.pieces if "refused" not in piece]


def refusals(addition: Addition) -> list[str]:
    """The sentences for what was not taken."""
    return [piece["refused"] for piece in addition.pieces if "refused" in piece]


def forget_unfinished(session: Session) -> int:
    """Lets go of what was begun long ago, and answers how much; the bytes stay, as they may be evidence elsewhere."""
    old = Addition.begun_at < _now() - KEPT
    forgotten = session.scalars(delete(Addition).where(old, Addition.done_at.is_(None)).returning(Addition.key)).all()
    return len(forgotten)


def added_title(session: Session, force: str, number: int) -> str:
    """The title of a piece by its number."""
    return session.scalars(select(Evidence.title).where(Evidence.force == force, Evidence.number == number)).one()


def _begun(session: Session, force: str, key: str, by: Actor) -> Addition:
    if not 16 <= len(key) <= 64 or not key.replace("-", "").replace("_", "").isalnum() or not key.isascii():
        raise BadInput(NO_KEY)
    if session.get(Addition, key) is None:
        try:
            with session.begin_nested():
                session.add(
                    Addition(key=key, force=force, begun_by=by.id, begun_at=_now(), pieces=[], done_at=None, numbers=[])
                )
        except IntegrityError:
            # The same form arrived twice at once; the other one was first.
            session.expire_all()
    return begun(session, force, key, by=by)


def _is_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if "refused" in one or "refused" in other:
        return one == other
    return all(one[name] == other[name] for name in ("form", "sha256", "url", "note"))


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
