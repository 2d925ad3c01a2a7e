"""The one place that reads the clock.

The setting INSPECT_NOW lets a demonstration live in the year that it shows: the clock then starts at that moment when
the program starts, and runs on from there. It is refused where the product is served for real use.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SETTING = "INSPECT_NOW"
HERE = ZoneInfo("Europe/London")
"""Where the forces are: a day begins and ends by this clock."""

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """This moment, in UTC, to the second."""
    if (stands := _standing.get()) is not None:
        return stands
    return (datetime.now(UTC) + _ahead(os.environ.get(SETTING, ""))).replace(microsecond=0)


def today() -> date:
    """The day that it is in England and Wales."""
    return now().astimezone(HERE).date()


def here(moment: datetime) -> datetime:
    """A moment as a clock on the wall in England and Wales shows it. A moment without a zone is in UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(HERE)


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Lets the clock stand at a moment, in UTC, while the block runs: for a demonstration that makes up its past."""
    token = _standing.set(moment.replace(tzinfo=UTC, microsecond=0))
    try:
        yield
    finally:
        _standing.reset(token)


@lru_cache(maxsize=4)
def _ahead(start: str) -> timedelta:
    """How far the clock of a demonstration is ahead of the real one; ISO 8601, in UTC where no zone is given."""
    if not start:
        return timedelta(0)
    moment = datetime.fromisoformat(start)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - datetime.now(UTC)
