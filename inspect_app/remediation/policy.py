"""Who may see, work on, check and end an area for improvement now: pure answers, with the sentence that says why.

It is given plain values and never a row. What somebody may not see is not found; what they may see and not change is
not allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import ParamSpec, Protocol

from ..accounts.roles import OF_THE_INSPECTORATE, TEAM, Role
from ..evidence import markings
from ..promises import NotAllowed
from ..ui.times import day

P = ParamSpec("P")
OF_THE_FORCE = TEAM | {Role.BOARD_SECRETARY}
"""Those of a force who see its whole register, viewers only up to a marking."""
SEES = OF_THE_FORCE | OF_THE_INSPECTORATE
WRITES = frozenset({Role.ASSESSOR, Role.FORCE_LEAD, Role.BOARD_SECRETARY})
DECIDES = frozenset({Role.FORCE_LEAD, Role.CHIEF_OFFICER})
"""Those who answer for a force: they approve later dates, and end what will not be done."""
CHECKS_OUTSIDE = frozenset({Role.VERIFIER, Role.INSPECTOR})
CHECKS = CHECKS_OUTSIDE | {Role.ASSESSOR, Role.FORCE_LEAD}

READS_ONLY = "You can read everything here. Assessors, force leads and the board secretary of the force change it."
NOT_A_CHECKER = "A verifier, or an assessor or force lead of the force who did not work on it, checks this."
OWNER_CHECKS = "You own this, so you cannot check it."
PROPOSER_CHECKS = "You proposed to close this, so you cannot check it."
WORKED_ON_IT = "You worked on this, so you cannot check it. Somebody who did not has to."
NOTHING_PROPOSED = "Nobody has proposed to close this, so there is nothing to check."
PROPOSED = "It is proposed that this be closed, and somebody has to check that first."
NO_PROOF = "Add a proof of action first: nothing is closed without one."
NO_OWNER = "Nobody owns this yet. Give it an owner first."
NOT_OWNER = "Its owner proposes that this be closed. Where it belongs to a post, a force lead does."
ONLY_DECIDERS = "A force lead or a chief officer decides this."
OWN_END = "You own this, so somebody else has to decide that it ends in this way."
OWN_EXTENSION = "You asked for this, so another person has to answer it."
OWNED_EXTENSION = "You own this, so another person has to answer it."


class Ended(Protocol):
    """An area, as far as its end goes."""

    @property
    def closed_how(self) -> str | None: ...

    @property
    def owner_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see of a force's register: up to a level of marking, and perhaps only what is published."""

    level: int
    published_only: bool = False

    def shows(self, marking: str, published_on: date | None) -> bool:
        return markings.level(marking) <= self.level and (published_on is not None or not self.published_only)


def sight(roles: Collection[Role]) -> Sight:
    """What these roles, held for the force, let somebody see. Administrators see nothing."""
    held = set(roles)
    if held & (OF_THE_FORCE - {Role.VIEWER}):
        return Sight(markings.HIGHEST)
    if Role.VIEWER in held:
        return Sight(markings.VIEWERS_SEE)
    return Sight(markings.HIGHEST if held & OF_THE_INSPECTORATE else -1, published_only=True)


def check_can_write(roles: Collection[Role], closed_how: str | None = None) -> None:
    """Raises NotAllowed unless holders of these roles may add to the register or change an area of this end."""
    if not WRITES & set(roles):
        raise NotAllowed(READS_ONLY)
    if closed_how is not None:
        raise NotAllowed("This is closed. You can read everything. Reopen it to change something.")


def why_not_write(roles: Collection[Role], closed_how: str | None = None) -> str | None:
    """The line under the title of a page that cannot be changed; None where it can."""
    try:
        check_can_write(roles, closed_how)
    except NotAllowed as refused:
        return str(refused)
    return None


def can_write(roles: Collection[Role], closed_how: str | None = None) -> bool:
    """Whether holders of these roles may change it."""
    return why_not_write(roles, closed_how) is None


def check_can_propose(
    area: Ended, roles: Collection[Role], me: int, *, pending: bool, has_action: bool, has_owner: bool
) -> None:
    """Raises NotAllowed. The owner proposes; what a post owns, or a person who left, a force lead proposes."""
    check_can_write(roles, area.closed_how)
    if pending:
        raise NotAllowed(PROPOSED)
    if not has_owner:
        raise NotAllowed(NO_OWNER)
    if area.owner_id != me and Role.FORCE_LEAD not in roles:
        raise NotAllowed(NOT_OWNER)
    if not has_action:
        raise NotAllowed(NO_PROOF)


def check_can_check(
    area: Ended, roles: Collection[Role], me: int, *, proposed_by: int | None, worked: Collection[int]
) -> None:
    """Raises NotAllowed. `worked` are those who own its actions, did them or added its proofs."""
    if not CHECKS & set(roles):
        raise NotAllowed(NOT_A_CHECKER)
    if proposed_by is None:
        raise NotAllowed(NOTHING_PROPOSED)
    _check_independent(area, me, proposed_by, worked)


def check_can_reopen(area: Ended, roles: Collection[Role], me: int, *, worked: Collection[int]) -> None:
    """Raises NotAllowed. What was checked is reopened by whoever may check it, any other end by who may decide it."""
    if area.closed_how is None:
        raise NotAllowed("This is not closed.")
    if area.closed_how == "verified":
        if not CHECKS & set(roles):
            raise NotAllowed(NOT_A_CHECKER)
        _check_independent(area, me, None, worked)
    elif not (DECIDES | CHECKS_OUTSIDE) & set(roles):
        raise NotAllowed(ONLY_DECIDERS)


def _check_independent(area: Ended, me: int, proposed_by: int | None, worked: Collection[int]) -> None:
    if area.owner_id == me:
        raise NotAllowed(OWNER_CHECKS)
    if proposed_by == me:
        raise NotAllowed(PROPOSER_CHECKS)
    if me in worked:
        raise NotAllowed(WORKED_ON_IT)


def check_can_end(area: Ended, roles: Collection[Role], me: int, *, pending: bool) -> None:
    """Raises NotAllowed. For the ends without proof: risk accepted, not accepted, replaced, done elsewhere."""
    if not DECIDES & set(roles):
        raise NotAllowed(ONLY_DECIDERS)
    if area.closed_how is not None:
        raise NotAllowed("This is closed already.")
    if area.owner_id == me:
        raise NotAllowed(OWN_END)
    if pending:
        raise NotAllowed(PROPOSED)


def check_can_answer_extension(area: Ended, roles: Collection[Role], me: int, *, asked_by: int) -> None:
    """Raises NotAllowed. A later date is approved by somebody who neither asked for it nor owns the area."""
    if not DECIDES & set(roles):
        raise NotAllowed(ONLY_DECIDERS)
    if asked_by == me:
        raise NotAllowed(OWN_EXTENSION)
    if area.owner_id == me:
        raise NotAllowed(OWNED_EXTENSION)


def refusal(check: Callable[P, None], *given: P.args, **named: P.kwargs) -> str | None:
    """The sentence with which one of the checks above refuses; None where it does not."""
    try:
        check(*given, **named)
    except NotAllowed as refused:
        return str(refused)
    return None


def wrong_dates(raised_on: date | None, due_on: date | None, no_due_because: str | None) -> tuple[str, str] | None:
    """A field and the sentence about it, where the dates of an area do not fit together."""
    if due_on and raised_on and due_on < raised_on:
        return "due_on", f"The due date cannot be before the day on which it was raised, {day(raised_on)}"
    if due_on and no_due_because:
        return "no_due_because", "Enter a due date, or say why there is none, but not both"
    if not due_on and not no_due_because:
        return "due_on", "Enter a due date, or say below why none is set"
    return None


def wrong_later_date(before: date | None, after: date | None) -> str | None:
    """Why a due date cannot simply be moved; None where it can. A later day needs somebody else's yes."""
    if before is not None and (after is None or after > before):
        return f"It is due on {day(before)}. To make that later, ask for an extension"
    return None


def circle(area: int, waits_for: int, waits: Collection[tuple[int, int]]) -> bool:
    """Whether waiting for another area would close a circle. `waits` are pairs: the first waits for the second."""
    after: dict[int, set[int]] = {}
    for one, other in waits:
        after.setdefault(one, set()).add(other)
    seen, ahead = set(), [waits_for]
    while ahead:
        here = ahead.pop()
        if here == area:
            return True
        if here not in seen:
            seen.add(here)
            ahead += after.get(here, ())
    return False
