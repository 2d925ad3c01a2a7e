"""One value as a source gave it, and what several sources say of the same force and period. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .measures import Measure
from .periods import Period


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with what it was worked out from, where that is known, and its source."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    deviation: Decimal | None = None
    source: str = ""
    note: str = ""
    id: int = 0

    def says_the_same(self, other: Figure) -> bool:
        """Whether both say the same, whatever their source and their notes."""
        mine = (self.value, self.numerator, self.denominator, self.deviation)
        return mine == (other.value, other.numerator, other.denominator, other.deviation)

    def counted(self, measure: Measure) -> Decimal | None:
        """The count behind it: as given, or as the value makes it of the base; None where there is no base."""
        if self.numerator is not None or self.denominator is None or measure.per is None:
            return self.numerator
        return (self.value * self.denominator / measure.per).to_integral_value(ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of one force, indicator and period: one figure for each source, in the order they came."""

    period: Period
    figures: tuple[Figure, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether two sources give different values."""
        return len({figure.value for figure in self.figures}) > 1

    @property
    def agreed(self) -> Figure | None:
        """The figure that counts: None where sources disagree. Of those that agree, one with counts comes first."""
        if self.is_disputed or not self.figures:
            return None
        return min(self.figures, key=lambda figure: figure.denominator is None)


def best_of(known: Iterable[Known], year: Period) -> Known | None:
    """What counts for a year: the longest period that belongs to it, and of those the last."""
    found = [one for one in known if one.period.belongs_to(year)]
    return max(found, key=lambda one: (one.period.ends_on - one.period.begins_on, one.period), default=None)


def like(known: Iterable[Known], now: Period, year: Period) -> Known | None:
    """What can be set beside a period: the one of another year that is as long as it."""
    return best_of((one for one in known if one.period.is_as_long_as(now)), year)
