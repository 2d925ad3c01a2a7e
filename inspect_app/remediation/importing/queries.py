"""What the rows of a spreadsheet may refer to: who can own an area, who left, and what the register has already."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...accounts.models import Person, RoleHeld
from ..models import Area
from ..policy import WRITES
from .rows import Known


def known(session: Session, force: str, markings: tuple[str, ...], today: date, source: str) -> Known:
    """Everything that a row is checked against. Three statements, however many rows and areas."""
    people = session.execute(
        select(Person.id, Person.name, Person.email, Person.closed_at)
        .join(RoleHeld, RoleHeld.person_id == Person.id)
        .where(RoleHeld.force == force, RoleHeld.role.in_(WRITES))
        .distinct()
    ).all()
    here = [person for person in people if person.closed_at is None]
    # Two people of one name can only be told apart by their addresses.
    names = Counter(person.name.lower() for person in here)
    owners = {person.email.lower(): person.id for person in here}
    owners |= {person.name.lower(): person.id for person in here if names[person.name.lower()] == 1}
    left = {word.lower() for person in people if person.closed_at is not None for word in (person.name, person.email)}
    there = session.execute(
        select(Area.title, Area.number).where(Area.force_id == force, Area.closed_how.is_(None)).order_by(Area.number)
    )
    return Known(
        owners=owners,
        left=frozenset(left - owners.keys()),
        there={title.lower().rstrip("."): number for title, number in there},
        markings=markings,
        today=today,
        source=source,
    )
