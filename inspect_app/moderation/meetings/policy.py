"""Who may read and who may run a meeting, and what may still be done to it: pure answers with their sentences."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from ...accounts.roles import Role
from ...grading.words import count_of, listed
from ...promises import NotAllowed
from ...ui.times import day

READS = frozenset({Role.INSPECTOR, Role.MODERATOR, Role.NATIONAL_LEAD})
RUNS = frozenset({Role.MODERATOR, Role.NATIONAL_LEAD})


def may_read(roles: Collection[Role]) -> bool:
    """Whether holders of these roles may read meetings and their minutes."""
    return bool(READS.intersection(roles))


def may_run(roles: Collection[Role]) -> bool:
    """Whether holders of these roles may make meetings and record what they decide."""
    return bool(RUNS.intersection(roles))


def check_open(closed_at: datetime | None) -> None:
    """Raises NotAllowed where a meeting is closed: its minutes stand as they are."""
    if closed_at is not None:
        raise NotAllowed(f"This meeting was closed on {day(closed_at)}. Its minutes stand as they are.")


def check_can_close(closed_at: datetime | None, undecided: Sequence[str]) -> None:
    """Raises NotAllowed with what is still open: everything has its decision, if only that it is put off."""
    check_open(closed_at)
    if undecided:
        what = count_of(len(undecided), "item")
        verb = "has" if len(undecided) == 1 else "have"
        raise NotAllowed(f"{what[:1].upper()}{what[1:]} {verb} no decision yet: {listed(undecided)}.")
