"""Whether two figures differ by more than chance: proportions, rates and means, each by a test that anybody can repeat.

Every test is two-sided. It gives a probability and the name of the test, and never a verdict.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from .tails import normal, students, two_sided

FEWEST_EXPECTED = 5
"""Below this many expected in any of the four cells, proportions are tested exactly."""
MOST_EXACT = 10_000
"""Above this many events in all, rates are tested by the normal approximation, which is then as good."""

EXACT, PROPORTIONS = "Fisher's exact test", "test of two proportions"
CONDITIONAL, RATES = "exact test of two Poisson rates", "test of two Poisson rates"
MEANS = "Welch's test of two means"


@dataclass(frozen=True, slots=True)
class Tested:
    """How likely a difference as large as this is by chance alone, and by which test."""

    p: float
    test: str


def proportions(x1: int, n1: int, x2: int, n2: int) -> Tested:
    """`x1` of `n1` against `x2` of `n2`, none of them empty."""
    together, whole = x1 + x2, n1 + n2
    least = min(n1, n2) * min(together, whole - together) / whole
    if least < FEWEST_EXPECTED:
        return Tested(exact(x1, n1, x2, n2), EXACT)
    share = together / whole
    error = math.sqrt(share * (1 - share) * (1 / n1 + 1 / n2))
    return Tested(normal((x1 / n1 - x2 / n2) / error), PROPORTIONS)


def exact(x1: int, n1: int, x2: int, n2: int) -> float:
    """Fisher's exact test: the chance, with all four margins as they are, of a table no more likely than this one."""
    together = x1 + x2
    lowest, highest = max(0, together - n2), min(n1, together)
    mode = min(max((n1 + 1) * (together + 1) // (n1 + n2 + 2), lowest), highest)

    def ratio(count: int) -> float:
        return (n1 - count) * (together - count) / ((count + 1) * (n2 - together + count + 1))

    return two_sided(ratio, lowest, highest, mode, x1)


def rates(events1: int, base1: float, events2: int, base2: float) -> Tested:
    """So many events over so much of a base, against others over another; the bases are above nothing.

    With all events given, those of the first are a binomial share, which is base 1 of both bases.
    """
    whole, share = events1 + events2, base1 / (base1 + base2)
    if whole == 0:
        return Tested(1.0, CONDITIONAL)
    if whole > MOST_EXACT:
        return Tested(normal((events1 - whole * share) / math.sqrt(whole * share * (1 - share))), RATES)
    odds = share / (1 - share)

    def ratio(count: int) -> float:
        return (whole - count) / (count + 1) * odds

    mode = min(max(math.floor((whole + 1) * share), 0), whole)
    return Tested(two_sided(ratio, 0, whole, mode, events1), CONDITIONAL)


def means(mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int) -> Tested:
    """Two means with the standard deviations of what was measured; at least two were measured of each."""
    part1, part2 = sd1 * sd1 / n1, sd2 * sd2 / n2
    if part1 + part2 == 0:
        return Tested(1.0 if mean1 == mean2 else 0.0, MEANS)
    t = (mean1 - mean2) / math.sqrt(part1 + part2)
    freedom = (part1 + part2) ** 2 / (part1 * part1 / (n1 - 1) + part2 * part2 / (n2 - 1))
    return Tested(students(t, freedom), MEANS)
