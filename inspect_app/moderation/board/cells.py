"""One entry as the board shows it: what may be seen of it, how far it is, and that in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ...grading.scale import Outcomes, Scales
from .policy import shown
from .queries import Known

Standing = Literal[
    "published", "judged", "agreement", "to_moderate", "reading", "submitted", "not_submitted", "home", "absent"
]
DECIDED: frozenset[Standing] = frozenset({"published", "judged"})
STANDINGS: Mapping[Standing, str] = {
    "published": "published",
    "judged": "decided",
    "agreement": "waiting for a second agreement",
    "to_moderate": "ready for moderation",
    "reading": "being read",
    "submitted": "submitted, not read yet",
    "not_submitted": "not submitted",
    "home": "a force of your own, shown when it is published",
    "absent": "not in this assessment",
}
"""How far an entry can be, furthest first, as it is said."""
Change = Literal["higher", "same", "lower"]
NO_GRADE = "no grade is given"
CHANGE_NAMES: Mapping[Change, str] = {"higher": "higher", "same": "the same", "lower": "lower"}


@dataclass(frozen=True, slots=True)
class Cell:
    """An entry as somebody may see it. What is not to be seen is None, whatever is on record.

    One that is decided without a grade is of a framework that the method gives none.
    """

    entry: int
    force: str
    framework: str
    standing: Standing
    grade: str | None = None
    direction: str | None = None
    proposed: str | None = None
    lowest: str | None = None
    highest: str | None = None
    differs: bool = False
    is_stale: bool = False
    last: str | None = None

    @property
    def is_decided(self) -> bool:
        return self.standing in DECIDED

    @property
    def is_read(self) -> bool:
        """Whether there is a page with the reasons."""
        return self.is_decided or self.standing in ("agreement", "to_moderate")

    def change(self, outcomes: Outcomes) -> Change | None:
        """Against last year; None where there is nothing to compare."""
        if self.grade is None or self.last is None:
            return None
        now, then = outcomes.ranks[self.grade], outcomes.ranks[self.last]
        return "same" if now == then else "higher" if now > then else "lower"


def cells(known: Iterable[Known], outcomes: Outcomes, own: frozenset[str]) -> list[Cell]:
    """The entries as somebody sees them; `own` are the forces that they are too near to."""
    return [cell(one, outcomes, is_own=one.force in own) for one in known]


def cell(one: Known, outcomes: Outcomes, *, is_own: bool) -> Cell:
    """One entry as somebody sees it."""
    seen = shown(one.assessment_state, one.state, is_own=is_own, is_published=one.published_on is not None)
    if seen == "home":
        return Cell(one.entry, one.force, one.framework, "home")
    if seen == "nothing":
        return Cell(one.entry, one.force, one.framework, "not_submitted")
    if seen == "stage":
        return Cell(one.entry, one.force, one.framework, "submitted" if one.state == "submitted" else "reading")
    decided = one.grade is not None and (one.state == "judged" or one.published_on is not None)
    grade = (one.grade or None) if decided else None
    return Cell(
        one.entry,
        one.force,
        one.framework,
        _standing(one, decided),
        grade=grade,
        direction=one.direction if decided else None,
        proposed=one.proposed,
        lowest=one.lowest,
        highest=one.highest,
        differs=departs(outcomes, grade, one),
        is_stale=decided and one.decision is not None and one.decided_digest != one.digest,
        last=one.last if one.comparability == "full" and one.last in outcomes.ranks else None,
    )


def departs(outcomes: Outcomes, grade: str | None, one: Known) -> bool:
    """Whether a grade is none of those that the method leaves open; False where nothing is proposed at all."""
    if grade is None or not one.lowest or not one.highest:
        return False
    ranks = outcomes.ranks
    if one.proposed is not None:
        return grade != one.proposed
    low, high = ranks[one.lowest], ranks[one.highest]
    if low == high:
        # A gap between two grades: a person chooses either of them, and anything else is a departure.
        return grade not in outcomes.neighbours(one.lowest)
    return not low <= ranks[grade] <= high


def _standing(one: Known, decided: bool) -> Standing:
    if decided:
        return "published" if one.published_on is not None else "judged"
    waits = one.decision is not None and bool(one.needs_agreement) and one.agreed_at is None
    return "agreement" if waits else "to_moderate"


class Words:
    """Says cells in the words of an edition; each wording is made once."""

    def __init__(self, scales: Scales) -> None:
        self._labels = scales.outcomes.labels
        self._ways = {step.id: step.label.lower() for step in scales.directions.steps}
        self._ways |= {s.id: s.label.lower() for s in (scales.not_graded, scales.not_comparable) if s}
        self._said: dict[tuple[object, ...], str] = {}

    def of(self, cell: Cell) -> str:
        """`Fair, improved, confirmed`."""
        key = (cell.standing, cell.grade, cell.direction, cell.proposed, cell.lowest, cell.differs, cell.is_stale)
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = self._say(cell)
        return said

    def proposal(self, cell: Cell) -> str:
        """`Fair`, or `Fair to Good`; empty where nothing is known of it."""
        if not cell.lowest or not cell.highest:
            return ""
        low, high = self._labels[cell.lowest], self._labels[cell.highest]
        return low if cell.lowest == cell.highest else f"{low} to {high}"

    def way(self, direction: str | None) -> str:
        return self._ways.get(direction or "", "")

    def _say(self, cell: Cell) -> str:
        if cell.grade is None and not cell.is_decided:
            return f"not decided, {STANDINGS[cell.standing]}" if cell.is_read else STANDINGS[cell.standing]
        parts = [self._labels[cell.grade] if cell.grade else NO_GRADE, self.way(cell.direction), self._how(cell)]
        if cell.standing == "published":
            parts.append("published")
        if cell.is_stale:
            parts.append("its facts changed since")
        return ", ".join(part for part in parts if part)

    def _how(self, cell: Cell) -> str:
        if cell.differs:
            return f"the proposal was {self.proposal(cell)}"
        if cell.proposed is not None:
            return "confirmed"
        return "chosen by a person" if cell.lowest else ""
