"""Questions about people and what they may do. The number of statements does not depend on how many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, false, func, or_, select
from sqlalchemy.orm import Session

from ... import clock
from ...promises import NotFound
from .. import attempts
from ..models import HomeForce, OneTimeLink, Person, RoleHeld
from ..roles import Role

SIZE = 50
"""How many people a page shows."""
STATES = {"active": "Can sign in", "invited": "Invited", "locked": "Locked", "left": "Left"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which people are wanted; what is empty is not asked about. Without a state, those who left are left out."""

    words: str = ""
    role: str = ""
    force: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One person as the list shows them."""

    id: int
    name: str
    post: str
    email: str
    state: str
    is_demo: bool
    roles: Sequence[RoleHeld]
    last_here_at: datetime | None
    invitation_ends: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of people, how many match, how many there are besides leavers, and how many of these stand how."""

    people: Sequence[Listed]
    total: int
    everybody: int
    invited: int
    locked: int


def one(session: Session, person: int) -> Person:
    """Somebody by id. Raises NotFound."""
    found = session.get(Person, person)
    if found is None:
        raise NotFound
    return found


def by_email(session: Session, email: str) -> Person | None:
    """Whose e-mail address it is. One statement."""
    return session.scalars(select(Person).where(Person.email == email)).one_or_none()


def page(session: Session, asked: Asked, number: int) -> Found:
    """The people of one page, by name. At most six statements."""
    locked = attempts.locked_people(session)
    wanted = _conditions(asked, locked)
    total = session.scalar(select(func.count()).select_from(Person).where(*wanted)) or 0
    everybody, invited = session.execute(
        select(func.count(), func.count().filter(Person.password_hash.is_(None))).where(Person.closed_at.is_(None))
    ).one()
    rows = session.scalars(
        select(Person).where(*wanted).order_by(Person.name, Person.id).limit(SIZE).offset((number - 1) * SIZE)
    ).all()
    ids = [row.id for row in rows]
    roles, ends = roles_of(session, ids), _invitations_end(session, ids)
    people = [
        Listed(
            id=row.id,
            name=row.name,
            post=row.post,
            email=row.email,
            state=state_of(row, row.id in locked),
            is_demo=row.is_demo,
            roles=roles.get(row.id, ()),
            last_here_at=row.last_here_at,
            invitation_ends=ends.get(row.id),
        )
        for row in rows
    ]
    return Found(people, total, everybody, invited, len(locked))


def state_of(person: Person, locked: bool) -> str:
    """How somebody stands, as one of STATES."""
    if person.closed_at is not None:
        return "left"
    if locked:
        return "locked"
    return "active" if person.password_hash else "invited"


def roles_of(session: Session, people: Sequence[int]) -> Mapping[int, Sequence[RoleHeld]]:
    """The roles that people hold or held until a day that is past, in the order of the list of roles. One statement."""
    found: dict[int, list[RoleHeld]] = defaultdict(list)
    for held in session.scalars(select(RoleHeld).where(RoleHeld.person_id.in_(people))):
        found[held.person_id].append(held)
    order = list(Role)
    for roles in found.values():
        roles.sort(key=lambda held: (order.index(Role(held.role)), held.force or ""))
    return found


def home_forces(session: Session, person: int) -> list[str]:
    """Somebody's home forces, in order. One statement."""
    statement = select(HomeForce.force).where(HomeForce.person_id == person).order_by(HomeForce.force)
    return list(session.scalars(statement))


def other_administrators(session: Session, person: int) -> int:
    """How many others there are who can sign in and are administrators today. One statement."""
    return (
        session.scalar(
            select(func.count(func.distinct(Person.id)))
            .join(RoleHeld, RoleHeld.person_id == Person.id)
            .where(
                RoleHeld.role == Role.ADMINISTRATOR,
                or_(RoleHeld.until.is_(None), RoleHeld.until >= clock.today()),
                Person.id != person,
                Person.closed_at.is_(None),
                Person.password_hash.is_not(None),
            )
        )
        or 0
    )


def invitation_of(session: Session, person: int) -> OneTimeLink | None:
    """The newest link that was made for somebody and not used. One statement."""
    return session.scalars(
        select(OneTimeLink)
        .where(OneTimeLink.person_id == person, OneTimeLink.used_at.is_(None))
        .order_by(OneTimeLink.id.desc())
        .limit(1)
    ).one_or_none()


def takers(session: Session, forces: Sequence[str], leaver: int) -> Mapping[str, Sequence[tuple[int, str]]]:
    """Who could take over a leaver's work in each force: its assessors, leads and chief officers. One statement."""
    may = (Role.ASSESSOR, Role.FORCE_LEAD, Role.CHIEF_OFFICER)
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for force, id_, name in session.execute(
        select(RoleHeld.force, Person.id, Person.name)
        .join(Person, Person.id == RoleHeld.person_id)
        .where(
            RoleHeld.force.in_(forces),
            RoleHeld.role.in_(may),
            or_(RoleHeld.until.is_(None), RoleHeld.until >= clock.today()),
            Person.closed_at.is_(None),
            Person.id != leaver,
        )
        .order_by(Person.name, Person.id)
    ):
        found[force or ""][id_] = name
    return {force: list(people.items()) for force, people in found.items()}


def _conditions(asked: Asked, locked: frozenset[int]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for word in asked.words.split():
        sought = f"%{word.replace('/', '//').replace('%', '/%').replace('_', '/_')}%"
        columns = (Person.name, Person.email, Person.post)
        found.append(or_(*(column.ilike(sought, escape="/") for column in columns)))
    if asked.role or asked.force:
        held = [RoleHeld.person_id == Person.id]
        held += [RoleHeld.role == asked.role] if asked.role else []
        held += [RoleHeld.force == asked.force] if asked.force else []
        found.append(exists().where(*held))
    if asked.state == "left":
        return [*found, Person.closed_at.is_not(None)]
    found.append(Person.closed_at.is_(None))
    if asked.state == "locked":
        found.append(Person.id.in_(locked) if locked else false())
    elif asked.state:
        found.append(Person.password_hash.is_(None) if asked.state == "invited" else Person.password_hash.is_not(None))
    return found


def _invitations_end(session: Session, people: Sequence[int]) -> Mapping[int, datetime]:
    rows = session.execute(
        select(OneTimeLink.person_id, func.max(OneTimeLink.expires_at))
        .where(OneTimeLink.person_id.in_(people), OneTimeLink.used_at.is_(None))
        .group_by(OneTimeLink.person_id)
    )
    return {row[0]: row[1] for row in rows}
