"""Who may read and who may write in an assessment now: pure answers over plain values, with the sentence that says why.

What a person may not know of is not found; what they may see and not change is not allowed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from ..accounts.roles import READERS, TEAM, Role
from ..grading.words import listed
from ..promises import NotAllowed, NotFound
from .states import WITH_THE_FORCE, Move, Table, submitted_line

ONLY_ASSESSORS = "You can read everything. Only an assessor of the force can change it."
PUBLISHED = "This assessment is published. You can read everything. It can only be corrected with a new version."
READY = "This framework is marked ready. You can read everything. To change something, take it back to draft first."


def check_can_write(
    entry_state: str,
    assessment_state: str,
    roles: Collection[Role],
    submitted_on: date | datetime | None = None,
) -> None:
    """Raises NotAllowed, with the sentence for the page, unless this entry can be changed by holders of these roles.

    `roles` are those that count for the force. `submitted_on` is when the newest version was submitted.
    """
    if assessment_state in ("published", "corrected"):
        raise NotAllowed(PUBLISHED)
    if assessment_state != "drafting" or entry_state not in ("draft", "ready"):
        raise NotAllowed(submitted_line(submitted_on))
    if Role.ASSESSOR not in roles:
        raise NotAllowed(ONLY_ASSESSORS)
    if entry_state == "ready":
        raise NotAllowed(READY)


def can_write(
    entry_state: str,
    assessment_state: str,
    roles: Collection[Role],
    submitted_on: date | datetime | None = None,
) -> bool:
    """Whether this entry can be changed by holders of these roles."""
    return why_not_write(entry_state, assessment_state, roles, submitted_on) is None


def why_not_write(
    entry_state: str,
    assessment_state: str,
    roles: Collection[Role],
    submitted_on: date | datetime | None = None,
) -> str | None:
    """The line under the title of a page that cannot be changed; None where it can."""
    try:
        check_can_write(entry_state, assessment_state, roles, submitted_on)
    except NotAllowed as refusal:
        return str(refusal)
    return None


def check_can_read(roles: Collection[Role], assessment_state: str) -> None:
    """Raises NotFound unless holders of these roles may read it: its own team always, others once it is signed."""
    if not can_read(roles, assessment_state):
        raise NotFound


def can_read(roles: Collection[Role], assessment_state: str) -> bool:
    """Whether holders of these roles may read the assessment. `roles` are those that count for its force."""
    if TEAM.intersection(roles):
        return True
    return bool(READERS.intersection(roles)) and assessment_state not in WITH_THE_FORCE


def check_can(table: Table, state: str, verb: str, roles: Collection[Role]) -> Move:
    """The row of a table for what somebody wants to do.

    Raises NotAllowed where nobody can do it now, or none of these roles, which are those that count for the force.
    """
    move = table.move(state, verb)
    if not move.who.intersection(roles):
        who = listed((f"{_article(role.words)} {role.words}" for role in Role if role in move.who), "or")
        raise NotAllowed(f"Only {who} can {verb.replace('_', ' ')} this {table.thing}.")
    return move


def can(table: Table, state: str, verb: str, roles: Collection[Role]) -> bool:
    """Whether holders of these roles can do this now."""
    return table.allows(state, verb) and bool(table.move(state, verb).who.intersection(roles))


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"
