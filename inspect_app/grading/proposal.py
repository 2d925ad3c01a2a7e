"""What the engine answers: a proposed grade and direction with everything that stands behind them.

A proposal is the engine's. A *judgement* is a person's and is never made here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .direction import Direction
from .reach import Change, Hold, Reach
from .reasons import Node


@dataclass(frozen=True, slots=True)
class View:
    """A range of outcomes: the lowest and the highest that everything unknown still allows."""

    grade: str | None
    outcome: str | None
    floor: str
    ceiling: str

    @property
    def settled(self) -> bool:
        return self.floor == self.ceiling


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal for one framework of one force.

    `grade` is set only when settled on a grade, `outcome` when settled at all. An ungraded framework has neither,
    and floor and ceiling are None.
    """

    edition: str
    framework: str
    view: View | None
    between: tuple[str, str] | None
    as_evidenced: View | None
    caveats: tuple[str, ...]
    limiters: tuple[str, ...]
    flags: tuple[str, ...]
    direction: Direction
    to_reach: tuple[Reach, ...]
    holds: tuple[Hold, ...]
    reasons: Node
    digest: str
    engine: str
    parameters: Mapping[str, str]
    reach_sentences: Mapping[str, str]

    @property
    def grade(self) -> str | None:
        return self.view.grade if self.view else None

    @property
    def outcome(self) -> str | None:
        return self.view.outcome if self.view else None

    @property
    def settled(self) -> bool:
        return self.view.settled if self.view else True

    @property
    def floor(self) -> str | None:
        return self.view.floor if self.view else None

    @property
    def ceiling(self) -> str | None:
        return self.view.ceiling if self.view else None

    def as_json(self) -> dict[str, Any]:
        """The stable form that others script against; `schema.py` says what it may hold."""
        return {
            "edition": self.edition,
            "framework": self.framework,
            "grade": self.grade,
            "outcome": self.outcome,
            "between": list(self.between) if self.between else None,
            "settled": self.settled,
            "floor": self.floor,
            "ceiling": self.ceiling,
            "as_evidenced": _view_json(self.as_evidenced),
            "caveats": list(self.caveats),
            "limiters": list(self.limiters),
            "flags": list(self.flags),
            "direction": self.direction.as_json(),
            "to_reach": {reach.grade: self._reach_json(reach) for reach in self.to_reach},
            "holds": [{hold.kind: hold.item, "outcome": hold.outcome} for hold in self.holds],
            "reasons": self.reasons.as_json(),
            "digest": self.digest,
            "engine": self.engine,
            "parameters": dict(self.parameters),
        }

    def _reach_json(self, reach: Reach) -> dict[str, Any]:
        if reach.impossible:
            return {"impossible": self.reach_sentences[reach.grade]}
        found = {"changes": [_change_json(change) for change in reach.changes], "ways": reach.ways}
        return found if reach.exact else {**found, "smallest_found": True}


def _view_json(view: View | None) -> dict[str, Any] | None:
    if view is None:
        return None
    return {"grade": view.grade, "floor": view.floor, "ceiling": view.ceiling, "settled": view.settled}


def _change_json(change: Change) -> dict[str, str | None]:
    return {change.kind: change.item, "from": change.from_step, "to": change.to_step}
