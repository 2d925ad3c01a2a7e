"""Bars for the cells of printed tables, as marks: counts, and days on a line of time. The figures stand beside them."""

from __future__ import annotations

from datetime import date

from inspect_app.ui.marks import Mark, Outline, Segment

SIZE = 8.0


def tally(count: int, most: int, width: float, colour: str = "petrol", *, outlined: bool = False) -> Mark:
    """A bar as long as its share of the longest; `width` is that of the whole cell in points."""
    share = width / SIZE * (min(count, most) / most if most else 0)
    if share <= 0:
        return Mark((), width=width / SIZE)
    bar = _box(0, 0.12, share, 0.88)
    drawn = Outline(bar, fill="white", stroke=colour, weight=0.1) if outlined else Outline(bar, fill=colour)
    return Mark((drawn,), width=width / SIZE)


def span(begins: date, ends: date | None, today: date, window: tuple[date, date], width: float) -> Mark:
    """From raised to due, dashed where there is no due day, in the warm colour where it is past; a line at today."""
    whole = width / SIZE
    left, right = _share(begins, window) * whole, _share(ends or window[1], window) * whole
    bar = _box(left, 0.25, max(right, left + 0.2), 0.75)
    if ends is None:
        drawn = Outline(bar, fill="white", stroke="petrol", weight=0.08, dash=(0.4, 0.3))
    else:
        drawn = Outline(bar, fill="rust" if ends < today else "mid")
    at = _share(today, window) * whole
    return Mark((drawn, Outline((("M", (at, -0.1)), ("L", (at, 1.1))), stroke="ink", weight=0.09)), width=whole)


def _share(day: date, window: tuple[date, date]) -> float:
    whole = max((window[1] - window[0]).days, 1)
    return min(max((day - window[0]).days, 0), whole) / whole


def _box(left: float, top: float, right: float, bottom: float) -> tuple[Segment, ...]:
    return (("M", (left, top)), ("L", (right, top)), ("L", (right, bottom)), ("L", (left, bottom)), ("Z", ()))
