"""A plan as a request opens it: of a cycle, or of one force in it, for somebody who may see that force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select

from ... import clock, per_request
from ...accounts import guards
from ...accounts.actors import Actor
from ...assessment import policy as table
from ...assessment.models import Assessment
from ...assessment.states import ASSESSMENT, ENTRY, WITH_THE_FORCE
from ...assessment.submission.addresses import Addresses
from ...forces import where
from ...forces.models import Cycle
from ...grading.edition import Edition, Framework
from ...promises import NotFound
from . import policy, queries
from .queries import Planned, Reader


@dataclass(frozen=True)
class OpenedCycle:
    """A cycle's plan, and who opened it."""

    cycle: Cycle
    edition: Edition
    me: Actor

    @property
    def year(self) -> str:
        return where.year_words(self.cycle.id)

    @property
    def may_plan(self) -> bool:
        return policy.may_plan(self.me.roles)

    def planned(self, framework: str = "") -> Sequence[Planned]:
        return queries.planned(per_request.session(), self.edition, self.cycle, framework=framework)

    def framework(self, framework: str) -> Framework:
        """Raises NotFound."""
        if framework not in self.edition.framework:
            raise NotFound
        return self.edition.framework[framework]

    def can_name(self, entry: Planned) -> bool:
        """Whether the one who opened it can name a reader for an entry now."""
        able = policy.may_plan(self.me.roles_for(entry.force)) and entry.assessment_state not in policy.OVER
        return able and entry.entry_state not in policy.READ


@dataclass(frozen=True)
class OpenedForce(OpenedCycle):
    """The plan of one force in a cycle."""

    place: where.Where
    assessment: Assessment

    @property
    def may_plan(self) -> bool:
        return policy.may_plan(self.me.roles_for(self.place.force.id)) and self.assessment.state not in policy.OVER

    @property
    def links(self) -> Addresses:
        """The force's own pages, for messages."""
        return Addresses(self.place.force.id, self.cycle.id, site())

    @property
    def state(self) -> str:
        return ASSESSMENT[self.assessment.state].words

    def can(self, verb: str) -> bool:
        """Whether the one who opened it can receive or return the assessment now."""
        return table.can(ASSESSMENT, self.assessment.state, verb, self.me.roles_for(self.place.force.id))

    def entries(self) -> Sequence[Planned]:
        return queries.planned(per_request.session(), self.edition, self.cycle, force=self.place.force.id)

    def entry(self, framework: str) -> Planned:
        """The plan of one entry. Raises NotFound."""
        found = queries.planned(
            per_request.session(), self.edition, self.cycle, force=self.place.force.id, framework=framework
        )
        if not found:
            raise NotFound
        return found[0]


def far(entry: Planned) -> str:
    """How far an entry is; while the force works on it, that is the force's own."""
    with_the_force = entry.assessment_state in WITH_THE_FORCE
    return "with the force" if with_the_force else ENTRY[entry.entry_state].words


def open_cycle(cycle: str) -> OpenedCycle:
    """The plan of a cycle. Raises NotFound."""
    found = per_request.session().get(Cycle, cycle)
    if found is None:
        raise NotFound
    return OpenedCycle(found, _edition(found), guards.me())


def open_force(force: str, cycle: str, *, to_change: bool = False) -> OpenedForce:
    """The plan of a force in a cycle. Raises NotFound where there is none. Three statements.

    `to_change` holds other writers off its assessment until the request ends.
    """
    place = where.here(force, cycle)
    asked = select(Assessment).where(Assessment.force_id == force, Assessment.cycle_id == cycle)
    assessment = per_request.session().scalars(asked.with_for_update() if to_change else asked).one_or_none()
    if assessment is None:
        raise NotFound
    return OpenedForce(place.cycle, _edition(place.cycle), guards.me(), place, assessment)


def readers() -> Sequence[Reader]:
    """Everybody who can be named today."""
    return queries.readers(per_request.session(), clock.today())


def site() -> str:
    """What addresses in messages begin with."""
    return str(current_app.config["SETTINGS"].base_url).rstrip("/")


def _edition(cycle: Cycle) -> Edition:
    found: Edition | None = current_app.extensions["editions"].get(cycle.edition)
    if found is None:
        raise NotFound
    return found
