"""A tree drawn from memory is the tree drawn at first sight, whoever drew before, whatever was known besides."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from itertools import islice
from random import Random

import pytest
from hypothesis import given

from inspect_app.grading import tree
from inspect_app.grading.combine import Decision
from inspect_app.grading.engine import prepare
from inspect_app.grading.grader import Grader
from inspect_app.grading.reasons import Node
from tests.unit.grading.oracle import ANSWERS, FACTORS, RATINGS
from tests.unit.grading.small_editions import (
    Case,
    edition_of,
    shipped,
    shipped_cases,
    shipped_ladders,
    small_cases,
    thorough,
)

Known = dict[str, str]
Drawn = tuple[Decision, tuple[Node, ...]]


def forget() -> None:
    tree.drawn.cache_clear()
    tree.drawn_together.cache_clear()


def answers_of(grader: Grader) -> dict[str, tuple[str, ...]]:
    """What each item of a framework may be rated, without what never applies."""
    return {item.id: ANSWERS if item.id in FACTORS else RATINGS for item in grader.coding.items}


def drawn(grader: Grader, known: Known) -> Drawn:
    ratings = {item: answer for item, answer in known.items() if item not in FACTORS}
    factors = {item: answer for item, answer in known.items() if item in FACTORS}
    return grader.decide_with_reasons(ratings, factors)


def at_first_sight(grader: Grader, known: Known) -> Drawn:
    forget()
    return drawn(grader, known)


def alike(grader: Grader, known: Known) -> Iterator[Known]:
    """The same answers but one, which is open or another: most of each tree is the one before."""
    yield known
    for item, answers in answers_of(grader).items():
        without = {name: answer for name, answer in known.items() if name != item}
        yield without
        yield from ({**without, item: answer} for answer in answers)


def the_same_cold_and_warm(case: Case) -> None:
    grader = prepare(case.edition, case.facts.framework)
    forget()
    variants = list(alike(grader, case.known))
    warm = [drawn(grader, known) for known in (*variants, *variants)][len(variants) :]
    assert warm == [at_first_sight(grader, known) for known in variants]


@thorough(300)
@given(small_cases())
def test_a_tree_is_the_same_from_memory_and_at_first_sight(case: Case) -> None:
    the_same_cold_and_warm(case)


@thorough(25)
@given(shipped_cases())
def test_a_tree_of_a_shipped_framework_is_the_same_from_memory_and_at_first_sight(case: Case) -> None:
    the_same_cold_and_warm(case)


@thorough(500)
@given(small_cases())
def test_what_a_ladder_does_not_ask_about_changes_nothing_in_it(case: Case) -> None:
    grader = prepare(case.edition, case.facts.framework)
    lowest = grader.coding.lowest_of(case.facts.ratings, case.facts.factors)
    highest = grader.coding.highest_of(case.facts.ratings, case.facts.factors)
    for ladder in grader.ladders:
        with_all_that_is_known = tree.drawn.__wrapped__(ladder, lowest, highest)
        assert tree.drawn(ladder, lowest & ladder.asks, highest & ladder.asks) == with_all_that_is_known


@thorough(500)
@given(small_cases())
def test_the_grade_with_its_tree_is_the_grade_alone(case: Case) -> None:
    grader = prepare(case.edition, case.facts.framework)
    decision, nodes = grader.decide_with_reasons(case.facts.ratings, case.facts.factors)
    assert decision == grader.decide(case.facts.ratings, case.facts.factors)
    if not grader.caps:
        assert (nodes[0].floor, nodes[0].ceiling) == (decision.floor, decision.ceiling)


def random_facts(grader: Grader, draw: Random) -> Known:
    answers = answers_of(grader)
    return {item: draw.choice(answers[item]) for item in answers if draw.random() < 0.8}


def test_one_framework_under_other_parameters_is_remembered_apart() -> None:
    framework = shipped_ladders()[0]
    stricter = edition_of(framework, shipped().method.with_parameters(good_most_share=Fraction(3, 4)))
    graders = [prepare(shipped(), framework.id), prepare(stricter, framework.id)]
    facts = [random_facts(graders[0], draw) for draw in [Random(seed) for seed in range(50)]]
    forget()
    side_by_side = [[drawn(grader, known) for grader in graders] for known in facts]
    assert side_by_side == [[at_first_sight(grader, known) for grader in graders] for known in facts]
    assert all(one != other for one, other in side_by_side)


def test_threads_that_share_the_memory_draw_what_each_would_alone() -> None:
    graders = [prepare(shipped(), framework.id) for framework in shipped_ladders()[:4]]
    draw = Random(5)
    asked = [(grader, random_facts(grader, draw)) for _ in range(50) for grader in graders]
    alone = [at_first_sight(grader, known) for grader, known in asked]

    def all_of_them(seed: int) -> list[tuple[int, Drawn]]:
        order = list(range(len(asked)))
        Random(seed).shuffle(order)
        found = []
        for place in order:
            if place % 40 == seed:
                forget()
            found.append((place, drawn(*asked[place])))
        return found

    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(all_of_them, range(8)):
            assert all(one == alone[place] for place, one in found)


def test_no_more_ladders_are_kept_than_the_bound() -> None:
    graders = [prepare(shipped(), framework.id) for framework in shipped_ladders()]
    draw = Random(6)
    forget()
    for grader in islice(graders * 200, tree.REMEMBERED + 200):
        drawn(grader, random_facts(grader, draw))
    assert tree.drawn.cache_info().misses > tree.REMEMBERED
    assert tree.drawn.cache_info().currsize == tree.REMEMBERED
    assert tree.drawn_together.cache_info().currsize <= tree.REMEMBERED


def test_a_framework_that_others_grade_has_no_tree_to_draw() -> None:
    with pytest.raises(LookupError, match="no ladder"):
        prepare(shipped(), "1d").decide_with_reasons({})
