"""The order in which closing areas would lift most grades soonest, what would still hold each framework, and the end.

Pure. Each step is the cheapest one from where the step before leaves the force; that is an order worth following, and
not a promise that no other order is better.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ...grading.edition import Edition
from ...grading.engine import prepare
from ...grading.reach import Reach, to_reach
from .ground import Ground, Open, Rated, climbs_on_criteria
from .smallest import Costs, Found, Measure, smallest


@dataclass(frozen=True, slots=True)
class Lift:
    """One framework that a step lifts, from an outcome to another, and the criteria that the closures would meet."""

    framework: str
    before: str
    after: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Areas to close together, and what that would lift.

    `effort` counts what is entered and `unknown` the areas without; `earliest` is the latest due day of everything that
    must be closed by then, None where `undated` of them have none. `ways` is how many sets would do as well.
    """

    areas: tuple[int, ...]
    lifts: tuple[Lift, ...]
    effort: int
    unknown: int
    earliest: date | None
    undated: tuple[int, ...]
    ways: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A framework that no area would lift further, and what holds it.

    `needs` are the criteria, and `factors` the questions of the highest level, that the next grade still asks for once
    every area is closed; `ways` says how many such sets there are. `because` is the reason of the engine where no
    rating reaches it. `uncovered` are all criteria that are not met and that no open area covers.
    """

    framework: str
    now: str
    target: str
    needs: tuple[str, ...]
    factors: tuple[str, ...]
    ways: int
    because: tuple[str, str] | None
    uncovered: tuple[str, ...]
    has_areas: bool


@dataclass(frozen=True, slots=True)
class Then:
    """A framework's outcome now, after the steps, and with every area closed. Empty where nothing is proposed."""

    framework: str
    now: str
    planned: str
    closed: str
    uncovered: tuple[str, ...] = ()
    not_rated: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole answer for a force."""

    by: Measure
    steps: tuple[Step, ...]
    held: tuple[Held, ...]
    then: tuple[Then, ...]
    open_areas: int
    without_effort: int = 0
    decided_elsewhere: tuple[str, ...] = field(default=())

    @property
    def closing(self) -> int:
        """How many areas the steps close."""
        return len({number for step in self.steps for number in step.areas})

    @property
    def lifting(self) -> int:
        """How many frameworks the steps lift."""
        return len({lift.framework for step in self.steps for lift in step.lifts})


def grounds(
    edition: Edition, rated: Mapping[str, Rated], areas: Sequence[Open], *, unrated_met: bool = True
) -> dict[str, Ground]:
    """The frameworks whose grade ratings decide, made ready, in the edition's order."""
    found = {}
    for framework in edition.frameworks:
        grader = prepare(edition, framework.id)
        if framework.id in rated and climbs_on_criteria(grader):
            found[framework.id] = Ground(grader, rated[framework.id], areas, unrated_met=unrated_met)
    return found


def plan_for(
    edition: Edition,
    rated: Mapping[str, Rated],
    areas: Sequence[Open],
    by: Measure = "count",
    *,
    unrated_met: bool = True,
) -> Plan:
    """The plan for a force; `areas` are its open ones, less those that are to be left out."""
    ready = grounds(edition, rated, areas, unrated_met=unrated_met)
    ordering = _Ordering(ready, tuple(areas), by)
    steps = tuple(ordering.steps())
    done = ordering.closed
    return Plan(
        by=by,
        steps=steps,
        held=tuple(held for ground in ready.values() if (held := _held(ground)) is not None),
        then=tuple(_then(ground, done) for ground in ready.values()),
        open_areas=len(areas),
        without_effort=sum(area.effort is None for area in areas),
        decided_elsewhere=tuple(f.id for f in edition.frameworks if f.id in rated and f.id not in ready),
    )


class _Ordering:
    """Takes the cheapest step, closes it, and looks again, until nothing lifts any more."""

    def __init__(self, ready: Mapping[str, Ground], areas: tuple[Open, ...], by: Measure) -> None:
        self.ready, self.costs, self.by = ready, Costs(by, areas), by
        self.areas = {area.number: area for area in areas}
        self.closed: set[int] = set()
        self._kept: dict[tuple[str, int], tuple[int, Found] | None] = {}

    def steps(self) -> Iterable[Step]:
        while (best := self._cheapest()) is not None:
            framework, found = best
            numbers = self.ready[framework].numbers_of(found.mask)
            yield self._step(numbers, found)

    def _cheapest(self) -> tuple[str, Found] | None:
        best: tuple[tuple[float, ...], str, Found] | None = None
        for name, ground in self.ready.items():
            found = self._next(name, ground)
            if found is None:
                continue
            lifted = len(self._lifts(ground.numbers_of(found.mask)))
            key = self._worth(found, max(lifted, 1))
            if best is None or key < best[0]:
                best = key, name, found
        return None if best is None else (best[1], best[2])

    def _worth(self, found: Found, lifted: int) -> tuple[float, ...]:
        """What one lifted grade costs; of two that cost the same, the smaller step comes first."""
        if self.by == "soonest":
            return (found.cost[0], found.cost[1] / lifted, found.cost[1])
        return (found.cost[0] / lifted, *found.cost)

    def _next(self, name: str, ground: Ground) -> Found | None:
        """The cheapest further lift of one framework; remembered until an area of its own is closed."""
        mask = ground.mask_of(self.closed)
        key = (name, mask)
        if key not in self._kept:
            target = ground.next_grade(ground.outcome(mask))
            found = None if target is None else smallest(ground, self.costs, target, mask)
            self._kept[key] = None if found is None or target is None else (target, found)
        kept = self._kept[key]
        return None if kept is None else kept[1]

    def _lifts(self, numbers: frozenset[int]) -> list[Lift]:
        """Every framework that these closures lift, the one for which they were chosen and any other."""
        lifts = []
        for name, ground in self.ready.items():
            if not numbers & ground.place.keys():
                continue
            before_mask = ground.mask_of(self.closed)
            after_mask = before_mask | ground.mask_of(numbers)
            before, after = ground.outcome(before_mask), ground.outcome(after_mask)
            if ground.grade_at(after) > ground.grade_at(before):
                order = ground.grader.outcomes.order
                newly = [c for c in ground.met_by(after_mask) if c not in ground.met_by(before_mask)]
                lifts.append(Lift(name, order[before], order[after], tuple(newly)))
        return lifts

    def _step(self, numbers: frozenset[int], found: Found) -> Step:
        lifts = self._lifts(numbers)
        areas = [self.areas[number] for number in sorted(numbers)]
        self.closed |= numbers
        needed = self._needed(lifts)
        undated = tuple(sorted(n for n in needed if self.areas[n].due_on is None))
        return Step(
            areas=tuple(area.number for area in areas),
            lifts=tuple(lifts),
            effort=sum(area.effort or 0 for area in areas),
            unknown=sum(area.effort is None for area in areas),
            earliest=None if undated else max((self.areas[n].due_on or date.max for n in needed), default=None),
            undated=undated,
            ways=found.ways,
            exact=found.exact,
        )

    def _needed(self, lifts: Sequence[Lift]) -> set[int]:
        """The areas of this and earlier steps that bear on what is lifted now."""
        return {number for lift in lifts for number in self.closed & self.ready[lift.framework].place.keys()}


def _held(ground: Ground) -> Held | None:
    """What holds a framework that no set of areas would lift; None where one would, or nothing is above."""
    order, target = ground.grader.outcomes.order, ground.next_grade(ground.now)
    if target is None or ground.outcome(ground.whole) >= target:
        return None
    known = {**ground.ratings_after(ground.whole), **ground.factors}
    wanted = order[target]
    reach = next((r for r in to_reach(ground.grader, known) if r.grade == wanted), Reach(wanted))
    kinds = {change.item: change.kind for change in reach.changes}
    return Held(
        framework=ground.framework.id,
        now=order[ground.now],
        target=wanted,
        needs=tuple(item for item, kind in kinds.items() if kind == "criterion"),
        factors=tuple(item for item, kind in kinds.items() if kind == "factor"),
        ways=reach.ways,
        because=reach.impossible,
        uncovered=ground.uncovered,
        has_areas=bool(ground.areas),
    )


def _then(ground: Ground, closed: set[int]) -> Then:
    order = ground.grader.outcomes.order
    return Then(
        framework=ground.framework.id,
        now=order[ground.now],
        planned=order[ground.outcome(ground.mask_of(closed))],
        closed=order[ground.outcome(ground.whole)],
        uncovered=ground.uncovered,
        not_rated=len(ground.not_rated),
    )
