"""Faults of a method taken by itself: names that nobody declared, and rules that a better rating could lose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .documents import Document
from .faults import Fault
from .method_files import LadderShape, MethodFile, RequirementShape, ScalesFile, SelectionShape

if TYPE_CHECKING:
    from .editions import Files

Path = tuple[str | int, ...]


def method_faults(files: Files) -> Iterator[Fault]:
    """Every fault of `scales.yaml` and `method.yaml` together."""
    if files.scales is not None:
        yield from _Scales(files.document("criteria", "scales.yaml"), files.scales).faults()
    if files.scales is not None and files.method is not None:
        document = files.document("criteria", "method.yaml")
        yield from _Method(document, files.method, files.scales).faults()


class _Scales:
    def __init__(self, document: Document, scales: ScalesFile) -> None:
        self.document, self.scales = document, scales

    def faults(self) -> Iterator[Fault]:
        scales, document = self.scales, self.document
        if len(scales.grades) < 2:
            yield document.fault(("grades",), "a scale needs at least two grades, worst to best")
        for name in ("grades", "ratings", "factor_answers", "condition_answers", "directions"):
            steps = getattr(scales, name)
            for key in ("id", "label"):
                yield from self._repeated(name, key, [getattr(step, key) for step in steps])
            if name != "grades" and len(steps) == 1:
                yield document.fault((name,), "a scale of one step says nothing: give two or more, or none")
        letters = [step.build().letter for step in scales.grades]
        yield from self._repeated("grades", "letter", letters, "two grades have the letter {!r}: give each its own")
        grades = [step.id for step in scales.grades]
        yield from self._repeated("between", "id", [*(b.id for b in scales.between)])
        for place, gap in enumerate(scales.between):
            if gap.above not in grades[:-1]:
                message = f"{gap.above!r} must be a grade that has another above it: {', '.join(grades[:-1])}"
                yield document.fault(("between", place, "above"), message)
            if gap.id in grades:
                yield document.fault(("between", place, "id"), f"{gap.id!r} is already a grade")
        ratings = [step.id for step in scales.ratings]
        if scales.not_applicable is not None and scales.not_applicable.id in ratings:
            yield document.fault(("not_applicable", "id"), f"{scales.not_applicable.id!r} is already a rating")

    def _repeated(self, name: str, key: str, values: list[str], words: str = "{!r} is given twice") -> Iterator[Fault]:
        for place, value in enumerate(values):
            if value in values[:place]:
                yield self.document.fault((name, place, key), words.format(value))


class _Method:
    def __init__(self, document: Document, method: MethodFile, scales: ScalesFile) -> None:
        self.document, self.method, self.scales = document, method, scales
        built = scales.build()
        self.outcomes = built.outcomes
        self.ratings = [step.id for step in scales.ratings]
        self.grades = [step.id for step in scales.grades]
        self.levels = [level.id for level in method.levels]
        self.parameters = [p.name for p in method.parameters]
        self.shares = [p.name for p in method.parameters if not p.whole]
        self.factors = [f.id for f in method.factors]

    def faults(self) -> Iterator[Fault]:
        for name, key in (("levels", "id"), ("factors", "id"), ("parameters", "name"), ("limiters", "id")):
            values = [getattr(item, key) for item in getattr(self.method, name)]
            for place, value in enumerate(values):
                if value in values[:place]:
                    yield self.document.fault((name, place, key), f"{value!r} is declared twice")
        for place, parameter in enumerate(self.method.parameters):
            if parameter.not_below is not None:
                yield from self._known(("parameters", place, "not_below"), parameter.not_below, self.parameters)
        yield from self._known(("default_grading",), self.method.default_grading, list(self.method.grading))
        for name, rule in self.method.grading.items():
            if isinstance(rule, LadderShape):
                yield from self._ladder(("grading", name), rule)
        yield from self._limiters()
        yield from self._direction()

    def _known(self, path: Path, given: str | None, known: list[str]) -> Iterator[Fault]:
        if given is not None and given not in known:
            choice = ", ".join(known) or "nothing of the kind is declared"
            yield self.document.fault(path, f"{given!r} is not declared: {choice}")

    def _ladder(self, path: Path, ladder: LadderShape) -> Iterator[Fault]:
        grades = [rung.grade for rung in ladder.rungs]
        order = [self.grades.index(g) for g in grades if g in self.grades]
        for place, rung in enumerate(ladder.rungs):
            here = (*path, "rungs", place)
            yield from self._known((*here, "grade"), rung.grade, self.grades)
            lower = grades[place + 1] if place + 1 < len(grades) else None
            if rung.builds_on != lower:
                message = f"must be {lower}, the next rung down" if lower else "the lowest rung builds on nothing"
                yield self.document.fault((*here, "builds_on"), f"would break monotony: {message}")
            for number, need in enumerate(rung.requires):
                yield from self._requirement((*here, "requires", number), need, ladder, "rung")
        if order != sorted(order, reverse=True) or len(set(order)) != len(order):
            yield self.document.fault((*path, "rungs"), "would break monotony: rungs must run from the best grade down")
        for place, test in enumerate(ladder.tests):
            here = (*path, "tests", place)
            yield from self._known((*here, "grade"), test.grade, self.grades)
            for number, need in enumerate(test.any_of):
                yield from self._requirement((*here, "any_of", number), need, ladder, "test")
        yield from self._bottom(path, ladder)
        ids = [need.id for rung in ladder.rungs for need in rung.requires]
        ids += [need.id for test in ladder.tests for need in test.any_of]
        for name in sorted({i for i in ids if ids.count(i) > 1}):
            yield self.document.fault(path, f"two requirements are called {name!r}")

    def _bottom(self, path: Path, ladder: LadderShape) -> Iterator[Fault]:
        outcomes = list(self.outcomes.order)
        yield from self._known((*path, "otherwise"), ladder.otherwise, outcomes)
        ranks = self.outcomes.ranks
        lowest = ranks.get(ladder.rungs[-1].grade, len(outcomes))
        otherwise = ranks.get(ladder.otherwise)
        if otherwise is None:
            return
        if otherwise >= lowest:
            message = f"would break monotony: it must lie below the lowest rung, {ladder.rungs[-1].grade}"
            yield self.document.fault((*path, "otherwise"), message)
        for place, test in enumerate(ladder.tests):
            if ranks.get(test.grade, 0) >= otherwise:
                message = f"would break monotony: it must lie below {ladder.otherwise}, what is left without it"
                yield self.document.fault((*path, "tests", place, "grade"), message)

    def _requirement(self, path: Path, need: RequirementShape, ladder: LadderShape, place: str) -> Iterator[Fault]:
        if need.factor is not None:
            yield from self._known((*path, "factor"), need.factor, self.factors)
            answers = [step.id for step in self.scales.factor_answers]
            yield from self._known((*path, "answered_at_least"), need.answered_at_least, answers)
            if answers and need.answered_at_least == answers[0]:
                message = f"{answers[0]!r} is always true: it asks nothing"
                yield self.document.fault((*path, "answered_at_least"), message)
            if place == "test" or ladder.of == "parts":
                yield self.document.fault(path, "a factor can only be asked by a rung that grades on criteria")
            return
        yield from self._side(path, need, ladder, place)
        for key in ("more_than", "at_least", "and_at_least"):
            yield from self._known((*path, key), getattr(need, key), self.parameters)
        if need.and_at_least in self.shares:
            message = f"{need.and_at_least!r} must be a whole number: declare the parameter with whole: true"
            yield self.document.fault((*path, "and_at_least"), message)
        selection, key = _selection(need)
        if ladder.of == "parts" and selection != SelectionShape():
            yield self.document.fault((*path, key), "parts have no levels or flags to select by: write {}")
            return
        yield from self._known((*path, key, "level"), selection.level, self.levels)

    def _side(self, path: Path, need: RequirementShape, ladder: LadderShape, place: str) -> Iterator[Fault]:
        steps = self.grades if ladder.of == "parts" else self.ratings
        key = "rated_at_least" if need.rated_at_least is not None else "rated_at_most"
        step = getattr(need, key)
        yield from self._known((*path, key), step, steps)
        if place == "rung" and key == "rated_at_most":
            message = "would break monotony: a better rating could lose this rung; use rated_at_least"
            yield self.document.fault((*path, key), message)
        if place == "test" and key == "rated_at_least":
            message = "would break monotony: a better rating could bring this lower grade; use rated_at_most"
            yield self.document.fault((*path, key), message)
        idle = steps[:1] if key == "rated_at_least" else steps[-1:]
        if step in idle:
            yield self.document.fault((*path, key), f"{step!r} is always true: it asks nothing")

    def _limiters(self) -> Iterator[Fault]:
        for place, limiter in enumerate(self.method.limiters):
            path = ("limiters", place)
            if limiter.type != "cap":
                continue
            yield from self._known((*path, "rated_below"), limiter.rated_below, self.ratings[1:])
            yield from self._known((*path, "at_most"), limiter.at_most, self.grades)
            if limiter.at_most == self.grades[-1]:
                yield self.document.fault((*path, "at_most"), f"{limiter.at_most!r} is the best grade: it caps nothing")
            if limiter.of is not None:
                yield from self._known((*path, "of", "level"), limiter.of.level, self.levels)

    def _direction(self) -> Iterator[Fault]:
        rule = self.method.direction
        if rule is None:
            return
        steps = [step.id for step in self.scales.directions]
        for key in ("worse", "same", "better"):
            yield from self._known(("direction", key), getattr(rule, key), steps)
        if self.scales.not_comparable is None:
            message = "scales.yaml must say how not_comparable is written, or have no direction"
            yield self.document.fault(("direction",), message)
        bases = [basis.id for basis in rule.bases]
        for place, basis in enumerate(bases):
            if basis in bases[:place]:
                yield self.document.fault(("direction", "bases", place, "id"), f"{basis!r} is declared twice")
        for key in ("tested", "partial_counts_as"):
            yield from self._known(("direction", key), getattr(rule, key), bases)
        signal = rule.criteria_signal
        yield from self._known(("direction", "criteria_signal", "basis"), signal.basis, bases)
        yield from self._known(("direction", "criteria_signal", "share"), signal.share, self.parameters)
        placed = [steps.index(s) for s in (rule.worse, rule.same, rule.better) if s in steps]
        if placed != sorted(placed):
            yield self.document.fault(("direction",), "would break monotony: worse, same, better must follow the scale")


def _selection(need: RequirementShape) -> tuple[SelectionShape, str]:
    for key in ("all", "any", "share_of"):
        selection = getattr(need, key)
        if selection is not None:
            return selection, key
    return SelectionShape(), "all"
