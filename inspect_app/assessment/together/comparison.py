"""Compares two versions of one text, and puts both into one so that no word of either is lost.

Pure: it knows neither whose the versions are nor what they are about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SENTENCE = re.compile(r"[^\n]*?[.!?][\"'”’)\]]*(?:[ \t]+|(?=\n)|$)|[^\n]+(?=\n|$)|\n+")
"""A sentence with the space behind it, the rest of a line without an end, or the ends of lines."""
WORD = re.compile(r"\S+\s*|\s+")
ALIKE = 0.5
"""Two sentences that share less than this are told apart as a whole: marking every second word helps nobody."""
FEW = 2
"""So few shared words between two differences are shown as part of the difference."""
AFFORDABLE = 100_000
"""Texts that repeat themselves more than this are told apart as a whole, because nobody would wait for the answer."""
Stretch = tuple[bool, list[str], list[str]]
"""Whether it is shared, and how each version says it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one version. `only_here` is whether the other version lacks it."""

    text: str
    only_here: bool


def is_same(one: str | None, other: str | None) -> bool:
    """Whether two versions say the same, whatever the spaces and line ends between their words."""
    return (one or "").split() == (other or "").split()


def compare(saved: str, yours: str) -> tuple[list[Part], list[Part]]:
    """Both versions in parts: joined, the parts of each are that version again."""
    one, other = _sentences(saved), _sentences(yours)
    left: list[Part] = []
    right: list[Part] = []
    for shared, a, b in _stretches(one, other):
        if shared:
            left.append(Part("".join(a), False))
            right.append(Part("".join(b), False))
        else:
            in_left, in_right = _inside("".join(a), "".join(b))
            left += in_left
            right += in_right
    return _joined(left), _joined(right)


def merged(saved: str, yours: str) -> str:
    """Yours, and behind it every sentence of the saved version that yours lacks; what both say stands once."""
    lacking = _Lacking(yours, saved)
    missing: list[str] = []
    for paragraph in re.split(r"\n[ \t]*\n", saved):
        kept = [sentence for sentence in _sentences(paragraph) if lacking.is_new(tuple(sentence.split()))]
        if any(sentence.strip() for sentence in kept):
            missing.append("".join(kept).strip("\n").rstrip())
    return "\n\n".join(part for part in (yours.rstrip(), *missing) if part)


class _Lacking:
    """Says of one sentence of the other version after another whether this one lacks it.

    A sentence stands for the same sentence, or for one with fewer words, and for one only.
    """

    def __init__(self, text: str, other: str) -> None:
        self.there = Counter(tuple(sentence.split()) for sentence in _sentences(text))
        self.looks_inside = len(self.there) * len(_sentences(other)) <= AFFORDABLE

    def is_new(self, words: tuple[str, ...]) -> bool:
        if not words:
            return True
        found: tuple[str, ...] | None = words if self.there[words] > 0 else None
        if found is None and self.looks_inside:
            found = next((said for said, left in self.there.items() if left > 0 and _within(words, said)), None)
        if found is None:
            return True
        self.there[found] -= 1
        return False


def _within(words: tuple[str, ...], sentence: tuple[str, ...]) -> bool:
    """Whether a sentence has all these words in this order, whatever stops stand behind them."""
    rest = (_bare(word) for word in sentence)
    return len(words) <= len(sentence) and all(_bare(word) in rest for word in words)


def _bare(word: str) -> str:
    return word.rstrip(".,;:!?") or word


def _sentences(text: str) -> list[str]:
    return SENTENCE.findall(text)


def _inside(one: str, other: str) -> tuple[list[Part], list[Part]]:
    """Two stretches that differ, word by word where they are alike enough to be read so."""
    words, others = WORD.findall(one), WORD.findall(other)
    stretches = _stretches(words, others)
    alike = sum(len(a) for shared, a, _ in stretches if shared)
    if 2 * alike < ALIKE * (len(words) + len(others)):
        stretches = [(False, words, others)]
    last = len(stretches) - 1
    left: list[Part] = []
    right: list[Part] = []
    for place, (shared, a, b) in enumerate(stretches):
        told = shared and (len(a) > FEW or place in (0, last))
        left.append(Part("".join(a), not told))
        right.append(Part("".join(b), not told))
    return left, right


def _stretches(one: list[str], other: list[str]) -> list[Stretch]:
    """Both lists cut into stretches that are shared and stretches that differ; spaces behind words do not count."""
    left, right = [" ".join(t.split()) for t in one], [" ".join(t.split()) for t in other]
    head = _alike(left, right)
    tail = _alike(left[head:][::-1], right[head:][::-1])
    a, b = len(one) - tail, len(other) - tail
    middle: list[Stretch] = [(False, one[head:a], other[head:b])]
    if _pairs(left[head:a], right[head:b]) <= AFFORDABLE:
        codes = SequenceMatcher(None, left[head:a], right[head:b], autojunk=False).get_opcodes()
        middle = [(kind == "equal", one[head + i : head + j], other[head + k : head + n]) for kind, i, j, k, n in codes]
    whole = [(True, one[:head], other[:head]), *middle, (True, one[a:], other[b:])]
    return [stretch for stretch in whole if stretch[1] or stretch[2]]


def _alike(left: list[str], right: list[str]) -> int:
    """How many the two lists have in common from the start."""
    return next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def _pairs(left: list[str], right: list[str]) -> int:
    """How many pairs of equals a full comparison would have to look at."""
    counts = Counter(right)
    return sum(counts[text] for text in left)


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Neighbours of one kind as one part, and space that is alone in a difference as no difference."""
    joined: list[Part] = []
    for part in parts:
        if not part.text:
            continue
        only_here = part.only_here and bool(part.text.strip())
        if joined and joined[-1].only_here == only_here:
            joined[-1] = Part(joined[-1].text + part.text, only_here)
        else:
            joined.append(Part(part.text, only_here))
    return joined
