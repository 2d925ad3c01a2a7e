"""Which mark and which word belong to every id of an edition: grades, directions, ratings and verdicts.

The edition decides; nothing here knows what a grade is called or how many there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...grading.edition import Edition
from ...grading.reasons import Verdict
from ...grading.scale import Outcomes, Scale, Scales, Step
from ...ui.marks import Mark, Sign, between_mark, grade_mark, no_grade_mark, shapes_for, sign_mark

UNRATED = "unrated"
NONE_DEFINED = "None defined"


@dataclass(frozen=True, slots=True)
class Sign2Word:
    """A mark by its name in the page's sprite, and the word that stands beside it."""

    mark: str
    word: str


class Legend:
    """Looks up words and marks; collects every mark that the page needs, by name."""

    def __init__(self, edition: Edition) -> None:
        scales = edition.scales
        self.marks: dict[str, Mark] = {"none": no_grade_mark()}
        self.outcomes = self._outcomes(scales.outcomes)
        self.directions = self._directions(edition)
        self.ratings = self._ratings(scales)
        self.reaches = {
            said: self._signed(sign, said)
            for said, sign in _REACHES.items()
        }
        self.verdicts = {key: self._signed(sign, word) for key, (sign, word) in _VERDICTS.items()}

    def outcome(self, outcome: str | None) -> Sign2Word:
        """A grade or a gap between two; anything else is a grade that is not there."""
        return self.outcomes.get(outcome or "", Sign2Word("none", "Not graded"))

    def direction(self, direction: str | None) -> Sign2Word:
        return self.directions.get(direction or "") or self._signed("query", NONE_DEFINED)

    def rating(self, rating: str | None) -> Sign2Word:
        return self.ratings.get(rating or "") or self._signed("query", UNRATED)

    def verdict(self, verdict: Verdict, test: bool) -> Sign2Word:
        return self.verdicts[verdict, test]

    def _signed(self, sign: Sign, word: str) -> Sign2Word:
        self.marks[sign] = sign_mark(sign)
        return Sign2Word(sign, word)
