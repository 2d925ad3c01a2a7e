"""Page numbers that are not known when their place is drawn.

Each is a tiny form: placed at once, written when all pages are known. So the report is laid out once, and each
number still stands inside its own row and is read in order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObjectReference, PDFStream, PDFZCompress, xObjectName

from .palette import RGB
from .pen import PenCanvas
from .styles import Style

FORM_WIDTH, FORM_HEIGHT, DESCENT = 96.0, 16.0, 4.0
Wording = Callable[[Mapping[str, int], int], str]
"""From the page of every destination and the number of pages to the words of one form."""


class LateNumbers:
    """The forms of one document, by what they will say and how they will look."""

    def __init__(self) -> None:
        self._forms: dict[tuple[str, Style], tuple[str, Wording]] = {}

    def place(self, canvas: PenCanvas, right: float, y: float, style: Style, key: str, wording: Wording) -> None:
        """Put a number whose last digit ends at `right` on the baseline `y`.

        The same `key` in the same style is written once, however often it is placed.
        """
        name, _ = self._forms.setdefault((key, style), (f"N{len(self._forms) + 1}", wording))
        canvas.write(f"q 1 0 0 1 {right - FORM_WIDTH:.2f} {y - DESCENT:.2f} cm")
        canvas.doForm(name)
        canvas.write("Q")

    def place_page_of(self, canvas: PenCanvas, right: float, y: float, style: Style, to: str) -> None:
        """Put the number of the page on which the destination `to` lies."""
        self.place(canvas, right, y, style, f"page of {to}", lambda pages, _total: str(pages[to]))

    def fill(self, canvas: PenCanvas, pages: Mapping[str, int], total: int) -> None:
        """Write every form. Call once, after the last page."""
        for (_, style), (name, wording) in self._forms.items():
            text = wording(pages, total)
            shown = canvas.encoded(text, style.face, style.size)
            x = FORM_WIDTH - canvas.width(text, style)
            stream = PDFStream(_form_dictionary(), filters=[PDFZCompress])
            stream.content = f"BT {RGB[style.colour]} rg {x:.2f} {DESCENT:.2f} Td {shown} ET\n"
            canvas._doc.Reference(stream, xObjectName(name))


def _form_dictionary() -> PDFDictionary:
    return PDFDictionary(
        {
            "Type": "/XObject",
            "Subtype": "/Form",
            "FormType": 1,
            "BBox": f"[0 0 {FORM_WIDTH:g} {FORM_HEIGHT:g}]",
            "Resources": PDFDictionary({"Font": PDFObjectReference("BasicFonts")}),
        }
    )
