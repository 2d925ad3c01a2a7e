"""Charts as descriptions, and how they are drawn on pages: each stands in a table or beside one that says the same.

A description knows no colour and no page, so that paper can draw the same one. Lengths are shares of the room there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from .sprite import number

TOP, BOTTOM = 20.0, 74.0
"""Between which shares of its height a trend is drawn; above and below stand figures and years."""
MOST_LABELS = 7


@dataclass(frozen=True, slots=True)
class Bar:
    """One body's value; `text` is the value as people read it, `is_own` marks the one that the chart is about."""

    label: str
    value: Decimal
    text: str
    is_own: bool = False
    note: str = ""
    url: str | None = None


@dataclass(frozen=True)
class Bars:
    """Values side by side in the order given; `line` is a value drawn through all of them, with its name and text."""

    title: str
    of: str
    bars: Sequence[Bar]
    line: tuple[str, Decimal, str] | None = None

    def drawn(self, bar: Bar) -> Markup:
        """The bar of one row, with the line where it crosses. It says nothing that the row does not say in figures."""
        zero, size = self._place(Decimal(0)), self._place(bar.value)
        left, right = min(zero, size), max(zero, size)
        line = Markup("")
        if self.line is not None:
            line = Markup('<line class="bar-line" x1="{0}%" x2="{0}%" y1="0" y2="100%"/>').format(
                number(self._place(self.line[1]))
            )
        return Markup(
            '<svg class="bar{}" aria-hidden="true"><rect x="{}%" y="15%" width="{}%" height="70%"/>{}</svg>'
        ).format(" bar-own" if bar.is_own else "", number(left), number(right - left), line)

    def _place(self, value: Decimal) -> float:
        values = [bar.value for bar in self.bars] + ([self.line[1]] if self.line else []) + [Decimal(0)]
        low, high = min(values), max(values)
        return 99.0 * float(value - low) / float(high - low) if high > low else 0.0


@dataclass(frozen=True, slots=True)
class Point:
    """One period: its values (two where sources disagree) and how they read. `broken` says what changed before it."""

    label: str
    values: Sequence[Decimal]
    texts: Sequence[str]
    broken: str = ""
    note: str = ""


@dataclass(frozen=True)
class Trend:
    """Values over time. No line crosses a break, and none leads to a period on which sources disagree."""

    title: str
    points: Sequence[Point]

    @property
    def said(self) -> str:
        """What somebody hears who does not see it."""
        told = [f"{point.label}: {' or '.join(point.texts)}" for point in self.points]
        return f"{self.title}. {'; '.join(told)}."

    def drawn(self) -> Markup:
        """The whole drawing, as a picture with its words."""
        parts = [self._line(place) for place in range(1, len(self.points))]
        parts += [self._break(place) for place, point in enumerate(self.points) if point.broken]
        parts += [self._point(place) for place in range(len(self.points))]
        return Markup('<svg class="trend" role="img" aria-label="{}">{}</svg>').format(
            self.said, Markup("").join(parts)
        )

    def _across(self, place: float) -> float:
        return 100 * (place + 0.5) / len(self.points)

    def _down(self, value: Decimal) -> float:
        values = [value for point in self.points for value in point.values]
        low, high = min(values), max(values)
        return BOTTOM - (BOTTOM - TOP) * float(value - low) / float(high - low) if high > low else (TOP + BOTTOM) / 2

    def _line(self, place: int) -> Markup:
        before, after = self.points[place - 1], self.points[place]
        if after.broken or len(before.values) != 1 or len(after.values) != 1:
            return Markup("")
        return Markup('<line class="trend-line" x1="{}%" y1="{}%" x2="{}%" y2="{}%"/>').format(
            number(self._across(place - 1)),
            number(self._down(before.values[0])),
            number(self._across(place)),
            number(self._down(after.values[0])),
        )

    def _break(self, place: int) -> Markup:
        across = number(self._across(place - 0.5))
        return Markup('<line class="trend-break" x1="{0}%" x2="{0}%" y1="6%" y2="82%"/>').format(across)

    def _point(self, place: int) -> Markup:
        point, across = self.points[place], number(self._across(place))
        has_label = len(self.points) <= MOST_LABELS or place in (0, len(self.points) - 1)
        found = Markup("")
        for value, text in zip(point.values, point.texts, strict=True):
            down = number(self._down(value))
            found += Markup('<circle cx="{}%" cy="{}%" r="5"/>').format(across, down)
            if has_label:
                found += Markup('<text x="{}%" y="{}%" dy="-12">{}</text>').format(across, down, text)
        if has_label:
            found += Markup('<text class="trend-when" x="{}%" y="96%">{}</text>').format(across, point.label)
        return found
