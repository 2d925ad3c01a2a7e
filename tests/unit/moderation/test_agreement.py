"""Agreement beyond chance: against tables worked by hand, against another formula, and where nothing can be said."""

from __future__ import annotations

import math
import re
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inspect_app.grading.scale import Scale, Step
from inspect_app.moderation.agreement import agreement, figure, large_sample_error, of_counts, weighted_kappa

SCALE = Scale((Step("not_met", "Not met"), Step("partly_met", "Partly met"), Step("met", "Met")))
PAIRS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=60)


def counted(pairs: list[tuple[int, int]]) -> dict[tuple[int, int], int]:
    return dict(Counter(pairs))


def as_table(pairs: list[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    counts = Counter(pairs)
    return tuple(tuple(counts[(i, j)] for j in range(3)) for i in range(3))


def concordance(pairs: list[tuple[int, int]]) -> Fraction | None:
    """Lin's concordance of two lists of ranks, to which kappa with quadratic weights is equal."""
    n = len(pairs)
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    mx, my = Fraction(sum(xs), n), Fraction(sum(ys), n)
    both = sum((x - mx) * (y - my) for x, y in pairs) / n
    spread = sum((x - mx) ** 2 for x in xs) / n + sum((y - my) ** 2 for y in ys) / n + (mx - my) ** 2
    return None if spread == 0 else 2 * both / spread


def test_a_table_worked_by_hand() -> None:
    # Seen: (1*1 + 1*4) / 10 = 0.5. By chance, from margins 4, 3, 3 and 3, 4, 3:
    # (4*4 + 4*3*4 + 3*3 + 3*3 + 3*3*4 + 3*4) / 100 = 1.3.
    table = ((3, 0, 1), (0, 3, 0), (0, 1, 2))
    assert weighted_kappa(table) == pytest.approx(1 - 0.5 / 1.3)


@given(PAIRS)
def test_kappa_is_the_concordance_of_ranks(pairs: list[tuple[int, int]]) -> None:
    expected = concordance(pairs)
    found = weighted_kappa(as_table(pairs))
    assert found is None if expected is None else found == pytest.approx(float(expected))


@given(PAIRS)
def test_who_is_named_first_does_not_matter(pairs: list[tuple[int, int]]) -> None:
    turned_round = of_counts(counted([(b, a) for a, b in pairs]), 3)
    assert (turned_round.low, turned_round.high) == (
        of_counts(counted(pairs), 3).low,
        of_counts(counted(pairs), 3).high,
    )
    found, turned = weighted_kappa(as_table(pairs)), weighted_kappa(as_table([(b, a) for a, b in pairs]))
    assert found == (None if turned is None else pytest.approx(turned))


@given(PAIRS)
def test_the_interval_holds_kappa_between_its_ends_and_is_always_the_same(pairs: list[tuple[int, int]]) -> None:
    found = of_counts(counted(pairs), 3)
    assume(found.kappa is not None)
    assert found.kappa is not None and found.low is not None and found.high is not None
    assert -1 <= found.low <= found.high <= 1
    assert of_counts(counted(pairs), 3) == found


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=20, max_size=60))
def test_with_two_steps_the_error_is_that_of_plain_kappa(pairs: list[tuple[int, int]]) -> None:
    counts, n = Counter(pairs), len(pairs)
    table = tuple(tuple(counts[(i, j)] for j in range(2)) for i in range(2))
    kappa = weighted_kappa(table)
    assume(kappa is not None and kappa != 1)
    assert kappa is not None
    p = [[table[i][j] / n for j in range(2)] for i in range(2)]
    rows, columns = [sum(row) for row in p], [p[0][j] + p[1][j] for j in range(2)]
    seen, chance = p[0][0] + p[1][1], rows[0] * columns[0] + rows[1] * columns[1]
    # The formula of Fleiss, Cohen and Everitt for kappa without weights, in its other shape.
    on = sum(p[i][i] * ((1 - chance) - (rows[i] + columns[i]) * (1 - seen)) ** 2 for i in range(2))
    off = (1 - seen) ** 2 * sum(p[i][j] * (columns[i] + rows[j]) ** 2 for i in range(2) for j in range(2) if i != j)
    variance = (on + off - (seen * chance - 2 * chance + seen) ** 2) / (n * (1 - chance) ** 4)
    assert large_sample_error(table, kappa) == pytest.approx(math.sqrt(max(variance, 0)), abs=1e-6)


def test_large_and_small_samples_agree_where_they_meet() -> None:
    table = {(0, 0): 12, (0, 1): 4, (1, 0): 3, (1, 1): 30, (1, 2): 6, (2, 1): 5, (2, 2): 39}
    small = of_counts(table, 3)
    large = of_counts({cell: 2 * n for cell, n in table.items()}, 3)
    assert small.items == 99 and large.items == 198
    assert small.low is not None and small.high is not None and large.low is not None and large.high is not None
    assert (small.high - small.low) / (large.high - large.low) == pytest.approx(math.sqrt(2), rel=0.15)


def test_more_ratings_say_more() -> None:
    few = of_counts({(0, 0): 3, (1, 1): 3, (1, 2): 2, (2, 2): 3}, 3)
    many = of_counts({(0, 0): 30, (1, 1): 30, (1, 2): 20, (2, 2): 30}, 3)
    assert few.kappa == pytest.approx(many.kappa)
    assert few.low is not None and many.low is not None
    assert few.low < many.low


def test_perfect_agreement_in_a_few_ratings_is_not_taken_for_certain() -> None:
    few, many = (of_counts({(0, 0): n, (2, 2): n}, 3) for n in (3, 300))
    assert few.kappa == many.kappa == 1
    assert few.low is not None and many.low is not None
    assert few.low < 0.9 < many.low < 1


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        ([], "nothing was rated by both"),
        ([("met", "met")], "only one criterion was rated by both"),
        ([("met", "met")] * 12, "both gave the same rating to everything"),
        ([("not_applicable", "met")] * 3, "nothing was rated by both"),
    ],
)
def test_what_cannot_be_worked_out_says_so(pairs: list[tuple[str, str]], why: str) -> None:
    found = agreement(pairs, SCALE)
    assert (found.kappa, found.low, found.high) == (None, None, None)
    assert why in found.sentence
    assert "cannot be worked out" in found.sentence


def test_what_is_off_the_scale_is_left_out_and_counted() -> None:
    pairs = [("met", "met"), ("not_met", "partly_met"), ("met", "not_met"), ("not_applicable", "met"), (None, "met")]
    found = agreement(pairs, SCALE)
    assert (found.items, found.left_out, found.same) == (3, 2, 1)
    assert "Two ratings off the scale left out." in found.sentence


def test_the_sentence_has_its_uncertainty() -> None:
    found = agreement([("met", "met")] * 9 + [("met", "partly_met")] * 3 + [("not_met", "not_met")] * 8, SCALE)
    assert found.sentence.startswith("Agreement beyond chance 0.9")
    assert re.search(r"from 20 criteria: between 0\.\d\d and \d\.\d\d\.", found.sentence)


@pytest.mark.parametrize(("value", "written"), [(0.7149, "0.71"), (-0.25, "−0.25"), (-0.004, "0.00"), (1.0, "1.00")])
def test_every_figure_has_two_decimals_and_a_true_minus(value: float, written: str) -> None:
    assert figure(value) == written
