"""Bars that stand in the cells of tables, so that every chart is a table as well: counts, and days on a line of time.

Widths are shares of the cell. Each bar is decoration, because the cell beside it says the same in words or figures.
"""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from ..ui.sprite import number


def tally(count: int, most: int, kind: str = "full") -> Markup:
    """A bar as long as its share of the longest; `kind` is `full`, `open` (outlined) or `warm`."""
    share = 0.0 if most <= 0 else 100 * min(count, most) / most
    return Markup(
        '<svg class="tally tally-{}" aria-hidden="true" focusable="false"><rect width="{}%" height="100%"/></svg>'
    ).format(kind, number(share))


def two_tallies(first: int, second: int, most: int) -> Markup:
    """Two bars one over the other: outlined for the first, filled for the second."""
    shares = [0.0 if most <= 0 else 100 * min(count, most) / most for count in (first, second)]
    return Markup(
        '<svg class="tally tally-two" aria-hidden="true" focusable="false"><rect class="first" width="{}%" '
        'height="44%"/><rect class="second" y="56%" width="{}%" height="44%"/></svg>'
    ).format(*map(number, shares))


def span(begins: date, ends: date | None, today: date, window: tuple[date, date]) -> Markup:
    """From the day something was raised to its due day, with a line for today; open at its end without a due day."""
    left, right = _share(begins, window), _share(ends or window[1], window)
    kind = "open-ended" if ends is None else ("late" if ends < today else "on-time")
    return Markup(
        '<svg class="span span-{}" aria-hidden="true" focusable="false"><rect x="{}%" width="{}%" y="25%" '
        'height="50%"/><line x1="{}%" x2="{}%" y1="0" y2="100%"/></svg>'
    ).format(kind, number(left), number(max(right - left, 1.0)), *[number(_share(today, window))] * 2)


def _share(day: date, window: tuple[date, date]) -> float:
    whole = max((window[1] - window[0]).days, 1)
    return 100 * min(max((day - window[0]).days, 0), whole) / whole
