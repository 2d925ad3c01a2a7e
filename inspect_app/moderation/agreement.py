"""How far two readers agree beyond chance: Cohen's kappa with quadratic weights over a rating scale, and its interval.

Pure. It claims nothing where nothing can be worked out: too few ratings, or no difference in them, is said in words.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..grading.scale import Scale
from ..grading.words import capital, count_of

Table = tuple[tuple[int, ...], ...]
"""Counts of pairs: the first reader's rank down, the second's across."""
LARGE = 100
"""From so many pairs on, the variance for large samples is near enough; below, the pairs are drawn again and again."""
DRAWS, SEED = 1000, 2006
NORMAL = 1.959963984540054
"""Between minus and plus so many standard errors lies 95% of a normal distribution."""
FEWEST = 2
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """`kappa` with the ends of its 95% interval, or all three None where it cannot be worked out, and `why` not.

    `items` counts the pairs it is worked out from; `left_out` those in which somebody chose a step off the scale,
    such as not applicable, or did not rate. `same` is how many of the `items` are the same.
    """

    items: int
    same: int
    left_out: int
    kappa: float | None = None
    low: float | None = None
    high: float | None = None
    why: str = ""

    @property
    def sentence(self) -> str:
        """`Agreement beyond chance 0.71, from 20 criteria: between 0.42 and 0.93.`"""
        out = f" {capital(count_of(self.left_out, 'rating'))} off the scale left out." if self.left_out else ""
        if self.kappa is None or self.low is None or self.high is None:
            return f"Agreement beyond chance cannot be worked out: {self.why}.{out}"
        ends = f"between {figure(self.low)} and {figure(self.high)}"
        noun = "criterion" if self.items == 1 else "criteria"
        return f"Agreement beyond chance {figure(self.kappa)}, from {self.items} {noun}: {ends}.{out}"


def agreement(pairs: Iterable[tuple[str | None, str | None]], scale: Scale) -> Agreement:
    """The agreement in pairs of steps, the first reader's first. Steps that the scale does not have are left out."""
    counted: Counter[tuple[int, int]] = Counter()
    left_out = 0
    for first, second in pairs:
        if first in scale and second in scale:
            counted[(scale.ranks[str(first)], scale.ranks[str(second)])] += 1
        else:
            left_out += 1
    return of_counts(counted, len(scale.steps), left_out)


def of_counts(counts: Mapping[tuple[int, int], int], steps: int, left_out: int = 0) -> Agreement:
    """The same from counts of pairs of ranks on a scale of so many steps."""
    table: Table = tuple(tuple(counts.get((i, j), 0) for j in range(steps)) for i in range(steps))
    items = sum(map(sum, table))
    same = sum(table[i][i] for i in range(steps))
    if items < FEWEST:
        why = "nothing was rated by both" if items == 0 else "only one criterion was rated by both"
        return Agreement(items, same, left_out, why=why)
    kappa = weighted_kappa(table)
    if kappa is None:
        return Agreement(items, same, left_out, why="both gave the same rating to everything, so chance explains it")
    low, high = _interval(table, kappa)
    return Agreement(items, same, left_out, kappa, low, high)


def weighted_kappa(table: Table) -> float | None:
    """One less the share of disagreement that is left of what chance alone would give; None where chance gives none.

    A pair disagrees by the square of its distance on the scale.
    """
    items = sum(map(sum, table))
    rows, columns = _margins(table)
    seen = sum(_distance(i, j) * n for i, row in enumerate(table) for j, n in enumerate(row))
    by_chance = sum(_distance(i, j) * r * c for i, r in enumerate(rows) for j, c in enumerate(columns))
    return None if by_chance == 0 else 1 - seen * items / by_chance


def large_sample_error(table: Table, kappa: float) -> float:
    """The standard error of kappa in a large sample (Fleiss, Cohen and Everitt 1969, for weights of agreement)."""
    steps, items = len(table), sum(map(sum, table))
    most = (steps - 1) ** 2
    weight = [[1 - _distance(i, j) / most for j in range(steps)] for i in range(steps)]
    rows, columns = ([n / items for n in margin] for margin in _margins(table))
    of_row = [sum(weight[i][j] * columns[j] for j in range(steps)) for i in range(steps)]
    of_column = [sum(weight[i][j] * rows[i] for i in range(steps)) for j in range(steps)]
    chance = sum(rows[i] * of_row[i] for i in range(steps))
    spread = sum(
        table[i][j] / items * (weight[i][j] - (of_row[i] + of_column[j]) * (1 - kappa)) ** 2
        for i in range(steps)
        for j in range(steps)
    )
    variance = (spread - (kappa - chance * (1 - kappa)) ** 2) / (items * (1 - chance) ** 2)
    return math.sqrt(max(variance, 0.0))


def _interval(table: Table, kappa: float) -> tuple[float, float]:
    items = sum(map(sum, table))
    if kappa == 1:
        return _all_agree(table), 1.0
    if items >= LARGE:
        error = NORMAL * large_sample_error(table, kappa)
        return max(-1.0, kappa - error), min(1.0, kappa + error)
    # Who is named first must not move the interval, so a table and the same turned round are drawn from alike.
    turned = tuple(zip(*table, strict=True))
    return _drawn_again(min(table, turned))


def _all_agree(table: Table) -> float:
    """The lower end where no pair differs: as many neighbours may differ as would go unseen once in twenty times.

    Drawing such pairs again would always give 1, which would claim far too much for a few of them.
    """
    items = sum(map(sum, table))
    rows, columns = _margins(table)
    by_chance = sum(_distance(i, j) * r * c for i, r in enumerate(rows) for j, c in enumerate(columns)) / items**2
    unseen = 1 - math.pow(0.05, 1 / items)
    return max(-1.0, 1 - unseen / by_chance)


@lru_cache(maxsize=4096)
def _drawn_again(table: Table) -> tuple[float, float]:
    """The middle 95% of kappas when the pairs are drawn again with replacement; the same pairs give the same answer."""
    cells = [(i, j) for i, row in enumerate(table) for j, _ in enumerate(row)]
    counts = [n for row in table for n in row]
    chance, items, steps = random.Random(SEED), sum(counts), len(table)
    found: list[float] = []
    for _ in range(DRAWS):
        drawn = Counter(chance.choices(cells, weights=counts, k=items))
        kappa = weighted_kappa(tuple(tuple(drawn.get((i, j), 0) for j in range(steps)) for i in range(steps)))
        # Where everything that was drawn is alike, no kappa can be worked out, and the draw says nothing.
        if kappa is not None:
            found.append(kappa)
    found.sort()
    return _at(found, 0.025), _at(found, 0.975)


def _at(values: Sequence[float], share: float) -> float:
    """The value below which this share of the ordered values lies, between two of them where it falls there."""
    place = share * (len(values) - 1)
    below = math.floor(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def _margins(table: Table) -> tuple[list[int], list[int]]:
    return [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]


def _distance(i: int, j: int) -> int:
    return (i - j) ** 2


def figure(value: float) -> str:
    """Two decimals, with a minus sign and not a hyphen, and never a minus before nothing: `0.71`, `−0.04`, `0.00`."""
    return f"{0.0 if abs(value) < 0.005 else value:.2f}".replace("-", MINUS)
