"""The direction of travel: what this year's signals say against last year's, and on what they rest.

Independent of the grade. Without a signal no direction is defined, and grades of different scales are never compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .edition import Criterion, Edition, Framework
from .facts import Facts, Movement
from .reasons import Node, Verdict
from .rules import DirectionRule

NOT_GRADED, NOT_COMPARABLE = "not_graded", "not_comparable"
NOT_TESTED, MIXED, PARTLY, OPEN = "not_tested", "mixed", "partly_comparable", "conditions_unanswered"
UNDEFINED = "no_direction"


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction's id, or None where none is defined; what qualifies it; and why."""

    value: str | None
    flags: tuple[str, ...]
    reasons: Node

    def as_json(self) -> dict[str, Any]:
        return {"value": self.value, "flags": list(self.flags), "reasons": self.reasons.as_json()}


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that points somewhere, and the basis as which it counts."""

    id: str
    verdict: str
    basis: str
    detail: str = ""
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    of_criteria: bool = False


def propose_direction(edition: Edition, framework: Framework, facts: Facts, values: dict[str, Fraction]) -> Direction:
    """The first of: not graded, not comparable, what the strongest signals say, none defined."""
    rule = edition.method.direction
    if rule is None:
        return Direction(None, (UNDEFINED,), Node("direction", "direction", "failed", "no_rule"))
    if framework.direction.not_graded and edition.scales.not_graded is not None:
        node = Node("direction", "direction", "held", NOT_GRADED, detail=framework.direction.because)
        return Direction(edition.scales.not_graded.id, (), node)
    comparability = _comparability(edition, facts)
    if comparability == "none" and edition.scales.not_comparable is not None:
        return Direction(edition.scales.not_comparable.id, (), Node("direction", "direction", "held", NOT_COMPARABLE))
    return _Weigh(edition, rule, framework, facts, values, comparability == "partial").direction()


def _comparability(edition: Edition, facts: Facts) -> str | None:
    previous = facts.previous
    if previous is None:
        return None
    return previous.comparability or ("full" if previous.edition == edition.id else "none")


@dataclass(slots=True)
class _Weigh:
    edition: Edition
    rule: DirectionRule
    framework: Framework
    facts: Facts
    values: dict[str, Fraction]
    partial: bool

    def direction(self) -> Direction:
        signals = list(self._signals())
        answers = [self.facts.conditions.get(q.id) for q in self.framework.direction.conditions]
        at_worst, flags = self._weigh(signals, [a or self._condition_ids()[0] for a in answers])
        at_best, flags_at_best = self._weigh(signals, [a or self._condition_ids()[-1] for a in answers])
        is_open = at_worst != at_best
        value = None if is_open else at_worst
        if is_open:
            flags = [OPEN]
        elif flags != flags_at_best:
            flags = [f for f in flags if f in flags_at_best]
        if self.partial:
            flags = [*flags, PARTLY]
        return Direction(value, tuple(flags), self._tree(value, is_open, signals))

    def _condition_ids(self) -> tuple[str, ...]:
        return self.edition.scales.condition_answers.ids()

    def _signals(self) -> Iterator[Signal]:
        strength = [basis.id for basis in self.rule.bases]
        for movement in sorted(self.facts.movements, key=lambda m: (strength.index(self._basis(m)), m.id)):
            yield Signal(movement.id, movement.verdict, self._basis(movement), movement.source)
        yield from self._criteria_signals()

    def _basis(self, movement: Movement) -> str:
        if self.partial and movement.component not in self.framework.direction.comparable_components:
            return self.rule.partial_counts_as
        return movement.basis

    def _criteria_signals(self) -> Iterator[Signal]:
        previous = self.facts.previous
        if previous is None or (previous.gained is None and previous.lost is None):
            return
        if not self.partial:
            yield from self._net("criteria", self.framework.criteria, self.rule.criteria_basis)
            return
        comparable = self.framework.direction.comparable_components
        inside = [c for c in self.framework.criteria if c.component in comparable]
        outside = [c for c in self.framework.criteria if c.component not in comparable]
        yield from self._net("criteria", inside, self.rule.criteria_basis)
        yield from self._net("criteria_not_comparable", outside, self.rule.partial_counts_as)

    def _net(self, name: str, criteria: Iterable[Criterion], basis: str) -> Iterator[Signal]:
        """Criteria gained less lost, over the criteria in both editions (all, where no crosswalk is declared)."""
        previous = self.facts.previous
        assert previous is not None
        declared = list(criteria)
        crosswalk = [c for c in declared if previous.edition in c.also_in]
        both = {c.id for c in (crosswalk or declared)}
        gained = tuple(c.id for c in declared if c.id in both and c.id in (previous.gained or ()))
        lost = tuple(c.id for c in declared if c.id in both and c.id in (previous.lost or ()))
        if not both:
            return
        share = Fraction(len(gained) - len(lost), len(both))
        needed = self.values[self.rule.criteria_share]
        verdict = "no_difference"
        if share != 0 and abs(share) >= needed:
            verdict = "better" if share > 0 else "worse"
        yield Signal(name, verdict, basis, f"{len(gained)} {len(lost)} {len(both)}", gained, lost, of_criteria=True)

    def _weigh(self, signals: list[Signal], answers: list[str]) -> tuple[str | None, list[str]]:
        """The direction that these signals and condition answers give, and its flags."""
        rule, flags = self.rule, []
        all_yes = all(a == self._condition_ids()[-1] for a in answers)
        deciding = self._strongest(signals)
        if deciding:
            verdicts = {s.verdict for s in deciding}
            if "better" in verdicts and "worse" not in verdicts:
                value = rule.better
            elif "worse" in verdicts and "better" not in verdicts:
                value = rule.worse
            else:
                value = rule.same
                flags += [MIXED] if "better" in verdicts else []
            flags += [NOT_TESTED] if deciding[0].basis != rule.tested else []
        else:  # conditions limit what signals say; they are none themselves
            return None, []
        if answers and not all_yes and value == rule.better:
            value = rule.same
        return value, flags

    def _strongest(self, signals: list[Signal]) -> list[Signal]:
        for basis in self.rule.bases:
            found = [s for s in signals if s.basis == basis.id]
            if found:
                return found
        return []

    def _tree(self, value: str | None, is_open: bool, signals: list[Signal]) -> Node:
        counted = self._strongest(signals)
        children = [self._signal_node(s, s in counted) for s in signals]
        children += [self._condition_node(q.id) for q in self.framework.direction.conditions]
        verdict: Verdict = "held" if value is not None else ("undecided" if is_open else "failed")
        subject = value or ("open" if is_open else "no_signal")
        return Node("direction", "direction", verdict, subject, children=tuple(children))

    def _signal_node(self, signal: Signal, counted: bool) -> Node:
        share = self.rule.criteria_share
        return Node(
            rule=f"direction.signal.{signal.id}",
            kind="signal",
            verdict="held" if counted else "failed",
            subject=signal.verdict,
            counted_for=signal.gained,
            counted_against=signal.lost,
            parameter=(share, str(self.values[share])) if signal.of_criteria else None,
            detail=f"{signal.basis}|{signal.detail}",
        )

    def _condition_node(self, condition: str) -> Node:
        answer = self.facts.conditions.get(condition)
        best = self._condition_ids()[-1]
        verdict: Verdict = "undecided" if answer is None else ("held" if answer == best else "failed")
        return Node(f"direction.condition.{condition}", "condition", verdict, condition)
