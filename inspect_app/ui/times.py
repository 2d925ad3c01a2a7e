"""Moments and days as people say them: "4 minutes ago", "today, 09:12", "30 June 2006".

Moments come in UTC and are told by the clock of England and Wales; nothing here reads a clock but `clock.now`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from .. import clock
from ..grading.words import count_of

MINUTE = timedelta(minutes=1)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def when(moment: datetime | None) -> str:
    """How long ago under one hour; today and yesterday with their time; else the date with its time.

    Written for the middle of a sentence: at its beginning it needs a capital.
    """
    if moment is None:
        return ""
    told, now = clock.here(moment), clock.here(clock.now())
    minutes = (now - told) // MINUTE
    if minutes == 0:
        return "a moment ago"
    if 0 < minutes < 60:
        return f"{minutes} minute{'s' if minutes > 1 else ''} ago"
    time = f"{told:%H:%M}"
    for days, word in enumerate(("today", "yesterday")):
        if told.date() == now.date() - timedelta(days=days):
            return f"{word}, {time}"
    return f"{day(told.date())} at {time}"


def day(value: date | datetime | str | None) -> str:
    """`30 June 2006`; a moment is told as the day that it was in England and Wales, a text is ISO 8601."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        value = clock.here(value).date()
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def until(value: date) -> str:
    """`in 16 days`, `tomorrow`, `today`, `yesterday`, `3 days ago`: a day seen from today."""
    days = (value - clock.today()).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {count_of(days, 'day')}" if days > 0 else f"{count_of(-days, 'day')} ago"


def machine(value: date | datetime) -> str:
    """What the datetime attribute of a time element holds."""
    return value.isoformat()
