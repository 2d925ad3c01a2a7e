"""How unusual a count is among all that could have come about: exact two-sided probabilities, and the normal and
Student's distribution. Standard library only; every function gives a probability from 0 to 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable

TIED = 1 + 1e-7
"""Two chances this close are the same one, rounded differently."""
TINY = 1e-300


def two_sided(ratio: Callable[[int], float], lowest: int, highest: int, mode: int, observed: int) -> float:
    """The chance of a count that is no more likely than the observed one.

    `ratio(i)` is the chance of i + 1 against that of i, of a distribution with one peak, at or near `mode`.
    """
    weights: dict[int, float] = {mode: 1.0}
    weight = 1.0
    for count in range(mode, highest):
        weight *= ratio(count)
        if weight < TINY:
            break
        weights[count + 1] = weight
    weight = 1.0
    for count in range(mode - 1, lowest - 1, -1):
        weight /= ratio(count)
        if weight < TINY:
            break
        weights[count] = weight
    limit = weights.get(observed, 0.0) * TIED
    return min(1.0, math.fsum(w for w in weights.values() if w <= limit) / math.fsum(weights.values()))


def normal(z: float) -> float:
    """The chance of being at least so many standard deviations away, on either side."""
    return math.erfc(abs(z) / math.sqrt(2))


def students(t: float, freedom: float) -> float:
    """The same for Student's distribution with so many degrees of freedom."""
    return _beta(freedom / 2, 0.5, freedom / (freedom + t * t))


def _beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    """Lentz's way of working a continued fraction out, from its beginning."""
    c, d = 1.0, _inverse(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = _inverse(1 + even * d), _away(1 + even / c)
        found *= d * c
        d, c = _inverse(1 + odd * d), _away(1 + odd / c)
        step = d * c
        found *= step
        if abs(step - 1) < 1e-15:
            break
    return found


def _away(value: float) -> float:
    """Not quite nothing, where a value would be nothing and is to be divided by."""
    return value if abs(value) > TINY else TINY


def _inverse(value: float) -> float:
    return 1 / _away(value)
