"""Bars for pages: the range in which a grade can still end, and how many bodies have each grade.

Widths are shares of the bar, so that a bar fills whatever room it is given; words and letters come from the edition's
scales, and every bar says in words what it shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

from ..grading.scale import Scales
from ..grading.words import capital, listed
from .chips import NO_GRADE, grade_word, letter_of, shape_of
from .sprite import number

GAP_CELL = 0.64
"""How wide the cell between two grades is, beside the cell of a grade."""
NARROWEST_PART = 11.0
"""No part of a distribution is narrower than this share of its bar, so that its figure fits."""


def range_words(scales: Scales, floor: str | None, ceiling: str | None) -> str:
    """`Good`, or `Fair to Good`: the words of a range where it opens a line."""
    return _joined(scales, floor, ceiling, "to")


def range_headline(scales: Scales, floor: str | None, ceiling: str | None) -> str:
    """As `range_words`, and where only two outcomes are left, which stand side by side, `Fair or Good`."""
    ranks = scales.outcomes.ranks
    beside = floor is not None and ceiling is not None and ranks[ceiling] - ranks[floor] == 1
    return _joined(scales, floor, ceiling, "or" if beside else "to")


def range_bar(scales: Scales, floor: str | None, ceiling: str | None, words: str | bool | None = None) -> Markup:
    """All outcomes as cells, worst first, with those that are still possible marked; one that is settled is solid.

    `words` is what stands beside the bar: True for the words of the range, or a text. Without it they are spoken only.
    """
    cells = _cells(scales)
    ranks = scales.outcomes.ranks
    ends = (ranks[floor], ranks[ceiling]) if floor is not None and ceiling is not None else None
    said = range_words(scales, floor, ceiling)
    drawing = _drawn_range(cells, ends)
    if not words:
        return Markup('<svg class="range" role="img" aria-label="{}">{}</svg>').format(said, drawing)
    beside = said if words is True else words
    return Markup(
        '<span class="ranged"><svg class="range" aria-hidden="true">{}</svg><span class="range-words">{}</span></span>'
    ).format(drawing, beside)


def distribution_bar(
    scales: Scales, counts: Mapping[str, int], here: str | None = None, whose: str | None = None
) -> Markup:
    """How many have each grade, worst first; a pointer stands under the outcome `here`, and `whose` says for whom."""
    shown = [(outcome, counts.get(outcome, 0)) for outcome in scales.outcomes.order if counts.get(outcome, 0)]
    said = capital(listed(f"{grade_word(scales, outcome)} {count}" for outcome, count in shown)) or NO_GRADE
    if here is not None:
        said += f". {whose or 'The pointer'}: {grade_word(scales, here)}"
    left, parts = 0.0, []
    for (outcome, count), width in zip(shown, _widths([count for _, count in shown]), strict=True):
        shape = shape_of(scales, outcome) if scales.outcomes.is_grade(outcome) else "gap"
        letters = f"{letter_of(scales, outcome)} {count}"
        parts.append(_part(left, width, shape, letters, pointed=outcome == here))
        left += width
    inside = Markup("").join(parts)
    return Markup('<svg class="spread" role="img" aria-label="{}">{}</svg>').format(said, inside)


def _joined(scales: Scales, floor: str | None, ceiling: str | None, link: str) -> str:
    if floor is None or ceiling is None:
        return NO_GRADE
    low = grade_word(scales, floor)
    return low if floor == ceiling else f"{low} {link} {scales.outcomes.labels[ceiling]}"


def _cells(scales: Scales) -> tuple[tuple[str, float], ...]:
    """Letter and share of every cell, worst first."""
    weights = [(letter_of(scales, o), 1.0 if scales.outcomes.is_grade(o) else GAP_CELL) for o in scales.outcomes.order]
    whole = sum(weight for _, weight in weights)
    return tuple((letter, 100 * weight / whole) for letter, weight in weights)


@lru_cache(maxsize=512)
def _drawn_range(cells: tuple[tuple[str, float], ...], ends: tuple[int, int] | None) -> Markup:
    """The whole bar; `ends` are the places of floor and ceiling among the cells."""
    starts = [sum(width for _, width in cells[:place]) for place in range(len(cells) + 1)]
    low, high = ends or (len(cells), -1)
    cuts = Markup("").join(
        Markup('<line class="cut" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/>').format(
            number(starts[place]), *(("30%", "70%") if low < place <= high else ("0", "100%"))
        )
        for place in range(1, len(cells))
    )
    letters = Markup("").join(
        Markup('<text x="{}%" y="50%"{}>{}</text>').format(
            number(starts[place] + cells[place][1] / 2),
            Markup(' class="in"') if low <= place <= high else "",
            cells[place][0],
        )
        for place in range(len(cells))
    )
    return Markup('<rect class="whole" width="100%" height="100%"/>{}{}{}').format(
        _span(starts[low], starts[high + 1], settled=low == high) if ends else "", cuts, letters
    )


def _span(left: float, right: float, settled: bool) -> Markup:
    width = number(right - left)
    if settled:
        return Markup('<rect class="settled" x="{}%" width="{}%" height="100%"/>').format(number(left), width)
    return Markup(
        '<rect class="open" x="{0}%" width="{2}%" height="100%"/><rect class="end" x="{0}%" width="5" height="100%"/>'
        '<rect class="end" x="{1}%" width="5" height="100%" transform="translate(-5)"/>'
    ).format(number(left), number(right), width)


def _widths(counts: list[int]) -> list[float]:
    """Shares of the bar in proportion to the counts, none narrower than its figure."""
    least = min(NARROWEST_PART, 100 / max(len(counts), 1))
    narrow: set[int] = set()
    while True:
        rest = 100 - least * len(narrow)
        counted = sum(count for place, count in enumerate(counts) if place not in narrow) or 1
        widths = [least if place in narrow else rest * count / counted for place, count in enumerate(counts)]
        # Room given to one part is taken from the others, of which another may then be too narrow.
        too_narrow = {place for place, width in enumerate(widths) if width < least} - narrow
        if not too_narrow:
            return widths
        narrow |= too_narrow


def _part(left: float, width: float, shape: str, letters: str, pointed: bool) -> Markup:
    middle = number(left + width / 2)
    pointer = (
        Markup('<svg class="pointer" x="{}%" y="30" width="1" height="1"><path d="M-6 8L0 0L6 8z"/></svg>').format(
            middle
        )
        if pointed
        else ""
    )
    return Markup(
        '<rect class="part part-{}" x="{}%" width="{}%" height="27"/><text class="part-{}" x="{}%" y="14">{}</text>{}'
    ).format(shape, number(left), number(width), shape, middle, letters, pointer)
