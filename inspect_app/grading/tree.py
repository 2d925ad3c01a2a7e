"""Draws the tree of reasons from the verdicts of a framework's ladders and caps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .ladder import Ladder, Need
from .reasons import Node, Tally, Verdict, verdict_of

if TYPE_CHECKING:
    from .grader import Cap, Grader


class Verdicts(NamedTuple):
    """Every verdict of every ladder at both ends of the range, and what they were reached from."""

    grader: Grader
    lowest: int
    highest: int
    at_worst: list[list[bool]]
    at_best: list[list[bool]]

    def tree(self) -> tuple[Node, ...]:
        """The nodes under the root: one combination of ladders, then the caps."""
        grader = self.grader
        ladders = [
            _Draw(self, ladder, worst, best).ladder()
            for ladder, worst, best in zip(grader.ladders, self.at_worst, self.at_best, strict=True)
        ]
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
        sure = coding.in_plane(self.lowest, cap.met, cap.members)
        against = coding.in_plane(self.highest, cap.below, cap.members)
        applying = coding.in_plane(self.lowest, coding.applies(cap.members), cap.members)
        return Node(
            rule=cap.rule,
            kind="cap",
            verdict=verdict_of(self.lowest & cap.below != 0, self.highest & cap.below != 0),
            subject=cap.limiter.id,
            counted_for=coding.names(sure),
            counted_against=coding.names(against),
            unknown=coding.names(applying & ~sure & ~against),
            ceiling=cap.limiter.at_most,
        )


@dataclass(slots=True)
class _Draw:
    """Draws one ladder's nodes from its verdicts."""

    verdicts: Verdicts
    ladder_: Ladder
    at_worst: list[bool]
    at_best: list[bool]

    def ladder(self) -> Node:
        ladder, order = self.ladder_, self.verdicts.grader.outcomes.order
        by_rule: dict[str, Verdict] = {
            need.rule: verdict_of(worst, best)
            for need, worst, best in zip(ladder.needs, self.at_worst, self.at_best, strict=True)
        }
        rungs: list[Node] = []
        below: Verdict = "held"
        for rung in ladder.rungs:
            needs = tuple(self._need(need, by_rule[need.rule]) for need in rung.needs)
            below = _all([below, *(n.verdict for n in needs)])
            rungs.append(Node(rung.rule, "rung", below, rung.grade, children=needs))
        tests = []
        for test in ladder.tests:
            findings = tuple(self._need(need, by_rule[need.rule]) for need in test.needs)
            tests.append(Node(test.rule, "test", _any([n.verdict for n in findings]), test.grade, children=findings))
        otherwise = self._otherwise(rungs, tests)
        floor, ceiling = ladder.decide(self.verdicts.lowest)[0], ladder.decide(self.verdicts.highest)[0]
        scope = ladder.scope.removeprefix("component.").removesuffix(".")
        return Node(
            rule=f"{ladder.scope}highest_rung",
            kind="ladder",
            verdict=_settled(floor, ceiling, ladder.outcomes.is_grade(order[floor])),
            subject=scope,
            floor=order[floor],
            ceiling=order[ceiling],
            children=(*reversed(rungs), *tests, otherwise),
        )

    def _otherwise(self, rungs: list[Node], tests: list[Node]) -> Node:
        others = [n.verdict for n in (*rungs, *tests)]
        verdict: Verdict = "failed" if "held" in others else ("undecided" if "undecided" in others else "held")
        return Node(self.ladder_.otherwise[1], "otherwise", verdict, self.ladder_.rule.otherwise)

    def _need(self, need: Need, verdict: Verdict) -> Node:
        coding, low, high = self.verdicts.grader.coding, self.verdicts.lowest, self.verdicts.highest
        rung = need.requirement.side == "at_least"
        sure = coding.in_plane(low if rung else high, need.hit, need.members)
        possible = coding.in_plane(high if rung else low, need.hit, need.members)
        applying = coding.in_plane(low, need.applies, need.members)
        amount = need.requirement.amount
        values = self.verdicts.grader.values
        count: tuple[Node, ...] = ()
        if amount.count is not None:
            enough = values[amount.count]
            hits = (low & need.hit).bit_count() >= enough, (high & need.hit).bit_count() >= enough
            name = (amount.count, str(enough))
            count = (Node(f"{need.rule}.count", "count", verdict_of(*hits), amount.count, parameter=name),)
        return Node(
            rule=need.rule,
            kind="requirement",
            verdict=verdict,
            subject=need.requirement.id,
            counted_for=coding.names(sure),
            counted_against=coding.names(applying & ~possible),
            unknown=coding.names(applying & possible & ~sure),
            parameter=(amount.share, str(values[amount.share])) if amount.share else None,
            tally=Tally(*need.counts(low if rung else high)),
            children=count,
        )


def _all(verdicts: list[Verdict]) -> Verdict:
    return "failed" if "failed" in verdicts else ("undecided" if "undecided" in verdicts else "held")


def _any(verdicts: list[Verdict]) -> Verdict:
    return "held" if "held" in verdicts else ("undecided" if "undecided" in verdicts else "failed")


def _settled(floor: int, ceiling: int, is_grade: bool) -> Verdict:
    if floor != ceiling:
        return "undecided"
    return "held" if is_grade else "failed"
