"""Comparisons in words: how a figure moved, how it stands among similar forces, what it was tested by. Pure."""

from __future__ import annotations

from decimal import Decimal

from ..grading.words import capital, in_words
from .comparison.verdicts import LEVEL, Comparison
from .measures import Measure
from .position import Position

LEVEL_WORDS = f"{LEVEL:.0%}"
QUARTERS = {1: "the best quarter", 2: "the second quarter", 3: "the third quarter", 4: "the last quarter"}


def moved(measure: Measure, comparison: Comparison) -> str:
    """`up 1.0 points`, `unchanged`; nothing where the two cannot be set beside each other."""
    if comparison.difference is None:
        return ""
    if comparison.difference == 0:
        return "unchanged"
    return f"{'up' if comparison.difference > 0 else 'down'} {measure.difference(comparison.difference)}"


def apart(measure: Measure, difference: Decimal) -> str:
    """`1.0 points above`, `level`."""
    if difference == 0:
        return "level"
    return f"{measure.difference(difference)} {'above' if difference > 0 else 'below'}"


def over_time(stands: Position) -> str:
    """How a figure moved since the year before, what that means, and what it rests on."""
    found = stands.over_time
    if found is None:
        return ""
    if found.verdict == "not_comparable":
        return f"Not comparable with the year before: {found.because}."
    first = capital(moved(stands.measure, found))
    return f"{first} on the year before. {_verdict(found)}"


def among(stands: Position) -> str:
    """How a force stands beside the average of its peers, what that means, and what it rests on."""
    found = stands.among
    if found is None:
        return ""
    counted = " and the force itself" if found.counts_itself else ""
    peers = found.over - (1 if found.counts_itself else 0)
    how = "over all their cases together" if found.is_pooled else "as the mean of their figures"
    place = apart(stands.measure, found.against.difference or Decimal(0))
    average = stands.measure.written(found.average)
    forces = "similar force" if peers == 1 else "similar forces"
    first = f"{capital(place)} {'with' if place == 'level' else ''}".strip()
    return (
        f"{first} the average of {in_words(peers)} {forces}{counted}, {average} {how}. "
        f"{_verdict(found.against, 'against those forces')}"
    )


def place(stands: Position) -> str:
    """Its place among similar forces and among all, as a sentence; nothing where no way is better."""
    found = stands.among.place if stands.among else None
    told = []
    if found is not None:
        quarter = f", in {QUARTERS[found.quarter]}" if found.quarter else ""
        told.append(f"Ranked {found.words} among similar forces{quarter}.")
    if stands.nation is not None:
        told.append(f"Ranked {stands.nation.words} among all forces with a figure.")
    return " ".join(told)


def _verdict(found: Comparison, what: str = "") -> str:
    """`No difference: chance alone could give as much (test of two proportions, p = 0.310).`"""
    tested = f" {what}" if what else ""
    if found.verdict == "not_testable":
        return f"Not testable: {found.because}."
    if found.verdict == "no_difference":
        return f"No difference{tested} by the {LEVEL_WORDS} level: chance alone could give as much ({found.why})."
    return f"{found.words}{tested}, and more than chance at the {LEVEL_WORDS} level ({found.why})."
