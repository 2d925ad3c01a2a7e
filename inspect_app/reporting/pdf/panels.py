"""Tinted blocks of facts: the panel that opens a framework, and the strip that counts grades and directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspect_app.ui.marks import Mark

from .flow import Block
from .lines import Faces, Line, break_lines
from .structure import Node
from .styles import BODY_STRONG, NOTE, SMALL, WIDTH, Style
from .tagged import TaggedCanvas
from .text import Words

_VALUES = (Style("bold", 20, 24), Style("bold", 13, 15))
_SECOND_VALUES = (Style("semibold", 15, 18), Style("semibold", 12, 14))
_CHECKS = (Style("semibold", 11, 14), BODY_STRONG)
_COUNT = Style("bold", 24, 28)


@dataclass(frozen=True, slots=True)
class PanelCell:
    """A label over a mark and its word, or over a strong line with a plain one under it."""

    label: str
    word: str
    mark: Mark | None = None
    under: str = ""


class GradePanel(Block):
    """The panel under a framework's title: grade, direction, how it was checked; a caveat runs under all three."""

    space_after = 20.0
    _STARTS = (14.0, 157.0, 309.0)

    def __init__(self, faces: Faces, cells: Sequence[PanelCell], caveat: Words = "") -> None:
        self.node = Node("Div")
        ends = [*self._STARTS[1:], WIDTH]
        self.cells = [
            _SetPanelCell(faces, cell, start, end - start - 6, self.node)
            for cell, start, end in zip(cells, self._STARTS, ends, strict=False)
        ]
        self.caveat: list[Line] = break_lines(caveat, SMALL, WIDTH - 28, faces)
        self.caveat_node = Node("P", self.node)
        self.height = 56.0 + (len(self.caveat) * SMALL.leading + 8 if self.caveat else 0)

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Tint and bar, then each cell's label and word, then the caveat."""
        with canvas.artifact():
            canvas.fill_box(x, top - self.height, WIDTH, self.height, "tint1")
            canvas.fill_box(x, top - self.height, 3.0, self.height, "petrol")
        for cell in self.cells:
            cell.draw(canvas, x, top)
        canvas.draw_lines(self.caveat_node, self.caveat, SMALL, x + 14, top - 56)


class _SetPanelCell:
    """One cell of the panel; a word too long for its line is set smaller, on two."""

    def __init__(self, faces: Faces, cell: PanelCell, start: float, room: float, panel: Node) -> None:
        self.mark, self.start = cell.mark, start
        is_first = start < 100
        self.size = 22.0 if is_first else 20.0
        self.indent = cell.mark.width * self.size + 9.5 if cell.mark else 0.0
        styles = _CHECKS if cell.mark is None else (_VALUES if is_first else _SECOND_VALUES)
        self.style = styles[0]
        self.word = break_lines(cell.word, self.style, room - self.indent, faces)
        if len(self.word) > 1:
            self.style = styles[1]
            self.word = break_lines(cell.word, self.style, room - self.indent, faces)[:2]
        self.label = break_lines(cell.label, NOTE, room, faces)[:1]
        self.under = break_lines(cell.under, NOTE, room, faces)[:2]
        self.label_node, self.word_node, self.under_node = (Node("P", panel) for _ in range(3))

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        left = x + self.start
        canvas.draw_lines(self.label_node, self.label, NOTE, left, top - 5)
        if self.mark is None:
            word_top = top - 22.5
        else:
            middle = top - 36.0
            with canvas.artifact():
                canvas.mark(self.mark, left + 1, middle, self.size)
            first = middle - 0.33 * self.style.size + (len(self.word) - 1) * self.style.leading / 2
            word_top = first + self.style.drop
        canvas.draw_lines(self.word_node, self.word, self.style, left + self.indent, word_top)
        under_top = word_top - len(self.word) * self.style.leading
        canvas.draw_lines(self.under_node, self.under, NOTE, left, under_top)


class CountsStrip(Block):
    """Numbers over their marks and words, in groups parted by a rule. Read as one sentence, `says`."""

    space_after = 8.0
    _BETWEEN, _WORD = 14.0, 13.5

    def __init__(self, faces: Faces, groups: Sequence[Sequence[tuple[int, Mark, str]]], says: str) -> None:
        self.node = Node("P", actual=says)
        self.groups = [list(group) for group in groups]
        named = [[self._named(faces, mark, word) for _, mark, word in group] for group in self.groups]
        columns = sum(len(group) for group in named)
        room = WIDTH - 16 - self._BETWEEN * (len(named) - 1)
        pitches = [max(group, default=0.0) for group in named]
        taken = sum(pitch * len(group) for pitch, group in zip(pitches, named, strict=True))
        gap = max((room - taken) / max(columns - len(named), 1), 0.0)
        # Where the words are too long to stand in columns, all columns are as wide as the strip allows.
        fits = taken + gap * (columns - len(named)) <= room + 0.01
        self.pitches = [pitch + min(gap, 40.0) if fits else room / columns for pitch in pitches]
        self.words = [
            [break_lines(word, SMALL, pitch - self._WORD, faces) for _, _, word in group]
            for pitch, group in zip(self.pitches, self.groups, strict=True)
        ]
        deepest = max((len(lines) for group in self.words for lines in group), default=1)
        self.height = 47.0 + deepest * SMALL.leading

    def _named(self, faces: Faces, mark: Mark, word: str) -> float:
        """How wide a mark with its word is, with the least space after it."""
        face = faces[SMALL.face]
        return self._WORD + (mark.width - 1) * 9.5 + face.measure(face.clean(word)) * SMALL.size / 1000 + 4.5

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """All of it is one paragraph; tint and rule are decoration."""
        with canvas.artifact():
            canvas.fill_box(x, top - self.height, WIDTH, self.height, "tint1")
        left = x + 12.0
        for number, (pitch, group, words) in enumerate(zip(self.pitches, self.groups, self.words, strict=True)):
            if number:
                with canvas.artifact():
                    canvas.upright(left + 2, top - self.height + 8, self.height - 16, 1.0, "mid")
                left += self._BETWEEN
            for (count, mark, _), lines in zip(group, words, strict=True):
                canvas.begin(self.node)
                canvas.show(left, top - 36, f"{count} ", _COUNT)
                canvas.mark(mark, left, top - 48, 9.5)
                canvas.end()
                word_left = left + self._WORD + (mark.width - 1) * 9.5
                canvas.draw_lines(self.node, lines, SMALL, word_left, top - 42)
                left += pitch
