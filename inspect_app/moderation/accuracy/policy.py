"""Who may challenge facts, answer and send back, and when: pure answers with the sentence that says why.

The grade itself is never open to challenge.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ...accounts.roles import READERS, TEAM, Role
from ...promises import NotAllowed
from ...ui.times import day, until

CHALLENGES = frozenset({Role.ASSESSOR})
ANSWERS = READERS
SENDS_BACK = frozenset({Role.MODERATOR, Role.NATIONAL_LEAD})
CHECKING = "factual_accuracy"
SEEN_FROM = frozenset({CHECKING, "with_inspectorate", "published", "corrected"})
NOT_THE_GRADE = "The grade itself is not open to challenge here."
ACCEPTED = frozenset({"accepted", "in_part"})


def sees(roles: Collection[Role], state: str, rounds: int) -> bool:
    """Whether holders of these roles may look: the inspectorate once it has it, the force once it was asked."""
    if state not in SEEN_FROM:
        return False
    return bool(READERS.intersection(roles)) or (rounds > 0 and bool(TEAM.intersection(roles)))


def check_can_challenge(state: str, closes_on: date | None, today: date, roles: Collection[Role]) -> None:
    """Raises NotAllowed unless facts can be challenged today; the last day counts to its end."""
    if not CHALLENGES.intersection(roles):
        raise NotAllowed("Only an assessor of the force can challenge facts.")
    if state != CHECKING or closes_on is None:
        raise NotAllowed("The facts are not open to challenge now.")
    if today > closes_on:
        raise NotAllowed(f"The time to challenge facts ended on {day(closes_on)}. Write to the national lead instead.")


def can_challenge(state: str, closes_on: date | None, today: date, roles: Collection[Role]) -> bool:
    """Whether facts can be challenged today by holders of these roles."""
    try:
        check_can_challenge(state, closes_on, today, roles)
    except NotAllowed:
        return False
    return True


def until_line(closes_on: date, today: date) -> str:
    """`You can challenge facts until 4 September 2006, in 12 days.`, or that the time has ended."""
    if today > closes_on:
        return f"The time to challenge facts ended on {day(closes_on)}."
    return f"You can challenge facts until {day(closes_on)}, {until(closes_on)}."


def check_can_answer(answered: bool, state: str, roles: Collection[Role]) -> None:
    """Raises NotAllowed unless a challenge can be answered now."""
    if not ANSWERS.intersection(roles):
        raise NotAllowed("Only an inspector, a moderator or the national lead can answer a challenge.")
    if answered:
        raise NotAllowed("This challenge is answered already. An answer is not changed.")
    if state not in (CHECKING, "with_inspectorate"):
        raise NotAllowed("This assessment is not being checked for facts now, so nothing can be answered.")


def check_can_send_back(answer: str | None, sent: bool, entry_state: str, roles: Collection[Role]) -> None:
    """Raises NotAllowed unless an accepted challenge can bring its entry back to moderation now."""
    if not SENDS_BACK.intersection(roles):
        raise NotAllowed("Only a moderator or the national lead can send a framework back to moderation.")
    if answer not in ACCEPTED:
        raise NotAllowed("Only a challenge that is accepted, at least in part, can send a framework back.")
    if sent:
        raise NotAllowed("This challenge has sent its framework back already.")
    if entry_state != "judged":
        raise NotAllowed("This framework is not judged now, so there is nothing to send back.")


def can_send_back(answer: str | None, sent: bool, entry_state: str, roles: Collection[Role]) -> bool:
    """Whether an accepted challenge can bring its entry back now."""
    try:
        check_can_send_back(answer, sent, entry_state, roles)
    except NotAllowed:
        return False
    return True
