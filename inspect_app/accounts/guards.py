"""Every route declares who may use it; a route that declares nothing stops the start, and nobody gets past a guard.

A guard knows roles and the force in the address, nothing more. Whether the thing may be used *now* is for the policy
of the slice. What a person may not see answers as if it did not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, request
from flask_login import current_user

from ..promises import NotAllowed, NotFound
from .actors import Actor
from .roles import Role

View = TypeVar("View", bound=Callable[..., Any])
MARK = "__guard__"


class Unguarded(Exception):
    """A route was declared without a guard."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Who may use a route: everybody, everybody who is signed in, or the holders of these roles.

    For a route with a force in its address, a role held in a force counts for that force only, and a role of the
    inspectorate for every force but the home forces of its holder.
    """

    open_to_all: bool = False
    roles: frozenset[Role] | None = None

    def lets(self, actor: Actor | None, force: str | None) -> bool:
        if self.open_to_all:
            return True
        if actor is None:
            return False
        if self.roles is None:
            return True
        return bool(self.roles & (actor.roles_for(force) if force else actor.roles))


def public(view: View) -> View:
    """Open to everybody, signed in or not."""
    return _marked(view, Guard(open_to_all=True))


def signed_in(view: View) -> View:
    """For everybody who is signed in."""
    return _marked(view, Guard())


def roles(*allowed: Role) -> Callable[[View], View]:
    """For the holders of these roles, in the force of the address where it has one."""
    return lambda view: _marked(view, Guard(roles=frozenset(allowed)))


def me() -> Actor:
    """Who is signed in. Only for routes that are not public."""
    actor = current_user._get_current_object()
    if not isinstance(actor, Actor):
        raise NotFound
    return actor


def guard_of(app: Flask, endpoint: str) -> Guard | None:
    """The guard of a route; None where it declares none."""
    guard = getattr(app.view_functions[endpoint], MARK, None)
    return guard if isinstance(guard, Guard) else None


def check_all(app: Flask) -> None:
    """Raises Unguarded with every route that declares no guard."""
    missing = sorted({r.endpoint for r in app.url_map.iter_rules() if guard_of(app, r.endpoint) is None})
    if missing:
        raise Unguarded(f"These routes declare no guard: {', '.join(missing)}.")


def keep_out() -> Any:
    """Runs before every request: lets it through, sends it to sign in, or refuses it."""
    if request.endpoint is None:
        return None
    guard = guard_of(current_app._get_current_object(), request.endpoint)  # type: ignore[attr-defined]
    if guard is None:
        raise NotFound
    if guard.open_to_all:
        # Who it is does not matter, and asking would open the database before a password is compared.
        return None
    actor = me() if current_user.is_authenticated else None
    force = (request.view_args or {}).get("force")
    if guard.lets(actor, force):
        return None
    if actor is None:
        return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    if force is not None and not actor.roles_for(force):
        raise NotFound
    if force is None or request.method in ("GET", "HEAD"):
        raise NotFound
    raise NotAllowed("Your role does not allow this. Ask your administrator if you need it.")


def _marked(view: View, guard: Guard) -> View:
    setattr(view, MARK, guard)
    return view
