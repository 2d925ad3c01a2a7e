"""Marks with their words for pages: grades, directions, ratings, answers and verdicts of any edition.

Words, letters and shapes come from the edition's scales; this module knows no grade by name, and it never lets a mark
stand without a word, seen or spoken.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

from ..grading.reasons import Verdict
from ..grading.scale import Scale, Scales, Step
from ..grading.words import capital
from .marks import Shape, Sign, shapes_for
from .sprite import number

NO_GRADE = "No grade yet"
NOT_RATED = "Not rated"
NOT_ANSWERED = "Not answered"
NOT_WORKED_OUT = "Nothing yet"
DIFFERS = "not as proposed"
VERDICTS: Mapping[Verdict, tuple[Sign, str]] = {
    "held": ("tick", "Holds"),
    "undecided": ("dotted", "Open"),
    "failed": ("ringed_cross", "Out of reach"),
}
NAMED: Mapping[str, Shape] = {
    "disc": "disc",
    "rounded_square": "rounded",
    "hexagon": "hexagon",
    "square": "square",
    "diamond": "diamond",
}
"""The shapes as an edition may name them."""
LETTER_SIZES: Mapping[str, int] = {"diamond": 50, "disc": 56}


def grade_chip(
    scales: Scales, outcome: str | None, word: bool = True, differs: bool = False, size: str | None = None
) -> Markup:
    """The chip of a grade, of a gap between two grades (a dashed square), or of no grade yet (a dotted ring).

    Without `word` the word is in the accessible name. `differs` marks a decision that is not the proposal. `size` is
    None, `small`, `large` or `cell`.
    """
    return _chip(*_drawn_as(scales, outcome), word, differs, size)


def grade_word(scales: Scales, outcome: str | None) -> str:
    """What an outcome is called where it opens a line; None is no grade yet."""
    return capital(scales.outcomes.labels[outcome]) if outcome is not None else NO_GRADE


def direction_mark(scales: Scales, direction: str | None, word: bool = True) -> Markup:
    """The sign of a direction with its word; what cannot be compared is a phrase without a sign."""
    if direction is None:
        return Markup('<span class="quiet">{}</span>').format(NOT_WORKED_OUT)
    if scales.not_comparable is not None and direction == scales.not_comparable.id:
        return Markup('<span class="marked">{}</span>').format(scales.not_comparable.label)
    if scales.not_graded is not None and direction == scales.not_graded.id:
        return _signed("dash", scales.not_graded.label, word, "direction")
    ends: dict[int, Sign] = {0: "triangle_down", scales.directions.best: "triangle_up"}
    rank = scales.directions.ranks[direction]
    return _signed(ends.get(rank, "arrow_right"), scales.directions[direction].label, word, "direction")


def rating_mark(scales: Scales, rating: str | None, word: bool = True) -> Markup:
    """The mark of a criterion's rating with its word; None is not rated."""
    return _step(scales.ratings, scales.not_applicable, rating, NOT_RATED, word)


def answer_mark(scales: Scales, answer: str | None, word: bool = True, condition: bool = False) -> Markup:
    """The mark of an answer to a factor, or to a condition of the direction; None is not answered."""
    answers = scales.condition_answers if condition else scales.factor_answers
    return _step(answers, scales.not_applicable, answer, NOT_ANSWERED, word)


def verdict_mark(verdict: Verdict, word: bool = False) -> Markup:
    """Whether a requirement holds; the word is spoken unless it is asked for."""
    return _signed(*VERDICTS[verdict], word, "rating")


def shape_of(scales: Scales, grade: str) -> Shape:
    """The shape of a grade: the one that its edition names, or the one that its rank has among so many grades."""
    grades = scales.outcomes.grades
    rank = grades.ranks[grade]
    return NAMED.get(grades[grade].shape or "", shapes_for(len(grades.steps))[grades.best - rank])


def letter_of(scales: Scales, outcome: str) -> str:
    """The letter of a grade where room is short; a dash for a gap between two grades."""
    if not scales.outcomes.is_grade(outcome):
        return "–"
    step = scales.outcomes.grades[outcome]
    return step.letter or step.label[:1]


def _drawn_as(scales: Scales, outcome: str | None) -> tuple[str, str, str]:
    """Shape, letter and word."""
    if outcome is None:
        return "ring", "", NO_GRADE
    if not scales.outcomes.is_grade(outcome):
        return "gap", "?", grade_word(scales, outcome)
    return shape_of(scales, outcome), letter_of(scales, outcome), grade_word(scales, outcome)


@lru_cache(maxsize=512)
def _chip(shape: str, letter: str, label: str, word: bool, differs: bool, size: str | None) -> Markup:
    letter_size = LETTER_SIZES.get(shape, 62)
    text = (
        Markup('<text x="50" y="{}" font-size="{}">{}</text>').format(
            number(50 + 0.35 * letter_size), letter_size, letter
        )
        if letter
        else ""
    )
    corner = Markup('<path class="corner" d="M58-8H108V42z"/>') if differs else ""
    # The gap is drawn as the square with another edge, so the sprite needs no shape for it.
    drawing = Markup('<use href="#s-{}"/>{}{}').format("square" if shape == "gap" else shape, text, corner)
    classes = " ".join(part for part in ("chip", f"chip-{shape}", f"chip-{size}" if size else "") if part)
    return _with_word(drawing, classes, f"{label}, {DIFFERS}" if differs else label, label, word, differs)


def _with_word(drawing: Markup, classes: str, name: str, label: str, word: bool, differs: bool) -> Markup:
    if not word:
        return Markup('<svg class="{}" viewBox="0 0 100 100" role="img" aria-label="{}">{}</svg>').format(
            classes, name, drawing
        )
    hidden = Markup('<span class="unseen">, {}</span>').format(DIFFERS) if differs else ""
    return Markup(
        '<span class="marked"><svg class="{}" viewBox="0 0 100 100" aria-hidden="true">{}</svg>'
        '<span class="word">{}{}</span></span>'
    ).format(classes, drawing, label, hidden)


def _step(scale: Scale, apart: Step | None, step: str | None, none: str, word: bool) -> Markup:
    if step is None:
        return _signed("dotted", none, word, "rating")
    if apart is not None and step == apart.id:
        return _signed("dash", apart.label, word, "rating")
    rank = scale.ranks[step]
    found = scale.steps[rank]
    if rank == 0:
        return _signed("ringed_cross", found.label, word, "rating")
    if rank == scale.best:
        return _signed("tick", found.label, word, "rating")
    return _signed("half", found.label, word, "rating")


@lru_cache(maxsize=512)
def _signed(sign: Sign, label: str, word: bool, kind: str) -> Markup:
    drawing = Markup('<use href="#s-{}"/>').format(sign.replace("_", "-"))
    classes = f"sign sign-{kind} sign-{sign.replace('_', '-')}"
    return _with_word(drawing, classes, label, label, word, differs=False)
