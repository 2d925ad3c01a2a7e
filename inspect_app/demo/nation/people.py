"""Makes the invented people of the nation: the inspectorate, and an assessor and a chief officer in every force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher

from ...accounts.models import HomeForce, Person, RoleHeld
from ..live.plan import Member
from ..team import account
from .plan import NationPlan
from .rows import Rows


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as the trail names them."""

    id: int
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, by what they do. `assessors` and `officers` are by force; `homes` are home forces by person."""

    national: Mapping[str, Somebody]
    assessors: Mapping[str, Somebody]
    officers: Mapping[str, Somebody]
    homes: Mapping[int, str]
    readers: Sequence[Somebody]
    moderators: Sequence[Somebody]

    @property
    def lead(self) -> Somebody:
        """The national lead."""
        return self.national["national_lead"]

    def moderator(self, force: str, turn: int, but: Sequence[int] = ()) -> Somebody:
        """A moderator who may decide on a force, and is none of those named."""
        able = [m for m in self.moderators if self.homes.get(m.id) != force and m.id not in but]
        return able[turn % len(able)]

    def reader(self, force: str, turn: int, but: Sequence[int] = ()) -> Somebody:
        """An inspector who may read a force, and is none of those named."""
        able = [r for r in self.readers if self.homes.get(r.id) != force and r.id not in but]
        return able[turn % len(able)]


def made(rows: Rows, plan: NationPlan, at: datetime) -> People:
    """Everybody, with one password, since they reach nobody and a real site refuses them."""
    make = _Making(rows, plan, at)
    everyone = [(member, make.person(member)) for member in plan.people]
    for members in plan.force_people.values():
        everyone += [(member, make.person(member)) for member in members]
    everyone += [(member, make.person(member)) for member in _others(plan)]
    readers = [who for member, who in everyone if member.role == "inspector"]
    moderators = [who for member, who in everyone if member.role == "moderator"]
    homes = {}
    for place, who in enumerate((*readers, *moderators)):
        homes[who.id] = plan.forces[(2 * place + 10) % len(plan.forces)]
        rows.add(HomeForce, person_id=who.id, force=homes[who.id])
    return People(
        national={member.role: who for member, who in reversed(everyone) if member.force is None},
        assessors={m.force: who for m, who in reversed(everyone) if m.role == "assessor" and m.force},
        officers={m.force: who for m, who in everyone if m.role == "chief_officer" and m.force},
        homes=homes,
        readers=readers,
        moderators=moderators,
    )


class _Making:
    def __init__(self, rows: Rows, plan: NationPlan, at: datetime) -> None:
        self.rows, self.plan, self.at = rows, plan, at
        self.password = _hashed(plan.password)

    def person(self, member: Member) -> Somebody:
        made = self.rows.add(Person, **account(member, self.password, self.at, self.plan.now))
        self.rows.add(RoleHeld, person_id=made, role=member.role, force=member.force, granted_at=self.at)
        return Somebody(made, member.name, member.post)


def _others(plan: NationPlan) -> list[Member]:
    """An assessor and a chief officer of every simulated force that has nobody named."""
    names = [f"{first} {last}" for last in plan.surnames for first in plan.forenames]
    places = [force for force in plan.forces if force not in plan.force_people]
    stride = len(plan.forenames) + 1
    found = []
    for place, force in enumerate(places):
        assessor, officer = (names[(stride * (2 * place + n)) % len(names)] for n in (0, 1))
        found.append(Member(assessor, "Inspectorate team", "assessor", force))
        found.append(Member(officer, "Deputy Chief Constable", "chief_officer", force))
    return found


@cache
def _hashed(password: str) -> str:
    return PasswordHasher().hash(password)
