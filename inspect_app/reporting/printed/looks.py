"""How one edition's grades, directions and ratings are marked and called: everything by the edition's own words."""

from __future__ import annotations

from inspect_app.ui.marks import (
    Mark,
    Shape,
    Sign,
    between_mark,
    grade_mark,
    no_grade_mark,
    shapes_for,
    sign_mark,
)

from ...grading.edition import Edition
from ...grading.reasons import Verdict
from ...grading.words import capital

NOT_GRADED = "Not graded"
_VERDICTS: dict[tuple[Verdict, bool], tuple[Sign, str]] = {
    ("held", False): ("tick", "Held"),
    ("failed", False): ("cross", "Not held"),
    ("undecided", False): ("query", "Undecided"),
    ("held", True): ("disc", "Found"),
    ("failed", True): ("open", "Not found"),
    ("undecided", True): ("query", "Undecided"),
}


class Looks:
    """Marks and words of one edition. An id that is empty means that nothing was graded."""

    def __init__(self, edition: Edition) -> None:
        self.scales = edition.scales
        self.outcomes = edition.scales.outcomes
        self._marks = {"": no_grade_mark()}
        self._labels = {"": NOT_GRADED, **self.outcomes.labels}
        self.letters: dict[str, str] = {}
        self._mark_grades()
        self._signs, self._ways = self._directions()
        self._ratings = self._rated()

    def _mark_grades(self) -> None:
        steps = self.outcomes.grades.steps
        for step, shape in zip(reversed(steps), shapes_for(len(steps)), strict=True):
            self.letters[step.id] = step.letter or step.label[:1].upper()
            self._marks[step.id] = grade_mark(_shape(step.shape, shape), self.letters[step.id])
        for gap in self.outcomes.between:
            low, high = self.outcomes.neighbours(gap.id)
            self._marks[gap.id] = between_mark(self.letters[low], self.letters[high])

    def _directions(self) -> tuple[dict[str, Sign], dict[str, str]]:
        """The middle of the scale is stable; what is above it rises, what is below it falls."""
        steps = self.scales.directions.steps
        middle = (len(steps) - 1) / 2
        signs: dict[str, Sign] = {}
        for rank, step in enumerate(steps):
            signs[step.id] = "arrow_right" if rank == middle else "arrow_up" if rank > middle else "arrow_down"
        words = {step.id: step.label for step in steps}
        others: tuple[tuple[Sign, object], ...] = (("dash", "not_graded"), ("broken", "not_comparable"))
        for sign, name in others:
            other = getattr(self.scales, str(name))
            if other is not None:
                signs[other.id], words[other.id] = sign, other.label
        return signs, words

    def _rated(self) -> dict[str | None, tuple[Mark, str]]:
        steps = self.scales.ratings.steps
        best = len(steps) - 1
        rated: dict[str | None, tuple[Mark, str]] = {None: (sign_mark("query"), "Unrated")}
        for rank, step in enumerate(steps):
            sign: Sign = "disc" if rank == best else "half" if rank else "open"
            rated[step.id] = (sign_mark(sign), step.label)
        none = self.scales.not_applicable
        if none is not None:
            rated[none.id] = (sign_mark("dash"), none.label)
        return rated

    def mark(self, outcome: str) -> Mark:
        """The mark of a grade, of a gap between two, or of no grade."""
        return self._marks[outcome]

    def label(self, outcome: str) -> str:
        """What a grade or a gap is called."""
        return self._labels[outcome]

    def short(self, outcome: str) -> str:
        """As `label`; a gap that is called after its neighbours loses their names, which stand beside it."""
        label = self._labels[outcome]
        if outcome and not self.outcomes.is_grade(outcome):
            low, high = (self._labels[name] for name in self.outcomes.neighbours(outcome))
            return label.removesuffix(f" {low} and {high}")
        return label

    def capital(self, outcome: str) -> str:
        """`short` as the beginning of a line."""
        return capital(self.short(outcome))

    def neither(self, outcome: str) -> str:
        """What is said of the outcome that stands where no rung holds."""
        if self.outcomes.is_grade(outcome):
            return "No rung above it holds"
        low, high = (self._labels[name] for name in self.outcomes.neighbours(outcome))
        return f"Neither {high} nor {low}"

    def way(self, direction: str) -> tuple[Mark, str]:
        """The sign of a direction and its word; where none is defined, a ring with a question mark."""
        sign = self._signs.get(direction)
        return (sign_mark(sign), self._ways[direction]) if sign else (sign_mark("query"), "None defined")

    def rating(self, rating: str | None) -> tuple[Mark, str]:
        """The sign of a rating and its word."""
        return self._ratings[rating]

    def verdict(self, verdict: Verdict, test: bool) -> tuple[Mark, str]:
        """The sign of a verdict and its word; a test is found or not, a requirement held or not."""
        sign, word = _VERDICTS[verdict, test]
        return sign_mark(sign), word

    def in_words(self, grade: str, direction: str) -> str:
        """`Fair, stable`, or the grade alone where the edition has no directions."""
        way = f", {self.way(direction)[1].lower()}" if self._signs else ""
        return self.label(grade) + way


def _shape(named: str | None, default: Shape) -> Shape:
    known: dict[str, Shape] = {
        "disc": "disc",
        "rounded": "rounded",
        "hexagon": "hexagon",
        "square": "square",
        "diamond": "diamond",
        "box": "box",
        "ring": "ring",
    }
    return known.get(named or "", default)
