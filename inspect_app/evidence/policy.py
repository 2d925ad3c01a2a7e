"""Decides what counts in an assessment year, who may see a piece of evidence, and who may change it. Pure.

It is given plain values, never a row, and answers with a truth or refuses with a sentence for the person who asked.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from ..accounts.roles import READERS, Role
from ..promises import NotAllowed
from ..ui.times import MONTHS, day
from . import markings

SUPPLIED_ONLY = (
    "The self-assessment was submitted, so new evidence is supplied on request only. You can read everything. "
    "To add or change evidence, ask for the assessment to be returned."
)
ONLY_ASSESSORS = "Assessors and force leads add evidence. Ask one of them."
ONLY_OWN = "Force leads change only their own evidence. Ask its owner or an assessor."
WITHDRAWN = "This piece was withdrawn, so it cannot be changed any more. Add it anew if it is needed."
TOO_LARGE_TO_SCAN = "too_large"
DUE_SOON = timedelta(days=28)


class Window(NamedTuple):
    """The first and the last day of the year that is assessed."""

    first: date
    last: date


def counts(effective_from: date | None, effective_to: date | None, window: tuple[date, date]) -> bool:
    """Whether evidence about these days counts: it does when any of them lies in the assessed year.

    Undated evidence does not count until somebody says what it is about.
    """
    if effective_from is None or effective_to is None:
        return False
    return effective_from <= window[1] and effective_to >= window[0]


def date_words(effective_from: date | None, effective_to: date | None) -> str:
    """`14 April 2006`, `April 2006` for the whole month, `April 2005 to March 2006`, `undated`."""
    if effective_from is None or effective_to is None:
        return "undated"
    if effective_from == effective_to:
        return day(effective_from)
    if effective_from.day == 1 and effective_to.day == monthrange(effective_to.year, effective_to.month)[1]:
        first, last = (f"{MONTHS[d.month - 1]} {d.year}" for d in (effective_from, effective_to))
        return first if first == last else f"{first} to {last}"
    return f"{day(effective_from)} to {day(effective_to)}"


def outside_words(effective_from: date | None, effective_to: date | None, window: tuple[date, date]) -> str | None:
    """The sentence that says why evidence does not count; None where it does."""
    if counts(effective_from, effective_to, window):
        return None
    if effective_from is None:
        return "Undated. It is kept, and does not count until you say what day or period it is about."
    words = date_words(effective_from, effective_to)
    return f"Dated {words}, outside the assessment year. It is kept, and does not count."


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see of a force's evidence: up to a level of marking, and perhaps only what was supplied."""

    level: int
    supplied_only: bool = False

    def shows(self, marking: str, *, is_supplied: bool) -> bool:
        return markings.level(marking) <= self.level and (is_supplied or not self.supplied_only)


def sight(roles: Collection[Role]) -> Sight:
    """What these roles, held for the force, let somebody see.

    The inspectorate sees what is cited in work that was submitted; viewers see up to the lowest sensitive marking.
    """
    inside = {Role.ASSESSOR, Role.CHIEF_OFFICER, Role.FORCE_LEAD} & set(roles)
    if inside:
        return Sight(markings.HIGHEST)
    if Role.VIEWER in roles:
        return Sight(markings.VIEWERS_SEE)
    return Sight(markings.HIGHEST if READERS & set(roles) else -1, supplied_only=True)


def check_can_add(roles: Collection[Role], *, is_open: bool) -> None:
    """Raises NotAllowed; `is_open` is whether new evidence is taken now."""
    if not {Role.ASSESSOR, Role.FORCE_LEAD} & set(roles):
        raise NotAllowed(ONLY_ASSESSORS)
    if not is_open:
        raise NotAllowed(SUPPLIED_ONLY)


def can_add(roles: Collection[Role], *, is_open: bool) -> bool:
    try:
        check_can_add(roles, is_open=is_open)
    except NotAllowed:
        return False
    return True


def check_can_change(roles: Collection[Role], *, is_own: bool, is_withdrawn: bool, is_open: bool) -> None:
    """Raises NotAllowed. `is_own` is whether the piece belongs to the person, or was added by them."""
    check_can_add(roles, is_open=is_open)
    if Role.ASSESSOR not in roles and not is_own:
        raise NotAllowed(ONLY_OWN)
    if is_withdrawn:
        raise NotAllowed(WITHDRAWN)


def why_not_changed(roles: Collection[Role], *, is_own: bool, is_withdrawn: bool, is_open: bool) -> str | None:
    """The sentence that a page shows under its title where nothing can be changed; None where it can."""
    try:
        check_can_change(roles, is_own=is_own, is_withdrawn=is_withdrawn, is_open=is_open)
    except NotAllowed as refused:
        return str(refused)
    return None


def why_not_opened(scanned: str, *, has_scanner: bool) -> str | None:
    """Why nobody may open a file now; None where they may. Where a scanner is set up, nothing opens unchecked."""
    if scanned.startswith("infected"):
        return f"This file is kept closed. The virus scanner found something in it: {scanned.partition(':')[2]}."
    if has_scanner and scanned == TOO_LARGE_TO_SCAN:
        return "This file is too large for the virus scanner, so nobody can open it. Tell your administrator."
    if has_scanner and scanned != "checked":
        return "This file is waiting to be checked for viruses. Until then nobody can open it."
    return None


def scanned_words(scanned: str) -> str:
    """`Checked for viruses`, `Not scanned`; never a word that claims more."""
    if scanned.startswith("infected"):
        return f"Refused: contains {scanned.partition(':')[2]}"
    return {"checked": "Checked for viruses", "waiting": "Waiting to be scanned"}.get(scanned, "Not scanned")
