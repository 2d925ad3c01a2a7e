"""The sentences about what looks unfair: who is compared, what was decided, and how far chance could explain it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ...grading.edition import Edition
from ...grading.words import count_of, in_words, listed
from .finding import Judged, Knot
from .outliers import Outlier
from .readers import Leaning

FRACTIONS = (
    (Fraction(1, 20), "a twentieth of a step"),
    (Fraction(1, 10), "a tenth of a step"),
    (Fraction(1, 5), "a fifth of a step"),
    (Fraction(1, 4), "a quarter of a step"),
    (Fraction(1, 3), "a third of a step"),
    (Fraction(1, 2), "half a step"),
    (Fraction(2, 3), "two thirds of a step"),
    (Fraction(3, 4), "three quarters of a step"),
    (Fraction(1), "a whole step"),
    (Fraction(3, 2), "a step and a half"),
    (Fraction(2), "two steps"),
)


def of_knot(edition: Edition, knot: Knot, names: Mapping[str, str]) -> str:
    """`Simulated 04 is at least as good as Simulated 42 on everything, yet judged Fair where that is Good.`"""
    grades = edition.scales.outcomes.labels
    one, first = names[knot.entry.force], names[knot.others[0].force]
    mine, theirs = grades[knot.entry.grade], _grades(edition, knot.others)
    rest = len(knot.others) - 1
    more = f" and {count_of(rest, 'other')}" if rest else ""
    if knot.same:
        return f"{one} is judged {mine}, and {first}{more} with the same ratings and answers {theirs}."
    if knot.is_lower:
        return (
            f"{one} is at least as good as {first}{more} on everything, yet judged {mine} where {_it(rest)} {theirs}."
        )
    verb = "are" if rest else "is"
    return f"{one} is judged {mine}, yet {first}{more}, judged {theirs}, {verb} at least as good on everything."


def of_outlier(edition: Edition, one: Outlier, names: Mapping[str, str]) -> str:
    """`Simulated 07 was proposed Good and judged Fair. Of it and its seven peers, one stands so low: itself.`"""
    grades, judged = edition.scales.outcomes.labels, one.judged
    assert judged.proposed is not None
    beside = "most similar forces" if one.of_peers else "other forces"
    alone = "only this one stands" if one.as_far == 1 else f"only {in_words(one.as_far)} stand"
    where = "so low" if one.is_lower else "so high"
    return (
        f"{names[judged.force]} was proposed {grades[judged.proposed]} and judged {grades[judged.grade]}. "
        f"Among it and its {in_words(one.group - 1)} {beside}, {alone} {where}."
    )


def of_reader(leaning: Leaning) -> str:
    """`rates lower than others on the same forces by about a third of a step. From 9 readings ...`, without a name."""
    way = "lower" if leaning.steps < 0 else "higher"
    first = f"rates {way} than others on the same forces by about {steps(abs(leaning.steps))}."
    readings = f"From {count_of(leaning.readings, 'reading')}"
    if leaning.sure:
        return (
            f"{first} {readings}, chance alone would do this {times(leaning.chance)}, "
            f"which is rare even among {count_of(leaning.of, 'reader')}."
        )
    return (
        f"{first} {readings} this could be chance {times(leaning.chance)}; {in_words(leaning.of)} readers were "
        "compared, so one of them may well look like this by chance."
    )


def steps(distance: Fraction) -> str:
    """A distance as people say it: the nearest of a few plain fractions."""
    return min(FRACTIONS, key=lambda known: abs(known[0] - distance))[1]


def times(chance: Fraction) -> str:
    """`one time in eight`."""
    once_in = round(1 / chance)
    if once_in >= 1_000:
        return "less than one time in a thousand"
    return "always" if once_in <= 1 else f"one time in {in_words(once_in)}"


def _it(rest: int) -> str:
    return "those are" if rest else "that is"


def _grades(edition: Edition, entries: Sequence[Judged]) -> str:
    """The grades of several entries, each once, best first."""
    scale = edition.scales.outcomes.grades
    found = {one.grade for one in entries}
    return listed((step.label for step in reversed(scale.steps) if step.id in found), "or")
