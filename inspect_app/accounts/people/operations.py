"""What an administrator does about people: each changes rows and records one event for administrators to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ... import clock
from ...audit.operations import About, record
from ...promises import BadInput, NotFound
from .. import attempts, handover, letters, one_time_links, sign_ins
from ..actors import Actor
from ..models import HomeForce, Person, RoleHeld
from ..roles import OF_A_FORCE, Role
from . import policy, queries
from .outbox import working_link

A_DOUBLE_CLICK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited and what they are to do. `force` is for the roles that are held in one."""

    name: str
    email: str
    post: str
    roles: Sequence[Role]
    force: str | None = None
    home_forces: Sequence[str] = ()
    until: date | None = None


def invite(session: Session, invited: Invited, base_url: str, *, by: Actor | None) -> tuple[Person, str]:
    """Makes an account and the link with which its owner chooses a password; the link is in a message to them.

    Raises BadInput where there is an account with this e-mail address already.
    """
    there = queries.by_email(session, invited.email)
    if there is not None:
        left = " They have left: open their account again." if there.closed_at else ""
        raise BadInput(f"{there.name} has an account with this e-mail address.{left}", "email")
    person = Person(
        email=invited.email, name=invited.name, post=invited.post, password_hash=None, created_at=_now(), is_demo=False
    )
    session.add(person)
    session.flush()
    for role in invited.roles:
        _hold(session, person.id, role, invited.force if role in OF_A_FORCE else None, invited.until, by)
    session.add_all([HomeForce(person_id=person.id, force=force) for force in invited.home_forces])
    session.flush()
    link = _send_link(session, person, "invitation", base_url, by)
    after = {
        "name": person.name,
        "email": person.email,
        "post": person.post,
        "roles": [_held_words(held) for held in _roles(session, person.id)],
        "home forces": list(invited.home_forces),
    }
    _record(session, "invited", person, by, f"invited {person.name}", change=(None, after))
    return person, link


def was_just_invited(session: Session, invited: Invited) -> Person | None:
    """The account that the same form made a moment ago, when a button was pressed twice."""
    there = queries.by_email(session, invited.email)
    if there is None or there.password_hash or there.closed_at or _now() - there.created_at > A_DOUBLE_CLICK:
        return None
    return there if (there.name, there.post) == (invited.name, invited.post) else None


def change_details(session: Session, person: Person, name: str, email: str, post: str, *, by: Actor) -> bool:
    """Changes how somebody is named and reached; False where nothing is different. Raises BadInput."""
    other = queries.by_email(session, email)
    if other is not None and other.id != person.id:
        raise BadInput(f"{other.name} has an account with this e-mail address", "email")
    before = {"name": person.name, "email": person.email, "post": person.post}
    after = {"name": name, "email": email, "post": post}
    if before == after:
        return False
    if email != person.email:
        one_time_links.stop(session, person.id)
    person.name, person.email, person.post = name, email, post
    _record(session, "changed", person, by, f"changed the details of {name}", change=(before, after))
    return True


def give_role(
    session: Session, person: Person, role: Role, force: str | None, until: date | None, *, by: Actor
) -> bool:
    """Lets somebody hold a role, or hold it until another day; False where it is so already. Raises NotAllowed."""
    policy.check_can_change_roles(by, person.id)
    policy.check_is_open(closed=person.closed_at is not None)
    force = force if role in OF_A_FORCE else None
    same = (RoleHeld.person_id == person.id, RoleHeld.role == role, RoleHeld.force == force)
    held = session.scalars(select(RoleHeld).where(*same)).one_or_none()
    if held is not None and held.until == until:
        return False
    before = None if held is None else _held_words(held)
    if held is None:
        held = _hold(session, person.id, role, force, until, by)
    else:
        held.until = until
    after = _held_words(held)
    about = About("person", person.id, address=_address(person.id))
    says = f"made {person.name} {after}" if before is None else f"changed until when {person.name} is {after}"
    record(session, "accounts:role:given", about, by=by, says=says, change=(before, after), audience="accounts")
    return True


def take_role(session: Session, person: Person, held: int, *, by: Actor) -> str:
    """Takes a role from somebody, and says which. Raises NotFound and NotAllowed."""
    row = session.scalars(select(RoleHeld).where(RoleHeld.id == held, RoleHeld.person_id == person.id)).one_or_none()
    if row is None:
        raise NotFound
    policy.check_can_change_roles(by, person.id)
    _check_others(session, person.id, [row])
    words = _held_words(row)
    session.delete(row)
    session.flush()
    says = f"took from {person.name} the role of {words}"
    about = About("person", person.id, address=_address(person.id))
    record(session, "accounts:role:taken", about, by=by, says=says, change=(words, None), audience="accounts")
    return words


def set_home_forces(session: Session, person: Person, forces: Sequence[str], *, by: Actor) -> bool:
    """Sets which forces somebody neither reads nor moderates; False where nothing is different. Raises NotAllowed."""
    policy.check_can_change_roles(by, person.id)
    before, after = queries.home_forces(session, person.id), sorted(forces)
    if before == after:
        return False
    session.execute(delete(HomeForce).where(HomeForce.person_id == person.id))
    session.add_all([HomeForce(person_id=person.id, force=force) for force in after])
    session.flush()
    _record(session, "home_forces_set", person, by, f"set the home forces of {person.name}", change=(before, after))
    return True


def send_link(session: Session, person: Person, base_url: str, *, by: Actor) -> None:
    """Sends somebody a new link to choose a password, which ends the older ones. Raises NotAllowed for a leaver."""
    policy.check_is_open(closed=person.closed_at is not None)
    purpose: one_time_links.Purpose = "reset" if person.password_hash else "invitation"
    _send_link(session, person, purpose, base_url, by)
    what = "a link to choose a new password" if person.password_hash else "a new invitation"
    _record(session, "link_sent", person, by, f"sent {person.name} {what}")


def show_link(session: Session, message: int, *, by: Actor) -> tuple[str, Person, Any]:
    """The link in a message that was not sent, whose it is and until when it works. It is recorded who saw it."""
    found, person, ends = working_link(session, message)
    _record(session, "link_shown", person, by, f"looked at the link with which {person.name} chooses a password")
    return str(found.link), person, ends


def end_sign_ins(session: Session, person: Person, *, by: Actor) -> None:
    """Signs somebody out everywhere, but not the one who does it from where they are."""
    sign_ins.end_all(session, person.id, "ended_by_administrator", but=by.token)
    _record(session, "signed_out", person, by, f"signed {person.name} out everywhere")


def unlock(session: Session, person: Person, *, by: Actor) -> None:
    """Lets somebody try to sign in again at once."""
    attempts.forget(session, person.email)
    _record(session, "unlocked", person, by, f"unlocked the account of {person.name}")


def close(
    session: Session, person: Person, takers: Mapping[str, int | None], reason: str, *, by: Actor
) -> list[tuple[str, list[str]]]:
    """Closes a leaver's account; `takers` says for each force who takes over, or None for nobody yet.

    Says for each force what was handed over. The name stays on everything that was done. Raises NotAllowed.
    """
    policy.check_can_close(by, person.id)
    policy.check_is_open(closed=person.closed_at is not None)
    roles = _roles(session, person.id)
    _check_others(session, person.id, roles)
    done = []
    for force, taker in sorted(takers.items()):
        if taker is not None:
            done.append((force, handover.hand_over(session, handover.Change(force, person.id, taker, by))))
    before = {"roles": [_held_words(held) for held in roles]}
    after = {"handed over": {force: {"to": takers[force], "what": work} for force, work in done}}
    for held in roles:
        session.delete(held)
    person.closed_at = _now()
    one_time_links.stop(session, person.id)
    sign_ins.end_all(session, person.id, "account_closed")
    _record(session, "left", person, by, f"closed the account of {person.name}", change=(before, after), reason=reason)
    return done


def open_again(session: Session, person: Person, base_url: str, *, by: Actor) -> None:
    """Opens a leaver's account again, without roles and without a password, and sends them an invitation."""
    if person.closed_at is None:
        return
    person.closed_at, person.password_hash = None, None
    _send_link(session, person, "invitation", base_url, by)
    _record(session, "came_back", person, by, f"opened the account of {person.name} again")


def _hold(
    session: Session, person: int, role: Role, force: str | None, until: date | None, by: Actor | None
) -> RoleHeld:
    granted_by = by.id if by else None
    held = RoleHeld(
        person_id=person, role=role.value, force=force, until=until, granted_by=granted_by, granted_at=_now()
    )
    session.add(held)
    session.flush()
    return held


def _roles(session: Session, person: int) -> Sequence[RoleHeld]:
    return queries.roles_of(session, [person]).get(person, ())


def _check_others(session: Session, person: int, taken: Sequence[RoleHeld]) -> None:
    if any(held.role == Role.ADMINISTRATOR for held in taken):
        others = queries.other_administrators(session, person)
        policy.check_others_can_manage(is_administrator=True, others=others)


def _send_link(
    session: Session, person: Person, purpose: one_time_links.Purpose, base_url: str, by: Actor | None
) -> str:
    token = one_time_links.make(session, person, purpose, by=by.id if by else None)
    link = one_time_links.address(base_url, token)
    if purpose == "invitation":
        letters.invitation(session, person, link, by.name if by else "")
    else:
        letters.reset(session, person, link)
    return link


def _held_words(held: RoleHeld) -> str:
    parts = [Role(held.role).words, *([f"in {held.force}"] if held.force else [])]
    return " ".join([*parts, *([f"until {held.until.isoformat()}"] if held.until else [])])


def _record(
    session: Session,
    verb: str,
    person: Person,
    by: Actor | None,
    says: str,
    change: tuple[Any, Any] = (None, None),
    reason: str | None = None,
) -> None:
    about = About("person", person.id, address=_address(person.id))
    record(
        session, f"accounts:person:{verb}", about, by=by, says=says, change=change, reason=reason, audience="accounts"
    )


def _address(person: int) -> str:
    return f"/people/{person}"


def _now() -> Any:
    return clock.now().replace(tzinfo=None)
