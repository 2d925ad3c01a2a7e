"""How a visit is named where a check on site tells of it. Pure."""

from __future__ import annotations

from datetime import date

from ....ui.times import day


def words_of(on_day: date, until_on: date | None) -> str:
    """`12 July 2006`, `12 July 2006 to 14 July 2006`."""
    return f"{day(on_day)} to {day(until_on)}" if until_on else day(on_day)
