"""Tells two areas apart: they look alike and are not one weakness, so the pair is not offered again."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...promises import BadInput
from .. import operations
from ..models import Area, AreaApart
from . import queries


def tell_apart(session: Session, one: Area, other: Area, because: str, *, by: Actor) -> bool:
    """Keeps who said so and why, in the log of both. False where it was said before.

    Raises BadInput for an area and itself, and where the two are linked.
    """
    if one.id == other.id:
        raise BadInput("An area cannot be told apart from itself", "because")
    if queries.are_linked(session, one, other):
        raise BadInput("These two are linked. Take the link off first", "because")
    if queries.are_apart(session, one, other):
        return False
    first, second = sorted((one.id, other.id))
    now = clock.now().replace(tzinfo=None)
    session.add(AreaApart(first_id=first, second_id=second, because=because, said_by=by.id, said_at=now))
    session.flush()
    for area, against in ((one, other), (other, one)):
        words = f"Not the same weakness as {operations.name(against)}, {against.title}: {because}"
        says = f"told {operations.name(against)} apart from"
        operations.tell(session, area, "pair:told_apart", says, by=by, words=words, reason=because)
    return True
