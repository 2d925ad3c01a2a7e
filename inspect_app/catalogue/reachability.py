"""Faults that show only when the finished rules are tried: grades nobody can reach, tests that overlap a rung."""

from __future__ import annotations

from collections.abc import Iterator

from ..grading.edition import Edition, Framework
from ..grading.grader import Grader
from ..grading.ladder import Ladder
from ..grading.rules import LadderRule
from .documents import Document
from .faults import Fault


def reachability_faults(edition: Edition, framework: Framework, document: Document) -> Iterator[Fault]:
    """Every grade must be reachable in every component; a test may only look at what the lowest rung needs."""
    if not isinstance(edition.grading_rule(framework), LadderRule):
        return
    grader = Grader(edition, framework, edition.method.values)
    for ladder in grader.ladders:
        yield from _ladder_faults(grader, ladder, document)


def _ladder_faults(grader: Grader, ladder: Ladder, document: Document) -> Iterator[Fault]:
    where = f" in component {ladder.scope.split('.')[1]}" if ladder.scope else ""
    scale = grader.outcomes.grades
    reached = {ladder.outcomes.order[rank] for rank in _outcomes(grader, ladder)}
    declared = [*(rung.grade for rung in ladder.rungs), *(test.grade for test in ladder.tests)]
    declared += [ladder.rule.otherwise] if ladder.outcomes.is_grade(ladder.rule.otherwise) else []
    for grade in scale.ids():
        if grade in declared and grade not in reached:
            yield document.fault(("criteria",), f"{scale[grade].label} cannot be reached{where}: add criteria for it")
        elif grade not in declared:
            yield document.fault((), f"{scale[grade].label} cannot be reached{where}: no rule leads to it")
    needed = 0
    for need in ladder.rungs[0].needs:
        if need.requirement.amount.kind == "all":
            needed |= need.members
    for test in ladder.tests:
        for need in test.needs:
            for name in grader.coding.names(need.members & ~needed):
                place = next(i for i, c in enumerate(grader.framework.criteria) if c.id == name)
                label = scale[ladder.rungs[0].grade].label
                message = (
                    f"{name} can bring {scale[test.grade].label}, so it must be among the criteria that {label} needs"
                )
                yield document.fault(("criteria", place), message)


def _outcomes(grader: Grader, ladder: Ladder) -> set[int]:
    """The outcomes along one climb from everything at its worst to everything at its best.

    Each requirement of the lowest unmet rung is satisfied in turn with as few items as it needs, so every rung that
    can hold by itself is met on the way; tests are tried with their own items at their worst.
    """
    coding = grader.coding
    seen = {ladder.decide(coding.lowest)[0], ladder.decide(coding.highest)[0]}
    for rung in ladder.rungs:
        code = coding.lowest
        for below in ladder.rungs[: ladder.rungs.index(rung) + 1]:
            for need in below.needs:
                for name in coding.names(need.members):
                    if need.holds(code):
                        break
                    code = _lifted(grader, code, name, need.rank + 1)
        seen.add(ladder.decide(code)[0])
    for test in ladder.tests:
        for need in test.needs:
            code = coding.highest
            for name in coding.names(need.members):
                item = coding.items[coding.position[name]]
                code += coding.bits[name][item.scale.steps[0].id] - coding.bits[name][item.scale.steps[-1].id]
            seen.add(ladder.decide(code)[0])
    return seen


def _lifted(grader: Grader, code: int, name: str, rank: int) -> int:
    coding = grader.coding
    scale = coding.items[coding.position[name]].scale
    now = next(r for r in range(scale.best, -1, -1) if _stands_at(grader, code, name, r))
    return (
        code if now >= rank else code + coding.bits[name][scale.steps[rank].id] - coding.bits[name][scale.steps[now].id]
    )


def _stands_at(grader: Grader, code: int, name: str, rank: int) -> bool:
    bits = grader.coding.bits[name][grader.coding.items[grader.coding.position[name]].scale.steps[rank].id]
    return code & bits == bits and (code & _all_bits(grader, name)) == bits


def _all_bits(grader: Grader, name: str) -> int:
    mask = 0
    for step in grader.coding.items[grader.coding.position[name]].scale.steps:
        mask |= grader.coding.bits[name][step.id]
    return mask
