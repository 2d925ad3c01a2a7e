"""What every page about areas needs to know: whose register it is and what the person who asks may see and do there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from flask import current_app, g, url_for
from sqlalchemy.orm import Session

from .. import clock, per_request
from ..accounts import guards
from ..accounts.actors import Actor
from ..accounts.roles import Role
from ..config import Settings
from ..evidence import markings
from ..forces import taking_part, where
from ..forces.models import Force
from ..grading.edition import Edition
from ..promises import NotFound
from . import policy, queries
from .models import Area
from .policy import Sight
from .standing import Standing, standing


@dataclass(frozen=True)
class Here:
    """A force's register as somebody with these roles has it before them."""

    force: Force
    me: Actor
    roles: frozenset[Role]

    @property
    def session(self) -> Session:
        return per_request.session()

    @cached_property
    def sight(self) -> Sight:
        return policy.sight(self.roles)

    @property
    def can_write(self) -> bool:
        return policy.can_write(self.roles)

    @property
    def is_inside(self) -> bool:
        """Whether somebody is of the force, and not of the inspectorate."""
        return bool(policy.OF_THE_FORCE & self.roles)

    @property
    def settings(self) -> Settings:
        found: Settings = current_app.config["SETTINGS"]
        return found

    @property
    def editions(self) -> Mapping[str, Edition]:
        found: Mapping[str, Edition] = current_app.extensions["editions"]
        return found

    @property
    def markings(self) -> tuple[str, ...]:
        """What can be given to something that is written today."""
        return markings.in_force(clock.today())

    @property
    def cycle(self) -> str | None:
        """The cycle in which somebody works, for links to evidence."""
        found = where.usual(self.me)
        return found.cycle.id if found is not None and found.force.id == self.force.id else None

    def area(self, number: int) -> Area:
        """Raises NotFound for what is not there or not to be seen."""
        return queries.area(self.session, self.force.id, number, self.sight)

    def standing(self, area: Area, *, pending: bool) -> Standing:
        return standing(area, clock.today(), pending=pending)

    def url(self, endpoint: str, **values: object) -> str:
        return url_for(endpoint, force=self.force.id, **values)  # type: ignore[arg-type]

    @property
    def register_url(self) -> str:
        return self.url("remediation_register.of_force")

    def area_url(self, area: Area) -> str:
        return self.url("remediation_area.area", number=area.number)


def here(force: str) -> Here:
    """Raises NotFound where there is no such force. The header shows the force whose register this is."""
    me, session = guards.me(), per_request.session()
    found = session.get(Force, force)
    if found is None:
        raise NotFound
    known = where.usual(me)
    if known is None or known.force.id != force:
        g.where = None
        newest = next((cycle for of, cycle in taking_part.keeper().places(session) if of == force), None)
        if newest is not None:
            where.here(force, newest)
    return Here(found, me, me.roles_for(force))


def frameworks(editions: Collection[Edition]) -> Mapping[str, str]:
    """The code and short title of every framework that there is, by id; the newest edition's where several have one."""
    found: dict[str, str] = {}
    for edition in editions:
        found |= {one.id: f"{one.code} {one.short_title}" for one in edition.frameworks}
    return dict(sorted(found.items()))
