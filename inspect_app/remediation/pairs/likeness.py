"""Which of many titles look alike, the most alike first: pure, and in a time that many common words do not stretch.

It offers and never decides: two titles may share words and mean different things.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from ..register import alike

BEGINNING = 5
"""So many letters of a word tell which words may be forms of one: `detection` and `detections`."""
COMMON, SHARE = 25, 0.05
"""A word in more titles than this, and in more than this share of them, tells nothing about any two of them."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things whose titles share words; the first was given first."""

    first: int
    second: int
    words: tuple[str, ...]


def likely(titles: Sequence[tuple[int, str]], most: int) -> list[Pair]:
    """The pairs that share the most words, the longer words first; at most so many. Ids come with their titles."""
    words = {id_: _telling(title) for id_, title in titles}
    order = {id_: place for place, (id_, _) in enumerate(titles)}
    holding: dict[str, list[int]] = defaultdict(list)
    for id_, _ in titles:
        for beginning in {word[:BEGINNING] for word in words[id_]}:
            holding[beginning].append(id_)
    limit = max(COMMON, int(len(titles) * SHARE))
    together: Counter[tuple[int, int]] = Counter()
    for ids in holding.values():
        if len(ids) <= limit:
            together.update(combinations(ids, 2))
    found = []
    for (first, second), count in together.items():
        shared = alike.shared(words[first], words[second]) if count >= alike.SHARED else ()
        if len(shared) >= alike.SHARED:
            found.append(Pair(first, second, shared))
    found.sort(key=lambda pair: (-len(pair.words), -sum(map(len, pair.words)), order[pair.first], order[pair.second]))
    return found[:most]


@lru_cache(maxsize=4096)
def _telling(title: str) -> tuple[str, ...]:
    return tuple(alike.telling(title))
