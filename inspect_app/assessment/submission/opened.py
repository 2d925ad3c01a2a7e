"""An assessment as a request opens it: found by its address, only for somebody who may read it, with where it stands.

It reads; what may be done is asked of the policy, and done by operations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flask import current_app

from ... import clock, per_request
from ...accounts import guards
from ...accounts.actors import Actor
from ...accounts.roles import TEAM
from ...audit import queries as audit
from ...forces import where
from ...grading.edition import Edition
from ...promises import NotFound
from .. import policy
from ..models import Assessment, Entry
from ..states import ASSESSMENT, line
from . import digests, operations, queries
from .addresses import Addresses
from .queries import Numbered
from .whole import Whole, whole


@dataclass(frozen=True)
class Opened:
    """An assessment and who opened it."""

    place: where.Where
    me: Actor
    assessment: Assessment
    edition: Edition

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses(self.place.force.id, self.place.cycle.id)

    @cached_property
    def links(self) -> Addresses:
        """As `addresses`, for messages: with the name of the server before each path."""
        base = current_app.config["SETTINGS"].base_url.rstrip("/")
        return Addresses(self.place.force.id, self.place.cycle.id, base)

    @cached_property
    def is_team(self) -> bool:
        return bool(TEAM & self.me.roles_for(self.place.force.id))

    @cached_property
    def versions(self) -> list[Numbered]:
        """The versions that this reader may see, newest first: all for the team, the signed ones for others."""
        found = queries.versions(per_request.session(), self.assessment.id)
        return [version for version in found if self.is_team or version.signature is not None]

    @property
    def newest(self) -> Numbered | None:
        return next(iter(self.versions), None)

    @cached_property
    def entries(self) -> Sequence[Entry]:
        return queries.entries_of(per_request.session(), self.assessment.id)

    @cached_property
    def whole(self) -> Whole:
        """What the assessment holds now, in full."""
        return whole(per_request.session(), self.edition, self.assessment, full=True)

    @cached_property
    def outline(self) -> Whole:
        """What the assessment holds now, without the words and citations that only a version needs."""
        return whole(per_request.session(), self.edition, self.assessment, contrary=True)

    @cached_property
    def grades(self) -> Whole:
        """What the assessment holds now, without findings and without what only a version needs."""
        return whole(per_request.session(), self.edition, self.assessment)

    @cached_property
    def digest(self) -> str:
        """The digest of what the assessment holds now. It is worked out again when anybody has changed anything."""
        session = per_request.session()
        state = (str(session.get_bind()), audit.head(session).digest, self.edition.digest, clock.today())
        return digests.remembered((self.assessment.id, *state), lambda: operations.current_digest(self.whole))

    @cached_property
    def moved_since(self) -> bool:
        """Whether the assessment holds anything else now than its newest version does."""
        return self.newest is not None and self.newest.digest != self.digest

    @property
    def stands(self) -> bool:
        """Whether the newest version is signed, the signature has not fallen, and nothing has changed since."""
        return self.newest is not None and self.newest.is_signed and not self.moved_since

    @property
    def line(self) -> str | None:
        """The one line that says where the assessment stands."""
        newest = self.newest
        return line(self.assessment, newest, newest.signature if newest else None, clock.today())

    def can(self, verb: str) -> bool:
        """Whether the one who opened it can do this to it now."""
        return policy.can(ASSESSMENT, self.assessment.state, verb, self.me.roles_for(self.place.force.id))

    def check_can(self, verb: str) -> None:
        """Raises NotAllowed with the sentence for the page."""
        policy.check_can(ASSESSMENT, self.assessment.state, verb, self.me.roles_for(self.place.force.id))

    def who(self, done: str) -> tuple[str, datetime]:
        """Who last submitted, signed or returned it, and when; nobody where that was not done."""
        newest = self.newest
        if newest is None:
            return "", clock.now()
        if done == "submitted":
            return newest.submitter, newest.submitted_at
        if done == "signed":
            return (newest.signature.name, newest.signature.signed_at) if newest.signature else ("", clock.now())
        return newest.returner or "", newest.returned_at or clock.now()

    def version(self, number: int) -> Numbered:
        """One version. Raises NotFound where there is none or it may not be seen."""
        found = next((version for version in self.versions if version.number == number), None)
        if found is None:
            raise NotFound
        return found

    def before(self, version: Numbered) -> Numbered | None:
        """The version before one, of those that this reader may see."""
        return next((other for other in self.versions if other.number < version.number), None)


def open_assessment(force: str, cycle: str, *, to_change: bool = False) -> Opened:
    """The assessment at an address. Raises NotFound where there is none or it may not be read. Three statements."""
    place, me = where.here(force, cycle), guards.me()
    assessment = queries.assessment_of(per_request.session(), force, cycle, to_change=to_change)
    if assessment is None:
        raise NotFound
    policy.check_can_read(me.roles_for(force), assessment.state)
    edition = current_app.extensions["editions"].get(assessment.edition)
    if edition is None:
        raise NotFound
    return Opened(place, me, assessment, edition)
