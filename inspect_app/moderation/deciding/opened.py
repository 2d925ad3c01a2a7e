"""An entry as a request opens it before a moderator, with what came before them and what was decided.

What readers found is shown only once every reading has ended. It reads; operations decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import current_app

from ... import per_request
from ...accounts import guards
from ...accounts.actors import Actor
from ...accounts.roles import READERS, Role
from ...assessment import proposals
from ...assessment.at import At
from ...assessment.policy import can_read
from ...assessment.states import WITH_THE_FORCE
from ...forces import where
from ...grading.facts import Facts
from ...grading.proposal import Proposal
from ...promises import NotFound
from .. import cases
from ..models import Case, Judgement
from . import policy, queries
from .operations import sitting_of


@dataclass(frozen=True)
class Opened:
    """An entry, and who opened it. `case` is None while the entry is not before a moderator."""

    place: where.Where
    me: Actor
    at: At
    case: Case | None
    decisions: Sequence[queries.Made]

    @property
    def force(self) -> str:
        """The force as sentences call it: `Kent` for Kent Police."""
        return self.place.force.name.removesuffix(" Police")

    @property
    def address(self) -> str:
        return f"/board/{self.at.cycle}/{self.at.framework.id}/{self.at.force}"

    @property
    def link(self) -> str:
        """As `address`, for messages: with the name of the server before it."""
        return f"{current_app.config['SETTINGS'].base_url.rstrip('/')}{self.address}"

    @cached_property
    def standing(self) -> queries.Made | None:
        """The decision that nothing ended, in effect or waiting."""
        return next((made for made in self.decisions if made.stands), None)

    @property
    def waiting(self) -> queries.Made | None:
        """The decision that waits for a second person."""
        return self.standing if self.standing and self.standing.waits else None

    @cached_property
    def judgement(self) -> Judgement | None:
        return queries.judgement_of(per_request.session(), self.at.entry.id)

    @property
    def is_published(self) -> bool:
        return self.at.assessment.state in policy.PUBLISHED

    @property
    def is_correction(self) -> bool:
        """Whether the standing decision is a correction of what is published, which is not published yet."""
        standing, judgement = self.standing, self.judgement
        return bool(self.is_published and standing and judgement and standing.id != judgement.decision_id)

    @property
    def is_stale(self) -> bool:
        """Whether the facts changed since the decision."""
        case, standing = self.case, self.standing
        return bool(case and standing and standing.case_digest and standing.case_digest != case.digest)

    @cached_property
    def sitting(self) -> policy.Sitting:
        return sitting_of(per_request.session(), self.at, self.me)

    @property
    def decides(self) -> bool:
        """Whether the one who opened it holds the role of those who decide."""
        return Role.MODERATOR in self.sitting.roles

    @property
    def why_not_decide(self) -> str | None:
        """The sentence that keeps this person from deciding; None for those who never decide, and those who may."""
        return policy.why_not_decide(self.sitting) if self.decides else None

    @property
    def may_decide(self) -> bool:
        waits = self.at.entry.state == policy.TO_DECIDE and self.standing is None and self.case is not None
        return waits and policy.can_decide(self.sitting)

    @property
    def may_correct(self) -> bool:
        known = self.is_published and self.judgement is not None and not self.is_correction
        return known and policy.can_decide(self.sitting)

    @property
    def may_agree(self) -> bool:
        waiting = self.waiting
        return waiting is not None and policy.can_agree(self.sitting, is_own=waiting.decided_by == self.me.id)

    @property
    def may_take_back(self) -> bool:
        return self.waiting is not None and self.waiting.decided_by == self.me.id

    @property
    def may_reopen(self) -> bool:
        if self.at.entry.state != policy.DECIDED or self.is_published:
            return False
        checking = self.at.assessment.state == "factual_accuracy"
        return (Role.NATIONAL_LEAD if checking else Role.MODERATOR) in self.sitting.roles

    @property
    def may_send_to_readers(self) -> bool:
        return self.may_decide

    @property
    def is_submitted(self) -> bool:
        """Whether the self-assessment has left the force."""
        return self.at.assessment.state not in WITH_THE_FORCE

    @property
    def reads_the_assessment(self) -> bool:
        """Whether links to the self-assessment lead anywhere for this person."""
        roles = self.sitting.roles
        return bool(READERS & roles) and can_read(roles, self.at.assessment.state)

    @cached_property
    def facts(self) -> Facts | None:
        return cases.from_text(self.case.facts) if self.case else None

    @cached_property
    def proposal(self) -> Proposal | None:
        """The engine's proposal on the facts as read, with every reason."""
        return proposals.proposed(self.at.edition, self.facts)[0] if self.facts else None


def open_entry(framework: str, cycle: str, force: str, *, to_change: bool = False) -> Opened:
    """The entry at an address. Raises NotFound where there is none. Five statements."""
    place, me, session = where.here(force, cycle), guards.me(), per_request.session()
    found = queries.entry_at(session, force, cycle, framework, to_change=to_change)
    edition = current_app.extensions["editions"].get(found[0].edition) if found else None
    if found is None or edition is None or framework not in edition.framework:
        raise NotFound
    assessment, entry = found
    at = At(force, cycle, assessment, entry, edition, edition.framework[framework])
    is_before_a_moderator = entry.state in (policy.TO_DECIDE, policy.DECIDED)
    case = queries.case_of(session, entry.id) if is_before_a_moderator else None
    decisions = queries.decisions_of(session, entry.id) if is_before_a_moderator else ()
    return Opened(place, me, at, case, decisions)
