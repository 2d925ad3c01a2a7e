"""What is done to peer groups: a new one takes the place of the one that stands, and a wrong one is corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ...accounts.actors import Actor
from ...audit.operations import About, record
from ...promises import BadInput, Conflict
from ...ui.times import day
from ..models import Force, PeerForce, PeerGroup
from . import policy
from .policy import Wanted
from .queries import Peers


def add(session: Session, force: Force, wanted: Wanted, *, by: Actor) -> PeerGroup:
    """A new group of a force. One that stands and began before ends on the day before.

    Raises BadInput where another group holds on one of its days, or a member is no peer.
    """
    _check(force, wanted)
    others = _others(session, force, 0)
    standing = next((g for g in others if g.ends_on is None and g.begins_on < wanted.begins_on), None)
    _check_days(wanted, [other for other in others if other is not standing])
    if standing is not None:
        standing.ends_on = wanted.begins_on - timedelta(days=1)
        standing.version += 1
    group = PeerGroup(
        force_id=force.id,
        title=wanted.title,
        begins_on=wanted.begins_on,
        ends_on=wanted.ends_on,
        counts_itself=wanted.counts_itself,
        source=wanted.source,
    )
    session.add(group)
    session.flush()
    _fill(session, group, wanted)
    says = f"gave {force.name} the peer group {wanted.title} from {day(wanted.begins_on)}"
    _told(session, "added", group, says, (None, _content(wanted)), by)
    return group


def change(session: Session, force: Force, peers: Peers, wanted: Wanted, version: int, *, by: Actor) -> bool:
    """Corrects a group; False where nothing is different.

    Raises Conflict where `version` is an old one, and BadInput as `add` does.
    """
    group, before = peers.group, _held(peers)
    if before == _content(wanted):
        return False
    if group.version != version:
        raise Conflict("Somebody else changed this peer group after you opened it.")
    _check(force, wanted)
    _check_days(wanted, _others(session, force, group.id))
    group.title, group.source, group.counts_itself = wanted.title, wanted.source, wanted.counts_itself
    group.begins_on, group.ends_on = wanted.begins_on, wanted.ends_on
    group.version += 1
    session.execute(delete(PeerForce).where(PeerForce.group_id == group.id))
    session.flush()
    _fill(session, group, wanted)
    says = f"changed the peer group {wanted.title} of {force.name}"
    _told(session, "changed", group, says, (before, _content(wanted)), by)
    return True


def _others(session: Session, force: Force, but: int) -> Sequence[PeerGroup]:
    return session.scalars(
        select(PeerGroup).where(PeerGroup.force_id == force.id, PeerGroup.id != but).order_by(PeerGroup.begins_on)
    ).all()


def _check(force: Force, wanted: Wanted) -> None:
    if force.id in wanted.members:
        raise BadInput(f"{force.name} cannot be its own peer. Say below whether its average counts it", "members")
    if wanted.ends_on is not None and wanted.ends_on < wanted.begins_on:
        raise BadInput("The last day must not be before the first day", "ends_on")


def _check_days(wanted: Wanted, others: Sequence[PeerGroup]) -> None:
    other = policy.overlap(wanted.begins_on, wanted.ends_on, others)
    if isinstance(other, PeerGroup):
        until = f"until {day(other.ends_on)}" if other.ends_on else "and has not ended"
        sentence = f"{other.title} holds from {day(other.begins_on)} {until}. A force has one peer group at a time"
        raise BadInput(sentence, "begins_on")


def _fill(session: Session, group: PeerGroup, wanted: Wanted) -> None:
    session.add_all(PeerForce(group_id=group.id, force_id=member) for member in sorted(set(wanted.members)))
    session.flush()


def _content(wanted: Wanted) -> dict[str, Any]:
    return {
        "Title": wanted.title,
        "First day": wanted.begins_on.isoformat(),
        "Last day": wanted.ends_on.isoformat() if wanted.ends_on else None,
        "Forces": sorted(set(wanted.members)),
        "Counts itself": wanted.counts_itself,
        "Source": wanted.source,
    }


def _held(peers: Peers) -> dict[str, Any]:
    group = peers.group
    return _content(
        Wanted(group.title, group.begins_on, group.ends_on, peers.members, group.counts_itself, group.source)
    )


def _told(session: Session, did: str, group: PeerGroup, says: str, change: tuple[Any, Any], by: Actor) -> None:
    about = About("peer_group", group.id, force=group.force_id, address=f"/cycles/peers/{group.force_id}")
    record(session, f"forces:peer_group:{did}", about, by=by, says=says, change=change, audience="everyone")
