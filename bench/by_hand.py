"""The limit to compare the engine with: the 2006 rules for one framework of 20 criteria in four components, by hand.

Counts and ifs over the mapping of ratings, no tables, nothing declared, nothing explained.
"""

from __future__ import annotations

from collections.abc import Mapping

COMPONENTS = ("aa", "bb", "cc", "dd")
CRITERIA = tuple(f"9z-{component}-{name}" for component in COMPONENTS for name in ("f1", "f2", "f3", "g1", "g2"))
ORDER = {"poor": 0, "between_poor_and_fair": 1, "fair": 2, "good": 3, "excellent": 4}


def component(f1: str, f2: str, f3: str, g1: str, g2: str, factors: bool) -> str:
    """One component: f1 is dominant, f3 is not significant; `factors` when both are shown."""
    significant = missed = short = 0
    for rating in (f1, f2):
        if rating != "not_applicable":
            significant += 1
            if rating != "met":
                missed += 1
                if rating == "not_met":
                    short += 1
    if missed or not significant:
        if f1 == "not_met" or (short >= 2 and short * 3 >= significant):
            return "poor"
        return "between_poor_and_fair"
    if f3 not in ("met", "not_applicable"):
        return "fair"
    good = met = 0
    for rating in (g1, g2):
        if rating != "not_applicable":
            good += 1
            if rating == "met":
                met += 1
    if not good or met * 2 <= good:
        return "fair"
    return "excellent" if factors and met * 5 >= good * 4 else "good"


def grade(ratings: Mapping[str, str], factors: Mapping[str, str]) -> str:
    """The outcome of the framework: that of its weakest component."""
    r, shown = ratings, factors["beacon"] != "no" and factors["innovation"] != "no"
    return min(
        component(r["9z-aa-f1"], r["9z-aa-f2"], r["9z-aa-f3"], r["9z-aa-g1"], r["9z-aa-g2"], shown),
        component(r["9z-bb-f1"], r["9z-bb-f2"], r["9z-bb-f3"], r["9z-bb-g1"], r["9z-bb-g2"], shown),
        component(r["9z-cc-f1"], r["9z-cc-f2"], r["9z-cc-f3"], r["9z-cc-g1"], r["9z-cc-g2"], shown),
        component(r["9z-dd-f1"], r["9z-dd-f2"], r["9z-dd-f3"], r["9z-dd-g1"], r["9z-dd-g2"], shown),
        key=ORDER.__getitem__,
    )
