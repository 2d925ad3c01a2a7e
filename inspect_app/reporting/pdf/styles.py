"""The sizes of type and the measures of the page, in points. Left-aligned always; nothing is ever squeezed."""

from __future__ import annotations

from dataclasses import dataclass

from .fonts import Face

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 595.2756, 841.8898
LEFT = 20 * MM
TOP = PAGE_HEIGHT - 25.1 * MM
WIDTH = 170 * MM
DEPTH = 700.0
BOTTOM = TOP - DEPTH
MARGIN_WIDTH = 39.5 * MM
TEXT_LEFT = 43.5 * MM
TEXT_WIDTH = 126.5 * MM
HALF_LINE = 7.0


@dataclass(frozen=True, slots=True)
class Style:
    """One way of setting type: a face at a size, on a leading, in a colour of the palette."""

    face: Face
    size: float
    leading: float
    colour: str = "ink"

    @property
    def drop(self) -> float:
        """From the top of a line to its baseline."""
        return self.leading / 2 + self.size * 0.33


H1 = Style("bold", 28, 32, "petrol")
H2 = Style("bold", 23, 27, "petrol")
CODE = Style("bold", 46, 46, "petrol")
H3 = Style("semibold", 14, 18, "petrol")
H3_RUST = Style("semibold", 14, 18, "rust")
KICKER = Style("semibold", 9, 12, "slate")
ANNEX = Style("semibold", 10.5, 14, "slate")
LEAD = Style("regular", 13, 18, "petrol")
BODY = Style("regular", 10.5, 14)
BODY_STRONG = Style("semibold", 10.5, 14)
BODY_QUIET = Style("regular", 10.5, 14, "slate")
NUMBER = Style("bold", 10.5, 14, "petrol")
NUMBER_RUST = Style("bold", 10.5, 14, "rust")
SMALL = Style("regular", 9, 12)
SMALL_STRONG = Style("semibold", 9, 12)
SMALL_INVERSE = Style("bold", 9, 12, "white")
NOTE = Style("regular", 9, 12, "slate")
MARGIN = Style("regular", 8.5, 11, "slate")
MARGIN_STRONG = Style("bold", 8.5, 11, "ink")
DOMAIN = Style("semibold", 10.5, 14, "petrol")
MARKING = Style("bold", 9, 12)
