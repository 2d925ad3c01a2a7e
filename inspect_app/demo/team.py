"""Lets the people of a demonstration in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from .. import clock
from ..accounts import sign_ins
from ..accounts.actors import Actor
from ..accounts.models import Person, RoleHeld
from .live.plan import Member

LAST_HERE = timedelta(hours=20)
"""So long before a demonstration begins everybody was there for the last time."""


def account(member: Member, password_hash: str, joined: datetime, begins: datetime) -> dict[str, Any]:
    """The columns of somebody's account."""
    here = begins - LAST_HERE
    return {
        "email": member.email,
        "name": member.name,
        "post": member.post,
        "password_hash": password_hash,
        "is_demo": True,
        "created_at": joined,
        "last_here_at": here,
        "previous_visit_ended_at": here,
    }


def join(session: Session, members: Iterable[Member], password: str, begins: datetime) -> dict[str, Actor]:
    """Everybody, by name. One password for all of them, since they reach nobody and a real site refuses them."""
    hashed, now = PasswordHasher().hash(password), clock.now().replace(tzinfo=None)
    team: dict[str, Actor] = {}
    for member in members:
        person = Person(**account(member, hashed, now, begins))
        session.add(person)
        session.flush()
        session.add(RoleHeld(person_id=person.id, role=member.role, force=member.force, granted_at=now))
        session.flush()
        team[member.name] = sign_ins.actor(session, person)
    return team
