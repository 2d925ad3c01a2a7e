"""Who plans an inspection, until when, and who may be named to read what: pure answers over plain values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from ...accounts.roles import READERS, Role
from ...promises import BadInput, NotAllowed

MAY_SEE = READERS
MAY_PLAN = frozenset({Role.NATIONAL_LEAD})
LEVELS: Mapping[str, str] = {
    "desk_top": "Desk-top",
    "reality_check": "Reality check",
    "on_site": "On site",
}
"""How an entry can be validated, in the words that people read, from the least to the most."""
LEVEL_HINTS: Mapping[str, str] = {
    "desk_top": "The papers are read.",
    "reality_check": "The papers are read, and samples are checked with the people who do the work.",
    "on_site": "Inspectors visit and see it done.",
}
OVER = ("factual_accuracy", "published", "corrected")
"""The states of an assessment in which there is nothing left to plan."""
READ = ("to_moderate", "judged")
"""The states of an entry that nobody has to read any more."""
NUMBERS: Mapping[int, str] = {1: "first", 2: "second"}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What an entry of a cycle has unless its own plan says otherwise."""

    readers: int
    priority_readers: int
    level: str


@dataclass(frozen=True, slots=True)
class Visit:
    """When and where a force is visited."""

    on_day: date
    until_on: date | None
    places: str
    notes: str | None


class Begun(Protocol):
    """A reading that stands, as far as naming somebody else goes."""

    @property
    def reader_id(self) -> int: ...

    @property
    def begun_at(self) -> datetime | None: ...


def may_plan(roles: Collection[Role]) -> bool:
    """Whether holders of these roles, which are those that count for a force, plan its inspection."""
    return bool(MAY_PLAN.intersection(roles))


def check_can_plan(roles: Collection[Role], assessment_state: str) -> None:
    """Raises NotAllowed with a sentence unless the inspection of this assessment can be planned now."""
    if not may_plan(roles):
        raise NotAllowed("Only the national lead plans inspections. You can read the plan.")
    if assessment_state in OVER:
        raise NotAllowed("Every framework is judged, so there is nothing left to plan.")


def check_can_name(
    code: str, entry_state: str, wanted: int, number: int, standing: Mapping[int, Begun], person: int
) -> None:
    """Raises NotAllowed or BadInput unless somebody can be named as this reader of an entry.

    `wanted` is how many readers the entry asks for, and `standing` are its readings by number.
    """
    if entry_state in READ:
        raise NotAllowed(f"{code} is read already. A moderator can reopen it.")
    if number > wanted:
        raise BadInput(f"{code} has one reader. Plan two readers for it first", "number")
    now = standing.get(number)
    if now is not None and now.reader_id != person and now.begun_at is not None:
        raise NotAllowed(f"The {NUMBERS[number]} reader of {code} has begun. They have to stand down first.")
    if any(other.reader_id == person for place, other in standing.items() if place != number):
        raise BadInput(f"Two people read {code} independently, so the same person cannot be named twice", "person")
