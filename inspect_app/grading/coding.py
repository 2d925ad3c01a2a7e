"""Packs what is known about many items into one integer, so that a rule is a few bit operations.

An *item* is anything with a rating on a scale: a criterion, a factor, a part. Each question that a rule asks of an
item ("at or above this rank?", "at or below that one?", "does it apply?") has a *plane* of bits, one bit an item.
The code of a set of ratings is the sum of its items' bits; items share no bit, so a sum is a union.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from .scale import Scale

Side = Literal["at_least", "at_most"]
Answer = tuple[str, str]  # item, step


@dataclass(frozen=True, slots=True)
class Item:
    """Something with a rating. `kind` is how a proposal names it: criterion, factor or part."""

    id: str
    kind: Literal["criterion", "factor", "part"]
    scale: Scale
    not_applicable: str | None = None


class Coding:
    """The bits of every item for every step of its scale.

    `bits[item, step]` are absolute; `rise` is what a known answer adds to `lowest`, the code in which everything is
    unknown and stands at its worst; `fall` is what it takes from `highest`, in which everything unknown is at its best.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = tuple(items)
        self.position = {item.id: place for place, item in enumerate(self.items)}
        deepest = max((len(item.scale.steps) for item in self.items), default=1)
        names: list[tuple[str, int]] = [("applies", 0)]
        names += [("at_least", rank) for rank in range(1, deepest)]
        names += [("at_most", rank) for rank in range(deepest - 1)]
        self._shift = {name: place * len(self.items) for place, name in enumerate(names)}
        self.bits: dict[Answer, int] = {}
        for item in self.items:
            for rank, step in enumerate(item.scale.steps):
                self.bits[item.id, step.id] = self._bits_at(item, rank)
            if item.not_applicable is not None:
                self.bits[item.id, item.not_applicable] = 0
        self.lowest = sum(self._bits_at(item, 0) for item in self.items)
        self.highest = sum(self._bits_at(item, item.scale.best) for item in self.items)
        self.rise = {key: bits - self._bits_at(self._item(key), 0) for key, bits in self.bits.items()}
        self.fall = {
            key: bits - self._bits_at(self._item(key), self._item(key).scale.best) for key, bits in self.bits.items()
        }

    def _item(self, key: Answer) -> Item:
        return self.items[self.position[key[0]]]

    def _bits_at(self, item: Item, rank: int) -> int:
        place = 1 << self.position[item.id]
        steps = len(item.scale.steps)
        bits = place << self._shift["applies", 0]
        for threshold in range(1, rank + 1):
            bits |= place << self._shift["at_least", threshold]
        for threshold in range(rank, steps - 1):
            bits |= place << self._shift["at_most", threshold]
        return bits

    def plane(self, side: Side, rank: int, members: int) -> int:
        """The bits of `members` (a mask of items) in the plane of one question."""
        return members << self._shift[side, rank] if (side, rank) in self._shift else 0

    def applies(self, members: int) -> int:
        return members << self._shift["applies", 0]

    def members(self, ids: Iterable[str]) -> int:
        return sum(1 << self.position[item] for item in ids)

    def names(self, members: int) -> tuple[str, ...]:
        """The ids of a mask of items, in the edition's order."""
        return tuple(item.id for place, item in enumerate(self.items) if members >> place & 1)

    def in_plane(self, code: int, plane: int, members: int) -> int:
        """The mask of items whose bit is set in a plane that was made for `members`."""
        if not plane:
            return 0
        shift = (plane & -plane).bit_length() - (members & -members).bit_length()
        return (code & plane) >> shift

    def lowest_of(self, *known: Mapping[str, str]) -> int:
        """The code in which everything unknown stands at its worst. Raises KeyError on an unknown item or step."""
        code, rise = self.lowest, self.rise.__getitem__
        for answers in known:
            code = sum(map(rise, answers.items()), code)
        return code

    def highest_of(self, *known: Mapping[str, str]) -> int:
        """The code in which everything unknown stands at its best. Raises KeyError on an unknown item or step."""
        code, fall = self.highest, self.fall.__getitem__
        for answers in known:
            code = sum(map(fall, answers.items()), code)
        return code
