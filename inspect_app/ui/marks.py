"""The marks that stand beside a word: grades, directions, verdicts and ratings, as plain geometry.

One description serves the printed report and the pages. It names shapes and colours, never a medium, and it
refuses to know what any grade is called: labels, letters and shapes come in as data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin
from typing import Literal

Shape = Literal["disc", "rounded", "hexagon", "square", "diamond", "box", "ring"]
Sign = Literal[
    "arrow_up",
    "arrow_right",
    "arrow_down",
    "dash",
    "broken",
    "query",
    "tick",
    "cross",
    "disc",
    "half",
    "open",
    "triangle_up",
    "triangle_down",
    "ringed_cross",
    "dotted",
]
Segment = tuple[str, tuple[float, ...]]

SHAPES_FROM_THE_TOP: tuple[Shape, ...] = ("disc", "rounded", "hexagon", "square", "diamond")
"""Shapes of a scale that names none, best grade first."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One closed or open path in a box one unit high, origin at the top left, y growing downwards.

    Segments are ``("M", (x, y))``, ``("L", (x, y))``, ``("C", (x1, y1, x2, y2, x, y))`` and ``("Z", ())``, so
    that they can be written as an SVG path or as PDF operators without thinking. `fill` and `stroke` name
    colours of the palette; `weight` and `dash` are in units of the box.
    """

    segments: tuple[Segment, ...]
    fill: str | None = None
    stroke: str | None = None
    weight: float = 0.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Letters:
    """Bold letters centred in a mark; `size` is in units of the box."""

    text: str
    colour: str
    size: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A picture one unit high and `width` units wide. It never stands for a word: the word is text beside it."""

    outlines: tuple[Outline, ...]
    letters: Letters | None = None
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of a scale as it is shown. `rank` counts from the best, which is 0."""

    id: str
    label: str
    letter: str
    rank: int
    shape: Shape

    @property
    def mark(self) -> Mark:
        """The grade's own mark: its shape with its letter."""
        return grade_mark(self.shape, self.letter)


@dataclass(frozen=True, slots=True)
class Direction:
    """One direction as it is shown: its word and the sign before it."""

    id: str
    label: str
    sign: Sign

    @property
    def mark(self) -> Mark:
        """The sign before the word."""
        return sign_mark(self.sign)


def shapes_for(count: int) -> tuple[Shape, ...]:
    """Default shapes of a scale of `count` grades, best first.

    A scale shorter than five has the shapes of both ends and leaves out the middle; past five the last one repeats.
    """
    last = len(SHAPES_FROM_THE_TOP) - 1
    if count <= last:
        return SHAPES_FROM_THE_TOP[: count - count // 2] + SHAPES_FROM_THE_TOP[last + 1 - count // 2 :]
    return tuple(SHAPES_FROM_THE_TOP[min(rank, last)] for rank in range(count))


@cache
def grade_mark(shape: Shape, letter: str) -> Mark:
    """The mark of one grade. Fill and letter colour follow from the shape, so a grade is never only a colour."""
    colours = {"disc": "white", "diamond": "white", "ring": "slate"}
    size = {"diamond": 0.5, "disc": 0.54}.get(shape, 0.6)
    width = _BOX_WIDTH if shape == "box" else 1.0
    return Mark((_SHAPES[shape],), Letters(letter, colours.get(shape, "ink"), size), width)


@cache
def between_mark(lower_letter: str, upper_letter: str) -> Mark:
    """The mark of an outcome that falls between two grades: a wide dashed box with both letters."""
    return Mark((_SHAPES["box"],), Letters(f"{lower_letter}–{upper_letter}", "ink", 0.5), _BOX_WIDTH)


@cache
def no_grade_mark() -> Mark:
    """The mark of something not graded or not yet judged: a dotted ring with a dash."""
    return grade_mark("ring", "–")


@cache
def sign_mark(sign: Sign) -> Mark:
    """The mark of a direction, a verdict or a rating."""
    letters = Letters("?", "ink", 0.6) if sign == "query" else None
    return Mark(_SIGNS[sign], letters)


def in_order(grades: Sequence[Grade]) -> tuple[Grade, ...]:
    """The grades, best first, whatever order they came in."""
    return tuple(sorted(grades, key=lambda grade: grade.rank))


# A quarter of a circle as one Bezier curve: the usual constant, good to 0.03% of the radius.
_ROUND = 0.5523
_BOX_WIDTH = 1.36


def _circle(radius: float, centre: float = 0.5) -> tuple[Segment, ...]:
    r, k, c = radius, radius * _ROUND, centre
    return (
        ("M", (c + r, c)),
        ("C", (c + r, c + k, c + k, c + r, c, c + r)),
        ("C", (c - k, c + r, c - r, c + k, c - r, c)),
        ("C", (c - r, c - k, c - k, c - r, c, c - r)),
        ("C", (c + k, c - r, c + r, c - k, c + r, c)),
        ("Z", ()),
    )


def _polygon(*points: tuple[float, float]) -> tuple[Segment, ...]:
    first, *rest = points
    return (("M", first), *(("L", point) for point in rest), ("Z", ()))


def _line(*points: tuple[float, float]) -> tuple[Segment, ...]:
    return _polygon(*points)[:-1]


def _rounded(inset: float, radius: float) -> tuple[Segment, ...]:
    low, high, r = inset, 1 - inset, radius
    k = r * (1 - _ROUND)
    return (
        ("M", (low + r, low)),
        ("L", (high - r, low)),
        ("C", (high - k, low, high, low + k, high, low + r)),
        ("L", (high, high - r)),
        ("C", (high, high - k, high - k, high, high - r, high)),
        ("L", (low + r, high)),
        ("C", (low + k, high, low, high - k, low, high - r)),
        ("L", (low, low + r)),
        ("C", (low, low + k, low + k, low, low + r, low)),
        ("Z", ()),
    )


def _hexagon(radius: float) -> tuple[Segment, ...]:
    turns = [pi / 3 * step for step in range(6)]
    return _polygon(*((0.5 + radius * cos(turn), 0.5 + radius * sin(turn)) for turn in turns))


def _box(left: float, top: float, right: float, bottom: float) -> tuple[Segment, ...]:
    return _polygon((left, top), (right, top), (right, bottom), (left, bottom))


_WIDE_BOX = _box(0.05, 0.06, _BOX_WIDTH - 0.05, 0.94)
_SHAPES: dict[str, Outline] = {
    "disc": Outline(_circle(0.5), fill="petrol"),
    "rounded": Outline(_rounded(0.06, 0.24), fill="pale", stroke="petrol", weight=0.085),
    "hexagon": Outline(_hexagon(0.5), fill="white", stroke="petrol", weight=0.085),
    "square": Outline(_box(0.06, 0.06, 0.94, 0.94), fill="white", stroke="petrol", weight=0.09),
    "diamond": Outline(_polygon((0.5, -0.1), (1.1, 0.5), (0.5, 1.1), (-0.1, 0.5)), fill="rust"),
    "box": Outline(
        _box(0.05, 0.06, _BOX_WIDTH - 0.05, 0.94), fill="white", stroke="ink", weight=0.09, dash=(0.16, 0.1)
    ),
    "ring": Outline(_circle(0.44), fill="white", stroke="slate", weight=0.08, dash=(0.08, 0.12)),
}

_ARROW_RIGHT = _polygon((0.02, 0.41), (0.48, 0.41), (0.48, 0.17), (1.0, 0.5), (0.48, 0.83), (0.48, 0.59), (0.02, 0.59))


def _turned(segments: tuple[Segment, ...], up: bool) -> tuple[Segment, ...]:
    """The arrow to the right, turned a quarter; only straight lines are turned."""
    return tuple((name, (xy[1], 1 - xy[0] if up else xy[0]) if xy else ()) for name, xy in segments)


_DISC = _circle(0.44)
_RING = Outline(_circle(0.4), fill="white", stroke="ink", weight=0.1)
_HALF: tuple[Segment, ...] = (
    ("M", (0.5, 0.1)),
    ("C", (0.5 - 0.4 * _ROUND, 0.1, 0.1, 0.5 - 0.4 * _ROUND, 0.1, 0.5)),
    ("C", (0.1, 0.5 + 0.4 * _ROUND, 0.5 - 0.4 * _ROUND, 0.9, 0.5, 0.9)),
    ("Z", ()),
)

_SIGNS: dict[Sign, tuple[Outline, ...]] = {
    "arrow_right": (Outline(_ARROW_RIGHT, fill="ink"),),
    "arrow_up": (Outline(_turned(_ARROW_RIGHT, up=True), fill="ink"),),
    "arrow_down": (Outline(_turned(_ARROW_RIGHT, up=False), fill="ink"),),
    "dash": (Outline(_box(0.2, 0.42, 0.8, 0.58), fill="ink"),),
    "broken": (
        Outline(_box(0.06, 0.43, 0.4, 0.57), fill="ink"),
        Outline(_box(0.6, 0.43, 0.94, 0.57), fill="ink"),
    ),
    "query": (Outline(_circle(0.44), fill="white", stroke="ink", weight=0.09, dash=(0.2, 0.12)),),
    "tick": (
        Outline(_circle(0.5), fill="petrol"),
        Outline(_line((0.26, 0.52), (0.44, 0.69), (0.75, 0.34)), stroke="white", weight=0.14),
    ),
    "cross": (
        Outline(_box(0.06, 0.06, 0.94, 0.94), fill="white", stroke="ink", weight=0.09),
        Outline(_line((0.29, 0.29), (0.71, 0.71)), stroke="ink", weight=0.12),
        Outline(_line((0.29, 0.71), (0.71, 0.29)), stroke="ink", weight=0.12),
    ),
    "disc": (Outline(_DISC, fill="ink"),),
    "half": (_RING, Outline(_HALF, fill="ink")),
    "open": (_RING,),
    "triangle_up": (Outline(_polygon((0.06, 0.86), (0.5, 0.14), (0.94, 0.86)), fill="ink"),),
    "triangle_down": (Outline(_polygon((0.06, 0.14), (0.94, 0.14), (0.5, 0.86)), fill="ink"),),
    "ringed_cross": (
        Outline(_circle(0.44), fill="white", stroke="rust", weight=0.1),
        Outline(_line((0.33, 0.33), (0.67, 0.67)), stroke="rust", weight=0.1),
        Outline(_line((0.33, 0.67), (0.67, 0.33)), stroke="rust", weight=0.1),
    ),
    "dotted": (Outline(_circle(0.44), fill="white", stroke="slate", weight=0.1, dash=(0.16, 0.13)),),
}
