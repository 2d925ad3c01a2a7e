"""An entry as a request opens it: found by its address, and only for somebody who may read it now.

Whether it can be changed as well is asked here and decided by the policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flask import current_app
from sqlalchemy import func, select

from .. import per_request
from ..accounts import guards
from ..accounts.actors import Actor
from ..accounts.roles import TEAM, Role
from ..forces import where
from ..grading.edition import Edition
from ..promises import NotFound
from . import policy
from .at import At
from .models import Assessment, Entry, Version

COMMENTING = TEAM - {Role.VIEWER}
"""Those of the force who may ask and answer: a viewer changes nothing."""


@dataclass(frozen=True)
class Opened:
    """An entry, who opened it, and when the assessment was last submitted, if it was."""

    at: At
    me: Actor
    place: where.Where
    submitted_at: datetime | None

    @cached_property
    def roles(self) -> frozenset[Role]:
        return self.me.roles_for(self.at.force)

    @cached_property
    def is_team(self) -> bool:
        """Whether the one who reads is of the force, and so may see its comments, drafts and history."""
        return bool(self.roles & TEAM)

    @cached_property
    def may_comment(self) -> bool:
        return bool(self.roles & COMMENTING)

    @cached_property
    def why_not_write(self) -> str | None:
        """The line under the title where nothing can be changed; None where it can."""
        at = self.at
        return policy.why_not_write(at.entry.state, at.assessment.state, self.roles, self.submitted_at)

    def check_can_write(self) -> None:
        """Raises NotAllowed with the sentence for the page."""
        at = self.at
        policy.check_can_write(at.entry.state, at.assessment.state, self.roles, self.submitted_at)


def open_entry(force: str, cycle: str, framework: str) -> Opened:
    """The entry at an address. Raises NotFound where there is none or it may not be read. Three statements."""
    place, me = where.here(force, cycle), guards.me()
    submitted = select(func.max(Version.submitted_at)).where(Version.assessment_id == Assessment.id).scalar_subquery()
    row = (
        per_request.session()
        .execute(
            select(Assessment, Entry, submitted)
            .join(Entry, Entry.assessment_id == Assessment.id)
            .where(Assessment.force_id == force, Assessment.cycle_id == cycle, Entry.framework == framework)
        )
        .one_or_none()
    )
    if row is None:
        raise NotFound
    assessment, entry, submitted_at = row
    policy.check_can_read(me.roles_for(force), assessment.state)
    editions: Mapping[str, Edition] = current_app.extensions["editions"]
    edition = editions.get(assessment.edition)
    if edition is None or framework not in edition.framework:
        raise NotFound
    return Opened(At(force, cycle, assessment, entry, edition, edition.framework[framework]), me, place, submitted_at)
