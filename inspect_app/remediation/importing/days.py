"""Reads a day as people in Britain write it: the day first, then the month. Says where it could be read otherwise.

Pure. What is no day is refused in a sentence that repeats it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from ...ui.times import MONTHS, day

FIRST_YEAR, LAST_YEAR = 1990, 2100
NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-]+([A-Za-z]{3,9})\.?,?[ \-]+(\d{4}|\d{2})")


class NotADay(ValueError):
    """What was written is no day; the sentence repeats it."""


@dataclass(frozen=True, slots=True)
class Read:
    """A day, and the other day that the same figures would be where somebody writes the month first."""

    day: date
    otherwise: date | None = None

    @property
    def said(self) -> str:
        """How an ambiguous day was read, as a sentence."""
        return f"read as {day(self.day)}, not as {day(self.otherwise)}" if self.otherwise else ""


def read_day(given: object) -> Read:
    """The day. Raises NotADay."""
    if isinstance(given, datetime):
        return Read(given.date())
    if isinstance(given, date):
        return Read(given)
    text = " ".join(str(given).split())
    if found := ISO.fullmatch(text):
        return Read(_made(text, int(found[1]), int(found[2]), int(found[3])))
    if found := NUMBERS.fullmatch(text):
        return _british(text, int(found[1]), int(found[2]), _year(found[3]))
    if found := WORDS.fullmatch(text):
        return Read(_made(text, _year(found[3]), _month(text, found[2]), int(found[1])))
    raise NotADay(f"{text} is not a date. Write it as 31/01/2007 or 31 January 2007.")


def _british(text: str, first: int, second: int, year: int) -> Read:
    read = _made(text, year, second, first)
    if first == second or first > 12:
        return Read(read)
    return Read(read, date(year, first, second))


def _made(text: str, year: int, month: int, on: int) -> date:
    try:
        made = date(year, month, on)
    except ValueError:
        raise NotADay(f"{text} is not a date.") from None
    if not FIRST_YEAR <= made.year <= LAST_YEAR:
        raise NotADay(f"{text} is not a date between {FIRST_YEAR} and {LAST_YEAR}.")
    return made


def _year(text: str) -> int:
    """Two figures mean this century."""
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(text: str, word: str) -> int:
    low = word.lower()
    for place, name in enumerate(MONTHS, start=1):
        if name.lower() == low or (name[:3].lower() == low[:3] and name.lower().startswith(low)) or low == "sept":
            return 9 if low == "sept" else place
    raise NotADay(f"{text} is not a date.")
