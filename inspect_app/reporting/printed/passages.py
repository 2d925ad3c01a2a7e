"""Paragraphs that can be cited: their number and source line stand small in the margin beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..pdf.flow import Block
from ..pdf.headings import Place, SideHead, beside
from ..pdf.lines import Faces, break_lines
from ..pdf.prose import BesideTheMargin, Paragraph
from ..pdf.structure import Node
from ..pdf.styles import MARGIN, MARGIN_WIDTH
from ..pdf.tagged import TaggedCanvas
from ..pdf.text import Words
from ..year import Passage
from .setting import Setting


class Cited(BesideTheMargin):
    """A paragraph with a reference in the margin, `lowered` where a side head stands above it."""

    def __init__(self, faces: Faces, words: Words, reference: Words, place: Place | None, *, lowered: float) -> None:
        self.place, self.lowered = place, lowered
        self.notes = break_lines(reference, MARGIN, MARGIN_WIDTH, faces)
        self.margin_height = lowered + len(self.notes) * MARGIN.leading if self.notes else 0.0
        super().__init__(faces, words)
        group = Node("Div")
        self.node = Node("P", group)
        self.notes_node = Node("P", group)

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Text, then the reference, which is read last."""
        if self.first and self.place is not None:
            self.place.mark(canvas, x, top, "")
        super().draw(canvas, x, top)
        if self.first:
            canvas.draw_lines(self.notes_node, self.notes, MARGIN, x, top - self.lowered - 1.5)


def passages(setting: Setting, head: str, found: Iterable[Passage], *, level: int = 3) -> list[Block]:
    """A side head with the passages beside it; nothing where there are none."""
    side = SideHead(setting.faces, head, level=level)
    blocks: list[Block] = []
    for passage in found:
        place = Place(f"f{passage.id}") if passage.id else None
        words = setting.links.written(passage.text)
        lowered = 0.0 if blocks else side.overhang + 1.5
        blocks.append(Cited(setting.faces, words, reference(passage.id, passage.source_line), place, lowered=lowered))
    return beside(side, blocks)


def texts(setting: Setting, head: str, found: Sequence[str]) -> list[Block]:
    """A side head with plain paragraphs beside it; nothing where there are none."""
    made: list[Block] = [Paragraph(setting.faces, setting.links.written(text)) for text in found if text]
    return beside(SideHead(setting.faces, head), made)


def reference(name: str, line: int) -> str:
    """`1A-C1, source line 353`, without what is not known."""
    return ", ".join(part for part in (name, source_line(line)) if part)


def source_line(line: int) -> str:
    """`source line 353`; empty for what stands in no source."""
    return f"source line {line}" if line else ""
