"""What is known about one force and one framework, and whether it can be believed as written.

Facts are frozen, plain values. `check` names everything in them that the edition does not know or does not ask for;
nothing is skipped and nothing is guessed.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from .edition import Edition, Framework
from .rules import LadderRule, OutsideRule
from .scale import Scale

VERDICTS = ("better", "worse", "no_difference")
COMPARABILITIES = ("full", "partial", "none")
STANDINGS = ("top_quartile", "better", "in_line", "worse", "meets", "misses")


@dataclass(frozen=True, slots=True)
class Movement:
    """One thing known of this year against last. `basis` is one of the edition's bases for direction."""

    id: str
    verdict: str
    basis: str
    source: str = ""
    component: str | None = None


@dataclass(frozen=True, slots=True)
class Previous:
    """Last cycle's result, and how far this one may be compared with it."""

    comparability: Literal["full", "partial", "none"] | None = None
    grade: str | None = None
    edition: str | None = None
    gained: tuple[str, ...] | None = None
    lost: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What goes into a proposal. A criterion without a rating is unrated, which is not the worst rating.

    `supported` holds the criteria and factors with cited evidence; None means that it is not known.
    """

    edition: str
    framework: str
    ratings: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    factors: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    external_grade: str | None = None
    parts: Mapping[str, str] = field(default_factory=dict)
    previous: Previous | None = None
    movements: tuple[Movement, ...] = ()
    peers: Mapping[str, str] = field(default_factory=dict)
    supported: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class FactFault:
    """One thing wrong with the facts: where (a path of keys and positions) and what, in a sentence."""

    path: tuple[str | int, ...]
    message: str


class BadFacts(ValueError):
    """The facts cannot be believed as written; `faults` says everything that is wrong with them."""

    def __init__(self, faults: Iterable[FactFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{'.'.join(map(str, f.path))}: {f.message}" for f in self.faults))


def check(facts: Facts, edition: Edition) -> list[FactFault]:
    """Everything in the facts that this edition does not know or does not ask for, in the edition's order."""
    framework = edition.framework.get(facts.framework)
    if framework is None:
        known = [f.id for f in edition.frameworks]
        return [FactFault(("framework",), _unknown("framework", facts.framework, known, edition.id))]
    return list(_Check(facts, edition, framework).faults())


def _unknown(what: str, given: str, known: Iterable[str], where: str) -> str:
    names = list(known)
    close = difflib.get_close_matches(given, names, n=1, cutoff=0.6)
    hint = f"; did you mean {close[0]}?" if close else (f"; it has {', '.join(names)}" if len(names) <= 8 else "")
    return f"{where} has no {what} called {given!r}{hint}" if names else f"{where} has no {what}"


class _Check:
    def __init__(self, facts: Facts, edition: Edition, framework: Framework) -> None:
        self.facts, self.edition, self.framework = facts, edition, framework
        self.where = f"framework {framework.id} of {edition.id}"
        self.criteria = [c.id for c in framework.criteria]
        self.rule = edition.grading_rule(framework)
        self.factors = asked_factors(edition, framework)

    def faults(self) -> Iterator[FactFault]:
        facts, scales = self.facts, self.edition.scales
        if facts.edition != self.edition.id:
            yield FactFault(("edition",), f"these facts are for {facts.edition}, not {self.edition.id}")
        yield from self._ratings()
        yield from self._reasons()
        factors = self._answers("factors", facts.factors, self.factors, scales.factor_answers, "factor")
        yield from factors
        conditions = [q.id for q in self.framework.direction.conditions]
        yield from self._answers("conditions", facts.conditions, conditions, scales.condition_answers, "condition")
        yield from self._external_grade()
        graded = [p.id for p in self.framework.parts if p.graded]
        yield from self._answers("parts", facts.parts, graded, scales.outcomes.grades, "graded part")
        yield from self._previous()
        yield from self._movements()
        yield from self._peers()
        yield from self._supported()

    def _answers(
        self, key: str, given: Mapping[str, str], asked: Iterable[str], scale: Scale, what: str
    ) -> Iterator[FactFault]:
        asked = list(asked)
        for name, answer in given.items():
            if name not in asked:
                yield FactFault((key, name), _unknown(what, name, asked, self.where))
            elif answer not in scale:
                yield FactFault((key, name), f"{answer!r} is not one of {', '.join(scale.ids())}")

    def _ratings(self) -> Iterator[FactFault]:
        scales, none = self.edition.scales, self.edition.scales.not_applicable
        words = scales.ratings.ids() + ((none.id,) if none else ())
        for name, rating in self.facts.ratings.items():
            criterion, path = self.framework.criterion.get(name), ("ratings", name)
            if criterion is None:
                yield FactFault(path, _unknown("criterion", name, self.criteria, self.where))
            elif rating not in words:
                yield FactFault(path, f"{rating!r} is not a rating of this edition: use {', '.join(words)}")
            elif none is not None and rating == none.id:
                flags = [
                    w for w, on in (("dominant", criterion.dominant), ("a prerequisite", criterion.prerequisite)) if on
                ]
                if flags and not criterion.may_not_apply:
                    flag = " and ".join(flags)
                    yield FactFault(path, f"cannot be {none.id}: the criterion is {flag} and applies to every force")
                elif not self.facts.reasons.get(name, "").strip():
                    yield FactFault(path, f"{none.id} needs a reason: add it under reasons")

    def _reasons(self) -> Iterator[FactFault]:
        for name in self.facts.reasons:
            if name not in self.framework.criterion:
                yield FactFault(("reasons", name), _unknown("criterion", name, self.criteria, self.where))
            elif name not in self.facts.ratings:
                yield FactFault(("reasons", name), "there is a reason but no rating")

    def _external_grade(self) -> Iterator[FactFault]:
        given, grades = self.facts.external_grade, self.edition.scales.outcomes.grades
        if given is None:
            return
        if not isinstance(self.rule, OutsideRule):
            yield FactFault(("external_grade",), f"{self.where} is not graded elsewhere: it has no external_grade")
        elif given not in grades:
            yield FactFault(("external_grade",), f"{given!r} is not one of {', '.join(grades.ids())}")

    def _previous(self) -> Iterator[FactFault]:
        previous = self.facts.previous
        if previous is None:
            return
        if self.edition.method.direction is None:
            yield FactFault(("previous",), f"{self.edition.id} gives no direction and asks for no previous result")
        if previous.comparability is None and previous.edition != self.edition.id:
            yield FactFault(("previous", "comparability"), "is needed: say full, partial or none")
        if previous.comparability not in (None, *COMPARABILITIES):
            message = f"{previous.comparability!r} is not one of {', '.join(COMPARABILITIES)}"
            yield FactFault(("previous", "comparability"), message)
        if previous.edition == self.edition.id and previous.grade is not None:
            grades = self.edition.scales.outcomes.grades
            if previous.grade not in grades:
                yield FactFault(("previous", "grade"), f"{previous.grade!r} is not one of {', '.join(grades.ids())}")
        for key in ("gained", "lost"):
            names = getattr(previous, key) or ()
            for place, name in enumerate(names):
                if name not in self.framework.criterion:
                    message = _unknown("criterion", name, self.criteria, self.where)
                    yield FactFault(("previous", key, place), message)
                elif name in names[:place]:
                    yield FactFault(("previous", key, place), f"{name!r} is given twice")
        both = sorted(set(previous.gained or ()) & set(previous.lost or ()))
        if both:
            yield FactFault(("previous", "lost"), f"{', '.join(both)} cannot be both gained and lost")

    def _movements(self) -> Iterator[FactFault]:
        rule = self.edition.method.direction
        components = [c.id for c in self.framework.components]
        seen: set[str] = set()
        for place, movement in enumerate(self.facts.movements):
            path = ("movements", place)
            if rule is None:
                yield FactFault(path, f"{self.edition.id} gives no direction and asks for no movements")
                continue
            if movement.id in seen:
                yield FactFault((*path, "id"), f"{movement.id!r} is given twice")
            seen.add(movement.id)
            if movement.verdict not in VERDICTS:
                yield FactFault((*path, "verdict"), f"{movement.verdict!r} is not one of {', '.join(VERDICTS)}")
            bases = [b.id for b in rule.bases]
            if movement.basis not in bases:
                yield FactFault((*path, "basis"), f"{movement.basis!r} is not one of {', '.join(bases)}")
            if movement.component is not None and movement.component not in components:
                message = _unknown("component", movement.component, components, self.where)
                yield FactFault((*path, "component"), message)

    def _peers(self) -> Iterator[FactFault]:
        measured = [c.id for c in self.framework.criteria if c.measure]
        for name, standing in self.facts.peers.items():
            if name not in measured:
                yield FactFault(("peers", name), _unknown("criterion with a measure", name, measured, self.where))
            elif standing not in STANDINGS:
                yield FactFault(("peers", name), f"{standing!r} is not one of {', '.join(STANDINGS)}")

    def _supported(self) -> Iterator[FactFault]:
        known = [*self.criteria, *self.factors]
        for name in sorted(self.facts.supported or ()):
            if name not in known:
                yield FactFault(("supported",), _unknown("criterion or factor", name, known, self.where))


def asked_factors(edition: Edition, framework: Framework) -> list[str]:
    """The factors that this framework's rungs ask for, in the edition's order."""
    rule = edition.grading_rule(framework)
    if not isinstance(rule, LadderRule):
        return []
    used = {need.factor for rung in rule.rungs for need in rung.requires if need.factor}
    return [q.id for q in edition.method.factors if q.id in used]
