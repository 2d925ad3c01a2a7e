"""Says of two figures whether the one is better than the other, and why, or why that cannot be tested."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..figures import Figure
from ..measures import Measure
from ..periods import Period
from . import significance
from .significance import Tested

Verdict = Literal["better", "worse", "no_difference", "not_testable", "not_comparable"]
LEVEL = 0.05
"""A difference counts where chance alone would give one as large less often than this: one time in twenty."""

NO_COUNTS = "no counts or sample sizes are known"
NOT_WHOLE = "the counts behind the figures are not whole numbers"
NO_DIRECTION = "neither higher nor lower is better by itself"
WORDS: dict[Verdict, str] = {
    "better": "Better",
    "worse": "Worse",
    "no_difference": "No difference",
    "not_testable": "Not testable",
    "not_comparable": "Not comparable",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A difference (the first figure less the second), what it means, and what it rests on."""

    verdict: Verdict
    difference: Decimal | None
    tested: Tested | None = None
    because: str = ""

    @property
    def words(self) -> str:
        return WORDS[self.verdict]

    @property
    def why(self) -> str:
        """What the verdict rests on, as the end of a sentence: the test and its probability, or what is missing."""
        if self.tested is None:
            return self.because
        return f"{self.tested.test}, {chance(self.tested.p)}"


def chance(p: float) -> str:
    """`p = 0.031`; very small ones as a limit."""
    return "p below 0.001" if p < 0.001 else f"p = {p:.3f}"


def compared(measure: Measure, first: Figure, second: Figure, level: float = LEVEL) -> Comparison:
    """The first figure against the second."""
    difference = first.value - second.value
    if not measure.is_directional:
        return Comparison("not_testable", difference, because=NO_DIRECTION)
    found = tested(measure, first, second)
    if isinstance(found, str):
        return Comparison("not_testable", difference, because=found)
    if found.p >= level:
        return Comparison("no_difference", difference, found)
    return Comparison("better" if is_better(measure, difference) else "worse", difference, found)


def over_time(
    measure: Measure, now: tuple[Period, Figure], before: tuple[Period, Figure], level: float = LEVEL
) -> Comparison:
    """A figure against that of an earlier period; never across a change of definition or of scale."""
    broken = measure.broken(before[0], now[0])
    if broken is not None:
        day = f"{broken.begins_on.day} {broken.begins_on:%B} {broken.begins_on.year}"
        return Comparison("not_comparable", None, because=f"its {broken.kind} changed on {day}")
    return compared(measure, now[1], before[1], level)


def is_better(measure: Measure, difference: Decimal) -> bool:
    """Whether a difference goes the way that is better."""
    return difference > 0 if measure.polarity == "higher" else difference < 0


def tested(measure: Measure, first: Figure, second: Figure) -> Tested | str:
    """The test of two figures; or what is missing, as the end of a sentence."""
    if measure.kind == "number":
        return _means(first, second)
    counts = [first.counted(measure), second.counted(measure)]
    bases = [first.denominator, second.denominator]
    if None in counts or None in bases or not all(bases):
        return NO_COUNTS
    if any(count != int(count) for count in counts if count is not None):
        return NOT_WHOLE
    x1, x2 = (int(count or 0) for count in counts)
    n1, n2 = (base or Decimal(0) for base in bases)
    if measure.kind == "rate":
        return significance.rates(x1, float(n1), x2, float(n2))
    if n1 != int(n1) or n2 != int(n2):
        return NOT_WHOLE
    return significance.proportions(x1, int(n1), x2, int(n2))


def _means(first: Figure, second: Figure) -> Tested | str:
    both = (first, second)
    if any(one.deviation is None or one.denominator is None or one.denominator < 2 for one in both):
        return "no sample sizes and standard deviations are known"
    (m1, s1, n1), (m2, s2, n2) = ((float(f.value), float(f.deviation or 0), int(f.denominator or 0)) for f in both)
    return significance.means(m1, s1, n1, m2, s2, n2)
