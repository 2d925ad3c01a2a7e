"""What closing one area would lift, by itself or with how many more: for all areas of a force at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .ground import Ground

EXACT_UP_TO = 12
"""Above this many areas in one framework only what an area lifts by itself is said: the sets would be too many."""


@dataclass(frozen=True, slots=True)
class WouldLift:
    """The framework that closing an area would lift, the outcome it would have then, and how many more must close."""

    framework: str
    outcome: str
    more: int


def would_lift(ready: Mapping[str, Ground], crowded: Collection[str] = ()) -> dict[int, WouldLift]:
    """The best that each area could do, by number: fewest others first, then the edition's order of frameworks.

    An area that is in no set from which it could not be left out is absent. The frameworks that are `crowded` have more
    areas than their grounds hold: only what an area lifts by itself is said of them.
    """
    best: dict[int, WouldLift] = {}
    for name, ground in ready.items():
        for number, found in _in_one(name, ground, is_crowded=name in crowded).items():
            if number not in best or found.more < best[number].more:
                best[number] = found
    return best


def _in_one(name: str, ground: Ground, *, is_crowded: bool) -> dict[int, WouldLift]:
    target = ground.next_grade(ground.now)
    if target is None or ground.outcome(ground.whole) < target:
        return {}
    if is_crowded or len(ground.areas) > EXACT_UP_TO:
        return _by_itself(name, ground, target)
    outcomes = [ground.outcome(mask) for mask in range(ground.whole + 1)]
    found: dict[int, WouldLift] = {}
    for mask in sorted(range(ground.whole + 1), key=lambda mask: (mask.bit_count(), mask)):
        if outcomes[mask] < target:
            continue
        for place, area in enumerate(ground.areas):
            bit = 1 << place
            if mask & bit and area.number not in found and outcomes[mask ^ bit] < target:
                reached = ground.grader.outcomes.order[outcomes[mask]]
                found[area.number] = WouldLift(name, reached, mask.bit_count() - 1)
    return found


def _by_itself(name: str, ground: Ground, target: int) -> dict[int, WouldLift]:
    order = ground.grader.outcomes.order
    reached = {area.number: ground.outcome(1 << place) for place, area in enumerate(ground.areas)}
    return {number: WouldLift(name, order[rank], 0) for number, rank in reached.items() if rank >= target}
