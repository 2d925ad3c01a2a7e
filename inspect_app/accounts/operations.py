"""What people do with their own account: sign in, say that it is they, choose a password, end where they are signed in.

Nothing here reveals whether there is an account; a password is compared outside any transaction that others wait for.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import has_request_context, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import clock, db, per_request
from ..audit.operations import About, record
from ..promises import NotFound
from . import attempts, letters, one_time_links, passwords, sign_ins
from .actors import Actor
from .models import Person, SignIn

NO_MATCH = "That e-mail and password do not match."
FLOODED = "Too many tries to sign in came from your network. Wait 15 minutes and try again."


@dataclass(frozen=True, slots=True)
class Tried:
    """How a try to sign in went. `person` is whose it is, or None; `new_hash` replaces theirs where it is outdated."""

    person: int | None
    flooded: bool = False
    new_hash: str | None = None


def try_to_sign_in(url: str, email: str, password: str, network: str, *, demo: bool) -> Tried:
    """Compares an e-mail address and a password, in the same time whatever is wrong. It writes nothing.

    Nobody gets in whose account is locked, closed, or for demonstration only where that is not allowed.
    """
    with db.reading(url) as session:
        person = session.scalars(select(Person).where(Person.email == email)).one_or_none()
        locked, flooded = attempts.is_locked(session, email), attempts.is_flooded(session, network)
    if flooded:
        return Tried(None, flooded=True)
    kept = person.password_hash if person else None
    right = passwords.matches(kept, password)
    if not right or locked or person is None or kept is None or person.closed_at or (person.is_demo and not demo):
        return Tried(None)
    return Tried(person.id, new_hash=passwords.hashed(password) if passwords.is_outdated(kept) else None)


def sign_in(session: Session, tried: Tried, browser: str) -> Actor:
    """Signs somebody in whose password was right. Raises NotFound where their account was closed meanwhile."""
    person = session.get(Person, tried.person)
    if person is None or person.closed_at is not None:
        raise NotFound
    if tried.new_hash:
        person.password_hash = tried.new_hash
    attempts.forget(session, person.email)
    return sign_ins.actor(session, person, sign_ins.begin(session, person, browser))


def note_failure(session: Session, email: str, network: str, reset_address: str) -> None:
    """Counts a failed try; the one that locks an account tells its owner by mail."""
    if attempts.note(session, email, network) != attempts.LOCK_AFTER:
        return
    person = session.scalars(select(Person).where(Person.email == email, Person.closed_at.is_(None))).one_or_none()
    if person is None or person.password_hash is None:
        return
    minutes = int(attempts.WITHIN.total_seconds() // 60)
    letters.locked(session, person, minutes, reset_address)
    says = f"locked the account of {person.name} for a while, because {attempts.LOCK_AFTER} tries to sign in failed"
    record(session, "accounts:person:locked", _about(person.id), by=None, says=says, audience="accounts")


def confirms_password(session: Session, actor: Actor, password: str) -> bool:
    """Whether somebody who is signed in has typed their own password; failures count as failed tries to sign in.

    False, too, while the account is locked. A failure is recorded apart, as the answer to it is a refusal.
    """
    person = session.get(Person, actor.id)
    kept = person.password_hash if person else None
    locked = attempts.is_locked(session, actor.email)
    if passwords.matches(kept, password) and not locked:
        return True
    if has_request_context():
        network, reset = request.remote_addr or "", f"{request.host_url}forgotten-password"
        per_request.record_apart(lambda apart: note_failure(apart, actor.email, network, reset))
    return False


def ask_for_link(session: Session, email: str, network: str, base_url: str) -> None:
    """Sends a link to choose a new password, where there is an account; says to nobody whether there is one."""
    if attempts.is_flooded(session, network) or attempts.note_link(session, email, network) > attempts.LINKS_AFTER:
        return
    person = session.scalars(select(Person).where(Person.email == email, Person.closed_at.is_(None))).one_or_none()
    if person is None:
        return
    if person.password_hash is None:
        token = one_time_links.make(session, person, "invitation")
        letters.invitation(session, person, one_time_links.address(base_url, token), "")
    else:
        token = one_time_links.make(session, person, "reset")
        letters.reset(session, person, one_time_links.address(base_url, token))
    says = f"sent {person.name} a link to choose a password, because somebody asked for it on the sign-in page"
    record(session, "accounts:link:sent", _about(person.id), by=None, says=says, audience="accounts")


def choose_password(session: Session, token: str, password_hash: str) -> Person:
    """Sets a password by a link, which then works no more; ends every sign-in and unlocks the account.

    Raises NotFound where the link does not work.
    """
    found = one_time_links.working(session, token)
    if found is None:
        raise NotFound
    link, person = found
    first = person.password_hash is None
    person.password_hash = password_hash
    one_time_links.stop(session, link.person_id)
    attempts.forget(session, person.email)
    sign_ins.end_all(session, person.id, "password_changed")
    says = "chose a first password" if first else "chose a new password by a link"
    record(session, "accounts:password:chosen", _about(person.id), by=person, says=says, audience="accounts")
    if not first:
        letters.changed(session, person)
    return person


def change_password(session: Session, password_hash: str, *, by: Actor) -> None:
    """Sets somebody's own password, and ends every other sign-in of theirs."""
    person = session.get_one(Person, by.id)
    person.password_hash = password_hash
    one_time_links.stop(session, person.id)
    sign_ins.end_all(session, person.id, "password_changed", but=by.token)
    letters.changed(session, person)
    says = "changed their password, which ended their other sign-ins"
    record(session, "accounts:password:changed", _about(person.id), by=by, says=says, audience="accounts")


def change_profile(session: Session, name: str, post: str, *, by: Actor) -> bool:
    """Changes somebody's own name and post; False where both are as they were."""
    person = session.get_one(Person, by.id)
    before, after = {"name": person.name, "post": person.post}, {"name": name, "post": post}
    if before == after:
        return False
    person.name, person.post = name, post
    says = "changed their own name or post"
    about = _about(person.id)
    record(session, "accounts:person:changed", about, by=by, says=says, change=(before, after), audience="accounts")
    return True


def end_own_sign_in(session: Session, sign_in: int, *, by: Actor) -> None:
    """Ends one of somebody's own sign-ins. Raises NotFound for anybody else's."""
    row = session.scalars(select(SignIn).where(SignIn.id == sign_in, SignIn.person_id == by.id)).one_or_none()
    if row is None:
        raise NotFound
    if row.ended_at is None:
        row.ended_at, row.ended_because = clock.now().replace(tzinfo=None), "ended_by_themselves"
        says = "ended one of their own sign-ins"
        record(session, "accounts:sign_in:ended", _about(by.id), by=by, says=says, audience="accounts")


def end_other_sign_ins(session: Session, *, by: Actor) -> None:
    """Ends every sign-in of somebody but the one they use now."""
    sign_ins.end_all(session, by.id, "ended_by_themselves", but=by.token)
    says = "ended all their other sign-ins"
    record(session, "accounts:sign_in:ended", _about(by.id), by=by, says=says, audience="accounts")


def _about(person: int) -> About:
    return About("person", person, address=f"/people/{person}")
