"""What figures say of a criterion that rests on a measure, in the words that the method knows for it.

Where the figures cannot carry it (no figure, sources that disagree, no counts to test) they say nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ...grading.edition import Measure as Asked
from ..figures import Figure
from ..measures import Measure
from .peers import AmongPeers

STANDARD = re.compile(r"(at least|at most) (-?\d+(?:\.\d+)?)%?")
TOP = 1


def standing(asked: Asked, measure: Measure, own: Figure, among: AmongPeers | None) -> str | None:
    """The standing of a force on one criterion; None where the figures say nothing."""
    if asked.comparison == "meets_standard":
        return meets(asked.standard or "", own.value)
    if among is None or not measure.is_directional:
        return None
    tested = {"better": "better", "worse": "worse", "no_difference": "in_line"}.get(among.against.verdict)
    if asked.comparison == "at_or_above_peer_average":
        return tested
    if among.place is None or among.place.quarter is None:
        return None
    if among.place.quarter == TOP:
        return "top_quartile"
    # To be outside the best quarter is a plain fact, whether or not the distance can be tested.
    return tested or "misses"


def meets(standard: str, value: Decimal) -> str | None:
    """Whether a value meets a standard such as `at least 1.5%`; None for one that says something else."""
    found = STANDARD.fullmatch(standard.strip())
    if found is None:
        return None
    limit = Decimal(found[2])
    return "meets" if (value >= limit if found[1] == "at least" else value <= limit) else "misses"
