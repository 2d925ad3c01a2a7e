"""A force among its peers: their average, its place among them, and whether it differs from the others by more than
chance. The average may count the force itself; the test never does, because two samples must not share a case.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ..figures import Figure
from ..measures import Measure
from .verdicts import LEVEL, Comparison, compared

FEWEST_FOR_QUARTERS = 4
MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A place among forces, the best first; those with the same value share one.

    `quarter` is 1 for the best quarter, and None among fewer than four.
    """

    place: int
    of: int
    shared: bool
    quarter: int | None

    @property
    def words(self) -> str:
        return f"{self.place} of {self.of}{', shared' if self.shared else ''}"


@dataclass(frozen=True, slots=True)
class AmongPeers:
    """How a force stands. `average` is over all cases where every count is known, else the mean of the values."""

    average: Decimal
    is_pooled: bool
    counts_itself: bool
    over: int
    against: Comparison
    place: Place | None


def among(
    measure: Measure, own: Figure, peers: Mapping[str, Figure], *, counts_itself: bool, level: float = LEVEL
) -> AmongPeers | None:
    """A force's figure against those of its peers, by force; None where no peer has one."""
    if not peers:
        return None
    others = together(measure, list(peers.values()))
    everyone = [*peers.values(), own] if counts_itself else list(peers.values())
    average = together(measure, everyone)
    # What is shown is the distance to the average that is shown; what is tested is the force against the others.
    test = compared(measure, own, others, level)
    shown = rounded(average.value, [*everyone, own])
    return AmongPeers(
        average=shown,
        is_pooled=average.denominator is not None,
        counts_itself=counts_itself,
        over=len(everyone),
        against=Comparison(test.verdict, own.value - shown, test.tested, test.because),
        place=place_of(measure, own.value, [figure.value for figure in peers.values()]),
    )


def place_of(measure: Measure, own: Decimal, others: list[Decimal]) -> Place | None:
    """The place of a value among others; None where no way is better."""
    if not measure.is_directional or not others:
        return None
    ahead = sum((other > own) if measure.polarity == "higher" else (other < own) for other in others)
    tied = sum(other == own for other in others)
    of = len(others) + 1
    quarter = math.ceil(4 * (ahead + 1) / of) if of >= FEWEST_FOR_QUARTERS else None
    return Place(ahead + 1, of, tied > 0, quarter)


def together(measure: Measure, figures: list[Figure]) -> Figure:
    """Several figures as one: with counts all cases together, and without them the mean of the values."""
    counts = [figure.counted(measure) for figure in figures]
    bases = [figure.denominator for figure in figures]
    if measure.kind == "number":
        return _means_together(figures)
    if measure.per is None or None in counts or None in bases or not all(bases):
        return Figure(_mean(figures))
    count = sum((c for c in counts if c is not None), Decimal(0))
    base = sum((b for b in bases if b is not None), Decimal(0))
    return Figure(count * measure.per / base, count, base)


def _means_together(figures: list[Figure]) -> Figure:
    """The mean and the deviation of all that was measured, from those of the parts."""
    if any(f.deviation is None or f.denominator is None or f.denominator < 2 for f in figures):
        return Figure(_mean(figures))
    sizes = [f.denominator or Decimal(0) for f in figures]
    whole = sum(sizes, Decimal(0))
    mean = sum((n * f.value for n, f in zip(sizes, figures, strict=True)), Decimal(0)) / whole
    within = sum(((n - 1) * (f.deviation or 0) ** 2 for n, f in zip(sizes, figures, strict=True)), Decimal(0))
    between = sum((n * (f.value - mean) ** 2 for n, f in zip(sizes, figures, strict=True)), Decimal(0))
    return Figure(mean, None, whole, ((within + between) / (whole - 1)).sqrt())


def _mean(figures: list[Figure]) -> Decimal:
    return sum((figure.value for figure in figures), Decimal(0)) / len(figures)


def rounded(value: Decimal, like: list[Figure]) -> Decimal:
    """A value with as many decimals as the most exact of these, at least one and at most six."""
    decimals = min(MOST_DECIMALS, max(1, *(-int(figure.value.as_tuple().exponent) for figure in like)))
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
