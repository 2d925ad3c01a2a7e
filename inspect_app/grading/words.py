"""Small habits of English: lists, numbers in words, percentages, and the marks that a sentence may carry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERED = re.compile(r"(.*?)(\d+)")


def plain(sentence: str) -> str:
    """The sentence without its marks."""
    return sentence.replace("**", "")


def capital(sentence: str) -> str:
    """The sentence with its first letter large, behind whatever marks it opens with."""
    opening = len(sentence) - len(sentence.lstrip("*"))
    return sentence[:opening] + sentence[opening : opening + 1].upper() + sentence[opening + 1 :]


def in_words(number: int) -> str:
    """Up to twelve in words, beyond in figures."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def count_of(number: int, noun: str, plural: str | None = None) -> str:
    """`one change`, `three criteria`."""
    return f"{in_words(number)} {noun if number == 1 else plural or f'{noun}s'}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def runs(numbers: Iterable[str]) -> list[str]:
    """Numbers in order with runs of three and more drawn together: F1 F2 F3 F5 becomes `F1 to F3`, `F5`."""
    found: list[list[str]] = []
    for number in numbers:
        now = NUMBERED.fullmatch(number)
        before = NUMBERED.fullmatch(found[-1][-1]) if found else None
        if now and before and now[1] == before[1] and int(now[2]) == int(before[2]) + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [word for run in found for word in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else run)]


def percent(value: Fraction) -> str:
    """A share as people say it: `50%`, or the fraction itself where a percentage would not be exact."""
    hundredths = value * 100
    return f"{hundredths}%" if hundredths.denominator == 1 else str(value)
