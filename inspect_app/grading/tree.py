"""Draws the tree of reasons from what was weighed: the ladders of a framework, and its caps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .ladder import Ladder, Need
from .reasons import Node, Verdict, verdict_of

if TYPE_CHECKING:
    from .grader import Cap, Grader


class Weighed(NamedTuple):
    """A framework's needs weighed at both ends of the range.

    `low_at_worst` and `low_at_best` hold, for every need of every ladder in order, the bits of the items that stand
    at or below its rank: those that count against a rung, or for a test.
    """

    grader: Grader
    lowest: int
    highest: int
    low_at_worst: list[int]
    low_at_best: list[int]

    def tree(self) -> tuple[Node, ...]:
        """The nodes under the root: one combination of ladders, then the caps."""
        grader = self.grader
        pairs = iter(zip(self.low_at_worst, self.low_at_best, strict=True))
        ladders = [_Draw(self, ladder, [next(pairs) for _ in ladder.needs]).ladder() for ladder in grader.ladders]
        caps = tuple(self._cap(cap) for cap in grader.caps)
        if not grader.framework.components:
            return (*ladders, *caps)
        return (self._weakest(ladders), *caps)

    def _weakest(self, ladders: list[Node]) -> Node:
        order, ranks = self.grader.outcomes.order, self.grader.outcomes.ranks
        floors = [ranks[n.floor or ""] for n in ladders]
        ceilings = [ranks[n.ceiling or ""] for n in ladders]
        floor, ceiling = min(floors), min(ceilings)
        verdict = verdict_of(floor != max(floors), ceiling != max(ceilings))
        lowest = tuple(n.subject for n, f in zip(ladders, floors, strict=True) if f == floor)
        return Node(
            rule=f"limiter.{self.grader.weakest}",
            kind="weakest",
            verdict=verdict,
            subject=self.grader.weakest,
            detail=" ".join(lowest),
            floor=order[floor],
            ceiling=order[ceiling],
            children=tuple(ladders),
        )

    def _cap(self, cap: Cap) -> Node:
        coding = self.grader.coding
        applying = coding.applying(self.lowest, cap.members)
        sure = applying & ~coding.standing_low(self.lowest, cap.low_rank, cap.members)
        against = coding.standing_low(self.highest, cap.low_rank, cap.members)
        return Node(
            rule=cap.rule,
            kind="cap",
            verdict=verdict_of(self.lowest & cap.low != 0, self.highest & cap.low != 0),
            subject=cap.limiter.id,
            counted_for=coding.names(sure),
            counted_against=coding.names(against),
            unknown=coding.names(applying & ~sure & ~against),
            ceiling=cap.limiter.at_most,
        )


class _Draw:
    """Draws one ladder's nodes from what was weighed. `low` holds each need's low items at worst and at best."""

    def __init__(self, weighed: Weighed, ladder: Ladder, low: list[tuple[int, int]]) -> None:
        self.weighed, self.ready = weighed, ladder
        self.low = dict(zip(ladder.needs, low, strict=True))

    def ladder(self) -> Node:
        ladder, order = self.ready, self.weighed.grader.outcomes.order
        rungs: list[Node] = []
        below: Verdict = "held"
        for rung in ladder.rungs:
            needs = tuple([self._need(need) for need in rung.needs])
            below = _all([below, *[node.verdict for node in needs]])
            rungs.append(Node(rung.rule, "rung", below, rung.grade, children=needs))
        tests = []
        for test in ladder.tests:
            findings = tuple([self._need(need) for need in test.needs])
            tests.append(Node(test.rule, "test", _any([n.verdict for n in findings]), test.grade, children=findings))
        floor = ceiling = ladder.decide(self.weighed.lowest)[0]
        if self.weighed.highest != self.weighed.lowest:
            ceiling = ladder.decide(self.weighed.highest)[0]
        return Node(
            f"{ladder.scope}highest_rung",
            "ladder",
            _settled(floor, ceiling, ladder.outcomes.is_grade(order[floor])),
            ladder.scope.removeprefix("component.").removesuffix("."),
            floor=order[floor],
            ceiling=order[ceiling],
            children=(*reversed(rungs), *tests, self._otherwise(rungs, tests)),
        )

    def _otherwise(self, rungs: list[Node], tests: list[Node]) -> Node:
        others = [n.verdict for n in (*rungs, *tests)]
        verdict: Verdict = "failed" if "held" in others else ("undecided" if "undecided" in others else "held")
        return Node(self.ready.otherwise[1], "otherwise", verdict, self.ready.rule.otherwise)

    def _need(self, need: Need) -> Node:
        coding, lowest, highest = self.weighed.grader.coding, self.weighed.lowest, self.weighed.highest
        applying = lowest & need.members
        low_at_worst, low_at_best = self.low[need]
        at_worst, at_best = low_at_worst >> need.shift, low_at_best >> need.shift
        if need.of_rung:
            sure, possible, worst = applying & ~at_worst, applying & ~at_best, lowest
        else:
            sure, possible, worst = at_best, at_worst, highest
        held = need.holds(lowest)
        verdict = verdict_of(held, held if lowest == highest else need.holds(highest))
        return Node(  # by position: this is where a nation's proposals spend their time
            need.rule,
            "requirement",
            verdict,
            need.requirement.id,
            coding.names(sure),
            coding.names(applying & ~possible),
            coding.names(possible & ~sure) if possible != sure else (),
            need.share,
            need.counts(worst),
            children=self._count(need) if need.count else (),
        )

    def _count(self, need: Need) -> tuple[Node, ...]:
        """The second amount of a requirement, where it has one."""
        name = need.requirement.amount.count or ""
        enough = self.weighed.grader.values[name]
        at_worst, at_best = (
            need.counts(code).counting >= enough for code in (self.weighed.lowest, self.weighed.highest)
        )
        return (Node(f"{need.rule}.count", "count", verdict_of(at_worst, at_best), name, parameter=need.count),)


def _all(verdicts: list[Verdict]) -> Verdict:
    return "failed" if "failed" in verdicts else ("undecided" if "undecided" in verdicts else "held")


def _any(verdicts: list[Verdict]) -> Verdict:
    return "held" if "held" in verdicts else ("undecided" if "undecided" in verdicts else "failed")


def _settled(floor: int, ceiling: int, is_grade: bool) -> Verdict:
    if floor != ceiling:
        return "undecided"
    return "held" if is_grade else "failed"
