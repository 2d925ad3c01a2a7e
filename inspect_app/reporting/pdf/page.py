"""What stands around the text of every page: marking, running head and foot, all of it decoration.

The marking is on every page, the cover included, where it is also read out once.
"""

from __future__ import annotations

from dataclasses import dataclass

from .lines import Faces
from .structure import Node
from .styles import LEFT, MARGIN, MARGIN_STRONG, MARKING, MM, PAGE_HEIGHT, PAGE_WIDTH, WIDTH, Style
from .tagged import TaggedCanvas

_HEAD = "/Type /Pagination /Subtype /Header"
_FOOT = "/Type /Pagination /Subtype /Footer"
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Surround:
    """The words around the text: force and assessment, the marking with its handling, "draft" when it is one."""

    force: str
    assessment: str
    marking: str
    status: str = ""


class ReportPages:
    """Draws what surrounds each page as it ends; the first page is the cover when `has_cover`."""

    def __init__(self, faces: Faces, surround: Surround, *, has_cover: bool) -> None:
        self.surround, self.has_cover = surround, has_cover
        self.faces = faces

    def start(self, canvas: TaggedCanvas) -> None:
        """Nothing stands under the text."""

    def finish(self, canvas: TaggedCanvas, running: str) -> None:
        """Marking always; head and foot on all pages but the cover."""
        number = canvas.getPageNumber()
        if self.has_cover and number == 1:
            self._cover_marking(canvas)
            return
        with canvas.artifact(_HEAD):
            self._marking(canvas, PAGE_HEIGHT - 11 * MM)
            self._head(canvas, running)
        with canvas.artifact(_FOOT):
            self._foot(canvas, number)
            self._marking(canvas, 9 * MM)

    def _marking(self, canvas: TaggedCanvas, y: float, colour: str = "") -> None:
        style = MARKING
        text = self._cut(self.surround.marking, style, PAGE_WIDTH - 40)
        canvas.show_centred(PAGE_WIDTH / 2, y, text, style, colour=colour)

    def _cover_marking(self, canvas: TaggedCanvas) -> None:
        canvas.begin(Node("P"))
        self._marking(canvas, PAGE_HEIGHT - 11 * MM, "white")
        canvas.end()
        with canvas.artifact(_FOOT):
            self._marking(canvas, 9 * MM)

    def _head(self, canvas: TaggedCanvas, running: str) -> None:
        y = PAGE_HEIGHT - 17.5 * MM
        force = self._cut(self.surround.force, MARGIN, WIDTH / 2 - 10)
        canvas.show(LEFT, y, force, MARGIN)
        canvas.show_right(LEFT + WIDTH, y, self._cut(running, MARGIN, WIDTH / 2), MARGIN)
        canvas.rule(LEFT, PAGE_HEIGHT - 19.5 * MM, WIDTH)

    def _foot(self, canvas: TaggedCanvas, number: int) -> None:
        y = 15 * MM
        canvas.rule(LEFT, 19 * MM, WIDTH)
        assessment = self._cut(self.surround.assessment, MARGIN, WIDTH / 3)
        canvas.show(LEFT, y, assessment, MARGIN)
        if self.surround.status:
            status = self._cut(self.surround.status, MARGIN_STRONG, WIDTH / 3)
            canvas.show_centred(PAGE_WIDTH / 2, y, status, MARGIN_STRONG, colour="rust")
        canvas.late.place(
            canvas, LEFT + WIDTH, y, MARGIN_STRONG, f"foot {number}", lambda _, total: f"Page {number} of {total}"
        )

    def _cut(self, text: str, style: Style, room: float) -> str:
        """`text` cleaned, and cut with an ellipsis when it would run into its neighbour."""
        face = self.faces[style.face]
        text = face.clean(text)
        limit = room * 1000 / style.size
        if face.measure(text) <= limit:
            return text
        while text and face.measure(text + _ELLIPSIS) > limit:
            text = text[:-1]
        return text.rstrip() + _ELLIPSIS
