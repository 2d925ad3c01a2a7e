"""Marks for every edition: a word always stands by, bars say what they show, and no number of grades is assumed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.catalogue import editions
from inspect_app.grading.scale import Scales
from inspect_app.ui.bars import NARROWEST_PART, distribution_bar, range_bar, range_headline, range_words
from inspect_app.ui.chips import answer_mark, direction_mark, grade_chip, rating_mark, verdict_mark
from inspect_app.ui.sprite import sprite
from inspect_app.ui.style_page import four_grades, some_grades

SHARES = re.compile(r'<rect class="part[^"]*" x="([\d.]+)%" width="([\d.]+)%"')


def harbour(checkout: Path) -> Scales:
    folder = checkout / "tests" / "data" / "editions"
    found = editions.load("harbour_safety_9", editions.Folders(folder / "frameworks", folder / "grading_criteria"))
    return found.scales


@pytest.fixture(params=["baseline_2006", "policing_pledge_2009", "harbour_safety_9", "three"])
def scales(request: pytest.FixtureRequest, checkout: Path) -> Scales:
    if request.param == "harbour_safety_9":
        return harbour(checkout)
    return some_grades(3) if request.param == "three" else editions.load(request.param).scales


def test_every_outcome_has_a_chip_of_its_own_with_its_word_or_with_its_name(scales: Scales) -> None:
    outcomes = scales.outcomes
    drawn = {grade_chip(scales, outcome, word=False) for outcome in outcomes.order}
    assert len(drawn) == len(outcomes.order)
    for outcome, label in outcomes.labels.items():
        assert label[1:] in grade_chip(scales, outcome)
        assert re.search(
            rf'role="img" aria-label="{label[0].upper()}{label[1:]}"', grade_chip(scales, outcome, word=False)
        )


def test_grades_differ_in_shape_and_not_only_in_letter(scales: Scales) -> None:
    shapes = [re.search(r"#s-[a-z]+", grade_chip(scales, grade))[0] for grade in scales.outcomes.grades.ids()]  # type: ignore[index]
    assert len(set(shapes)) == len(shapes)


def test_every_mark_on_a_page_is_in_the_drawing_at_its_head(scales: Scales) -> None:
    drawn = [grade_chip(scales, outcome, differs=True) for outcome in (*scales.outcomes.order, None)]
    drawn += [rating_mark(scales, rating) for rating in (*scales.ratings.ids(), None)]
    drawn += [direction_mark(scales, direction) for direction in scales.directions.ids()]
    drawn += [verdict_mark("held"), verdict_mark("failed"), verdict_mark("undecided")]
    names = set(re.findall(r'href="#([^"]+)"', "".join(drawn)))
    assert names <= set(re.findall(r'id="([^"]+)"', sprite()))


def test_a_decision_that_differs_says_so_in_words() -> None:
    assert "not as proposed" in grade_chip(four_grades(), "high", differs=True)
    assert 'aria-label="Sound, not as proposed"' in grade_chip(four_grades(), "high", word=False, differs=True)


def test_what_is_missing_has_a_word_too() -> None:
    scales = four_grades()
    assert "No grade yet" in grade_chip(scales, None)
    assert "Not rated" in rating_mark(scales, None)
    assert "Not answered" in answer_mark(scales, None)
    assert "Nothing yet" in direction_mark(scales, None)


def test_what_cannot_be_compared_is_a_phrase_without_a_mark() -> None:
    assert "<svg" not in direction_mark(four_grades(), "apart")


def test_an_answer_with_a_caveat_is_half() -> None:
    assert "#s-half" in answer_mark(four_grades(), "half")


@pytest.mark.parametrize(
    ("floor", "ceiling", "words", "headline"),
    [
        ("high", "high", "Sound", "Sound"),
        ("fair", "high", "Usable to Sound", "Usable or Sound"),
        ("low", "top", "Weak to Strong", "Weak to Strong"),
        ("gap", "gap", "Between Weak and Usable", "Between Weak and Usable"),
        ("gap", "high", "Between Weak and Usable to Sound", "Between Weak and Usable to Sound"),
        ("low", "gap", "Weak to between Weak and Usable", "Weak or between Weak and Usable"),
        (None, None, "No grade yet", "No grade yet"),
    ],
)
def test_a_range_in_words(floor: str | None, ceiling: str | None, words: str, headline: str) -> None:
    scales = four_grades()
    assert range_words(scales, floor, ceiling) == words
    assert range_headline(scales, floor, ceiling) == headline
    assert f'aria-label="{words}"' in range_bar(scales, floor, ceiling)
    assert words in range_bar(scales, floor, ceiling, words=True)


def test_a_bar_has_a_cell_for_every_outcome_and_marks_those_still_possible(scales: Scales) -> None:
    order = scales.outcomes.order
    bar = range_bar(scales, order[0], order[-2])
    assert bar.count("<text") == len(order)
    assert bar.count('class="in"') == len(order) - 1
    assert 'class="settled"' in range_bar(scales, order[0], order[0])


def test_two_bars_of_an_edition_have_the_same_cells(scales: Scales) -> None:
    order = scales.outcomes.order
    first, second = (
        re.findall(r'<text x="([\d.]+)%"', range_bar(scales, outcome, outcome)) for outcome in (order[0], order[-1])
    )
    assert first == second


@given(st.lists(st.integers(0, 400), min_size=4, max_size=4))
def test_a_distribution_fills_its_bar_and_every_part_holds_its_figure(counts: list[int]) -> None:
    scales = four_grades()
    bar = distribution_bar(scales, dict(zip(scales.outcomes.grades.ids(), counts, strict=True)))
    parts = [(float(left), float(width)) for left, width in SHARES.findall(bar)]
    assert len(parts) == sum(count > 0 for count in counts)
    for left, width in parts:
        assert width >= NARROWEST_PART - 0.01
        assert left + width <= 100.05
    assert not parts or sum(width for _, width in parts) == pytest.approx(100, abs=0.05)


def test_a_distribution_says_its_counts_and_where_the_pointer_stands() -> None:
    bar = distribution_bar(four_grades(), {"low": 3, "fair": 20}, here="fair", whose="Kent")
    assert 'aria-label="Weak 3 and Usable 20. Kent: Usable"' in bar
    assert bar.count('class="pointer"') == 1
