"""Times callables against each other: every round takes them in turn, so that whatever else happens hits all alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Timed:
    """The seconds of one call in each round."""

    rounds: tuple[float, ...]

    @property
    def seconds(self) -> float:
        return median(self.rounds)

    def against(self, peer: Timed) -> float:
        """How many times as fast as the peer: the median of the rounds' ratios."""
        return median(theirs / own for own, theirs in zip(self.rounds, peer.rounds, strict=True))


def timed(calls: Sequence[Callable[[], object]], rounds: int = 25) -> list[Timed]:
    """Each call's time, in rounds."""
    times: list[list[float]] = [[] for _ in calls]
    for call in calls:
        call()
    gc.disable()
    try:
        for _ in range(rounds):
            for place, call in enumerate(calls):
                start = perf_counter()
                call()
                times[place].append(perf_counter() - start)
    finally:
        gc.enable()
    return [Timed(tuple(found)) for found in times]
