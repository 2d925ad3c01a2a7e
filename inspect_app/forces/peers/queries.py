"""Questions about peer groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ...promises import NotFound
from ..models import Force, PeerForce, PeerGroup


@dataclass(frozen=True, slots=True)
class Peers:
    """A group and the ids of the forces in it, by name; the force whose group it is is none of them.

    `compared` are those an average is taken over: with the force itself where the group counts it.
    """

    group: PeerGroup
    members: tuple[str, ...]
    names: Mapping[str, str]

    @property
    def compared(self) -> tuple[str, ...]:
        return (self.group.force_id, *self.members) if self.group.counts_itself else self.members


def peers_of(session: Session, forces: Collection[str], on: date) -> Mapping[str, Peers]:
    """The group that holds on a day for each of these forces that has one. Two statements."""
    holds = PeerGroup.begins_on <= on, or_(PeerGroup.ends_on.is_(None), PeerGroup.ends_on >= on)
    groups = session.scalars(
        select(PeerGroup).where(PeerGroup.force_id.in_(list(forces)), *holds).order_by(PeerGroup.begins_on)
    ).all()
    return {peers.group.force_id: peers for peers in _with_members(session, groups)}


def groups_of(session: Session, force: str) -> Sequence[Peers]:
    """Every group that a force has or had, the newest first. Two statements."""
    groups = session.scalars(
        select(PeerGroup).where(PeerGroup.force_id == force).order_by(PeerGroup.begins_on.desc())
    ).all()
    return _with_members(session, groups)


def one(session: Session, force: str, group: int) -> Peers:
    """One group of a force. Raises NotFound. Two statements."""
    row = session.scalars(select(PeerGroup).where(PeerGroup.id == group, PeerGroup.force_id == force)).one_or_none()
    if row is None:
        raise NotFound
    return _with_members(session, [row])[0]


def _with_members(session: Session, groups: Sequence[PeerGroup]) -> Sequence[Peers]:
    members: dict[int, dict[str, str]] = defaultdict(dict)
    rows = session.execute(
        select(PeerForce.group_id, Force.id, Force.name)
        .join(Force, Force.id == PeerForce.force_id)
        .where(PeerForce.group_id.in_([group.id for group in groups]))
        .order_by(Force.name, Force.id)
    )
    for group, force, name in rows:
        members[group][force] = name
    return [Peers(group, tuple(members[group.id]), members[group.id]) for group in groups]
