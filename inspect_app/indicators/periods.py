"""Periods over which indicators are measured, how people write them, and which year each belongs to. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

YEARS = re.compile(r"(\d{4})\s*[/–-]\s*(\d{2}|\d{4})")
YEAR = re.compile(r"\d{4}")
SLACK = timedelta(days=3)
"""How far two periods of the same length may differ, as years have leap days."""


class NotAPeriod(ValueError):
    """The words are no period; the message is the rest of a sentence that begins with them."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From one day to another, both included."""

    begins_on: date
    ends_on: date

    @property
    def words(self) -> str:
        """`2005/06`, `2005` for a calendar year, and else both days."""
        first, last = self.begins_on, self.ends_on
        if (first.month, first.day, last.month, last.day) == (4, 1, 3, 31) and last.year == first.year + 1:
            return f"{first.year}/{last.year % 100:02}"
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and last.year == first.year:
            return str(first.year)
        return f"{_day(first)} to {_day(last)}"

    @property
    def middle(self) -> date:
        return self.begins_on + (self.ends_on - self.begins_on) // 2

    @property
    def year(self) -> Period:
        """The year from April to March in which the middle of the period falls."""
        middle = self.middle
        return financial(middle.year if middle.month >= 4 else middle.year - 1)

    def is_as_long_as(self, other: Period) -> bool:
        return abs((self.ends_on - self.begins_on) - (other.ends_on - other.begins_on)) <= SLACK

    def belongs_to(self, year: Period) -> bool:
        """Whether the middle falls into it: so calendar 2005 belongs to the year 2005/06, as most of it does."""
        return year.begins_on <= self.middle <= year.ends_on

    @property
    def before(self) -> Period:
        """The same days one year earlier."""
        return Period(_year_earlier(self.begins_on), _year_earlier(self.ends_on))


def financial(year: int) -> Period:
    """The year from 1 April to 31 March."""
    return Period(date(year, 4, 1), date(year + 1, 3, 31))


def period_in(words: str) -> Period:
    """The period that people write as `2005/06`, `2005-06` or `2005`. Raises NotAPeriod."""
    words = words.strip()
    if found := YEARS.fullmatch(words):
        first, second = int(found[1]), found[2]
        if not 1900 <= first <= 2998 or int(second) != (first + 1 if len(second) == 4 else (first + 1) % 100):
            raise NotAPeriod("is not one year after the other")
        return financial(first)
    if YEAR.fullmatch(words) and 1900 <= int(words) <= 2999:
        return Period(date(int(words), 1, 1), date(int(words), 12, 31))
    raise NotAPeriod("is not a period: write 2005/06 or 2005, or give the first and the last day")


def _year_earlier(day: date) -> date:
    """29 February becomes 28 February, and the last of February stays the last."""
    if (day.month, day.day) in {(2, 28), (2, 29)}:
        return date(day.year - 1, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year - 1)


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
