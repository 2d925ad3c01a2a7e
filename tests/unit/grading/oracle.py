"""A slow evaluator of the 2006 rules, written from their text and obviously right, to judge the fast one by.

It counts, compares fractions and tries every possibility; it shares no arithmetic with the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, product
from typing import NamedTuple

from inspect_app.grading.edition import Criterion, Framework

ORDER = ("poor", "between_poor_and_fair", "fair", "good", "excellent")
GRADES = ("poor", "fair", "good", "excellent")
RATINGS = ("not_met", "partly_met", "met")
ANSWERS = ("no", "yes_with_caveat", "yes")
FACTORS = ("beacon", "innovation")

Known = Mapping[str, str]
Values = Mapping[str, Fraction]


class Reached(NamedTuple):
    """The changes that reach a grade with the fewest items, how many such sets there are; None where there is none."""

    changes: tuple[str, ...]
    ways: int


def rank(outcome: str | None) -> int:
    assert outcome is not None
    return ORDER.index(outcome)


# -- one complete set of answers -------------------------------------------------------------------------------------


def climb(criteria: list[Criterion], known: Known, values: Values) -> str:
    """The outcome of one ladder, every criterion and factor answered."""
    applying = [c for c in criteria if known[c.id] != "not_applicable"]
    fair = [c for c in applying if c.level == "fair"]
    significant = [c for c in fair if c.significant]
    good = [c for c in applying if c.level == "good"]
    good_met = sum(known[c.id] == "met" for c in good)

    fair_holds = len(significant) > 0 and all(known[c.id] == "met" for c in significant)
    good_holds = (
        fair_holds
        and all(known[c.id] == "met" for c in fair)
        and len(good) > 0
        and Fraction(good_met, len(good)) > values["good_most_share"]
    )
    excellent_holds = (
        good_holds
        and Fraction(good_met, len(good)) >= values["excellent_vast_share"]
        and all(known[f] in ("yes", "yes_with_caveat") for f in FACTORS)
    )
    if excellent_holds:
        return "excellent"
    if good_holds:
        return "good"
    if fair_holds:
        return "fair"
    if any(c.dominant and known[c.id] == "not_met" for c in applying):
        return "poor"
    short = sum(known[c.id] == "not_met" for c in significant)
    if significant and Fraction(short, len(significant)) >= values["poor_share"] and short >= values["poor_count"]:
        return "poor"
    return "between_poor_and_fair"


def of_components(framework: Framework, known: Known, values: Values) -> list[str]:
    """The outcome of each component, or of the one ladder of an undivided framework."""
    if not framework.components:
        return [climb(list(framework.criteria), known, values)]
    return [
        climb([c for c in framework.criteria if c.component == component.id], known, values)
        for component in framework.components
    ]


def is_capped(framework: Framework, known: Known) -> bool:
    """Whether a prerequisite that applies is anything but met."""
    return any(c.prerequisite and known[c.id] in ("not_met", "partly_met") for c in framework.criteria)


def outcome(framework: Framework, known: Known, values: Values) -> str:
    lowest = min(of_components(framework, known, values), key=rank)
    return "fair" if is_capped(framework, known) and rank(lowest) > rank("fair") else lowest


def limiters(framework: Framework, known: Known, values: Values) -> list[str]:
    """Which limiters changed the outcome of complete answers."""
    each = of_components(framework, known, values)
    lowest = min(each, key=rank)
    found = ["weakest_component"] if len(set(each)) > 1 else []
    return [*found, "prerequisite"] if is_capped(framework, known) and rank(lowest) > rank("fair") else found


# -- everything that is not known ------------------------------------------------------------------------------------


def may_be_not_applicable(criterion: Criterion) -> bool:
    return criterion.may_not_apply or not (criterion.dominant or criterion.prerequisite)


def possible(framework: Framework, item: str) -> tuple[str, ...]:
    """Every answer that an item may be given."""
    if item in FACTORS:
        return ANSWERS
    return (*RATINGS, "not_applicable") if may_be_not_applicable(framework.criterion[item]) else RATINGS


def items(framework: Framework) -> list[str]:
    return [*(c.id for c in framework.criteria), *FACTORS]


def completions(framework: Framework, known: Known) -> Iterator[dict[str, str]]:
    """Every way in which what is unknown could turn out."""
    missing = [item for item in items(framework) if item not in known]
    for answers in product(*(possible(framework, item) for item in missing)):
        yield {**known, **dict(zip(missing, answers, strict=True))}


def outcomes(framework: Framework, known: Known, values: Values) -> set[str]:
    """Every outcome that what is unknown still allows."""
    return {outcome(framework, answers, values) for answers in completions(framework, known)}


def at_worst(framework: Framework, known: Known, values: Values) -> str:
    """The outcome with everything unknown at the bottom of its scale."""
    bottom = {item: ("no" if item in FACTORS else "not_met") for item in items(framework)}
    return outcome(framework, {**bottom, **known}, values)


def at_best(framework: Framework, known: Known, values: Values) -> str:
    top = {item: ("yes" if item in FACTORS else "met") for item in items(framework)}
    return outcome(framework, {**top, **known}, values)


# -- what would change it --------------------------------------------------------------------------------------------


def changeable(framework: Framework, known: Known) -> list[str]:
    """What a change may set to `met` or `yes`: whatever stands lower or is unknown, and applies."""
    return [item for item in items(framework) if known.get(item) not in ("met", "yes", "not_applicable")]


def top_of(item: str) -> str:
    return "yes" if item in FACTORS else "met"


def steps(item: str, known: Known) -> int:
    """How many steps up the scale a change takes; what is unknown stands at the bottom."""
    scale = ANSWERS if item in FACTORS else RATINGS
    return len(scale) - 1 - (scale.index(known[item]) if item in known else 0)


def to_reach(framework: Framework, known: Known, values: Values) -> dict[str, Reached | None]:
    """For each grade above the floor, the smallest set of changes found by trying them all, in order of size."""
    floor = rank(at_worst(framework, known, values))
    wanted = {grade for grade in GRADES if rank(grade) > floor}
    reached: dict[str, Reached | None] = dict.fromkeys(sorted(wanted, key=rank))
    pool = changeable(framework, known)
    for size in range(1, len(pool) + 1):
        after = {
            chosen: rank(at_worst(framework, {**known, **{i: top_of(i) for i in chosen}}, values))
            for chosen in combinations(pool, size)
        }
        for grade in [g for g in wanted if any(r >= rank(g) for r in after.values())]:
            sets = [chosen for chosen, outcome_rank in after.items() if outcome_rank >= rank(grade)]
            best = min(sets, key=lambda chosen: (sum(steps(i, known) for i in chosen), [pool.index(i) for i in chosen]))
            reached[grade] = Reached(best, len(sets))
            wanted.discard(grade)
    return reached


def holds(framework: Framework, known: Known, values: Values) -> list[tuple[str, str]]:
    """Every answer whose fall by one step lowers the floor, and the outcome that it falls to."""
    floor = at_worst(framework, known, values)
    found = []
    for item in items(framework):
        scale = ANSWERS if item in FACTORS else RATINGS
        if known.get(item) not in scale[1:]:
            continue
        lower = scale[scale.index(known[item]) - 1]
        after = at_worst(framework, {**known, item: lower}, values)
        if rank(after) < rank(floor):
            found.append((item, after))
    return found
