"""Who may decide, agree and reopen, and what counts as a departure: pure answers with the sentence that says why.

Nobody decides what they read themselves, and nobody decides anything of a home force.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from ...accounts.roles import Role
from ...grading.scale import Outcomes
from ...promises import NotAllowed

DECIDES = frozenset({Role.MODERATOR})
AGREES = frozenset({Role.MODERATOR, Role.NATIONAL_LEAD})
"""Those who may be the second person on a departure from a limit."""
TO_DECIDE, DECIDED = "to_moderate", "judged"
PUBLISHED = frozenset({"published", "corrected"})
"""Assessments in these states change by a correction only."""
STILL_READ = "{code} is still being read. You can decide it once its reading has ended."
LEFT_OPEN = "The method leaves this open, so a person must choose. Choose the grade and say why."
FINAL = "The judgements of this assessment are published. They can only be corrected with a new version."


class Proposed(Protocol):
    """What came before the moderator, as far as departing from it goes."""

    @property
    def proposed(self) -> str | None: ...

    @property
    def lowest(self) -> str: ...

    @property
    def highest(self) -> str: ...

    @property
    def proposed_direction(self) -> str | None: ...

    @property
    def capped(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody before an entry: the framework's code, the force's name, and what ties them to either.

    `roles` are those that count for the force, so they hold no role of the inspectorate where it is a home force.
    """

    code: str
    force: str
    roles: frozenset[Role]
    is_home: bool
    has_read: bool


def check_can_decide(sitting: Sitting) -> None:
    """Raises NotAllowed unless this person may decide the entry whenever it can be decided."""
    _check(sitting, DECIDES, "decide", "Only a moderator can decide a grade.")


def can_decide(sitting: Sitting) -> bool:
    """Whether this person may decide the entry whenever it can be decided."""
    return why_not_decide(sitting) is None


def why_not_decide(sitting: Sitting) -> str | None:
    """The sentence for the page; None where this person may decide."""
    try:
        check_can_decide(sitting)
    except NotAllowed as refusal:
        return str(refusal)
    return None


def check_can_agree(sitting: Sitting, *, is_own: bool) -> None:
    """Raises NotAllowed unless this person may be the second on a departure; `is_own` is whether they made it."""
    if is_own:
        raise NotAllowed("You made this decision, so somebody else has to agree to it.")
    _check(sitting, AGREES, "agree to it", "Only a second moderator or a national lead can agree to this.")


def can_agree(sitting: Sitting, *, is_own: bool) -> bool:
    """Whether this person may be the second on a departure."""
    try:
        check_can_agree(sitting, is_own=is_own)
    except NotAllowed:
        return False
    return True


def grade_departs(outcomes: Outcomes, case: Proposed, grade: str) -> bool:
    """Whether a grade is not the one proposed, or lies outside the range that the method leaves open."""
    if case.proposed is not None:
        return grade != case.proposed
    if not case.lowest or not case.highest:
        return False
    low = case.lowest if outcomes.is_grade(case.lowest) else outcomes.neighbours(case.lowest)[0]
    high = case.highest if outcomes.is_grade(case.highest) else outcomes.neighbours(case.highest)[1]
    return not outcomes.ranks[low] <= outcomes.ranks[grade] <= outcomes.ranks[high]


def departs(outcomes: Outcomes, case: Proposed, grade: str, direction: str) -> bool:
    """Whether a decision is another than what was proposed, in its grade or in its direction of travel."""
    turned = case.proposed_direction is not None and direction != case.proposed_direction
    return turned or grade_departs(outcomes, case, grade)


def needs_agreement(outcomes: Outcomes, case: Proposed, grade: str) -> bool:
    """Whether a second person has to agree: a limit, or one criterion alone, holds down the grade departed from."""
    return case.capped and grade_departs(outcomes, case, grade)


def needs_reason(outcomes: Outcomes, case: Proposed, grade: str, direction: str) -> bool:
    """Whether a reason is required: for a departure, and where the method proposes no one grade."""
    return is_left_open(case) or departs(outcomes, case, grade, direction)


def is_left_open(case: Proposed) -> bool:
    """Whether the method leaves more than one grade open. A framework that is never graded is not left open."""
    return case.proposed is None and bool(case.lowest)


def allowed_to(roles: Collection[Role]) -> bool:
    """Whether these roles decide at all, before anything is asked of the entry."""
    return bool(DECIDES.intersection(roles))


def _check(sitting: Sitting, who: frozenset[Role], what: str, others: str) -> None:
    if sitting.is_home:
        raise NotAllowed(f"{sitting.force} is one of your home forces, so you cannot {what}.")
    if not who & sitting.roles:
        raise NotAllowed(others)
    if sitting.has_read:
        it = "" if what.endswith("it") else " it"
        raise NotAllowed(f"You read {sitting.code} for {sitting.force}, so you cannot {what}{it}.")
