"""The shapes of all marks as one hidden drawing at the head of a page, which every mark on it then only refers to.

It holds shapes without letters, so that it serves every edition; colours are classes, so that the style sheet can
answer to print and to forced colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import get_args

from markupsafe import Markup

from .marks import Mark, Outline, Shape, Sign, grade_mark, sign_mark

UNITS = 100
"""The side of a mark's box in the drawing."""


@cache
def sprite() -> Markup:
    """The hidden drawing: once on each page, before the first mark."""
    drawn = [(f"s-{shape}", grade_mark(shape, "")) for shape in get_args(Shape)]
    drawn += [(f"s-{sign.replace('_', '-')}", sign_mark(sign)) for sign in get_args(Sign) if sign != "query"]
    inside = Markup("").join(_group(name, mark) for name, mark in drawn)
    return Markup(
        '<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false"><defs>{}</defs></svg>'
    ).format(inside)


def number(value: float) -> str:
    """Short, and the same on every machine: at most two decimals and no trailing zeros."""
    return f"{value + 0.0:.2f}".rstrip("0").rstrip(".")


def _group(name: str, mark: Mark) -> Markup:
    return Markup('<g id="{}">{}</g>').format(name, Markup("").join(_path(outline) for outline in mark.outlines))


def _path(outline: Outline) -> Markup:
    classes = f"f-{outline.fill or 'none'} l-{outline.stroke or 'none'}"
    weight = Markup(' stroke-width="{}"').format(number(outline.weight * UNITS)) if outline.weight else ""
    dashes = " ".join(number(length * UNITS) for length in outline.dash)
    dash = Markup(' stroke-dasharray="{}"').format(dashes) if dashes else ""
    return Markup('<path class="{}"{}{} d="{}"/>').format(classes, weight, dash, "".join(_strokes(outline)))


def _strokes(outline: Outline) -> Iterator[str]:
    for name, numbers in outline.segments:
        yield name + " ".join(number(n * UNITS) for n in numbers)
