"""One framework of one force made ready for the question what closing areas would do to its grade.

Pure arithmetic over the engine's own. It never changes a rating: what is closed is assumed to make criteria met, and
somebody still has to rate them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ...grading.grader import Grader
from ...grading.rules import LadderRule


@dataclass(frozen=True, slots=True)
class Open:
    """An open area as the arithmetic sees it: criteria that it bears on by framework, effort in days, due day."""

    number: int
    bears_on: Mapping[str, frozenset[str]]
    effort: int | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """What is known of a framework: ratings and factors; criteria that count as met already; criteria nothing can lift.

    `done` are met in effect, because every area that bore on them is closed. `stuck` bear a weakness that the force
    has accepted or contested, so closing the others would not make them met.
    """

    ratings: Mapping[str, str]
    factors: Mapping[str, str] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    stuck: frozenset[str] = frozenset()


class Ground:
    """A framework with its ratings and the open areas that could change them. Sets of areas are masks over `areas`.

    With `unrated_met` a criterion that nobody rated counts as met, else at its worst. A question of the highest level
    that nobody answered always counts at its worst, since no area lifts it.
    """

    def __init__(self, grader: Grader, rated: Rated, areas: Sequence[Open], *, unrated_met: bool = True) -> None:
        self.grader, self.framework = grader, grader.framework
        self.best = grader.edition.scales.ratings.steps[-1].id
        self.none = grader.edition.scales.not_applicable
        self.ratings = {**rated.ratings, **dict.fromkeys(rated.done & set(grader.framework.criterion), self.best)}
        self.factors = rated.factors
        self.not_rated = tuple(c.id for c in self.framework.criteria if c.id not in self.ratings)
        if unrated_met:
            self.ratings.update(dict.fromkeys(self.not_rated, self.best))
        low = {c.id for c in self.framework.criteria if not self._is_settled(c.id)}
        movable = low - rated.stuck
        mine = [a for a in areas if a.bears_on.get(self.framework.id, frozenset()) & movable]
        self.areas = tuple(sorted(mine, key=lambda area: area.number))
        self.place = {area.number: place for place, area in enumerate(self.areas)}
        self.whole = (1 << len(self.areas)) - 1
        self.masks = self._masks(movable)
        self.uncovered = tuple(c.id for c in self.framework.criteria if c.id in low and c.id not in self.masks)
        rise, base = grader.coding.rise, grader.coding.lowest_of(self.ratings, self.factors)
        self._base = base
        self._gains = [(mask, rise[c][self.best] - self._risen(c)) for c, mask in self.masks.items()]
        self.now = self.outcome(0)

    def _is_settled(self, criterion: str) -> bool:
        """Whether no closure can better it: it is met, or it does not apply."""
        step = self.ratings.get(criterion)
        return step == self.best or (self.none is not None and step == self.none.id)

    def _risen(self, criterion: str) -> int:
        step = self.ratings.get(criterion)
        return self.grader.coding.rise[criterion][step] if step is not None else 0

    def _masks(self, movable: Iterable[str]) -> dict[str, int]:
        """For each criterion that areas bear on, all of them: it is met when every one is closed."""
        masks: dict[str, int] = {}
        wanted = set(movable)
        for place, area in enumerate(self.areas):
            for criterion in area.bears_on.get(self.framework.id, frozenset()):
                if criterion in wanted:
                    masks[criterion] = masks.get(criterion, 0) | 1 << place
        return masks

    def outcome(self, closed: int) -> int:
        """The rank of what the engine would be sure of, were these areas closed."""
        code = self._base
        for mask, gain in self._gains:
            if not mask & ~closed:
                code += gain
        return self.grader.outcome(code)[0]

    def met_by(self, closed: int) -> tuple[str, ...]:
        """The criteria that these closures would meet, in the edition's order."""
        return tuple(c.id for c in self.framework.criteria if c.id in self.masks and not self.masks[c.id] & ~closed)

    def ratings_after(self, closed: int) -> dict[str, str]:
        """The ratings as the arithmetic takes them once these areas are closed; what is not rated is left out."""
        return {**self.ratings, **dict.fromkeys(self.met_by(closed), self.best)}

    def mask_of(self, numbers: Iterable[int]) -> int:
        """The mask of those of the areas that bear on this framework."""
        return sum(1 << self.place[number] for number in set(numbers) if number in self.place)

    def numbers_of(self, mask: int) -> frozenset[int]:
        return frozenset(area.number for place, area in enumerate(self.areas) if mask >> place & 1)

    def grade_at(self, rank: int) -> int:
        """How many grades lie at or below an outcome, so that outcomes between two grades count as the lower one."""
        outcomes = self.grader.outcomes
        return sum(outcomes.ranks[grade] <= rank for grade in outcomes.grades.ids())

    def next_grade(self, rank: int) -> int | None:
        """The rank of the lowest grade above an outcome; None at the top."""
        outcomes = self.grader.outcomes
        return min((r for grade in outcomes.grades.ids() if (r := outcomes.ranks[grade]) > rank), default=None)


def climbs_on_criteria(grader: Grader) -> bool:
    """Whether ratings of criteria decide this framework's grade at all."""
    return isinstance(grader.rule, LadderRule) and grader.rule.of == "criteria"
