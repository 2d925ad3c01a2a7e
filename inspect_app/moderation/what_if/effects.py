"""What would follow from a change of method over all forces: proposals under the new rules beside those under the old.

Pure. It compares proposals with proposals, never with what people decided, and it moves nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ...grading.edition import Edition
from ...grading.facts import Facts
from ...grading.grader import Grader
from ...grading.rules import LadderRule
from . import causes

Range = tuple[str, str]
"""The lowest and the highest outcome that a proposal leaves open."""


@dataclass(frozen=True, slots=True)
class Known:
    """An entry with the facts of its case."""

    force: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Mover:
    """A proposal that would change. `rule` is the smallest rule that came out otherwise, `because` its sentence."""

    framework: str
    force: str
    before: Range
    after: Range
    rule: str
    because: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """Everything that would follow. `was` and `would_be` count outcomes by framework; a range counts under no outcome.

    `up` and `down` are how many would rise and fall; the others would only become more, or less, open.
    """

    total: int
    movers: tuple[Mover, ...]
    up: int
    down: int
    was: Mapping[str, Mapping[str, int]]
    would_be: Mapping[str, Mapping[str, int]]

    @property
    def forces(self) -> int:
        """How many forces have a proposal that would change."""
        return len({mover.force for mover in self.movers})

    @property
    def table(self) -> list[tuple[Range, Range, int]]:
        """From what to what, and how many, the most frequent first."""
        return [(*way, count) for way, count in Counter((m.before, m.after) for m in self.movers).most_common()]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def from_json(said: Mapping[str, Any]) -> Effect:
    """The effect that `as_json` wrote."""
    movers = tuple(
        Mover(
            **{**mover, "before": _range(mover["before"]), "after": _range(mover["after"])}
            | {"criteria": tuple(mover["criteria"])}
        )
        for mover in said["movers"]
    )
    return Effect(said["total"], movers, said["up"], said["down"], said["was"], said["would_be"])


def worked_out(before: Edition, after: Edition, cases: Iterable[Known]) -> Effect:
    """What the change from one edition to the other would do to the proposals on these facts."""
    graders: dict[str, tuple[Grader, Grader]] = {}
    movers: list[Mover] = []
    up = down = total = 0
    was: dict[str, Counter[str]] = {}
    would_be: dict[str, Counter[str]] = {}
    ranks = before.scales.outcomes.ranks
    for case in cases:
        name = case.facts.framework
        if name not in graders:
            graders[name] = _grader(before, name), _grader(after, name)
            was[name], would_be[name] = Counter(), Counter()
        old, new = graders[name]
        total += 1
        first, second = _decided(old, case.facts), _decided(new, case.facts)
        _count(was[name], first)
        _count(would_be[name], second)
        if first == second:
            continue
        low, high = (ranks[second[end]] - ranks[first[end]] for end in (0, 1))
        up, down = up + (low >= 0 and high >= 0), down + (low <= 0 and high <= 0)
        rule, because, criteria = causes.of(old, new, _taken(old, case.facts), _taken(new, case.facts))
        movers.append(Mover(name, case.force, first, second, rule, because, criteria))
    order = {framework.id: place for place, framework in enumerate(before.frameworks)}
    movers.sort(key=lambda m: (order[m.framework], -ranks[m.before[0]], -ranks[m.after[0]], m.rule, m.force))
    told = [{name: dict(counted) for name, counted in counts.items()} for counts in (was, would_be)]
    return Effect(total, tuple(movers), up, down, *told)


def by_framework(effect: Effect) -> list[tuple[str, Sequence[Mover]]]:
    """The movers of each framework that has any, in order."""
    grouped: dict[str, list[Mover]] = {}
    for mover in effect.movers:
        grouped.setdefault(mover.framework, []).append(mover)
    return list(grouped.items())


def _grader(edition: Edition, framework: str) -> Grader:
    """Prepared for this once and not remembered: a tried edition is gone when the page is."""
    return Grader(edition, edition.framework[framework], edition.method.values)


def _taken(grader: Grader, facts: Facts) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The answers of the facts that the grader's items take: a criterion that was left out has none."""
    ratings, factors = grader.known(facts)
    known = grader.coding.position
    return (
        {item: step for item, step in ratings.items() if item in known},
        {item: step for item, step in factors.items() if item in known},
    )


def _decided(grader: Grader, facts: Facts) -> Range:
    if not isinstance(grader.rule, LadderRule):
        return grader.range_of_outside(facts)
    decision = grader.decide(*_taken(grader, facts))
    return decision.floor, decision.ceiling


def _count(counts: Counter[str], found: Range) -> None:
    if found[0] == found[1]:
        counts[found[0]] += 1


def _range(said: Sequence[str]) -> Range:
    return said[0], said[1]
