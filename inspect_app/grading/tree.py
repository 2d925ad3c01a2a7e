"""Draws the tree of reasons: a framework's ladders with all they looked at, how they combine, and its caps.

A ladder's nodes hang only on the bits that it asks about, and from force to force the same bits come again: so ladders
once drawn are remembered. It never decides by itself: what it draws, `ladder` and `combine` have found.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .coding import Coding
from .combine import Decision, decision, nothing, weakest_of
from .ladder import Ladder, Need, Outcome
from .reasons import Node, Tally, Verdict, verdict_of

if TYPE_CHECKING:
    from .grader import Cap, Grader

Ends = tuple[Outcome, Outcome]  # at worst and at best
# Ladders, in all threads and editions of a process together. Their nodes take some 4 KiB each where twenty criteria are
# asked about, so 8,400 KiB when full; were each of another simulated edition, the rules they keep alive would make it
# 72,000 KiB. Two threads that miss at once draw the same nodes twice, and nothing else.
REMEMBERED = 2048


@dataclass(frozen=True, slots=True, eq=False)
class Weakest:
    """Combines the ladders of one framework. `subjects` and `order` name the ladders and, by rank, the outcomes."""

    id: str
    subjects: tuple[str, ...]
    order: tuple[str, ...]


def tree(grader: Grader, lowest: int, highest: int) -> tuple[Decision, tuple[Node, ...]]:
    """The grade, and the nodes under the root: one combination of ladders, then the caps.

    Raises LookupError where the framework has no ladder.
    """
    if not grader.ladders:
        nothing(lowest)
    found = [drawn(ladder, lowest & ladder.asks, highest & ladder.asks) for ladder in grader.ladders]
    ends, ladders = zip(*found, strict=True)
    decided, start = drawn_together(grader.weakest, ends)
    nodes = (Node._make((*start, ladders)),) if grader.framework.components else ladders
    if grader.caps:
        decided = decision(grader.outcomes.order, grader.outcome(lowest), grader.outcome(highest))
        nodes = (*nodes, *[_cap(grader, cap, lowest, highest) for cap in grader.caps])
    return decided, nodes


@lru_cache(maxsize=REMEMBERED)
def drawn_together(weakest: Weakest, ends: tuple[Ends, ...]) -> tuple[Decision, tuple[Any, ...]]:
    """The grade of ladders combined, before caps, and the fields of their node up to its children."""
    at_worst = weakest_of([at for at, _ in ends], weakest.id)
    at_best = weakest_of([at for _, at in ends], weakest.id)
    decided = decision(weakest.order, at_worst, at_best)
    lowest = [name for name, (at, _) in zip(weakest.subjects, ends, strict=True) if at[0] == at_worst[0]]
    node = Node(
        f"limiter.{weakest.id}",
        "weakest",
        verdict_of(bool(at_worst[2]), bool(at_best[2])),
        weakest.id,
        floor=decided.floor,
        ceiling=decided.ceiling,
        detail=" ".join(lowest),
    )
    return decided, node[:-1]


def _cap(grader: Grader, cap: Cap, lowest: int, highest: int) -> Node:
    coding = grader.coding
    applying = coding.applying(lowest, cap.members)
    sure = applying & ~coding.standing_low(lowest, cap.low_rank, cap.members)
    against = coding.standing_low(highest, cap.low_rank, cap.members)
    return Node(
        rule=cap.rule,
        kind="cap",
        verdict=verdict_of(lowest & cap.low != 0, highest & cap.low != 0),
        subject=cap.limiter.id,
        counted_for=coding.names(sure),
        counted_against=coding.names(against),
        unknown=coding.names(applying & ~sure & ~against),
        ceiling=cap.limiter.at_most,
    )


@lru_cache(maxsize=REMEMBERED)
def drawn(ladder: Ladder, lowest: int, highest: int) -> tuple[Ends, Node]:
    """One ladder's outcomes at both ends, and its nodes.

    Bits that the ladder does not ask about change nothing, except that it would be drawn for them again: mask them.
    """
    order, coding = ladder.outcomes.order, ladder.coding
    rungs: list[Node] = []
    below: Verdict = "held"
    for rung in ladder.rungs:
        needs = tuple([_need(coding, need, lowest, highest) for need in rung.needs])
        below = _all([below, *[node.verdict for node in needs]])
        rungs.append(Node(rung.rule, "rung", below, rung.grade, children=needs))
    tests = []
    for test in ladder.tests:
        findings = tuple([_need(coding, need, lowest, highest) for need in test.needs])
        tests.append(Node(test.rule, "test", _any([n.verdict for n in findings]), test.grade, children=findings))
    at_worst = ladder.decide(lowest)
    at_best = at_worst if highest == lowest else ladder.decide(highest)
    floor, ceiling = at_worst[0], at_best[0]
    node = Node(
        f"{ladder.scope}highest_rung",
        "ladder",
        _settled(floor, ceiling, ladder.outcomes.is_grade(order[floor])),
        ladder.subject,
        floor=order[floor],
        ceiling=order[ceiling],
        children=(*reversed(rungs), *tests, _otherwise(ladder, [n.verdict for n in (*rungs, *tests)])),
    )
    return (at_worst, at_best), node


def _otherwise(ladder: Ladder, others: list[Verdict]) -> Node:
    verdict: Verdict = "failed" if "held" in others else ("undecided" if "undecided" in others else "held")
    return Node(ladder.otherwise[1], "otherwise", verdict, ladder.rule.otherwise)


def _need(coding: Coding, need: Need, lowest: int, highest: int) -> Node:
    applying = lowest & need.members
    at_worst, at_best = (lowest & need.low) >> need.shift, (highest & need.low) >> need.shift
    if need.of_rung:
        sure, possible = applying & ~at_worst, applying & ~at_best
    else:
        sure, possible = at_best, at_worst
    held = need.holds(lowest)
    counting, applicable = sure.bit_count(), applying.bit_count()
    return Node(  # by position: this is where a nation's proposals spend their time
        need.rule,
        "requirement",
        verdict_of(held, held if lowest == highest else need.holds(highest)),
        need.requirement.id,
        coding.names(sure),
        coding.names(applying & ~possible),
        coding.names(possible & ~sure) if possible != sure else (),
        need.share,
        Tally(counting, applicable, need.needed[applicable]),
        children=(_count(need, counting, possible.bit_count()),) if need.count else (),
    )


def _count(need: Need, sure: int, possible: int) -> Node:
    """The second amount of a requirement that has one."""
    verdict = verdict_of(sure >= need.fewest, possible >= need.fewest)
    return Node(f"{need.rule}.count", "count", verdict, need.requirement.amount.count or "", parameter=need.count)


def _all(verdicts: list[Verdict]) -> Verdict:
    return "failed" if "failed" in verdicts else ("undecided" if "undecided" in verdicts else "held")


def _any(verdicts: list[Verdict]) -> Verdict:
    return "held" if "held" in verdicts else ("undecided" if "undecided" in verdicts else "failed")


def _settled(floor: int, ceiling: int, is_grade: bool) -> Verdict:
    if floor != ceiling:
        return "undecided"
    return "held" if is_grade else "failed"
