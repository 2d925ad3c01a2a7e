"""Where somebody is working: which force and which cycle, from the address or else from where they were last."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, g, request, session, url_for

from .. import per_request
from ..accounts.actors import Actor
from ..promises import NotFound
from . import taking_part
from .models import Cycle, Force

KEY = "where"


@dataclass(frozen=True, slots=True)
class Where:
    """A force and a cycle. `words` is how the header says it."""

    force: Force
    cycle: Cycle
    change_url: str | None = None

    @property
    def words(self) -> str:
        return f"{self.force.name}, {year_words(self.cycle.id)}"


def year_words(cycle: str) -> str:
    """The id of a cycle as people write it: `2005-06` is 2005/06."""
    return cycle.replace("-", "/", 1)


def here(force: str, cycle: str) -> Where:
    """The force and the cycle of an address, kept for pages that have neither. Raises NotFound. Two statements."""
    there = per_request.session()
    row = there.get(Force, force), there.get(Cycle, cycle)
    if row[0] is None or row[1] is None:
        raise NotFound
    g.where = _at(row[0], row[1])
    go(force, cycle)
    return g.where  # type: ignore[no-any-return]


def usual(actor: Actor) -> Where | None:
    """Where somebody is when the address does not say: where they were last, else their own force's newest cycle.

    None for somebody who works in no one force. Three statements.
    """
    if "where" in g:
        return g.where  # type: ignore[no-any-return]
    found = _last(actor) or _newest(actor)
    g.where = found
    return found


def own_force(actor: Actor) -> str | None:
    """The force in which somebody works: that of `usual`, or else their own, though it takes part in no cycle yet."""
    found = usual(actor)
    return found.force.id if found else next(iter(actor.forces), None)


def _last(actor: Actor) -> Where | None:
    remembered = session.get(KEY)
    if not remembered or not actor.roles_for(remembered[0]):
        return None
    there = per_request.session()
    force, cycle = there.get(Force, remembered[0]), there.get(Cycle, remembered[1])
    return _at(force, cycle) if force and cycle else None


def _newest(actor: Actor) -> Where | None:
    """The newest cycle in which the first of somebody's own forces takes part."""
    if not actor.forces:
        return None
    there = per_request.session()
    places = [place for place in taking_part.keeper().places(there) if place[0] in actor.forces]
    if not places:
        return None
    force, cycle = there.get(Force, places[0][0]), there.get(Cycle, places[0][1])
    return _at(force, cycle) if force and cycle else None


def _at(force: Force, cycle: Cycle) -> Where:
    known = "forces.choose" in current_app.view_functions
    return Where(force, cycle, url_for("forces.choose") if known else None)


def go(force: str, cycle: str) -> None:
    """Remembers where somebody wants to work, for the pages whose address does not say."""
    session[KEY] = [force, cycle]


def in_address() -> tuple[str, str] | None:
    """The force and the cycle in the address of this request, where it has both."""
    given = request.view_args or {}
    return (given["force"], given["cycle"]) if "force" in given and "cycle" in given else None
