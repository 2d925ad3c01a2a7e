"""Puts a lift plan into the words of its page: steps, what holds each framework, and proposals as they would be then.

Grades and ratings keep the names that the edition gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...grading.edition import Edition, Framework
from ...grading.reach import Reach
from ...grading.sentences import Sentences
from ...grading.words import capital, count_of, listed, runs
from ...ui.times import day
from .plan import Held, Lift, Plan, Step, Then
from .queries import There

ELSEWHERE = "Another inspection decides the grade, so no rating of its criteria does."


@dataclass(frozen=True, slots=True)
class ShownArea:
    number: int
    title: str
    url: str
    due: str


@dataclass(frozen=True, slots=True)
class ShownLift:
    code: str
    title: str
    before: str
    after: str
    criteria: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step; `effort` and `earliest` are sentences, and `ways` says where other sets would do as well."""

    areas: Sequence[ShownArea]
    lifts: Sequence[ShownLift]
    effort: str
    earliest: str
    ways: str


@dataclass(frozen=True, slots=True)
class ShownHeld:
    code: str
    title: str
    now: str
    because: str
    uncovered: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ShownThen:
    code: str
    title: str
    now: str
    planned: str
    closed: str
    not_rated: int


class Shown:
    """A plan as its page has it."""

    def __init__(self, plan: Plan, found: There, area_url: Callable[[int], str]) -> None:
        self.plan, self.found, self.edition, self._url = plan, found, found.basis.edition, area_url

    @property
    def sentence(self) -> str:
        """How things stand: what the first steps would do, and what all of them would."""
        steps, total = self.plan.steps, self.plan.open_areas
        if not total:
            return "There is no open area for improvement, so closing cannot lift anything."
        if not steps:
            return "No set of open areas would lift a grade. What holds each framework is below."
        first = _first(steps)
        said = [f"Closing {count_of(first[0], 'area')} of {total} would lift {count_of(first[1], 'grade')}."]
        if first[0] < self.plan.closing:
            said.append(f"Closing {count_of(self.plan.closing, 'area')} would lift {_lifted(self.plan)}.")
        return " ".join(said)

    @property
    def steps(self) -> list[ShownStep]:
        return [self._step(step) for step in self.plan.steps]

    @property
    def held(self) -> list[ShownHeld]:
        """What no area would lift, and why, with those that are decided elsewhere at the end."""
        found = [self._held(held) for held in self.plan.held]
        for name in self.plan.decided_elsewhere:
            framework = self.edition.framework[name]
            found.append(ShownHeld(framework.code, framework.short_title, "", ELSEWHERE, ()))
        return found

    @property
    def then(self) -> list[ShownThen]:
        """The engine's proposals now, after the steps, and with everything closed."""
        return [self._then(then) for then in self.plan.then]

    @property
    def not_rated(self) -> int:
        return sum(then.not_rated for then in self.plan.then)

    def area(self, number: int) -> ShownArea:
        row = self.found.rows[number]
        return ShownArea(
            number, row.title, self._url(number), f"due {day(row.due_on)}" if row.due_on else "no due date"
        )

    def lift(self, framework: str, before: str, after: str, criteria: Iterable[str]) -> ShownLift:
        known = self.edition.framework[framework]
        return ShownLift(known.code, known.short_title, before, after, _criteria(known, criteria))

    def _step(self, step: Step) -> ShownStep:
        return ShownStep(
            areas=[self.area(number) for number in step.areas],
            lifts=[self._lift(lift) for lift in step.lifts],
            effort=_effort(step),
            earliest=_earliest(step),
            ways=_ways(step),
        )

    def _lift(self, lift: Lift) -> ShownLift:
        return self.lift(lift.framework, lift.before, lift.after, lift.criteria)

    def _held(self, held: Held) -> ShownHeld:
        framework = self.edition.framework[held.framework]
        return ShownHeld(
            framework.code,
            framework.short_title,
            held.now,
            " ".join(_because(self.edition, framework, held)),
            _criteria(framework, held.uncovered),
        )

    def _then(self, then: Then) -> ShownThen:
        framework = self.edition.framework[then.framework]
        return ShownThen(framework.code, framework.short_title, then.now, then.planned, then.closed, then.not_rated)


def _first(steps: Sequence[Step]) -> tuple[int, int]:
    """How many areas and grades the opening steps have: half of the steps, or the first one."""
    opening = steps[: max(1, len(steps) // 2)]
    return len({n for step in opening for n in step.areas}), len({f.framework for step in opening for f in step.lifts})


def _lifted(plan: Plan) -> str:
    lifts = sum(len(step.lifts) for step in plan.steps)
    again = lifts - plan.lifting
    return f"{count_of(plan.lifting, 'grade')}" + (f", {count_of(again, 'of them', 'of them')} twice" if again else "")


def _criteria(framework: Framework, criteria: Iterable[str]) -> list[tuple[str, str]]:
    return [(framework.criterion[c].number, framework.criterion[c].text) for c in criteria if c in framework.criterion]


def _effort(step: Step) -> str:
    if step.unknown == len(step.areas):
        return "No effort is entered"
    more = f", and {count_of(step.unknown, 'area')} without an effort" if step.unknown else ""
    return f"{capital(count_of(step.effort, 'day'))} of work{more}"


def _earliest(step: Step) -> str:
    if step.undated:
        names = listed(f"AFI {number}" for number in step.undated)
        return f"No date yet: {names} {'has' if len(step.undated) == 1 else 'have'} no due date"
    return f"By {day(step.earliest)}, when the last of them is due"


def _ways(step: Step) -> str:
    if not step.exact:
        return "There were too many areas to try every set. None of these can be left out, but a smaller set may exist."
    return f"{capital(count_of(step.ways - 1, 'other set'))} would do as well." if step.ways > 1 else ""


def _because(edition: Edition, framework: Framework, held: Held) -> Iterator[str]:
    """Why closing does not lift a framework: what is not covered first, then what no area can change."""
    wanted = edition.scales.outcomes.labels[held.target]
    if held.because:
        yield Sentences(edition, framework).impossible(Reach(held.target, impossible=held.because))
        return
    if not held.has_areas:
        yield "No open area bears on a criterion that is not met here."
    asked = {question.id: question.label for question in edition.method.factors}
    if held.needs:
        numbers = listed(runs(framework.criterion[c].number for c in held.needs))
        other = " or others" if held.ways > 1 else ""
        covers = "covers them" if len(held.needs) > 1 or other else "covers it"
        yield f"{wanted} would still need {numbers}{other}, and no open area {covers}."
    for factor in held.factors:
        yield f"{wanted} needs an answer that no area changes: {asked.get(factor, factor).rstrip('?.')}."
