"""What stops an assessment from being submitted, and what to look at first though it does not stop it.

Pure: entries in, sentences with their addresses out. Text and evidence are advice; a grade that is missing stops.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ...grading.direction import OPEN
from ...grading.facts import asked_factors
from ...grading.rules import LadderRule, OutsideRule
from ...grading.words import capital, count_of, listed
from ..next_steps import unsupported
from .addresses import Addresses
from .whole import One, Whole

Kind = Literal[
    "fault", "unrated", "reason", "part", "factor", "condition", "external", "judgement", "not_ready",
    "evidence", "contradiction", "departure", "text",
]  # fmt: skip


ADVICE: tuple[tuple[Kind, str], ...] = (
    ("evidence", "Ratings without evidence that counts"),
    ("departure", "Grades that depart from the method"),
    ("contradiction", "Findings that say something else than a rating"),
    ("text", "No report text yet"),
)
"""The kinds of advice, gravest first, and what they are called."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to do or to look at, in a sentence, and the address where that is done.

    `short` is the name by which several of one kind are put in one line, such as F2.
    """

    kind: Kind
    words: str
    address: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The points of one framework."""

    framework: str
    code: str
    title: str
    points: tuple[Point, ...]

    def of(self, kind: Kind) -> tuple[Point, ...]:
        """The points of one kind."""
        return tuple(point for point in self.points if point.kind == kind)

    @property
    def in_one_line(self) -> tuple[Point, ...]:
        """Unrated criteria, where they are so many that a sentence for each would bury the rest."""
        unrated = self.of("unrated")
        return unrated if len(unrated) > 3 else ()

    @property
    def in_sentences(self) -> tuple[Point, ...]:
        """The points that have a line of their own."""
        apart = self.in_one_line
        return tuple(point for point in self.points if point not in apart)


@dataclass(frozen=True, slots=True)
class Advice:
    """Points of one kind from every framework, each with the framework's code; `words` say what they are."""

    kind: Kind
    words: str
    points: tuple[tuple[str, Point], ...]


def total(groups: Iterable[Group]) -> int:
    """How many points there are."""
    return sum(len(group.points) for group in groups)


def stopping(whole: Whole, addresses: Addresses) -> tuple[Group, ...]:
    """What stops submitting, by framework, in order; frameworks that nothing stops are left out."""
    return _groups(whole, lambda one: [*missing(one, whole, addresses), *_not_ready(one, whole, addresses)])


def advisable(whole: Whole, addresses: Addresses) -> tuple[Advice, ...]:
    """What one may want to look at first, by kind, gravest first; kinds of which there is none are left out."""
    found = [(one.framework.code, point) for one in whole for point in _advice(one, whole, addresses)]
    kinds = [(kind, words, tuple(pair for pair in found if pair[1].kind == kind)) for kind, words in ADVICE]
    return tuple(Advice(kind, words, points) for kind, words, points in kinds if points)


def missing(one: One, whole: Whole, addresses: Addresses) -> list[Point]:
    """What is missing in one entry before it can be called ready."""
    return list(_Missing(one, whole, addresses).points())


def bare(one: One, whole: Whole) -> list[str]:
    """The criteria and factors that claim something without evidence that counts, in the edition's order."""
    return unsupported(whole.edition, one.framework, one.facts)


def numbers(one: One, whole: Whole, names: Iterable[str]) -> str:
    """Criteria and factors as people name them: `F2, F8 and a beacon to other forces`."""
    known = {criterion.id: criterion.number for criterion in one.framework.criteria}
    known |= {question.id: _small(question.label) for question in whole.edition.method.factors}
    return listed(known.get(name, name) for name in names)


class _Missing:
    def __init__(self, one: One, whole: Whole, addresses: Addresses) -> None:
        self.one, self.edition, self.addresses = one, whole.edition, addresses
        self.code, self.id = one.framework.code, one.framework.id
        self.rule = whole.edition.grading_rule(one.framework)

    def points(self) -> Iterator[Point]:
        yield from self._unrated()
        yield from self._without_reason()
        if self.one.proposal is None and not any(self._without_reason()):
            words = f"{self.code} cannot be worked out: {self.one.fault}."
            yield Point("fault", words, self.addresses.framework(self.id))
        yield from self._parts()
        yield from self._unanswered()
        yield from self._no_grade()

    def _unrated(self) -> Iterator[Point]:
        for criterion in self.one.framework.criteria:
            if criterion.id not in self.one.facts.ratings:
                words = f"{criterion.number} is not rated."
                yield Point("unrated", words, self._at(criterion.id), criterion.number)

    def _without_reason(self) -> Iterator[Point]:
        none = self.edition.scales.not_applicable
        for criterion in self.one.framework.criteria:
            rating = self.one.facts.ratings.get(criterion.id)
            if none is not None and rating == none.id and not (self.one.because.get(criterion.id) or "").strip():
                words = f"{criterion.number} is rated {_small(none.label)}, and nobody says why."
                yield Point("reason", words, self._at(criterion.id), criterion.number)

    def _parts(self) -> Iterator[Point]:
        if not isinstance(self.rule, LadderRule) or self.rule.of != "parts":
            return
        for part in self.one.framework.parts:
            if part.graded and part.id not in self.one.facts.parts:
                yield Point("part", f"{part.title} has no grade.", self._at(part.id))

    def _unanswered(self) -> Iterator[Point]:
        """Factors while the grade is open because of them, and conditions while the direction is."""
        proposal, facts = self.one.proposal, self.one.facts
        if proposal is None:
            return
        labels = {question.id: question.label for question in self.edition.method.factors}
        if not proposal.settled:
            for factor in asked_factors(self.edition, self.one.framework):
                if factor not in facts.factors:
                    words = f"“{capital(labels[factor])}” is not answered, and the grade depends on it."
                    yield Point("factor", words, self._at(factor))
        if OPEN in proposal.direction.flags:
            for condition in self.one.framework.direction.conditions:
                if condition.id not in facts.conditions:
                    words = f"“{capital(condition.label)}” is not answered, and the direction depends on it."
                    yield Point("condition", words, self._at(condition.id))

    def _no_grade(self) -> Iterator[Point]:
        proposal = self.one.proposal
        if isinstance(self.rule, OutsideRule):
            if self.one.facts.external_grade is None and self.one.external is None:
                words = "Another inspection decides the grade. Enter it, with its source."
                yield Point("external", words, f"{self.addresses.framework(self.id)}#external")
            return
        if proposal and proposal.view and proposal.settled and proposal.grade is None and self.one.judged is None:
            words = "The method gives no grade. Choose one and say why."
            yield Point("judgement", words, f"{self.addresses.framework(self.id)}#judge")

    def _at(self, part: str) -> str:
        return self.addresses.part(self.id, part)


def _not_ready(one: One, whole: Whole, addresses: Addresses) -> Iterator[Point]:
    """Only what is otherwise finished is asked to be marked: until then the missing things say enough."""
    if one.entry.state == "draft" and not missing(one, whole, addresses):
        words = "Nothing is missing. Mark it ready."
        yield Point("not_ready", words, f"{addresses.page('check')}#ready")


def _advice(one: One, whole: Whole, addresses: Addresses) -> Iterator[Point]:
    code, framework = one.framework.code, one.framework.id
    without = bare(one, whole)
    if without:
        said = count_of(len(without), "rating") + (" has" if len(without) == 1 else " have")
        words = f"{capital(said)} no evidence that counts: {numbers(one, whole, without)}."
        yield Point("evidence", words, f"{addresses.framework(framework)}?show=no-evidence")
    yield from _contradictions(one, whole, addresses)
    if one.departs and one.judged and one.proposal:
        labels, outcome = whole.edition.scales.outcomes.labels, one.outcome
        put = labels.get(one.judged.grade, one.judged.grade)
        if one.proposal.grade is not None:
            words = f"{put} is put forward, where the method proposes {labels[one.proposal.grade]}."
        elif outcome is not None:
            words = f"{put} is put forward, where the method gives no grade: {labels[outcome]}."
        else:
            words = f"{put} is put forward, while the method leaves the grade open."
        yield Point("departure", words, f"{addresses.framework(framework)}#judge")
    if not (one.entry.text or "").strip():
        yield Point("text", f"{code} has no report text.", f"{addresses.framework(framework)}/text")


def _contradictions(one: One, whole: Whole, addresses: Addresses) -> Iterator[Point]:
    """Findings that say one thing of a criterion whose rating says the other."""
    if not one.contrary:
        return
    scale, titles = whole.edition.scales.ratings, {s.id: s.title for s in whole.edition.sections}
    known = {criterion.id: criterion.number for criterion in one.framework.criteria}
    for against in one.contrary:
        label = _small(scale[one.facts.ratings[against.criterion]].label)
        under = f"{listed(against.printed_ids)} under “{titles.get(against.kind, against.kind)}”"
        bears = "bears" if len(against.printed_ids) == 1 else "bear"
        words = f"{known.get(against.criterion, against.criterion)} is rated {label}, and {under} {bears} on it."
        yield Point("contradiction", words, addresses.part(one.framework.id, against.criterion))


def _groups(whole: Whole, points: Callable[[One], Sequence[Point]]) -> tuple[Group, ...]:
    found = ((one.framework, tuple(points(one))) for one in whole)
    return tuple(Group(f.id, f.code, f.title, these) for f, these in found if these)


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
