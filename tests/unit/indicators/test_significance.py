"""The tests of significance say what SciPy says, over many cases, large and small."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from inspect_app.indicators.comparison import significance, tails

SMALL, LARGE = st.integers(0, 60), st.integers(0, 40_000)


@st.composite
def shares(draw: st.DrawFn, sizes: st.SearchStrategy[int]) -> tuple[int, int]:
    size = draw(sizes.filter(bool))
    return draw(st.integers(0, size)), size


@settings(max_examples=300)
@given(shares(SMALL), shares(SMALL))
def test_the_exact_test_of_small_samples_is_fishers(first: tuple[int, int], second: tuple[int, int]) -> None:
    (x1, n1), (x2, n2) = first, second
    wanted = stats.fisher_exact([[x1, n1 - x1], [x2, n2 - x2]]).pvalue
    assert significance.exact(x1, n1, x2, n2) == pytest.approx(wanted, rel=1e-6, abs=1e-12)


@settings(max_examples=200)
@given(st.tuples(st.integers(0, 6), st.integers(500, 40_000)), st.tuples(st.integers(0, 6), st.integers(500, 40_000)))
def test_rare_events_in_large_samples_are_tested_exactly(first: tuple[int, int], second: tuple[int, int]) -> None:
    (x1, n1), (x2, n2) = first, second
    found = significance.proportions(x1, n1, x2, n2)
    if found.test == significance.EXACT:
        wanted = stats.fisher_exact([[x1, n1 - x1], [x2, n2 - x2]]).pvalue
        assert found.p == pytest.approx(wanted, rel=1e-6, abs=1e-12)


@settings(max_examples=300)
@given(shares(LARGE), shares(LARGE))
def test_large_proportions_are_tested_as_by_chi_square(first: tuple[int, int], second: tuple[int, int]) -> None:
    (x1, n1), (x2, n2) = first, second
    found = significance.proportions(x1, n1, x2, n2)
    if found.test == significance.PROPORTIONS:
        wanted = stats.chi2_contingency([[x1, n1 - x1], [x2, n2 - x2]], correction=False).pvalue
        assert found.p == pytest.approx(wanted, rel=1e-6, abs=1e-12)
        expected = stats.contingency.expected_freq([[x1, n1 - x1], [x2, n2 - x2]])
        assert expected.min() >= significance.FEWEST_EXPECTED - 1e-9


@settings(max_examples=300)
@given(st.integers(0, 400), st.floats(0.5, 5e6), st.integers(0, 400), st.floats(0.5, 5e6))
def test_rates_are_tested_as_a_binomial_share(x1: int, base1: float, x2: int, base2: float) -> None:
    found = significance.rates(x1, base1, x2, base2)
    if x1 + x2 == 0:
        assert found.p == 1
    else:
        wanted = stats.binomtest(x1, x1 + x2, base1 / (base1 + base2)).pvalue
        assert found.p == pytest.approx(wanted, rel=1e-6, abs=1e-12)


@settings(max_examples=200)
@given(st.integers(3_000, 60_000), st.integers(3_000, 60_000), st.floats(0.8, 1.25))
def test_many_events_are_tested_nearly_as_exactly(x1: int, x2: int, ratio: float) -> None:
    wanted = stats.binomtest(x1, x1 + x2, ratio / (1 + ratio)).pvalue
    assert significance.rates(x1, ratio, x2, 1.0).p == pytest.approx(wanted, abs=0.02)


@settings(max_examples=300)
@given(
    st.tuples(st.floats(-1e3, 1e3), st.floats(0.01, 500), st.integers(2, 5_000)),
    st.tuples(st.floats(-1e3, 1e3), st.floats(0.01, 500), st.integers(2, 5_000)),
)
def test_means_are_tested_as_by_welch(first: tuple[float, float, int], second: tuple[float, float, int]) -> None:
    wanted = stats.ttest_ind_from_stats(*first, *second, equal_var=False).pvalue
    assert significance.means(*first, *second).p == pytest.approx(wanted, rel=1e-6, abs=1e-12)


@given(st.floats(-30, 30))
def test_the_normal_distribution_is_scipys(z: float) -> None:
    assert tails.normal(z) == pytest.approx(2 * stats.norm.sf(abs(z)), rel=1e-9)


@given(st.floats(-60, 60), st.floats(1, 1e5))
def test_students_distribution_is_scipys(t: float, freedom: float) -> None:
    assert tails.students(t, freedom) == pytest.approx(2 * stats.t.sf(abs(t), freedom), rel=1e-6, abs=1e-13)


@given(shares(SMALL), shares(SMALL))
def test_a_test_does_not_care_which_comes_first(first: tuple[int, int], second: tuple[int, int]) -> None:
    one, other = significance.proportions(*first, *second), significance.proportions(*second, *first)
    assert math.isclose(one.p, other.p, rel_tol=1e-6)
    assert one.test == other.test
    assert 0 <= one.p <= 1


def test_means_that_never_vary_differ_or_do_not() -> None:
    assert significance.means(2, 0, 5, 2, 0, 5).p == 1
    assert significance.means(2, 0, 5, 3, 0, 5).p == 0


def test_very_large_and_very_unlike_samples_are_tested_without_a_fault() -> None:
    assert significance.proportions(10_000_000, 20_000_000, 1, 10).p == pytest.approx(0.0215, abs=1e-3)
    assert significance.rates(0, 1e-6, 9_000, 1e9).p == pytest.approx(1)
    assert significance.rates(9_000, 1e-6, 0, 1e9).p == 0
