"""A report as a request opens it: found by its address, only for somebody who may read it as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import current_app

from .. import per_request
from ..accounts import guards
from ..accounts.actors import Actor
from ..accounts.roles import Role
from ..assessment.models import Assessment
from ..evidence import storage
from ..evidence.files.store import Store
from ..forces import where
from ..grading.edition import Edition
from ..promises import NotFound
from ..reporting.content import ForceReport
from . import policy, queries, rendering


@dataclass(frozen=True)
class Opened:
    """An assessment whose report this is, and who opened it."""

    place: where.Where
    me: Actor
    assessment: Assessment
    edition: Edition

    @property
    def force(self) -> str:
        """The force as sentences call it: `Kent` for Kent Police."""
        return self.place.force.name.removesuffix(" Police")

    @property
    def root(self) -> str:
        return f"/forces/{self.place.force.id}/{self.place.cycle.id}"

    @property
    def address(self) -> str:
        return f"{self.root}/report"

    @property
    def link(self) -> str:
        """As `address`, for messages: with the name of the server before it."""
        return f"{current_app.config['SETTINGS'].base_url.rstrip('/')}{self.address}"

    @property
    def is_published(self) -> bool:
        return self.assessment.state in policy.PUBLISHED

    @cached_property
    def roles(self) -> frozenset[Role]:
        return self.me.roles_for(self.place.force.id)

    @property
    def may_publish(self) -> bool:
        return Role.NATIONAL_LEAD in self.roles

    @cached_property
    def versions(self) -> Sequence[queries.Version]:
        """The versions that were published here, newest first; a record taken over from a source has none."""
        return queries.versions(per_request.session(), self.assessment.id)

    @cached_property
    def report(self) -> ForceReport:
        draw = rendering.published if self.is_published else rendering.draft
        return draw(per_request.session(), self.assessment, self.edition)

    @property
    def store(self) -> Store:
        return storage.of(current_app.config["SETTINGS"])

    @property
    def around(self) -> dict[str, Any]:
        """What every page of this shows."""
        return {
            "here": self,
            "scales": self.edition.scales,
            "edition_title": self.edition.title,
            "marking": self.assessment.marking,
        }


def open_report(force: str, cycle: str) -> Opened:
    """The report at an address. Raises NotFound where there is none or it may not be read. Three statements."""
    here = open_assessment(force, cycle)
    may = (
        policy.sees_published(here.roles, here.assessment.marking)
        if here.is_published
        else policy.sees_draft(here.roles, here.assessment.state)
    )
    if not may:
        raise NotFound
    return here


def open_assessment(force: str, cycle: str, *, to_change: bool = False) -> Opened:
    """The assessment at an address, for whoever its route lets in. Raises NotFound. Three statements."""
    place, me = where.here(force, cycle), guards.me()
    assessment = queries.assessment_at(per_request.session(), force, cycle, to_change=to_change)
    edition = current_app.extensions["editions"].get(assessment.edition) if assessment else None
    if assessment is None or edition is None:
        raise NotFound
    return Opened(place, me, assessment, edition)
