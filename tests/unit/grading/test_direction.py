"""The direction of travel: the rules as a table, and an oracle over generated signals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.grading.direction import Direction
from inspect_app.grading.edition import Component, Criterion, Edition, FrameworkDirection
from inspect_app.grading.engine import propose
from inspect_app.grading.facts import Facts, Movement, Previous
from inspect_app.grading.rules import Question
from inspect_app.grading.sentences import Sentences
from tests.unit.grading.small_editions import METHOD, edition_of, framework_of, shipped, thorough, unpacked

UP, DOWN, SAME = "better", "worse", "no_difference"
BASES = ("tested", "stated", "judged")
NOT_TESTED, MIXED, PARTLY = "not_tested", "mixed", "partly_comparable"
YES = {"progressing": "yes", "improved": "yes", "resourced": "yes"}


def moves(*words: str) -> tuple[Movement, ...]:
    """`tested better`, `stated worse dv`: basis, verdict and component of each movement."""
    found = []
    for place, word in enumerate(words):
        basis, verdict, *component = word.split()
        found.append(Movement(f"m{place}", verdict, basis, component=component[0] if component else None))
    return tuple(found)


def direction_of(framework: str = "1a", *words: str, **given_: Any) -> Direction:
    return propose(shipped(), Facts("baseline_2006", framework, movements=moves(*words), **given_)).direction


TABLE: list[tuple[str, tuple[str, ...], str | None, tuple[str, ...]]] = [
    ("nothing known", (), None, ()),
    ("tested better", ("tested better",), "improved", ()),
    ("tested worse", ("tested worse",), "declined", ()),
    ("tested, no difference", ("tested no_difference",), "stable", ()),
    ("one better, the rest without difference", ("tested better", "tested no_difference"), "improved", ()),
    ("one worse, the rest without difference", ("tested no_difference", "tested worse"), "declined", ()),
    ("some each way", ("tested better", "tested worse"), "stable", (MIXED,)),
    ("two better and one worse is still each way", ("tested better",) * 2 + ("tested worse",), "stable", (MIXED,)),
    ("stated better", ("stated better",), "improved", (NOT_TESTED,)),
    ("stated worse", ("stated worse",), "declined", (NOT_TESTED,)),
    ("stated each way", ("stated better", "stated worse"), "stable", (MIXED, NOT_TESTED)),
    ("judged better", ("judged better",), "improved", (NOT_TESTED,)),
    ("judged, no difference", ("judged no_difference",), "stable", (NOT_TESTED,)),
    ("tested outranks stated", ("tested worse", "stated better"), "declined", ()),
    ("tested outranks stated, whatever the order", ("stated better", "tested worse"), "declined", ()),
    (
        "tested without difference outranks all",
        ("judged better", "stated better", "tested no_difference"),
        "stable",
        (),
    ),
    ("stated outranks judged", ("judged worse", "stated better"), "improved", (NOT_TESTED,)),
    ("a weaker basis cannot mix", ("tested better", "stated worse", "judged worse"), "improved", ()),
]


@pytest.mark.parametrize(("why", "words", "value", "flags"), TABLE, ids=[row[0] for row in TABLE])
def test_signals_give_a_direction(why: str, words: tuple[str, ...], value: str | None, flags: tuple[str, ...]) -> None:
    found = direction_of("1a", *words)
    assert (found.value, found.flags) == (value, flags), why


# -- what comes before any signal ------------------------------------------------------------------------------------


@pytest.mark.parametrize("framework", ["1d", "7a"])
def test_a_framework_may_be_given_no_direction(framework: str) -> None:
    for given_ in ({}, {"previous": Previous("none")}, {"previous": Previous("full", gained=())}):
        assert direction_of(framework, "tested better", **given_).value == "not_graded"


def test_a_year_that_cannot_be_compared_outranks_every_signal() -> None:
    found = direction_of("1a", "tested better", previous=Previous("none", "good", "baseline_2004"))
    assert (found.value, found.flags) == ("not_comparable", ())


def test_the_same_edition_is_comparable_without_saying_so() -> None:
    assert direction_of("1a", "tested better", previous=Previous(edition="baseline_2006")).value == "improved"


def test_last_year_s_grade_is_no_signal_and_changes_nothing() -> None:
    for grade in ("poor", "excellent"):
        assert direction_of("1a", previous=Previous("full", grade, "baseline_2006")).value is None
        found = direction_of("1a", "tested worse", previous=Previous("full", grade, "baseline_2006"))
        assert found.value == "declined"


# -- criteria gained and lost ----------------------------------------------------------------------------------------


def ten(**flags: Any) -> Edition:
    """Ten criteria; `also` of them are in last year's edition too."""
    also = flags.get("also", 0)
    criteria = [Criterion(f"x-f{n}", "", "fair", also_in=("old",) if n <= also else ()) for n in range(1, 11)]
    return edition_of(framework_of(*criteria), METHOD.with_parameters(**flags.get("values", {})))


def net(gained: Sequence[int], lost: Sequence[int] = (), *words: str, **flags: Any) -> Direction:
    ids = [tuple(f"x-f{n}" for n in numbers) for numbers in (gained, lost)]
    previous = Previous("full", "fair", "old", *ids)
    return propose(ten(**flags), Facts("small", "x", previous=previous, movements=moves(*words))).direction


CRITERIA = [
    ("2 of 10 is exactly a fifth", [1, 2], [], {}, "improved"),
    ("1 of 10 is too few", [1], [], {}, "stable"),
    ("2 lost", [], [1, 2], {}, "declined"),
    ("1 lost", [], [9], {}, "stable"),
    ("3 gained less 1 lost is 2", [1, 2, 3], [4], {}, "improved"),
    ("2 gained less 1 lost is 1", [1, 2], [4], {}, "stable"),
    ("1 gained less 3 lost", [1], [4, 5, 6], {}, "declined"),
    ("as many lost as gained", [1, 2, 3], [4, 5, 6], {}, "stable"),
    ("nothing gained or lost is known, so stable", [], [], {}, "stable"),
    ("1 of the 5 in both editions is a fifth", [1], [], {"also": 5}, "improved"),
    ("1 of the 6 in both is less", [1], [], {"also": 6}, "stable"),
    ("what is not in both editions is not counted", [7, 8, 9, 10], [], {"also": 5}, "stable"),
    ("a third", [1, 2, 3], [], {"values": {"movement_share": "1/3"}}, "stable"),
    ("0.3 exactly", [1, 2, 3], [], {"values": {"movement_share": "0.3"}}, "improved"),
    ("any net gain", [1], [], {"values": {"movement_share": "0"}}, "improved"),
    ("no net gain", [1], [2], {"values": {"movement_share": "0"}}, "stable"),
]


@pytest.mark.parametrize(("why", "gained", "lost", "flags", "value"), CRITERIA, ids=[row[0] for row in CRITERIA])
def test_criteria_gained_less_lost_count_from_a_share(
    why: str, gained: list[int], lost: list[int], flags: dict[str, Any], value: str
) -> None:
    found = net(gained, lost, **flags)
    assert (found.value, found.flags) == (value, (NOT_TESTED,)), why


def test_the_criteria_rank_with_what_a_source_states() -> None:
    assert net([1, 2], [], "tested worse").value == "declined"
    assert net([1, 2], [], "judged worse").value == "improved"
    each_way = net([1, 2], [], "stated worse")
    assert (each_way.value, set(each_way.flags)) == ("stable", {MIXED, NOT_TESTED})


def test_without_criteria_gained_or_lost_there_is_no_such_signal() -> None:
    found = propose(ten(), Facts("small", "x", previous=Previous("full", "fair", "old"))).direction
    assert found.value is None


# -- the conditions of 1B --------------------------------------------------------------------------------------------


def test_1b_is_improved_only_where_all_three_conditions_are_yes() -> None:
    for answers in product(("no", "yes"), repeat=3):
        conditions = dict(zip(YES, answers, strict=True))
        expected = "improved" if conditions == YES else "stable"
        assert direction_of("1b", "tested better", conditions=conditions).value == expected
        assert direction_of("1b", "tested no_difference", conditions=conditions).value == "stable"
        assert direction_of("1b", "tested worse", conditions=conditions).value == "declined"


def test_an_unanswered_condition_leaves_1b_open_only_where_it_could_matter() -> None:
    conditions = {"progressing": "yes", "improved": "yes"}
    assert direction_of("1b", "tested better", conditions=conditions).value is None
    assert direction_of("1b", "tested no_difference", conditions=conditions).value == "stable"
    assert direction_of("1b", "tested worse", conditions=conditions).value == "declined"
    assert direction_of("1b", "tested better", conditions={**conditions, "progressing": "no"}).value == "stable"


def test_conditions_are_no_signal_by_themselves() -> None:
    for conditions in ({}, YES, {**YES, "improved": "no"}):
        found = direction_of("1b", conditions=conditions)
        assert (found.value, found.flags) == (None, ())
        assert found.reasons.verdict == "failed"
        assert found.reasons.subject == "no_signal"


# -- what can be compared only in part -------------------------------------------------------------------------------

PARTIAL = Previous("partial", "good", "baseline_2005")
PART = [
    ("a comparable component counts as it is", ("tested better dv",), "improved", (PARTLY,)),
    ("another counts only as judged", ("tested better mp",), "improved", (NOT_TESTED, PARTLY)),
    ("a comparable one outranks another", ("stated worse cp", "tested better ds"), "declined", (NOT_TESTED, PARTLY)),
    ("no component named: only as judged", ("tested better", "stated worse dv"), "declined", (NOT_TESTED, PARTLY)),
    ("each way elsewhere", ("tested better mp", "stated worse ds"), "stable", (MIXED, NOT_TESTED, PARTLY)),
    ("no signal", (), None, (PARTLY,)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "words", "value", "flags"), PART, ids=[row[0] for row in PART])
def test_4b_is_compared_in_part(why: str, words: tuple[str, ...], value: str | None, flags: tuple[str, ...]) -> None:
    found = direction_of("4b", *words, previous=PARTIAL)
    assert (found.value, found.flags) == (value, flags), why


def test_criteria_of_components_that_cannot_be_compared_count_only_as_judged() -> None:
    ids = [c.id for c in shipped().framework["4b"].criteria if c.component in ("ds", "mp")]
    gained = replace(PARTIAL, gained=tuple(ids), lost=())
    assert direction_of("4b", previous=gained).value == "stable", "the comparable ones gained nothing"
    assert direction_of("4b", previous=replace(PARTIAL, lost=tuple(ids))).value == "stable"
    inside = tuple(c.id for c in shipped().framework["4b"].criteria if c.component in ("dv", "cp"))
    found = direction_of("4b", previous=replace(PARTIAL, gained=inside, lost=tuple(ids)))
    assert (found.value, set(found.flags)) == ("improved", {NOT_TESTED, PARTLY})


# -- generated signals against the text ------------------------------------------------------------------------------

CRITERIA_OF_TWO = [Criterion(f"x-{c}-f{n}", "", "fair", c) for c in ("dv", "mp") for n in range(1, 4)]
QUESTIONS = tuple(Question(name, name) for name in YES)
IDS = [c.id for c in CRITERIA_OF_TWO]


def two_components(conditions: bool) -> Edition:
    direction = FrameworkDirection(conditions=QUESTIONS if conditions else (), comparable_components=("dv",))
    framework = framework_of(*CRITERIA_OF_TWO, components=("dv", "mp"), direction=direction)
    assert framework.components[0] == Component("dv", "DV")
    return edition_of(framework)


def expected_of(facts: Facts, conditions: bool) -> set[str | None]:
    """Every direction that the text allows, over all answers to unanswered conditions."""
    partial = facts.previous is not None and facts.previous.comparability == "partial"
    if facts.previous is not None and facts.previous.comparability == "none":
        return {"not_comparable"}
    signals: list[tuple[str, str]] = []
    for movement in facts.movements:
        basis = "judged" if partial and movement.component != "dv" else movement.basis
        signals.append((basis, movement.verdict))
    if facts.previous is not None and facts.previous.gained is not None and facts.previous.lost is not None:
        for scope, basis in [(("dv",), "stated"), (("mp",), "judged")] if partial else [(("dv", "mp"), "stated")]:
            ids = {c.id for c in CRITERIA_OF_TWO if c.component in scope}
            share = Fraction(len(ids & {*facts.previous.gained}) - len(ids & {*facts.previous.lost}), len(ids))
            verdict = UP if share >= Fraction(1, 5) else DOWN if share <= -Fraction(1, 5) else SAME
            signals.append((basis, verdict))
    if not signals:
        return {None}
    highest = min((basis for basis, _ in signals), key=BASES.index)
    deciding = [verdict for basis, verdict in signals if basis == highest]
    value = "stable"
    if UP in deciding and DOWN not in deciding:
        value = "improved"
    if DOWN in deciding and UP not in deciding:
        value = "declined"
    answers = [facts.conditions.get(q.id) for q in QUESTIONS] if conditions else []
    if value == "improved" and "no" in answers:
        return {"stable"}
    return {"stable", "improved"} if value == "improved" and None in answers else {value}


_MOVES = st.lists(st.integers(0, 26), max_size=4)
_ANSWERS = ("no", "yes", None)
_COMPARED = ("full", "partial", "none", None)


def travelled(moved: list[int], year: int, asked: int) -> tuple[Edition, Facts, bool]:
    """An edition, facts and whether it asks for conditions, from numbers."""
    movements = []
    for place, number in enumerate(moved):
        basis, verdict, component = unpacked(number, 3, 3, 3)
        where = ("dv", "mp", None)[component]
        movements.append(Movement(f"m{place}", (UP, DOWN, SAME)[verdict], BASES[basis], component=where))
    compared, known, gained, lost = unpacked(year, 4, 2, 64, 64)
    previous = None
    if _COMPARED[compared] is not None:
        ids = [tuple(i for n, i in enumerate(IDS) if mask >> n & 1) for mask in (gained & ~lost, lost)]
        previous = Previous(_COMPARED[compared], None, "old", *(ids if known else (None, None)))
    conditions, *answers = unpacked(asked, 2, 3, 3, 3)
    given_answers = {name: _ANSWERS[answer] for name, answer in zip(YES, answers, strict=True)}
    known_answers = {name: answer for name, answer in given_answers.items() if answer and conditions}
    facts = Facts("small", "x", conditions=known_answers, movements=tuple(movements), previous=previous)
    return two_components(bool(conditions)), facts, bool(conditions)


TRAVELLED = st.builds(travelled, _MOVES, st.integers(0, 4 * 2 * 64 * 64 - 1), st.integers(0, 2 * 27 - 1))


@thorough(600)
@given(TRAVELLED)
def test_the_direction_is_what_the_text_allows(case: tuple[Edition, Facts, bool]) -> None:
    edition, facts, conditions = case
    expected = expected_of(facts, conditions)
    found = propose(edition, facts).direction
    assert found.value == (next(iter(expected)) if len(expected) == 1 else None)
    partial = facts.previous is not None and facts.previous.comparability == "partial"
    assert (PARTLY in found.flags) == partial
    assert (found.reasons.verdict == "held") == (found.value is not None)


@thorough(400)
@given(TRAVELLED)
def test_a_better_condition_or_movement_never_lowers_the_direction(case: tuple[Edition, Facts, bool]) -> None:
    edition, facts, _ = case
    order = ["declined", "stable", "improved"]
    before = propose(edition, facts).direction.value
    if before not in order:
        return
    better = [
        replace(facts, conditions={**facts.conditions, n: "yes"}) for n, a in facts.conditions.items() if a == "no"
    ]
    for place, movement in enumerate(facts.movements):
        higher = {DOWN: SAME, SAME: UP}.get(movement.verdict)
        if higher:
            changed = replace(movement, verdict=higher)
            rest = (*facts.movements[:place], changed, *facts.movements[place + 1 :])
            better.append(replace(facts, movements=rest))
    for improved in better:
        after = propose(edition, improved).direction
        worst = "stable" if after.flags[:1] == ("conditions_unanswered",) else after.value
        assert worst is not None
        assert order.index(worst) >= order.index(before)


# -- reasons ---------------------------------------------------------------------------------------------------------


def test_every_signal_is_listed_and_says_whether_it_counted() -> None:
    tree = direction_of("1a", "stated better", "tested worse").reasons
    assert {(n.rule, n.verdict) for n in tree.children} == {
        ("direction.signal.m0", "failed"),
        ("direction.signal.m1", "held"),
    }


@pytest.mark.parametrize("name", ["criteria", "criteria_met", "criteria_not_comparable"])
def test_a_movement_may_have_any_name(name: str) -> None:
    facts = Facts(
        "baseline_2006",
        "1a",
        movements=(Movement(name, UP, "judged", "page 44"),),
        previous=Previous("full", gained=(), lost=("1a-f1", "1a-f2", "1a-f3", "1a-f4")),
    )
    proposal = propose(shipped(), facts)
    assert proposal.direction.value == "declined"
    (movement,) = [n for n in proposal.direction.reasons.children if n.detail.startswith("judged")]
    assert (movement.verdict, movement.parameter) == ("failed", None)
    assert "page 44" in Sentences(shipped(), shipped().framework["1a"]).node(movement)
