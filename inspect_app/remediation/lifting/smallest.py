"""The smallest sets of areas whose closure lets the engine propose the next grade.

Exact up to fifteen areas in a framework. Beyond that a set is found from which nothing can be left out, and the answer
says that a smaller one may exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from .ground import Ground, Open

EXACT_UP_TO = 15
Measure = Literal["count", "effort", "soonest"]
Cost = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A smallest set: a mask over the areas of its ground, what it costs, and how many sets cost as little.

    `exact` is False where there were too many areas to try every set; `ways` then counts the one that was found.
    """

    mask: int
    cost: Cost
    ways: int = 1
    exact: bool = True


class Costs:
    """What closing areas costs by one measure: their number, their effort, or how late the last of them is due.

    An area without an effort counts as much as the largest that is entered, and one without a due day comes last.
    """

    def __init__(self, measure: Measure, areas: tuple[Open, ...]) -> None:
        self.measure = measure
        entered = [area.effort for area in areas if area.effort is not None]
        self.without_effort = max(entered, default=1)
        self.of = {area.number: self._of(area) for area in areas}

    def _of(self, area: Open) -> int:
        if self.measure == "effort":
            return self.without_effort if area.effort is None else area.effort
        if self.measure == "soonest":
            return (area.due_on or date.max).toordinal()
        return 1

    def together(self, found: list[int]) -> Cost:
        """The cost of closing several, to be compared; of two that cost the same, fewer areas are cheaper."""
        return (max(found, default=0) if self.measure == "soonest" else sum(found), len(found))


def smallest(ground: Ground, costs: Costs, target: int, closed: int = 0) -> Found | None:
    """The cheapest further closures after which the outcome is at or above a rank; None where no set reaches it."""
    if ground.outcome(ground.whole) < target:
        return None
    free = [place for place in range(len(ground.areas)) if not closed >> place & 1]
    prices = [costs.of[ground.areas[place].number] for place in free]

    def reaches(chosen: int) -> bool:
        return ground.outcome(closed | _spread(chosen, free)) >= target

    if len(free) > EXACT_UP_TO:
        mask = _without_waste(free, prices, reaches)
        cost = costs.together([price for place, price in enumerate(prices) if mask >> place & 1])
        return Found(_spread(mask, free), cost, exact=False)
    return _by_trial(prices, costs, reaches, free)


def _by_trial(prices: list[int], costs: Costs, reaches: Callable[[int], bool], free: list[int]) -> Found | None:
    """Tries every set, the cheapest first, and goes on to count those that cost as little."""
    first, cost, ways = 0, None, 0
    for price, mask in _in_order(prices, costs):
        if cost is not None and price != cost:
            break
        if reaches(mask):
            first, cost, ways = (mask if cost is None else first), price, ways + 1
    return None if cost is None else Found(_spread(first, free), cost, ways)


def _in_order(prices: list[int], costs: Costs) -> Iterator[tuple[Cost, int]]:
    """Every set with its cost, the cheapest first; equal ones in a fixed order."""
    if len(set(prices)) <= 1:
        for mask in _by_size(len(prices)):
            size = mask.bit_count()
            yield costs.together(prices[:size]), mask
        return
    priced = [(costs.together([p for i, p in enumerate(prices) if m >> i & 1]), m) for m in range(1 << len(prices))]
    yield from sorted(priced)


@lru_cache(maxsize=EXACT_UP_TO + 1)
def _by_size(count: int) -> tuple[int, ...]:
    return tuple(sorted(range(1 << count), key=lambda mask: (mask.bit_count(), mask)))


def _without_waste(free: list[int], prices: list[int], reaches: Callable[[int], bool]) -> int:
    """Begins with everything and leaves out what is not needed, the dearest first."""
    mask = (1 << len(free)) - 1
    for place in sorted(range(len(free)), key=lambda place: (-prices[place], -place)):
        if reaches(mask & ~(1 << place)):
            mask &= ~(1 << place)
    return mask


def _spread(mask: int, places: list[int]) -> int:
    """A mask over some places as a mask over all."""
    return sum(1 << place for number, place in enumerate(places) if mask >> number & 1)
