"""Days as people write them, and verdicts on targets that say why."""

from datetime import date, datetime

import pytest

from inspect_app.remediation.boards import targets
from inspect_app.remediation.importing.days import NotADay, read_day


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("31/01/2007", date(2007, 1, 31)),
        ("3/4/07", date(2007, 4, 3)),
        ("2007-01-31", date(2007, 1, 31)),
        ("31 January 2007", date(2007, 1, 31)),
        ("1st Sept 2007", date(2007, 9, 1)),
        ("9-Mar-2007", date(2007, 3, 9)),
        (datetime(2007, 1, 31, 9), date(2007, 1, 31)),
    ],
)
def test_a_day_is_read_with_the_day_first(written: object, read: date) -> None:
    assert read_day(written).day == read


def test_a_day_that_could_be_two_says_which_it_is() -> None:
    assert read_day("03/04/2007").said == "read as 3 April 2007, not as 4 March 2007"
    assert read_day("13/04/2007").said == ""
    assert read_day("04/04/2007").said == ""


@pytest.mark.parametrize("written", ["31/02/2007", "soon", "31/13/2007", "1/1/0007", "12 Foo 2007", "2007"])
def test_what_is_no_day_is_refused_with_what_was_written(written: str) -> None:
    with pytest.raises(NotADay, match="is not a date"):
        read_day(written)


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("Detections; at least 26; 31/03/2008; 23.7; 26.1", targets.MET),
        ("Detections; at least 26; 31/03/2008; 23.7; 25.7", targets.ON_COURSE),
        ("Detections; at least 26; 31/03/2008; 25.7; 23.7", targets.OFF_COURSE),
        ("Detections; at least 26; 31/03/2006; 23.7; 25.7", targets.OFF_COURSE),
        ("Hours; at most 64; 31/03/2008; 71.1; 66", targets.ON_COURSE),
        ("Hours; at most £1,200,000; 31/03/2008; ; 900,000", targets.MET),
        ("Hours; at most 64; 31/03/2008; ; 66", targets.UNKNOWN),
        ("Hours; at most 64", targets.UNKNOWN),
    ],
)
def test_a_verdict_is_given_only_where_the_figures_carry_one(line: str, verdict: str) -> None:
    (target,) = targets.read(line)
    found, why = targets.verdict(target, date(2007, 1, 12))
    assert found == verdict
    assert why.endswith(".")


@pytest.mark.parametrize(
    "line", ["Hours", "Hours; below 64", "Hours; at most soon", "; at most 3", "H; at most 3; 31/02/2007"]
)
def test_a_target_that_cannot_be_read_names_its_line(line: str) -> None:
    with pytest.raises(targets.NotATarget, match="Line 2"):
        targets.read(f"Hours; at most 64\n{line}")
