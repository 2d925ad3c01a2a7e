"""Readers who lean: found where they do, said with what chance could do, and nobody accused beside them."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.moderation.consistency import wording
from inspect_app.moderation.consistency.exact import sign_flip
from inspect_app.moderation.consistency.readers import Leaning, Pair, leanings
from tests import factories

SCALE = factories.edition().scales.ratings
CRITERIA = [f"c{n}" for n in range(12)]
ALL_MET = dict.fromkeys(CRITERIA, "met")


def lower(times: int) -> dict[str, str]:
    """Met everywhere but for some criteria, which stand a step lower."""
    return {name: "partly_met" if place < times else "met" for place, name in enumerate(CRITERIA)}


def pairs_with(harsh: int, others: list[int], each: int, by: int = 4) -> list[Pair]:
    """Entries that one reader read beside each of the others, lower than they did."""
    made = [(harsh, other) for other in others for _ in range(each)]
    return [Pair(entry, readers, (lower(by), ALL_MET)) for entry, readers in enumerate(made)]


def test_the_chance_is_exact() -> None:
    assert sign_flip([1, 1, 1]) == Fraction(1, 4)
    assert sign_flip([3, -3]) == 1
    assert sign_flip([]) == 1
    assert sign_flip([0, 0, 2]) == 1


@given(st.lists(st.integers(-6, 6), max_size=9))
def test_the_chance_is_what_counting_every_way_gives(differences: list[int]) -> None:
    ways = list(product((-1, 1), repeat=len(differences)))
    reached = abs(sum(differences))
    as_far = sum(abs(sum(s * d for s, d in zip(way, differences, strict=True))) >= reached for way in ways)
    assert sign_flip(differences) == Fraction(as_far, len(ways))


def test_a_harsh_reader_is_found_and_those_beside_them_do_not_look_mild() -> None:
    (only,) = leanings(SCALE, pairs_with(1, [2, 3, 4], each=5))
    assert (only.reader, only.readings, only.steps, only.sure) == (1, 15, Fraction(-1, 3), True)


def test_what_was_settled_says_which_of_two_readers_is_the_one_who_leans() -> None:
    pairs = [Pair(n, (1, 2), (lower(4), ALL_MET), settled=ALL_MET) for n in range(10)]
    assert [(one.reader, one.steps) for one in leanings(SCALE, pairs)] == [(1, Fraction(-1, 3))]


def test_two_who_differ_only_from_each_other_are_both_named() -> None:
    assert [one.reader for one in leanings(SCALE, pairs_with(1, [2], each=10))] == [1, 2]


def test_readers_who_differ_now_up_now_down_do_not_lean() -> None:
    pairs = [
        Pair(n, (1 + n % 3, 4 + n % 2), (lower(3), ALL_MET) if n % 4 < 2 else (ALL_MET, lower(3))) for n in range(24)
    ]
    assert leanings(SCALE, pairs) == []


def test_a_habit_too_small_to_matter_is_not_named_however_certain() -> None:
    thirty = dict.fromkeys((f"c{n}" for n in range(30)), "met")
    pairs = [Pair(n, (1, 2 + n % 3), (thirty | {"c0": "partly_met"}, thirty)) for n in range(60)]
    assert leanings(SCALE, pairs) == []


def test_few_readings_are_named_only_with_a_warning_that_it_may_be_chance() -> None:
    found = leanings(SCALE, pairs_with(1, [2, 3, 4, 5], each=1))
    assert [one.sure for one in found] == [False]
    assert found[0].chance == Fraction(1, 8)
    assert "could be chance one time in eight" in wording.of_reader(found[0])


def test_a_criterion_that_one_of_them_leaves_out_says_nothing_about_mildness() -> None:
    left_out = dict.fromkeys(CRITERIA, "not_applicable")
    assert leanings(SCALE, [Pair(n, (1, 2), (left_out, ALL_MET)) for n in range(20)]) == []


def test_the_sentence_says_how_far_and_from_how_much() -> None:
    said = wording.of_reader(Leaning(7, 33, 400, Fraction(-1, 3), Fraction(1, 4096), 19, sure=True))
    assert said == (
        "rates lower than others on the same forces by about a third of a step. From 33 readings, chance alone would "
        "do this less than one time in a thousand, which is rare even among 19 readers."
    )
