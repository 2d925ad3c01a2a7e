"""Where somebody is working: which force and which cycle, from the address or else from where they were last."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request, session
from sqlalchemy import select

from .. import per_request
from ..accounts.actors import Actor
from ..promises import NotFound
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
    """The force and the cycle of an address, remembered for pages that have neither. Raises NotFound. Two statements."""
    there = per_request.session()
    row = there.get(Force, force), there.get(Cycle, cycle)
    if row[0] is None or row[1] is None:
        raise NotFound
    g.where = Where(row[0], row[1])
    session[KEY] = [force, cycle]
    return g.where  # type: ignore[no-any-return]


def usual(actor: Actor) -> Where | None:
    """Where somebody is when the address does not say: where they were last, else their own force's newest cycle.

    None for somebody who works in no one force. Two statements.
    """
    if "where" in g:
        return g.where  # type: ignore[no-any-return]
    found = _last(actor) or _newest(actor)
    g.where = found
    return found


def _last(actor: Actor) -> Where | None:
    remembered = session.get(KEY)
    if not remembered or not actor.roles_for(remembered[0]):
        return None
    there = per_request.session()
    force, cycle = there.get(Force, remembered[0]), there.get(Cycle, remembered[1])
    return Where(force, cycle) if force and cycle else None


def _newest(actor: Actor) -> Where | None:
    if not actor.forces:
        return None
    there = per_request.session()
    force = there.get(Force, actor.forces[0])
    cycle = there.scalars(select(Cycle).order_by(Cycle.assessed_to.desc()).limit(1)).one_or_none()
    return Where(force, cycle) if force and cycle else None


def in_address() -> tuple[str, str] | None:
    """The force and the cycle in the address of this request, where it has both."""
    given = request.view_args or {}
    return (given["force"], given["cycle"]) if "force" in given and "cycle" in given else None
