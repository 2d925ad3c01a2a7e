"""The marks as inline SVG: each is drawn once as a symbol, and used wherever its word stands.

Colours are classes, so that the style sheet can answer to print and to forced colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from ...ui.marks import Mark, Outline

SCALE = 100
EDGE = 12
"""Outlines may leave the box by a tenth, so every symbol has an edge of a little more."""


def sprite(marks: Mapping[str, Mark]) -> Markup:
    """One hidden drawing with a symbol for each mark."""
    inside = Markup("").join(_symbol(name, mark) for name, mark in marks.items())
    return Markup('<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false">{}</svg>').format(
        inside
    )


def used(name: str, mark: Mark, size: str = "") -> Markup:
    """The mark beside a word. It says nothing to a screen reader: the word does."""
    classes = " ".join(part for part in ("mark", "mark-wide" if mark.width > 1 else "", size) if part)
    return Markup('<svg class="{}" aria-hidden="true" focusable="false"><use href="#{}"/></svg>').format(classes, name)


def placed(name: str, mark: Mark, centre: float, middle: float, side: float) -> Markup:
    """The mark inside another drawing, `side` high and centred on a point."""
    high = side * (SCALE + 2 * EDGE) / SCALE
    wide = side * (SCALE * mark.width + 2 * EDGE) / SCALE
    at = [number(v) for v in (centre - wide / 2, middle - high / 2, wide, high)]
    return Markup('<use href="#{}" x="{}" y="{}" width="{}" height="{}"/>').format(name, *at)


def _symbol(name: str, mark: Mark) -> Markup:
    box = f"{-EDGE} {-EDGE} {number(SCALE * mark.width + 2 * EDGE)} {SCALE + 2 * EDGE}"
    drawn = Markup("").join(_path(outline) for outline in mark.outlines)
    return Markup('<symbol id="{}" viewBox="{}">{}{}</symbol>').format(name, box, drawn, _letters(mark))


def _path(outline: Outline) -> Markup:
    classes = f"fill-{outline.fill or 'none'} line-{outline.stroke or 'none'}"
    weight = Markup(' stroke-width="{}"').format(number(outline.weight * SCALE)) if outline.weight else ""
    dashes = " ".join(number(d * SCALE) for d in outline.dash)
    dash = Markup(' stroke-dasharray="{}"').format(dashes) if dashes else ""
    return Markup('<path class="{}"{}{} d="{}"/>').format(classes, weight, dash, "".join(_strokes(outline)))


def _strokes(outline: Outline) -> Iterator[str]:
    for name, numbers in outline.segments:
        yield name + " ".join(number(n * SCALE) for n in numbers)


def _letters(mark: Mark) -> Markup:
    if mark.letters is None:
        return Markup("")
    letters = mark.letters
    # The middle of a capital lies about a third of its size above the line it stands on.
    base = SCALE * (0.5 + 0.345 * letters.size)
    return Markup('<text class="fill-{}" x="{}" y="{}" font-size="{}" text-anchor="middle">{}</text>').format(
        letters.colour, number(SCALE * mark.width / 2), number(base), number(SCALE * letters.size), letters.text
    )


def number(value: float) -> str:
    """Short, and the same on every machine: at most two decimals and no trailing zeros."""
    return f"{value + 0.0:.2f}".rstrip("0").rstrip(".")
