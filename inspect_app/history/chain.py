"""Checks the chain of digests that runs through the trail: pure, over rows in the order in which they were written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ..audit.models import AuditEvent
from ..audit.operations import START, digest_of


class Head(Protocol):
    """What the trail says of its last row."""

    @property
    def digest(self) -> str: ...

    @property
    def events(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Checked:
    """How many rows there are, when the first was written, and where the chain breaks, if it does.

    `broken_at` is the number of the first row that does not follow on from the one before it; `missing` is how many
    rows there should be beyond those that are there.
    """

    rows: int
    begins: datetime | None
    broken_at: int | None = None
    broken_on: datetime | None = None
    missing: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing was taken out, put in or changed."""
        return self.broken_at is None and self.missing == 0


def check(events: Iterable[AuditEvent], head: Head) -> Checked:
    """Follows the chain from its first row to what the trail says is its last."""
    follows, count, begins = START, 0, None
    broken: tuple[int, datetime] | None = None
    for event in events:
        count += 1
        begins = begins or event.at
        if broken is None and digest_of(event, follows) != event.digest:
            broken = (event.id, event.at)
        follows = event.digest
    if broken is not None:
        return Checked(count, begins, *broken)
    # The end can be cut off without breaking what is left, so the head counts too.
    return Checked(count, begins, missing=0 if follows == head.digest else max(head.events - count, 1))
