"""The words of the register: kinds, sources, priorities, the four states that boards count, and the ways to an end.

Pure. A state is never chosen and never stored; `standing.py` works it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

AWAITING: Final = "awaiting_allocation"
IN_PROGRESS: Final = "in_progress"
PENDING: Final = "pending_sign_off"
CLOSED: Final = "closed"

STATES: Mapping[str, str] = {
    AWAITING: "Awaiting allocation",
    IN_PROGRESS: "In progress",
    PENDING: "Pending sign-off",
    CLOSED: "Closed",
}
"""The four states, in the order in which boards count them."""

KINDS: Mapping[str, str] = {
    "area_for_improvement": "Area for improvement",
    "recommendation": "Recommendation",
    "cause_of_concern": "Cause of concern",
    "action": "Action of a board",
}
ANSWERED_WITHIN_56_DAYS = frozenset({"recommendation", "cause_of_concern"})
"""The kinds on which the local policing body has to comment once they are published."""

SOURCES: Mapping[str, str] = {
    "judgement": "A published report",
    "self_assessment": "The force's self-assessment",
    "inspection": "Another inspection",
    "board": "A board",
}
PRIORITIES: Mapping[str, str] = {"high": "High", "medium": "Medium", "low": "Low"}

ENDS: Mapping[str, str] = {
    "verified": "Closed and checked",
    "risk_accepted": "Risk accepted",
    "not_accepted": "Not accepted",
    "superseded": "Replaced by another",
    "done_elsewhere": "Done elsewhere",
}
OTHER_ENDS: Mapping[str, str] = {
    "risk_accepted": "Accept the risk until a day",
    "not_accepted": "Do not accept it",
    "superseded": "Another one replaces it",
    "done_elsewhere": "It was done elsewhere",
}
"""The ends that need no proof, as somebody chooses them; each needs a reason."""

LEVELS: Mapping[str, str] = {
    "papers": "I read the papers",
    "practice": "I checked in practice",
    "inspection": "It was inspected again",
}
LEVEL_WORDS: Mapping[str, str] = {
    "papers": "papers read",
    "practice": "checked in practice",
    "inspection": "inspected again",
}
PROOFS: Mapping[str, str] = {"action": "Proof of action", "outcome": "Proof of outcome"}
LINKS: Mapping[str, str] = {
    "repeats": "The same weakness, found again",
    "same": "The same weakness, found in another place",
}
