"""Who may see and change peer groups, and which days of groups go together: pure answers over plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ...accounts.roles import OF_THE_INSPECTORATE, Role

MAY_SEE = OF_THE_INSPECTORATE | {Role.ADMINISTRATOR}
MAY_CHANGE = frozenset({Role.ADMINISTRATOR, Role.NATIONAL_LEAD})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a group is to hold. `members` are forces by id."""

    title: str
    begins_on: date
    ends_on: date | None
    members: Sequence[str]
    counts_itself: bool
    source: str


class Dated(Protocol):
    """A group, as far as its days go: the last one is None where it has not ended."""

    @property
    def begins_on(self) -> date: ...

    @property
    def ends_on(self) -> date | None: ...


def overlap(begins: date, ends: date | None, others: Iterable[Dated]) -> Dated | None:
    """The first of other groups that holds on a day between these two; None where a force has one group at a time."""
    for other in others:
        if (ends is None or other.begins_on <= ends) and (other.ends_on is None or other.ends_on >= begins):
            return other
    return None


def holds_on(group: Dated, day: date) -> bool:
    """Whether a group holds on a day."""
    return group.begins_on <= day and (group.ends_on is None or day <= group.ends_on)
