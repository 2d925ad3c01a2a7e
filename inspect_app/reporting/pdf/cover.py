"""The cover: a dark panel with force, assessment and the grade of every framework as one picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspect_app.ui.marks import Mark

from .flow import Block
from .lines import Faces, Line, break_lines
from .prose import Paragraph, labelled_rows
from .structure import Node
from .styles import (
    BODY,
    BODY_QUIET,
    BODY_STRONG,
    DEPTH,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    WIDTH,
    Style,
)
from .tagged import TaggedCanvas
from .text import Words

PANEL_DEPTH = 482.0
_KIND = Style("semibold", 12, 16, "white")
_FORCE = Style("bold", 54, 58, "white")
_ASSESSMENT = Style("regular", 24, 29, "white")
_SCOPE = Style("regular", 12, 16, "white")
_CAPTION = Style("regular", 9, 12, "white")
_CODE = Style("semibold", 8.5, 11, "white")
_SMALLEST_FORCE = 32.0


@dataclass(frozen=True, slots=True)
class Step:
    """One framework in the picture: its code, how many steps up its grade is, and the mark at its top.

    `opens` draws a rule before it, where a new domain begins.
    """

    code: str
    height: int
    mark: Mark
    opens: bool = False


@dataclass(frozen=True, slots=True)
class CoverWords:
    """What the cover says. `kind` stands over the rule: "Force report", or that it is a draft."""

    kind: str
    force: str
    assessment: str
    scope: str
    caption: str
    alt: str
    rows: tuple[tuple[str, Words], ...]
    disclaimer: str


class Cover(Block):
    """The whole first page: the panel over its upper part, the facts and the disclaimer under it."""

    height = DEPTH

    def __init__(self, faces: Faces, words: CoverWords, steps: Sequence[Step], step_count: int) -> None:
        self.words, self.steps, self.step_count = words, list(steps), step_count
        self.node = Node("Sect")
        self.force_style = _to_fit(words.force, faces)
        self.lines = [
            (break_lines(text, style, WIDTH, faces), style, Node("P", self.node))
            for text, style in (
                (words.kind, _KIND),
                (words.force, self.force_style),
                (words.assessment, _ASSESSMENT),
                (words.scope, _SCOPE),
                (words.caption, _CAPTION),
            )
        ]
        self.figure = Node("Figure", self.node, alt=words.alt)
        styles = (BODY_STRONG, BODY)
        self.rows = labelled_rows(faces, words.rows, styles=styles, pad=3.0)
        self.rows.append(Paragraph(faces, words.disclaimer, BODY_QUIET))
        for row in self.rows:
            row.node.put_in(self.node)

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """The panel's words from the top, the picture at its foot, the facts below."""
        with canvas.artifact():
            canvas.fill_box(0, PAGE_HEIGHT - PANEL_DEPTH, PAGE_WIDTH, PANEL_DEPTH, "petrol")
            canvas.rule(LEFT, PAGE_HEIGHT - 106.5, WIDTH, 1.2, "white")
        kind, force, assessment, scope, caption = self.lines
        self._put(canvas, kind, PAGE_HEIGHT - 83)
        y = PAGE_HEIGHT - 138 - (_FORCE.size - self.force_style.size) * 0.4
        for part, gap in ((force, 7.0), (assessment, 9.0), (scope, 0.0)):
            y -= self._put(canvas, part, y, shift=-1.0 if part is force else 0.0) + gap
        self._put(canvas, caption, PAGE_HEIGHT - 308)
        self._picture(canvas)
        y = PAGE_HEIGHT - PANEL_DEPTH - 36
        for row in self.rows:
            if type(row) is Paragraph:
                y -= 11
            row.draw(canvas, x, y)
            y -= row.height

    def _put(self, canvas: TaggedCanvas, part: tuple[list[Line], Style, Node], top: float, shift: float = 0.0) -> float:
        lines, style, node = part
        canvas.draw_lines(node, lines, style, LEFT + shift, top)
        return len(lines) * style.leading

    def _picture(self, canvas: TaggedCanvas) -> None:
        """A column to each framework, filled up to its grade; a lighter shade shows what is not reached."""
        count = max(len(self.steps), 1)
        pitch = WIDTH / count
        width = min(14.0, pitch * 0.67)
        floor, rise = PAGE_HEIGHT - 427.5, 92.0
        box = (LEFT, floor - 18, LEFT + WIDTH, floor + rise + 6)
        with canvas.figure(self.figure, box):
            for number, step in enumerate(self.steps):
                left = LEFT + pitch * (number + 0.5) - width / 2
                self._column(canvas, step, left, width, floor, rise)
                style = Style(_CODE.face, min(_CODE.size, pitch * 0.5), _CODE.leading, _CODE.colour)
                canvas.show_centred(left + width / 2, floor - 12.5, step.code + " ", style)
                if step.opens and number:
                    canvas.upright(LEFT + pitch * number, floor - 16, rise + 22, 0.5, "rule")

    def _column(self, canvas: TaggedCanvas, step: Step, left: float, width: float, floor: float, rise: float) -> None:
        filled = rise * step.height / max(self.step_count, 1)
        canvas.fill_box(left, floor, width, rise, "shade")
        canvas.fill_box(left, floor, width, filled, "white")
        size = min(10.0, (width - 2) / step.mark.width)
        # A framework without a grade has no column; its mark then stands on the floor.
        middle = floor + (filled - 9.5 if filled > 12 else 7.0)
        canvas.mark(step.mark, left + width / 2 - step.mark.width * size / 2, middle, size)


def _to_fit(force: str, faces: Faces) -> Style:
    """The force's name on one line as large as it can be, down to a size at which it may wrap."""
    face = faces[_FORCE.face]
    needed = face.measure(face.clean(force)) * _FORCE.size / 1000
    size = _FORCE.size if needed <= WIDTH else max(_FORCE.size * WIDTH / needed - 0.2, _SMALLEST_FORCE)
    return Style(_FORCE.face, size, size * 1.08, _FORCE.colour)
