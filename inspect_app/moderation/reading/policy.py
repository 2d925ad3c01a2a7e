"""Who may read, rate and finish now, and when readers may see each other's work: pure answers over plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ...promises import NotAllowed
from ...ui.times import day

AFTER = ("to_moderate", "judged")
"""The states of an entry in which its reading is over."""
READ_IN = ("in_reading", "second_reading")
"""The states of an entry in which it is read."""
BOTH = 2
NOT_A_READER = (
    "You are not named as a reader of this framework, so you cannot rate it. The national lead names readers."
)
NOT_BEGUN = "Start your reading first. Then you can rate."
NOT_RECEIVED = "The inspectorate has not received this assessment yet. The national lead receives it."
SECOND_READER = (
    "A second reader is working independently. You will see each other's ratings when both of you have finished."
)


class OneReading(Protocol):
    """A reading, as far as its rules need it."""

    @property
    def reader_id(self) -> int: ...

    @property
    def begun_at(self) -> datetime | None: ...

    @property
    def finished_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an entry is: its own state, the assessment's, and the readings of it that stand."""

    entry_state: str
    assessment_state: str
    readings: Sequence[OneReading]

    @property
    def is_over(self) -> bool:
        """Whether every named reader has finished, so that readings may be seen by others."""
        if self.entry_state in AFTER:
            return True
        finished = [reading.finished_at is not None for reading in self.readings]
        return self.entry_state == "second_reading" and len(finished) == BOTH and all(finished)

    def seen_by(self, person: int) -> list[OneReading]:
        """The readings that somebody may see: all once they are over, before only their own."""
        return [reading for reading in self.readings if self.is_over or reading.reader_id == person]


def check_can_begin(standing: Standing, mine: OneReading | None, *, is_home: bool) -> None:
    """Raises NotAllowed with the sentence for the page."""
    if is_home:
        raise NotAllowed("This is one of your home forces. You neither read nor moderate it.")
    if mine is None:
        raise NotAllowed(NOT_A_READER)
    if standing.assessment_state != "with_inspectorate":
        raise NotAllowed(NOT_RECEIVED)
    if standing.entry_state in AFTER:
        raise NotAllowed("The reading of this framework is over. A moderator can reopen it.")


def check_can_rate(standing: Standing, mine: OneReading | None, *, is_home: bool) -> None:
    """Raises NotAllowed unless this reader can change the reading now."""
    check_can_begin(standing, mine, is_home=is_home)
    if mine is not None and mine.finished_at is not None:
        raise NotAllowed(finished_line(mine.finished_at))
    if mine is None or mine.begun_at is None or standing.entry_state not in READ_IN:
        raise NotAllowed(NOT_BEGUN)


def why_not_rate(standing: Standing, mine: OneReading | None, *, is_home: bool) -> str | None:
    """The line under the title where nothing can be changed; None where it can."""
    try:
        check_can_rate(standing, mine, is_home=is_home)
    except NotAllowed as refusal:
        return str(refusal)
    return None


def check_can_settle(standing: Standing, person: int) -> None:
    """Raises NotAllowed unless this is one of two readers who have both finished, and nobody moderates yet."""
    if standing.entry_state in AFTER:
        raise NotAllowed("This is with the moderator now, so nothing can be settled here any more.")
    if person not in {reading.reader_id for reading in standing.readings}:
        raise NotAllowed("Only the two readers settle where they differ.")
    if not standing.is_over:
        raise NotAllowed("Differences are settled when both readers have finished.")


def finished_line(finished_at: datetime) -> str:
    """Why a finished reading cannot be changed, and what would help."""
    return f"Finished on {day(finished_at)}. Ask the moderator to reopen it."


def needs_reason(proposed: str | None, grade: str | None, direction: tuple[str | None, str | None]) -> bool:
    """Whether a reader's grade or direction departs from what the ratings propose. `direction` is proposed and own."""
    wanted, given = direction
    return grade != proposed or (wanted is not None and given != wanted)
