"""Reads what people type into a search box: which words they mean, and where those stand in a text.

It takes anything and refuses nothing: what is no word is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

MOST_TYPED = 300
MOST_TERMS = 12
ACROSS = 220
"""How many characters of a text are shown around what was found."""
_MOST_LOOKED_AT = 60

Term = tuple[str, ...]
Parts = tuple[tuple[str, bool], ...]


def terms(typed: str) -> list[Term]:
    """The words to look for, without accents and in small letters; `o'neil` is one term of two words in a row."""
    pieces = (tuple(re.findall(r"[^\W_]+", _plain(piece))) for piece in typed[:MOST_TYPED].split())
    return [piece for piece in pieces if piece][:MOST_TERMS]


def around(text: str, wanted: Sequence[Term]) -> Parts:
    """The place in a text that holds the most of the terms, in parts, each with whether it is one of the words.

    Where none stands in the text, its beginning. The parts are plain text: whoever draws them escapes them.
    """
    begin = _word_start(text, max(0, _place(text, wanted) - ACROSS // 4))
    end = min(len(text), begin + ACROSS)
    if end < len(text) and " " in text[begin + ACROSS // 2 : end]:
        end = text.rindex(" ", begin + ACROSS // 2, end)
    return _parts(text, begin, end, wanted)


def _plain(text: str) -> str:
    """Small letters without accents, as both databases hold them."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()


def _place(text: str, wanted: Sequence[Term]) -> int:
    """Where the run of characters begins that holds the most of the terms; of equals the first."""
    if not wanted:
        return 0
    small = text.lower()
    found = _plainly(small, wanted) if len(small) == len(text) else []
    found = found or [match.start() for match in islice(_pattern(tuple(wanted)).finditer(text), _MOST_LOOKED_AT)]
    best, most = 0, 0
    for place, start in enumerate(found):
        held = sum(other <= start + ACROSS * 2 // 3 for other in found[place : place + 20])
        if held > most:
            best, most = start, held
    return best


def _plainly(small: str, wanted: Sequence[Term]) -> list[int]:
    """Where words without an accent stand: what most texts hold, found many times as fast as with a pattern."""
    found = []
    for term in wanted:
        last = -1
        for _ in range(_MOST_LOOKED_AT // len(wanted)):
            last = small.find(term[0], last + 1)
            if last < 0:
                break
            if last == 0 or not small[last - 1].isalnum():
                found.append(last)
    return sorted(found)


@lru_cache(maxsize=256)
def _pattern(wanted: tuple[Term, ...], plain: bool = False) -> re.Pattern[str]:
    """Finds the terms in a text as it is written, with accents and capitals; the last term may only begin a word.

    A `plain` pattern knows no accents, and looks through a text that has none in a fraction of the time.
    """
    spelt = str if plain else _spelt
    whole = [r"[\W_]*".join(map(spelt, term)) + r"(?![^\W_])" for term in wanted[:-1]]
    begun = r"[\W_]*".join(map(spelt, wanted[-1])) + r"[^\W_]*"
    return re.compile(rf"(?<![^\W_])(?:{'|'.join([begun, *whole])})", re.IGNORECASE)


def _spelt(word: str) -> str:
    """A pattern that finds a word however its letters are accented."""
    return "".join(f"[{letter}{_ACCENTED.get(letter, '')}][\u0300-\u036f]*" for letter in word)


def _accented() -> dict[str, str]:
    """Each plain letter with the letters that are it with an accent."""
    found: dict[str, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = _plain(chr(code))
        if len(plain) == 1 and plain.isascii() and plain.isalnum():
            found[plain] = found.get(plain, "") + chr(code)
    return found


_ACCENTED = _accented()


def _word_start(text: str, place: int) -> int:
    return text.rfind(" ", 0, place) + 1 if place else 0


def _parts(text: str, begin: int, end: int, wanted: Sequence[Term]) -> Parts:
    shown = " ".join(text[begin:end].split())
    parts, place = [("… ", False)] if begin else [], 0
    for match in _pattern(tuple(wanted), shown.isascii()).finditer(shown) if wanted else ():
        parts += [(shown[place : match.start()], False), (match[0], True)]
        place = match.end()
    parts += [(shown[place:], False), (" …" if end < len(text) else "", False)]
    return tuple((part, is_hit) for part, is_hit in parts if part)
