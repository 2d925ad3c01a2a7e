"""Deals the published national distributions out to the simulated forces, so that with the real record they add up.

Pure: the same plan and counts always give the same grades.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from .plan import NationPlan, Pair


class DoesNotAddUp(ValueError):
    """The published counts leave no room for the grade of the real record or for a planted pair."""


def dealt(
    plan: NationPlan, framework: str, distribution: Mapping[str, int], real: Sequence[str], better: Mapping[str, float]
) -> dict[str, str]:
    """The grade that each simulated force was given in a framework.

    `distribution` counts the forces of each grade, worst grade first; `real` are the grades of those whose record is
    real. `better` says how good a force is on the whole, so that good forces are good at most things.
    """
    left = dict(distribution)
    for grade in real:
        _take(left, grade, framework)
    found: dict[str, str] = {}
    for pair in pairs_in(plan, framework):
        lower, higher = pair.grades
        found[pair.lifted], found[pair.lowered] = higher, lower
        if pair.same_as:
            found[pair.same_as] = higher
    for grade in found.values():
        _take(left, grade, framework)
    draw = Random(f"{plan.seed}:{framework}:grades")
    rest = [force for force in plan.forces if force not in found]
    ordered = sorted(rest, key=lambda force: better[force] + draw.gauss(0, 1.1))
    grades = [grade for grade, count in left.items() for _ in range(count)]
    if len(grades) != len(ordered):
        raise DoesNotAddUp(f"{framework}: {len(grades)} grades are left for {len(ordered)} forces")
    found.update(zip(ordered, grades, strict=True))
    return {force: found[force] for force in plan.forces}


def pairs_in(plan: NationPlan, framework: str) -> tuple[Pair, ...]:
    """The planted pairs of a framework."""
    return tuple(pair for pair in plan.pairs if pair.framework == framework)


def _take(left: dict[str, int], grade: str, framework: str) -> None:
    if not left.get(grade):
        raise DoesNotAddUp(f"{framework}: there is no {grade} left to give")
    left[grade] -= 1
