"""The other dates of a cycle as people type them, one to a line, and back again.

A line is a day and what happens on it: `23 June 2006 All ratings in`. What cannot be read is named by its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from ..ui.times import MONTHS, day

LINE = re.compile(r"(\d{1,2})[ /.-]+([A-Za-z]+|\d{1,2})[ /.-]+(\d{4})[ ,:]+(.+)")
MOST, LONGEST = 30, 120


class NotADate(ValueError):
    """A line cannot be read; the sentence says which and how to write it."""


def read(text: str) -> list[tuple[date, str]]:
    """Days and what happens on them, in order. Raises NotADate; empty lines count for nothing."""
    found = [_line(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(found) > MOST:
        raise NotADate(f"Other dates: {MOST} lines are the most that a timetable holds")
    if len(set(found)) < len(found):
        raise NotADate("Other dates: the same line stands there twice")
    return sorted(found)


def written(dates: Iterable[tuple[date, str]]) -> str:
    """The lines that `read` reads."""
    return "\n".join(f"{day(on)} {what}" for on, what in dates)


def _line(number: int, line: str) -> tuple[date, str]:
    how = f"Other dates, line {number}: write a day and what happens on it, like 23 June 2006 All ratings in"
    match = LINE.fullmatch(line)
    if match is None:
        raise NotADate(how)
    on, what = _day(match), " ".join(match[4].split())
    if on is None:
        raise NotADate(f"Other dates, line {number}: {match[1]} {match[2]} {match[3]} is not a date")
    if len(what) > LONGEST:
        raise NotADate(f"Other dates, line {number}: say in {LONGEST} characters or fewer what happens")
    return on, what


def _day(match: re.Match[str]) -> date | None:
    written_month = match[2]
    if written_month.isdigit():
        month = int(written_month)
    else:
        begins = (at for at, name in enumerate(MONTHS, 1) if name.lower().startswith(written_month.lower()))
        month = next(begins, 0) if len(written_month) >= 3 else 0
    try:
        return date(int(match[3]), month, int(match[1]))
    except ValueError:
        return None
