"""Packs what is known about many items into one integer, so that a rule is a few bit operations.

An *item* is anything with a rating on a scale: a criterion, a factor, a part. All that a rule ever asks of an item is
"does it apply?" and "does it stand at or below this step?". Each question has a *plane* of bits, one bit an item. The
code of a set of ratings is the sum of its items' bits; items share no bit, so a sum is a union.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .scale import Scale

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Item:
    """Something with a rating. `kind` is how a proposal names it."""

    id: str
    kind: Literal["criterion", "factor", "part"]
    scale: Scale
    not_applicable: str | None = None


class Coding:
    """The bits of every item for every step of its scale, and masks to ask about them.

    `bits[item][step]` are absolute. `lowest` is the code in which everything is unknown and stands at its worst,
    `highest` the one in which it stands at its best; a known answer moves away from either by a fixed amount.
    `asked` holds the ranks about which "at or below?" will be asked.
    """

    def __init__(self, items: Iterable[Item], asked: Iterable[int]) -> None:
        self.items = tuple(items)
        self.position = {item.id: place for place, item in enumerate(self.items)}
        self._ids = tuple(self.position)
        self.names = lru_cache(maxsize=4096)(self._names)
        width = len(self.items)
        self._shift = {rank: (place + 1) * width for place, rank in enumerate(sorted(set(asked)))}
        self.bits = {item.id: self._bits_of(item) for item in self.items}
        at_worst = {item.id: self._bits_at(item, 0) for item in self.items}
        at_best = {item.id: self._bits_at(item, item.scale.best) for item in self.items}
        self.lowest, self.highest = sum(at_worst.values()), sum(at_best.values())
        self.rise = {i: {step: bits - at_worst[i] for step, bits in of.items()} for i, of in self.bits.items()}
        self._fall = {i: {step: bits - at_best[i] for step, bits in of.items()} for i, of in self.bits.items()}

    def _bits_of(self, item: Item) -> dict[str, int]:
        bits = {step.id: self._bits_at(item, rank) for rank, step in enumerate(item.scale.steps)}
        return bits if item.not_applicable is None else {**bits, item.not_applicable: 0}

    def _bits_at(self, item: Item, rank: int) -> int:
        place = 1 << self.position[item.id]
        return place | sum(place << shift for asked, shift in self._shift.items() if rank <= asked)

    def members(self, ids: Iterable[str]) -> int:
        """A mask of items; also the plane of "does it apply?" for them."""
        return sum(1 << self.position[item] for item in ids)

    def low(self, rank: int, members: int) -> int:
        """The plane of "at or below this rank?" for these members; empty below the worst step."""
        return members << self._shift[rank] if rank >= 0 else 0

    def applying(self, code: int, members: int) -> int:
        """Those of the members that apply."""
        return code & members

    def shift(self, rank: int) -> int:
        """How far the plane of a rank lies above the items."""
        return self._shift.get(rank, 0)

    def standing_low(self, code: int, rank: int, members: int) -> int:
        """Those of the members that stand at or below a rank."""
        return code >> self._shift[rank] & members if rank >= 0 else 0

    def _names(self, members: int) -> tuple[str, ...]:
        """The ids of a mask of items, in the edition's order."""
        found = []
        while members:
            lowest = members & -members
            found.append(self._ids[lowest.bit_length() - 1])
            members ^= lowest
        return tuple(found)

    def scale_of(self, item: str) -> Scale:
        return self.items[self.position[item]].scale

    def lowest_of(self, ratings: Mapping[str, str], factors: Mapping[str, str] = NOTHING) -> int:
        """The code in which everything unknown stands at its worst. Raises KeyError on an unknown item or step."""
        code, rise = self.lowest, self.rise
        for item, step in ratings.items():
            code += rise[item][step]
        for item, step in factors.items():
            code += rise[item][step]
        return code

    def highest_of(self, ratings: Mapping[str, str], factors: Mapping[str, str] = NOTHING) -> int:
        """The code in which everything unknown stands at its best. Raises KeyError on an unknown item or step."""
        code, fall = self.highest, self._fall
        for answers in (ratings, factors):
            for item, step in answers.items():
                code += fall[item][step]
        return code
