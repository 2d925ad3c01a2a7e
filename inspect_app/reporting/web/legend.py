"""Which mark and which word belong to every id of an edition: grades, directions, ratings and verdicts.

The edition decides; nothing here knows what a grade is called or how many there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...grading.edition import Edition
from ...grading.reasons import Verdict
from ...grading.scale import Outcomes, Scales, Step
from ...ui.marks import Mark, Shape, Sign, between_mark, grade_mark, no_grade_mark, shapes_for, sign_mark

UNRATED = "unrated"
NONE_DEFINED = "None defined"

VERDICTS: Mapping[tuple[Verdict, bool], tuple[Sign, str]] = {
    ("held", False): ("tick", "Held"),
    ("failed", False): ("cross", "Not held"),
    ("undecided", False): ("query", "Undecided"),
    ("held", True): ("disc", "Found"),
    ("failed", True): ("open", "Not found"),
    ("undecided", True): ("query", "Undecided"),
}
NAMED: Mapping[str, Shape] = {
    "disc": "disc",
    "rounded_square": "rounded",
    "hexagon": "hexagon",
    "square": "square",
    "diamond": "diamond",
}
"""The shapes as an edition may name them."""
REACHES: Mapping[str, Sign] = {"every set": "disc", "some sets": "half", "none": "open", "no grade above": "dash"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A word, the id of its mark in the page's sprite, and a letter that stands for it where room is short."""

    mark: str
    word: str
    letter: str = ""


class Legend:
    """Words and marks of one edition. `marks` are all marks by their id."""

    def __init__(self, edition: Edition) -> None:
        self.marks: dict[str, Mark] = {"m-none": no_grade_mark()}
        self._scale = edition.scales.outcomes
        self.outcomes = self._outcomes(edition.scales.outcomes)
        self.directions = self._directions(edition)
        self.ratings = self._ratings(edition.scales)
        self.verdicts = {key: self._signed(sign, word) for key, (sign, word) in VERDICTS.items()}
        self.reaches = {said: self._signed(sign, said) for said, sign in REACHES.items()}
        self._unrated = self._signed("query", UNRATED)
        self._undefined = self._signed("query", NONE_DEFINED)

    def outcome(self, outcome: str | None) -> Marked:
        """A grade, or a gap between two; anything else is a grade that is not there."""
        return self.outcomes.get(outcome or "", Marked("m-none", "Not graded"))

    @property
    def words(self) -> dict[str, str]:
        """What every outcome is called."""
        return {outcome: marked.word for outcome, marked in self.outcomes.items()}

    def short(self, outcome: str) -> str:
        """A gap that is called after its neighbours loses their names, which stand beside it."""
        label = self.outcomes[outcome].word
        if self._scale.is_grade(outcome):
            return label
        low, high = (self.outcomes[name].word for name in self._scale.neighbours(outcome))
        return label.removesuffix(f" {low} and {high}")

    def neither(self, outcome: str) -> str:
        """What is said of the outcome that stands where no rung holds."""
        if self._scale.is_grade(outcome):
            return "No rung above it holds"
        low, high = (self.outcomes[name].word for name in self._scale.neighbours(outcome))
        return f"Neither {high} nor {low}"

    def direction(self, direction: str | None) -> Marked:
        return self.directions.get(direction or "", self._undefined)

    def rating(self, rating: str | None) -> Marked:
        return self.ratings.get(rating or "", self._unrated)

    def verdict(self, verdict: Verdict, test: bool) -> Marked:
        return self.verdicts[verdict, test]

    def _outcomes(self, outcomes: Outcomes) -> dict[str, Marked]:
        steps = outcomes.grades.steps
        shapes = list(reversed(shapes_for(len(steps))))
        letters = {s.id: s.letter or s.label[:1] for s in steps}
        found = {}
        for place, step in enumerate(steps):
            mark = grade_mark(NAMED.get(step.shape or "", shapes[place]), letters[step.id])
            found[step.id] = self._kept(f"m-grade-{place}", mark, step, letters[step.id])
        for place, gap in enumerate(outcomes.between):
            below, above = outcomes.neighbours(gap.id)
            name = f"m-between-{place}"
            self.marks[name] = between_mark(letters[below], letters[above])
            found[gap.id] = Marked(name, gap.label, gap.letter or f"{letters[below]}–{letters[above]}")
        return found

    def _kept(self, name: str, mark: Mark, step: Step, letter: str) -> Marked:
        self.marks[name] = mark
        return Marked(name, step.label, letter)

    def _directions(self, edition: Edition) -> dict[str, Marked]:
        scales, rule = edition.scales, edition.method.direction
        found = {}
        for step in scales.directions.steps:
            sign: Sign = "arrow_right"
            if rule is not None and step.id in (rule.better, rule.worse):
                sign = "arrow_up" if step.id == rule.better else "arrow_down"
            found[step.id] = self._signed(sign, step.label)
        if scales.not_graded:
            found[scales.not_graded.id] = self._signed("dash", scales.not_graded.label)
        if scales.not_comparable:
            found[scales.not_comparable.id] = self._signed("broken", scales.not_comparable.label)
        return found

    def _ratings(self, scales: Scales) -> dict[str, Marked]:
        steps = scales.ratings.steps
        found = {}
        for place, step in enumerate(steps):
            sign: Sign = "half"
            if place in (0, len(steps) - 1):
                sign = "open" if place == 0 else "disc"
            found[step.id] = self._signed(sign, step.label.lower())
        if scales.not_applicable:
            found[scales.not_applicable.id] = self._signed("dash", scales.not_applicable.label.lower())
        return found

    def _signed(self, sign: Sign, word: str) -> Marked:
        name = f"m-{sign.replace('_', '-')}"
        self.marks[name] = sign_mark(sign)
        return Marked(name, word)
