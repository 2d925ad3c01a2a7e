"""The contents: rows with dotted leaders, marks and late page numbers, each row one link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspect_app.ui.marks import Mark

from .flow import Block
from .lines import Faces, break_lines, line_width
from .structure import Node
from .styles import BODY, BODY_STRONG, DOMAIN, KICKER, SMALL, TEXT_LEFT, TEXT_WIDTH
from .tagged import TaggedCanvas

_MARKS_RIGHT = 43.0
_DOT_STEP = 4.6


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents. `marks` stand before the page number; `marks_say` is what they mean in words."""

    to: str
    title: str
    code: str = ""
    marks: tuple[Mark, ...] = ()
    marks_say: str = ""
    strong: bool = False


class ContentsRow(Block):
    """Code, title, leader, marks, page: the whole row is the link."""

    def __init__(self, faces: Faces, entry: Entry, listed: Node, code_width: float = 26.0) -> None:
        self.entry = entry
        self.style = BODY_STRONG if entry.strong else BODY
        self.indent = code_width if entry.code else 0.0
        self.code = break_lines(entry.code, BODY_STRONG, code_width, faces)[:1]
        room = TEXT_WIDTH - self.indent - (_MARKS_RIGHT + 35 if entry.marks else 36)
        self.lines = break_lines(entry.title, self.style, room, faces)
        self.node = Node("TOCI", listed)
        self.link = Node("Link", Node("Reference", self.node))
        self.space_before = 3.5 if entry.strong else 0.0
        self.height = 15.5 + (len(self.lines) - 1) * BODY.leading

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """In reading order: code and title, marks, page; then the link over all of it."""
        entry, left, right = self.entry, x + TEXT_LEFT, x + TEXT_LEFT + TEXT_WIDTH
        canvas.draw_lines(self.link, self.code, BODY_STRONG, left, top)
        canvas.draw_lines(self.link, self.lines, self.style, left + self.indent, top)
        y = top - (len(self.lines) - 1) * BODY.leading - BODY.drop
        leader_end = right - (_MARKS_RIGHT + 28 if entry.marks else 24)
        self._leader(canvas, left + self.indent + line_width(self.lines[-1]) + 5, leader_end, y)
        if entry.marks:
            canvas.begin(Node("Span", self.link, actual=f"{entry.marks_say}, "))
            for number, mark in enumerate(reversed(entry.marks)):
                middle = right - _MARKS_RIGHT + 3 - number * 21
                canvas.mark(mark, middle - mark.width * 5, y + 3.5, 10.0)
            canvas.end()
        canvas.begin(self.link)
        canvas.late.place_page_of(canvas, right, y, self.style, entry.to)
        canvas.end()
        says = f"Go to {' '.join(part for part in (entry.code, entry.title) if part)}"
        canvas.annotate(self.link, (left, top - self.height + 1, right, top), entry.to, says)

    @staticmethod
    def _leader(canvas: TaggedCanvas, start: float, end: float, y: float) -> None:
        """Dots on one grid for all rows, so that they stand under each other."""
        first = -(-start // _DOT_STEP) * _DOT_STEP
        if first >= end:
            return
        with canvas.artifact():
            # Dots are round ends of dashes without length: one operator however long the leader.
            canvas.write(
                f"q 0.6 0.66 0.7 RG 1 J 0.95 w [0 {_DOT_STEP:g}] 0 d {first:.2f} {y:.2f} m {end:.2f} {y:.2f} l S Q"
            )


class ContentsHead(Block):
    """A domain's name over its rows, with a hairline."""

    keeps_next = True
    space_before = 7.0
    height = 15.5

    def __init__(self, faces: Faces, words: str, listed: Node) -> None:
        self.lines = break_lines(words, DOMAIN, TEXT_WIDTH, faces)[:1]
        self.node = Node("TOCI", listed)
        self.words = Node("P", self.node)

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Name and hairline."""
        canvas.draw_lines(self.words, self.lines, DOMAIN, x + TEXT_LEFT, top)
        with canvas.artifact():
            canvas.rule(x + TEXT_LEFT, top - self.height + 0.5, TEXT_WIDTH)


class MarksKey(Block):
    """The key to the marks, in the margin beside the contents; it takes no height of its own."""

    keeps_next = True

    def __init__(self, faces: Faces, title: str, groups: Iterable[Sequence[tuple[Mark, str]]]) -> None:
        self.title = break_lines(title, KICKER, 110, faces)
        self.groups = [[(mark, break_lines(word, SMALL, 90, faces)) for mark, word in marks] for marks in groups]
        self.node = Node("L")
        self.title_node = Node("P")
        self.items = [[Node("LBody", Node("LI", self.node)) for _ in marks] for marks in self.groups]

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Marks with their words, a gap between groups."""
        self.title_node.parent = self.node.parent
        canvas.draw_lines(self.title_node, self.title, KICKER, x, top - 1)
        y = top - 20.0
        for marks, nodes in zip(self.groups, self.items, strict=True):
            for (mark, lines), node in zip(marks, nodes, strict=True):
                with canvas.artifact():
                    canvas.mark(mark, x + 6 - mark.width * 5.75, y - SMALL.leading / 2, 11.5)
                canvas.draw_lines(node, lines, SMALL, x + 18, y)
                y -= 15.0 + (len(lines) - 1) * SMALL.leading
            y -= 6.0


def contents(faces: Faces, groups: Iterable[tuple[str, Sequence[Entry]]], code_width: float = 26.0) -> list[Block]:
    """All rows as one table of contents; a group's name may be empty, then its rows stand without a head."""
    listed = Node("TOC")
    made: list[Block] = []
    for name, entries in groups:
        holder = listed
        if name:
            head = ContentsHead(faces, name, listed)
            holder = Node("TOC", head.node)
            made.append(head)
        widest = max((faces["semibold"].measure(entry.code) * BODY.size / 1000 for entry in entries), default=0.0)
        width = max(code_width, widest + 12.0)
        made.extend(ContentsRow(faces, entry, holder, width) for entry in entries)
    return made
