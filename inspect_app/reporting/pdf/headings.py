"""Titles, section heads and side heads: each a heading of the structure tree with a place to link to.

A head never stands last on a page, and is read before whatever stands beside or under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .flow import Block
from .lines import Faces, break_lines
from .structure import Node
from .styles import (
    ANNEX,
    CODE,
    H1,
    H2,
    H3,
    H3_RUST,
    KICKER,
    MARGIN_WIDTH,
    NOTE,
    TEXT_LEFT,
    TEXT_WIDTH,
    WIDTH,
    Style,
)
from .tagged import TaggedCanvas


@dataclass(frozen=True, slots=True)
class Place:
    """A stable destination, and its line among the bookmarks: 0 is the outermost level, None is not listed."""

    name: str
    level: int | None = None
    title: str = ""
    closed: bool = False

    def mark(self, canvas: TaggedCanvas, left: float, top: float, title: str) -> None:
        """Name this spot, and list it under its own title or under `title`."""
        canvas.place(self.name, left, top)
        if self.level is not None:
            canvas.bookmark(self.name, self.title or title, self.level, self.closed)


class PartTitle(Block):
    """The title of a part or annex, a heading of the first level. `kicker`, such as "Annex A", is part of it."""

    keeps_next = True
    space_after = 12.0

    def __init__(self, faces: Faces, title: str, place: Place, kicker: str = "") -> None:
        self.title, self.place = title, place
        self.lines = break_lines(title, H1, WIDTH, faces)
        self.kicker = break_lines(kicker, ANNEX, WIDTH, faces)
        self.node = Node("H1")
        self.height = len(self.lines) * H1.leading + (16.0 if kicker else 3.0)

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Kicker over title."""
        self.place.mark(canvas, x, top, self.title)
        canvas.draw_lines(self.node, self.kicker, ANNEX, x, top + 1)
        canvas.draw_lines(self.node, self.lines, H1, x, top - (16.0 if self.kicker else 3.0))


@dataclass(frozen=True, slots=True)
class DomainHead:
    """The line over a framework's title. The first in its domain is the domain's own heading and names a place."""

    words: str
    node: Node | None = None
    place: Place | None = None


class FrameworkTitle(Block):
    """A framework's code in the margin, its title beside it, its domain above: a heading of the second level."""

    keeps_next = True
    space_after = 16.0
    _TITLE_DROP = 20.0

    def __init__(self, faces: Faces, code: str, title: str, place: Place, domain: DomainHead) -> None:
        self.code, self.title, self.place, self.domain = code, title, place, domain
        self.lines = break_lines(title, H2, TEXT_WIDTH, faces)
        self.kicker = break_lines(domain.words, KICKER, TEXT_WIDTH, faces)
        self.code_lines = break_lines(code, _fitting(code, CODE, MARGIN_WIDTH, faces), MARGIN_WIDTH, faces)
        self.code_style = _fitting(code, CODE, MARGIN_WIDTH, faces)
        self.node = Node("H2")
        # Room for two lines always, so that panels stand at one height throughout the report.
        self.height = self._TITLE_DROP + max(2, len(self.lines)) * H2.leading

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Domain, code, title, in that order."""
        domain = self.domain
        if domain.node is None:
            with canvas.artifact():
                for line in self.kicker:
                    for run in line:
                        canvas.show(x + TEXT_LEFT + run.x, top - KICKER.drop, run.text, KICKER)
        else:
            if domain.place is not None:
                domain.place.mark(canvas, x, top, domain.words)
            canvas.draw_lines(domain.node, self.kicker, KICKER, x + TEXT_LEFT, top)
        self.place.mark(canvas, x, top, f"{self.code} {self.title}")
        code_top = top - 47.0 + self.code_style.drop
        canvas.draw_lines(self.node, self.code_lines, self.code_style, x - 1.0, code_top)
        canvas.draw_lines(self.node, self.lines, H2, x + TEXT_LEFT, top - self._TITLE_DROP)


class SectionHead(Block):
    """A full-width head under a heavy rule, with a note at its right, such as "5 findings".

    `warm` sets it in the colour kept for what must be acted on. `room_below` moves it to a new page when less
    than that many points are free under it. `level` is 2 in parts and annexes, which have no framework title.
    """

    keeps_next = True
    space_before = 15.0
    space_after = 3.0
    _RULE_DROP = 7.0

    def __init__(
        self,
        faces: Faces,
        words: str,
        place: Place,
        *,
        aside: str = "",
        warm: bool = False,
        room_below: float = 0.0,
        level: int = 3,
    ) -> None:
        self.words, self.place, self.room_below = words, place, room_below
        self.style = H3_RUST if warm else H3
        self.aside = break_lines(aside, NOTE, 220, faces)[:1]
        self.lines = break_lines(words, self.style, WIDTH - (230 if aside else 0), faces)
        self.node = Node(f"H{level}")
        self.aside_node = Node("P")
        self.height = self._RULE_DROP + 5 + len(self.lines) * H3.leading

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Rule, head, note."""
        self.aside_node.parent = self.node.parent
        rule = top - self._RULE_DROP
        self.place.mark(canvas, x, rule + 4, self.words)
        with canvas.artifact():
            canvas.rule(x, rule, WIDTH, 2.0, self.style.colour)
        canvas.draw_lines(self.node, self.lines, self.style, x, rule - 5)
        lower = rule - 5 - self.style.drop + NOTE.drop
        canvas.draw_lines(self.aside_node, self.aside, NOTE, x, lower, WIDTH, "right")


class SideHead(Block):
    """A head in the margin under a hairline; what follows stands beside it, so it takes almost no height.

    `level` is 2 in parts and annexes, which have no framework title.
    """

    keeps_next = True
    space_before = 14.0
    height = 10.0

    def __init__(self, faces: Faces, words: str, place: Place | None = None, *, level: int = 3) -> None:
        self.words, self.place = words, place
        self.lines = break_lines(words, H3, MARGIN_WIDTH, faces)
        self.node = Node(f"H{level}")
        self.overhang = len(self.lines) * H3.leading - 1.5
        self.room_below = self.overhang

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Hairline, then the head downwards in the margin."""
        if self.place is not None:
            self.place.mark(canvas, x, top, self.words)
        with canvas.artifact():
            canvas.rule(x, top, WIDTH)
        canvas.draw_lines(self.node, self.lines, H3, x, top - 8.5)


def beside(head: SideHead, blocks: Sequence[Block]) -> list[Block]:
    """The head with the blocks that stand beside it, and room at the end when the head is the taller of the two."""
    if not blocks:
        return []
    height = sum(block.height for block in blocks)
    height += sum(max(a.space_after, b.space_before) for a, b in pairwise(blocks))
    last = blocks[-1]
    last.space_after = max(last.space_after, head.overhang - height + 7)
    return [head, *blocks]


def _fitting(words: str, style: Style, width: float, faces: Faces) -> Style:
    """The style, smaller when the words are wider than their place: a code may be longer than two characters."""
    needed = faces[style.face].measure(words) * style.size / 1000
    if needed <= width:
        return style
    size = style.size * width / needed
    return Style(style.face, size, size, style.colour)
