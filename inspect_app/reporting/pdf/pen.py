"""Draws type, rules, shapes and marks straight into the page, in page coordinates with y growing upwards.

It writes PDF operators itself: the library's drawing calls keep a state that this report never needs, and
they cost more than everything else on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from reportlab.pdfgen.canvas import Canvas

from inspect_app.ui.marks import Mark, Outline

from .fonts import Face, Type
from .palette import RGB
from .styles import PAGE_HEIGHT, PAGE_WIDTH, Style


class PenCanvas(Canvas):  # type: ignore[misc]
    """A canvas that sets the report's own faces and draws its marks."""

    def __init__(self, file: IO[bytes], faces: Mapping[Face, Type], language: str) -> None:
        super().__init__(
            file,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang=language,
        )
        self.faces = faces
        self._ascii_names: dict[Face, str] = {}

    def _make_preamble(self) -> None:
        # The library's preamble names Helvetica on every page; a face that is not embedded fails PDF/UA.
        self._preamble = "1 0 0 1 0 0 cm"

    def write(self, operators: str) -> None:
        """Add PDF operators to the page."""
        self._code.append(operators)

    def show(self, x: float, y: float, text: str, style: Style, face: Face | None = None, colour: str = "") -> None:
        """Set `text` with its baseline at `y`, starting at `x`. The text must be clean for the face."""
        rgb = RGB[colour or style.colour]
        shown = self.encoded(text, face or style.face, style.size)
        self._code.append(f"BT {rgb} rg {x:.2f} {y:.2f} Td {shown} ET")

    def show_right(self, right: float, y: float, text: str, style: Style, colour: str = "") -> None:
        """Set `text` so that it ends at `right`."""
        text = self.faces[style.face].clean(text)
        self.show(right - self.width(text, style), y, text, style, colour=colour)

    def show_centred(self, x: float, y: float, text: str, style: Style, colour: str = "") -> None:
        """Set `text` so that its middle is at `x`."""
        text = self.faces[style.face].clean(text)
        self.show(x - self.width(text, style) / 2, y, text, style, colour=colour)

    def width(self, text: str, style: Style) -> float:
        """Width of `text` in points."""
        return self.faces[style.face].measure(text) * style.size / 1000

    def encoded(self, text: str, face: Face, size: float) -> str:
        """The operators that choose the face and show `text`."""
        if text.isascii():
            name = self._ascii_names.get(face) or self._name_of(face)
            escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            return f"{name} {size:g} Tf ({escaped}) Tj"
        font, doc = self.faces[face].font, self._doc
        return " ".join(
            f"{font.getSubsetInternalName(subset, doc)} {size:g} Tf <{codes.hex()}> Tj"
            for subset, codes in font.splitString(text, doc)
        )

    def _name_of(self, face: Face) -> str:
        font = self.faces[face].font
        # Splitting any text makes the face known to this document; ASCII is always its first subset.
        font.splitString("a", self._doc)
        name: str = font.getSubsetInternalName(0, self._doc)
        self._ascii_names[face] = name
        return name

    def fill_box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle whose lower left corner is at `x`, `y`."""
        self._code.append(f"{RGB[colour]} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def line_box(self, x: float, y: float, width: float, height: float, colour: str, weight: float) -> None:
        """The outline of a rectangle."""
        self._code.append(f"{RGB[colour]} RG {weight:g} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def rule(self, x: float, y: float, width: float, weight: float = 0.5, colour: str = "rule") -> None:
        """A horizontal rule with square ends, centred on `y`."""
        self._code.append(f"{RGB[colour]} RG 0 J {weight:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")

    def upright(self, x: float, y: float, height: float, weight: float = 0.5, colour: str = "rule") -> None:
        """A vertical rule with its foot at `y`."""
        self._code.append(f"{RGB[colour]} RG 0 J {weight:g} w {x:.2f} {y:.2f} m {x:.2f} {y + height:.2f} l S")

    def mark(self, mark: Mark, x: float, middle: float, size: float) -> None:
        """Draw a mark `size` points high, its left edge at `x` and its middle at `middle`."""
        top = middle + size / 2
        for outline in mark.outlines:
            self._code.append(_path(outline, x, top, size))
        letters = mark.letters
        if letters is None:
            return
        style = Style("bold", letters.size * size, 0, letters.colour)
        # Capitals are 0.66 of the size high, so that their middle lies 0.33 above the baseline.
        self.show_centred(x + mark.width * size / 2, middle - 0.33 * style.size, letters.text, style)


def _path(outline: Outline, x: float, top: float, size: float) -> str:
    """An outline as operators, in its own graphics state so that dashes and joins do not leak."""
    parts = ["q"]
    if outline.fill:
        parts.append(f"{RGB[outline.fill]} rg")
    if outline.stroke:
        parts.append(f"{RGB[outline.stroke]} RG {outline.weight * size:.2f} w")
        if outline.dash:
            dash = " ".join(f"{part * size:.2f}" for part in outline.dash)
            parts.append(f"[{dash}] 0 d")
    for name, points in outline.segments:
        shown = [
            f"{top - value * size:.2f}" if at % 2 else f"{x + value * size:.2f}" for at, value in enumerate(points)
        ]
        parts.append(" ".join([*shown, _OPERATORS[name]]))
    parts.append({(True, True): "B", (True, False): "f"}.get((bool(outline.fill), bool(outline.stroke)), "S"))
    return " ".join([*parts, "Q"])


_OPERATORS: dict[str, Any] = {"M": "m", "L": "l", "C": "c", "Z": "h"}
