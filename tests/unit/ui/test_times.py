"""Moments are told as people tell them, by the clock of England and Wales."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from inspect_app import clock
from inspect_app.ui.times import day, until, when

NOW = datetime(2006, 6, 14, 9, 30, tzinfo=UTC)  # 10:30 in summer time


@pytest.fixture(autouse=True)
def _the_clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=0), "a moment ago"),
        (timedelta(seconds=59), "a moment ago"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=4, seconds=50), "4 minutes ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "today, 09:30"),
        (timedelta(hours=10, minutes=30), "today, 00:00"),
        (timedelta(hours=10, minutes=31), "yesterday, 23:59"),
        (timedelta(days=2), "12 June 2006 at 10:30"),
        (timedelta(days=160), "5 January 2006 at 09:30"),
        (timedelta(minutes=-5), "today, 10:35"),
        (timedelta(days=-20), "4 July 2006 at 10:30"),
    ],
)
def test_how_long_ago(ago: timedelta, said: str) -> None:
    assert when(NOW - ago) == said


def test_a_moment_from_the_database_is_in_utc() -> None:
    assert when(NOW.replace(tzinfo=None) - timedelta(hours=2)) == "today, 08:30"


def test_nothing_is_told_of_no_moment() -> None:
    assert when(None) == day(None) == day("") == ""


def test_a_day_has_no_zeros_before_it() -> None:
    assert day(date(2006, 6, 3)) == day("2006-06-03") == "3 June 2006"


def test_a_moment_belongs_to_the_day_that_it_was_here() -> None:
    assert day(datetime(2006, 6, 29, 23, 30, tzinfo=UTC)) == "30 June 2006"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (16, "in 16 days"),
        (3, "in three days"),
        (-1, "yesterday"),
        (-3, "three days ago"),
    ],
)
def test_how_far_a_day_is(days: int, said: str) -> None:
    assert until(date(2006, 6, 14) + timedelta(days=days)) == said
