"""One clock: it can be set for a demonstration, and a day begins where the forces are."""

from datetime import UTC, datetime, timedelta

import pytest

from inspect_app import clock
from tests.house.tree import modules, text


def test_the_clock_runs_with_the_real_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(clock.SETTING, raising=False)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=2)


def test_a_demonstration_lives_in_the_year_that_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.SETTING, "2006-06-14T09:00")
    assert timedelta(seconds=-2) < clock.now() - datetime(2006, 6, 14, 9, tzinfo=UTC) < timedelta(minutes=5)


def test_a_summer_day_begins_an_hour_before_it_does_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.SETTING, "2006-06-13T23:30")
    assert clock.today().isoformat() == "2006-06-14"


def test_a_moment_from_the_database_is_in_utc() -> None:
    assert clock.here(datetime(2006, 6, 30, 15, 12)).strftime("%H:%M") == "16:12"
    assert clock.here(datetime(2006, 12, 30, 15, 12, tzinfo=UTC)).strftime("%H:%M") == "15:12"


def test_nothing_else_reads_the_clock() -> None:
    readers = ("datetime.now(", "date.today(", "utcnow(", "time.time(")
    reading = [name for name in modules() if name.startswith("inspect_app/") and any(r in text(name) for r in readers)]
    assert reading == ["inspect_app/clock.py"]
