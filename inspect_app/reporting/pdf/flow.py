"""Lays blocks down the pages once, in order, and decides where pages break.

A block is a piece of the report that knows its height, what of it may stand alone at the foot of a page, and
how to split. Everything is as wide as its column from the start, so nothing is ever measured twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from .structure import Node
from .styles import BOTTOM, DEPTH, LEFT, TOP
from .tagged import TaggedCanvas

_SLACK = 0.01


class TooTall(ValueError):
    """A block that cannot split is taller than a page."""


class Block:
    """One thing set down the page. Subclasses say how tall it is and draw it.

    `keeps_next` holds it on the page of whatever follows. `room_below` is how much must be free under it.
    """

    space_before: float = 0.0
    space_after: float = 0.0
    keeps_next: bool = False
    room_below: float = 0.0
    height: float = 0.0
    node: Node

    @property
    def least(self) -> float:
        """How much of it must fit before a page may break inside it; all of it when it cannot split."""
        return self.height

    def split(self, room: float) -> tuple[Block, Block] | None:
        """What fits in `room` points and the rest, or None when it must not break there."""
        return None

    def draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw it with its left edge at `x`, downwards from `top`."""
        raise NotImplementedError


class NewPage:
    """Start a page here; `running` is the section's name in the head of this page and those after it."""

    def __init__(self, running: str = "") -> None:
        self.running = running


class Together:
    """Blocks that stay on one page when they fit on one; longer, they flow as usual."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.blocks = list(blocks)
        self.height = _height_of(self.blocks)
        self.space_before = self.blocks[0].space_before if self.blocks else 0.0


Item = Block | NewPage | Together
T = TypeVar("T", bound=Item)


class Pages(Protocol):
    """What the flow asks of the pages it fills."""

    def start(self, canvas: TaggedCanvas) -> None:
        """A page begins."""

    def finish(self, canvas: TaggedCanvas, running: str) -> None:
        """A page is full: draw what stands around the text."""


def inside(node: Node, items: Iterable[T]) -> list[T]:
    """The same items, whose structure now lies in `node`: a part, a section, a list."""
    placed = list(items)
    for item in placed:
        for block in item.blocks if isinstance(item, Together) else [item]:
            if isinstance(block, Block):
                block.node.put_in(node)
    return placed


def lay_out(items: Sequence[Item], canvas: TaggedCanvas, pages: Pages) -> None:
    """Draw all items, from the top of a first page to the end of the last."""
    _Flow(items, canvas, pages).run()


class _Flow:
    def __init__(self, items: Sequence[Item], canvas: TaggedCanvas, pages: Pages) -> None:
        self.waiting: deque[Item] = deque(items)
        self.canvas = canvas
        self.pages = pages
        self.running = ""
        self.y = TOP
        self.space = 0.0
        self.at_top = True
        self.is_open = False

    def run(self) -> None:
        while self.waiting:
            item = self.waiting.popleft()
            if isinstance(item, NewPage):
                self._close()
                self.running = item.running or self.running
            elif isinstance(item, Together):
                self._gather(item)
            else:
                self._set(item)
        self._close()

    def _open(self) -> None:
        if not self.is_open:
            self.pages.start(self.canvas)
            self.y, self.space, self.at_top, self.is_open = TOP, 0.0, True, True

    def _close(self) -> None:
        if self.is_open:
            self.pages.finish(self.canvas, self.running)
            self.canvas.showPage()
            self.is_open = False
        self.at_top = True

    def _room(self, space_before: float) -> float:
        return DEPTH if self.at_top else self.y - max(self.space, space_before) - BOTTOM

    def _gather(self, item: Together) -> None:
        room = self._room(item.space_before) + _SLACK
        if not self.at_top and room < item.height <= DEPTH + _SLACK:
            self._close()
        self.waiting.extendleft(reversed(item.blocks))

    def _set(self, block: Block) -> None:
        self._open()
        room = self._room(block.space_before)
        if not self.at_top and self._needs(block) > room + _SLACK:
            self._turn(block)
        elif block.height <= room + _SLACK:
            self._draw(block)
        elif (parts := block.split(room)) is not None:
            self._draw(parts[0])
            self._turn(parts[1])
        elif self.at_top:
            raise TooTall(f"A {type(block).__name__} of {block.height:.0f} points is taller than a page.")
        else:
            self._turn(block)

    def _turn(self, block: Block) -> None:
        self._close()
        self.waiting.appendleft(block)

    def _draw(self, block: Block) -> None:
        if not self.at_top:
            self.y -= max(self.space, block.space_before)
        block.draw(self.canvas, LEFT, self.y)
        self.y -= block.height
        self.space = block.space_after
        self.at_top = False

    def _needs(self, block: Block) -> float:
        """What must be free under the last block for this one to begin there."""
        need = block.least
        if block.room_below:
            need = max(need, block.height + block.room_below)
        if not block.keeps_next:
            return need
        chain = block.height
        before = block
        for follower in self.waiting:
            blocks = follower.blocks if isinstance(follower, Together) else [follower]
            for after in blocks:
                if not isinstance(after, Block):
                    return max(need, chain)
                chain += max(before.space_after, after.space_before)
                if not after.keeps_next:
                    return min(max(need, chain + after.least), DEPTH)
                chain += after.height
                before = after
        return max(need, chain)


def _height_of(blocks: Sequence[Block]) -> float:
    total = 0.0
    for before, after in pairwise(blocks):
        total += before.height + max(before.space_after, after.space_before)
    return total + (blocks[-1].height if blocks else 0.0)
