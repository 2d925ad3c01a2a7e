"""The checking of facts as a request opens it: found by its address, only for somebody who may look now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import current_app

from ... import clock, per_request
from ...accounts import guards
from ...accounts.actors import Actor
from ...accounts.roles import TEAM, Role
from ...assessment.models import Assessment, Entry
from ...forces import where
from ...grading.edition import Edition
from ...promises import NotFound
from .. import cases
from ..models import FactCheck
from . import draft, policy, queries


@dataclass(frozen=True)
class Opened:
    """A force's assessment with its rounds of checking, newest first, and who opened it."""

    place: where.Where
    me: Actor
    assessment: Assessment
    edition: Edition
    rounds: Sequence[FactCheck]

    @cached_property
    def roles(self) -> frozenset[Role]:
        return self.me.roles_for(self.place.force.id)

    @property
    def is_team(self) -> bool:
        return bool(TEAM & self.roles)

    @property
    def address(self) -> str:
        return f"/forces/{self.place.force.id}/{self.place.cycle.id}/accuracy"

    @property
    def link(self) -> str:
        """As `address`, for messages: with the name of the server before it."""
        return f"{current_app.config['SETTINGS'].base_url.rstrip('/')}{self.address}"

    @property
    def force(self) -> str:
        """The force as sentences call it: `Kent` for Kent Police."""
        return self.place.force.name.removesuffix(" Police")

    @property
    def closes(self) -> FactCheck | None:
        """The round that is open now."""
        return self.rounds[0] if self.rounds and self.assessment.state == policy.CHECKING else None

    @property
    def line(self) -> str | None:
        """`You can challenge facts until ...`, for the force; None where no round is open."""
        return policy.until_line(self.closes.closes_on, clock.today()) if self.closes else None

    @property
    def may_open(self) -> bool:
        return Role.NATIONAL_LEAD in self.roles and self.assessment.state == "with_inspectorate"

    @property
    def may_challenge(self) -> bool:
        closes_on = self.closes.closes_on if self.closes else None
        return policy.can_challenge(self.assessment.state, closes_on, clock.today(), self.roles)

    @cached_property
    def codes(self) -> dict[str, str]:
        """The frameworks as printed, by id."""
        return {framework.id: framework.code for framework in self.edition.frameworks}

    def parts(self, entry: Entry) -> list[draft.Part]:
        """One framework of the draft report. Three statements."""
        session = per_request.session()
        written = queries.facts_of(session, entry.id)
        facts = cases.from_text(written) if written else None
        passages, findings = queries.words_of(session, entry.id)
        framework = self.edition.framework[entry.framework]
        return draft.parts(self.edition, framework, facts, tuple(passages), tuple(findings))

    def entry(self, framework: str) -> Entry:
        """The entry of a framework. Raises NotFound; the force sees a draft only of what is judged."""
        if framework not in self.edition.framework:
            raise NotFound
        entry = queries.entry_of(per_request.session(), self.assessment.id, framework)
        if self.is_team and entry.state != "judged":
            raise NotFound
        return entry

    @property
    def around(self) -> dict[str, Any]:
        """What every page of this shows."""
        return {
            "here": self,
            "scales": self.edition.scales,
            "edition_title": self.edition.title,
            "marking": self.assessment.marking,
        }


def open_accuracy(force: str, cycle: str, *, to_change: bool = False) -> Opened:
    """The checking of facts at an address. Raises NotFound where it may not be seen. Four statements."""
    place, me, session = where.here(force, cycle), guards.me(), per_request.session()
    assessment = queries.assessment_at(session, force, cycle, to_change=to_change)
    edition = current_app.extensions["editions"].get(assessment.edition) if assessment else None
    if assessment is None or edition is None:
        raise NotFound
    rounds = queries.rounds_of(session, assessment.id)
    if not policy.sees(me.roles_for(force), assessment.state, len(rounds)):
        raise NotFound
    return Opened(place, me, assessment, edition, rounds)
