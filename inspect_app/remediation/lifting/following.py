"""How far an adopted order has been followed: what is closed, which step is next, and what has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .queries import DONE


@dataclass(frozen=True, slots=True)
class FollowedStep:
    """One step of the order: its areas with whether each is done, `None` for one that ended otherwise or is gone."""

    areas: Sequence[tuple[int, bool | None]]
    lifts: Sequence[Mapping[str, Any]]
    earliest: date | None

    @property
    def is_done(self) -> bool:
        return all(done for _, done in self.areas)

    @property
    def cannot(self) -> list[int]:
        """The areas that ended without being done, so that this step cannot do what it was to do."""
        return [number for number, done in self.areas if done is None]


@dataclass(frozen=True, slots=True)
class Followed:
    """The steps, and how many areas changed, came or went since the order was adopted."""

    steps: Sequence[FollowedStep]
    changed: int

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def next(self) -> int | None:
        """The place of the first step that is not done, counted from one."""
        return next((place for place, step in enumerate(self.steps, start=1) if not step.is_done), None)


def followed(content: Mapping[str, Any], rows: Mapping[int, Any]) -> Followed:
    """How things stand; `rows` are the areas by number as they are now, and `content` is the order as it was kept."""
    versions = {int(number): version for number, version in content["versions"].items()}
    steps = [
        FollowedStep(
            [(number, _done(rows.get(number))) for number in step["areas"]],
            step["lifts"],
            date.fromisoformat(step["earliest"]) if step["earliest"] else None,
        )
        for step in content["steps"]
    ]
    now = {number: row.version for number, row in rows.items() if row.closed_how is None or number in versions}
    changed = sum(versions.get(number) != now.get(number) for number in versions.keys() | now.keys())
    return Followed(steps, changed)


def _done(row: Any) -> bool | None:
    if row is None:
        return None
    if row.closed_how is None:
        return False
    return True if row.closed_how in DONE else None
