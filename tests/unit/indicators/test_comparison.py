"""Verdicts, places and periods: what is better, what counts for a year, and what cannot be said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.indicators.comparison import peers, standing, verdicts
from inspect_app.indicators.figures import Figure, Known, best_of
from inspect_app.indicators.measures import Break, Measure, kind_of
from inspect_app.indicators.periods import NotAPeriod, Period, financial, period_in

SHARE = Measure("m", "", "M", "%", "higher", "proportion", 100)
RATE = Measure("r", "", "R", "per 1,000 population", "lower", "rate", 1000)
DAYS = Measure("d", "", "D", "days", "lower", "number")


def figure(value: str, *counts: str | None) -> Figure:
    given = [Decimal(n) if n else None for n in counts]
    return Figure(Decimal(value), *given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("measure", "first", "second", "verdict"),
    [
        (SHARE, figure("60", "600", "1000"), figure("50", "500", "1000"), "better"),
        (SHARE, figure("50", "500", "1000"), figure("60", "600", "1000"), "worse"),
        (SHARE, figure("51", "510", "1000"), figure("50", "500", "1000"), "no_difference"),
        (SHARE, figure("60", None, "1000"), figure("50", None, "1000"), "better"),
        (SHARE, figure("60"), figure("50", "500", "1000"), "not_testable"),
        (SHARE, figure("60", "6.5", "10"), figure("50", "5", "10"), "not_testable"),
        (RATE, figure("10", "1000", "100000"), figure("20", "2000", "100000"), "better"),
        (RATE, figure("20", None, "100000"), figure("10", None, "100000"), "worse"),
        (DAYS, figure("40", None, "200", "10"), figure("50", None, "200", "10"), "better"),
        (DAYS, figure("40", None, "200"), figure("50", None, "200"), "not_testable"),
    ],
)
def test_a_verdict_follows_from_polarity_and_test(
    measure: Measure, first: Figure, second: Figure, verdict: str
) -> None:
    found = verdicts.compared(measure, first, second)
    assert found.verdict == verdict
    assert found.difference == first.value - second.value
    assert bool(found.tested) is (verdict != "not_testable")


@pytest.mark.parametrize("polarity", ["parity", "context"])
def test_without_a_better_way_there_is_no_verdict(polarity: str) -> None:
    measure = Measure("p", "", "P", "%", polarity, "proportion", 100)
    found = verdicts.compared(measure, figure("60", "600", "1000"), figure("50", "500", "1000"))
    assert found.verdict == "not_testable"
    assert found.because == verdicts.NO_DIRECTION
    assert peers.place_of(measure, Decimal(1), [Decimal(2)]) is None


def test_no_comparison_crosses_a_break() -> None:
    broken = Measure("m", "", "M", "%", "higher", "proportion", 100, breaks=(Break(date(2005, 4, 1), "scale", "So"),))
    now, before = figure("60", "60", "100"), figure("50", "50", "100")
    found = verdicts.over_time(broken, (financial(2005), now), (financial(2004), before))
    assert (found.verdict, found.difference) == ("not_comparable", None)
    later = verdicts.over_time(broken, (financial(2006), now), (financial(2005), before))
    assert later.verdict == "no_difference"


@given(st.lists(st.integers(0, 50), min_size=1, max_size=43), st.integers(0, 50))
def test_a_place_counts_those_who_are_better(others: list[int], own: int) -> None:
    found = peers.place_of(SHARE, Decimal(own), [Decimal(o) for o in others])
    assert found is not None
    assert found.place == 1 + len([o for o in others if o > own])
    assert found.shared == (own in others)
    if found.quarter == 1:
        assert found.place * 4 <= found.of


def test_few_forces_have_no_quarters() -> None:
    found = peers.place_of(SHARE, Decimal(9), [Decimal(1), Decimal(2)])
    assert found is not None
    assert found.quarter is None


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(500, 1000)), min_size=1, max_size=8), st.booleans())
def test_an_average_is_over_all_cases_where_counts_are_known(counts: list[tuple[int, int]], itself: bool) -> None:
    figures = [Figure(Decimal(100 * x) / n, Decimal(x), Decimal(n)) for x, n in counts]
    own = figure("50", "50", "100")
    found = peers.among(SHARE, own, {str(i): f for i, f in enumerate(figures)}, counts_itself=itself)
    assert found is not None
    every = [*counts, (50, 100)] if itself else counts
    assert float(found.average) == pytest.approx(100 * sum(x for x, _ in every) / sum(n for _, n in every), abs=0.051)
    assert (found.is_pooled, found.over) == (True, len(every))


def test_what_is_tested_never_contains_the_force_itself() -> None:
    own, other = figure("60", "60", "100"), {"a": figure("50", "50", "100")}
    with_itself = peers.among(SHARE, own, other, counts_itself=True)
    without = peers.among(SHARE, own, other, counts_itself=False)
    assert with_itself is not None
    assert without is not None
    assert with_itself.against.tested == without.against.tested
    assert (with_itself.average, without.average) == (Decimal("55.0"), Decimal("50.0"))


def test_means_of_several_are_those_of_everything_measured() -> None:
    found = peers.together(DAYS, [figure("2", None, "3", "1"), figure("5", None, "3", "1")])
    assert found.value == Decimal("3.5")
    # The values 1 2 3 4 5 6 have these means and deviations, and together this one.
    assert float(found.deviation or 0) == pytest.approx(1.8708286933869707)


@pytest.mark.parametrize(
    ("standard", "value", "said"),
    [
        ("at least 1.5%", "1.5", "meets"),
        ("at least 2", "1", "misses"),
        ("at most 3", "3", "meets"),
        ("at most 3", "3.1", "misses"),
        ("somehow", "3", None),
    ],
)
def test_a_standard_is_met_or_missed(standard: str, value: str, said: str | None) -> None:
    assert standing.meets(standard, Decimal(value)) == said


def test_periods_are_read_and_written_as_people_do() -> None:
    for words in ("2005/06", "1999/00", "2005"):
        assert period_in(words).words == words
    assert period_in("2005-06") == period_in("2005/2006") == financial(2005)
    for wrong in ("2005/07", "06/07", "2005/06/07", "", "0000", "9999/00"):
        with pytest.raises(NotAPeriod):
            period_in(wrong)


def test_a_calendar_year_belongs_to_the_year_that_holds_most_of_it() -> None:
    assert period_in("2005").belongs_to(financial(2005))
    assert not period_in("2006").belongs_to(financial(2005))
    assert period_in("2006").year == financial(2006)
    assert Period(date(2004, 2, 29), date(2004, 3, 31)).before == Period(date(2003, 2, 28), date(2003, 3, 31))


def test_the_longest_period_of_a_year_counts() -> None:
    quarter = Known(Period(date(2006, 1, 1), date(2006, 3, 31)), (figure("1"),))
    whole = Known(financial(2005), (figure("2"),))
    assert best_of([quarter, whole], financial(2005)) is whole
    assert best_of([quarter], financial(2004)) is None


def test_sources_that_disagree_give_no_figure_and_those_that_agree_the_one_with_counts() -> None:
    bare, counted = figure("50"), figure("50.0", "50", "100")
    assert Known(financial(2005), (bare, counted)).agreed is counted
    assert Known(financial(2005), (bare, figure("51"))).agreed is None


def test_what_can_be_tested_follows_from_the_unit() -> None:
    assert kind_of("%") == ("proportion", 100)
    assert kind_of("per 1,000 population") == ("rate", 1000)
    assert kind_of("per 100 million vehicle km") == ("rate", 100_000_000)
    assert kind_of("GBP per 1,000 population") == ("number", None)
    assert kind_of("days") == ("number", None)
