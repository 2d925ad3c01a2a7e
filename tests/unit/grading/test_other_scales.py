"""The engine knows no methodology: other grades, numbers for ratings, no levels, parts, and rules that overlap."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.grading.edition import Criterion, Edition, Framework, Part
from inspect_app.grading.engine import propose
from inspect_app.grading.facts import Facts
from inspect_app.grading.in_full import in_full
from inspect_app.grading.rules import (
    Amount,
    LadderRule,
    Limiter,
    Method,
    Parameter,
    Requirement,
    Rung,
    Selection,
    Test,
    UngradedRule,
)
from inspect_app.grading.scale import Between, Outcomes, Scale, Scales, Step
from tests.unit.grading.generic_oracle import Ladder
from tests.unit.grading.small_editions import framework_of, thorough, unpacked

F = Fraction
GRADES = ("very_low", "low", "middling", "high", "very_high")
RATINGS = ("1", "2", "3", "4")


def scales(applicable_only: bool = False) -> Scales:
    named = tuple(Step(i, i.replace("_", " ").capitalize(), letter=i[0]) for i in GRADES)
    numbers = Scale(tuple(Step(i, i) for i in RATINGS))
    return Scales(
        Outcomes(Scale(named), (Between("unclear", "unclear", above="very_low"),)),
        numbers,
        not_applicable=None if applicable_only else Step("na", "Not asked"),
    )


PARAMETERS = (
    Parameter("half", "half", F(1, 2), F(0), F(1)),
    Parameter("third", "a third", F(1, 3), F(0), F(1)),
    Parameter("most", "three quarters", F(3, 4), F(0), F(1)),
    Parameter("two", "two", F(2), F(1), whole=True),
)


def share(name: str, comparison: str = "at_least", count: str | None = None) -> Amount:
    return Amount("share", comparison, name, count)  # type: ignore[arg-type]


def need(name: str, amount: Amount, step: str, side: str = "at_least", **selection: bool) -> Requirement:
    return Requirement(name, amount, step, side, Selection(**selection))  # type: ignore[arg-type]


def method_of(rule: LadderRule, *limiters: Limiter) -> Method:
    return Method(PARAMETERS, {"way": rule, "none": UngradedRule("This is only described.")}, "way", limiters=limiters)


def edition_of(rule: LadderRule, framework: Framework, *limiters: Limiter) -> Edition:
    return Edition("other", "Another edition", "Nobody", scales(), method_of(rule, *limiters), (framework,))


def proposed(edition: Edition, **known: str) -> Any:
    key = "parts" if edition.frameworks[0].parts else "ratings"
    return propose(edition, Facts("other", "x", **{key: known}))


# -- criteria rated 1 to 4 -------------------------------------------------------------------------------------------

BY_RATING = LadderRule(
    "criteria",
    (
        Rung("very_high", (need("fours", share("most"), "4"),), "high"),
        Rung("high", (need("threes", Amount("all"), "3"), need("a_four", Amount("any"), "4")), "middling"),
        Rung("middling", (need("half_threes", share("half", "more_than"), "3"),), "low"),
        Rung("low", (need("twos", Amount("all"), "2"),)),
    ),
    "unclear",
    (Test("very_low", (need("ones", share("third", count="two"), "1", "at_most"),)),),
)
FOUR = framework_of(*(Criterion(i, "Something is done.") for i in "abcd"), graded_by="way")
RATED = [
    ("1111", "very_low"), ("1122", "very_low"), ("1222", "unclear"), ("1444", "unclear"), ("2222", "low"),
    ("2233", "low"), ("2333", "middling"), ("3333", "middling"), ("3334", "high"), ("2444", "middling"),
    ("3344", "high"), ("3444", "very_high"), ("4444", "very_high"),
]  # fmt: skip


@pytest.mark.parametrize(("ratings", "outcome"), RATED)
def test_numbers_climb_to_other_grades(ratings: str, outcome: str) -> None:
    proposal = proposed(edition_of(BY_RATING, FOUR), **dict(zip("abcd", ratings, strict=True)))
    assert proposal.outcome == outcome
    assert proposal.between == (("very_low", "low") if outcome == "unclear" else None)
    assert proposal.direction.value is None


def test_a_change_lifts_to_the_step_that_the_rule_asks_for() -> None:
    reaches = {
        reach.grade: reach for reach in proposed(edition_of(BY_RATING, FOUR), a="2", b="2", c="3", d="3").to_reach
    }
    middling = reaches["middling"]
    assert [(change.item, change.from_step, change.to_step) for change in middling.changes] == [("a", "2", "3")]
    assert middling.ways == 2


def test_a_worse_rating_never_brings_the_better_of_two_low_grades() -> None:
    low = LadderRule(
        "criteria",
        (Rung("middling", (need("all", Amount("all"), "3"),)),),
        "unclear",
        (
            Test("very_low", (need("dominant", Amount("any"), "1", "at_most", dominant=True),)),
            Test("low", (need("third", share("third"), "2", "at_most"),)),
        ),
    )
    framework = framework_of(*(Criterion(i, "", dominant=i == "a") for i in "abcd"), graded_by="way")
    above_very_low = Outcomes(scales().outcomes.grades, (Between("unclear", "unclear", above="low"),))
    for tests in (low.tests, low.tests[::-1]):
        edition = edition_of(replace(low, tests=tests), framework)
        edition = replace(edition, scales=replace(scales(), outcomes=above_very_low))
        assert proposed(edition, a="1", b="4", c="4", d="4").outcome == "very_low"
        assert proposed(edition, a="1", b="1", c="1", d="1").outcome == "very_low"
        assert proposed(edition, a="2", b="1", c="1", d="1").outcome == "low"


# -- parts -----------------------------------------------------------------------------------------------------------

BY_PARTS = LadderRule(
    "parts",
    (
        Rung("high", (need("most_high", share("half", "more_than"), "high"),), "middling"),
        Rung("middling", (need("most_middling", share("half", "more_than"), "middling"),)),
    ),
    "very_low",
)
PARTS = (Part("p1", "One"), Part("p2", "Two"), Part("note", "A note", graded=False), Part("p3", "Three"))
OF_PARTS = framework_of(graded_by="way", parts=PARTS)


def test_a_majority_of_the_graded_parts_decides() -> None:
    edition = edition_of(BY_PARTS, OF_PARTS)
    assert proposed(edition, p1="high", p2="very_high", p3="low").grade == "high"
    assert proposed(edition, p1="high", p2="middling", p3="low").grade == "middling"
    assert proposed(edition, p1="high", p2="low", p3="low").grade == "very_low"


def test_an_unknown_part_may_be_any_grade() -> None:
    proposal = proposed(edition_of(BY_PARTS, OF_PARTS), p1="high", p2="low")
    assert (proposal.floor, proposal.ceiling) == ("very_low", "high")
    reaches = {r.grade: r for r in proposal.to_reach}
    for grade in ("middling", "high"):
        assert [(c.item, c.from_step, c.to_step) for c in reaches[grade].changes] == [("p2", "low", grade)]
        assert reaches[grade].ways == 2
    assert reaches["very_high"].impossible


def test_no_reason_and_no_change_names_the_ungraded_part() -> None:
    proposal = proposed(edition_of(BY_PARTS, OF_PARTS), p1="low")
    assert not any("note" in (*n.counted_for, *n.counted_against, *n.unknown) for n in proposal.reasons.walk())
    assert not any(change.item == "note" for reach in proposal.to_reach for change in reach.changes)
    assert all(change.kind == "part" for reach in proposal.to_reach for change in reach.changes)


def test_a_framework_may_be_given_no_grade_at_all() -> None:
    edition = edition_of(BY_RATING, framework_of(graded_by="none"))
    proposal = propose(edition, Facts("other", "x"))
    assert (proposal.grade, proposal.floor, proposal.ceiling, proposal.to_reach) == (None, None, None, ())
    assert "only described" in in_full(edition, proposal)


# -- where changes must be searched for ------------------------------------------------------------------------------

OVERLAPPING = LadderRule(
    "criteria",
    (
        Rung(
            "high",
            (need("first", share("half"), "4", dominant=True), need("second", share("half"), "4", prerequisite=True)),
        ),
    ),
    "very_low",
)


def overlapping(size: int, both: int) -> Edition:
    """Criteria of which the last `both` belong to both groups, the others to one or the other in turn."""
    criteria = [
        Criterion(f"c{n:02}", "", dominant=n >= size - both or n % 2 == 0, prerequisite=n >= size - both or n % 2 == 1)
        for n in range(size)
    ]
    return edition_of(OVERLAPPING, framework_of(*criteria, graded_by="way"))


def test_overlapping_groups_are_served_together() -> None:
    reach = next(r for r in proposed(overlapping(6, 2)).to_reach if r.grade == "high")
    assert [change.item for change in reach.changes] == ["c04", "c05"]
    assert (reach.ways, reach.exact) == (1, True)


def test_a_search_too_wide_says_that_it_is_the_smallest_found() -> None:
    edition = overlapping(40, 10)
    proposal = proposed(edition)
    reach = next(r for r in proposal.to_reach if r.grade == "high")
    assert not reach.exact
    assert proposal.as_json()["to_reach"]["high"]["smallest_found"] is True
    assert proposed(edition, **{change.item: change.to_step for change in reach.changes}).floor == "high"
    for left_out in reach.changes:
        rest = {change.item: change.to_step for change in reach.changes if change is not left_out}
        assert proposed(edition, **rest).floor == "very_low"
    assert "smallest set found" in in_full(edition, proposal)


# -- any ladder ------------------------------------------------------------------------------------------------------

AMOUNTS = (
    Amount("all"),
    share("half"),
    share("half", "more_than"),
    share("third"),
    share("most"),
    Amount("any"),
    share("third", count="two"),
)
SELECTIONS: tuple[dict[str, bool], ...] = ({}, {}, {"significant": True}, {"dominant": True}, {"prerequisite": True})
_NEED = (len(AMOUNTS), len(SELECTIONS), 3)
_ITEM = (2, 2, 2, 6)


def any_ladder(sizes: list[int], numbers: list[int], tested: int, empty_holds: bool, of: str) -> LadderRule:
    """A ladder whose rungs have so many needs each; at most one test, below an outcome below every rung."""
    left = iter([*numbers, *range(99)])
    amounts = AMOUNTS[:-1] if empty_holds else AMOUNTS  # see the count that nobody may reach, below
    steps = RATINGS if of == "criteria" else GRADES
    rungs: list[Rung] = []
    for place, size in enumerate(sizes):
        needs = []
        for number in range(size):
            amount, selection, step = unpacked(next(left), *_NEED)
            name = f"n{place}{number}"
            needs.append(need(name, amounts[amount % len(amounts)], steps[step + 1], **SELECTIONS[selection]))
        grade = GRADES[2 + place]
        rungs.insert(0, Rung(grade, tuple(needs), GRADES[1 + place] if place else None))
    tests = ()
    if tested:
        test = need("test", amounts[tested % len(amounts)], steps[0], "at_most")
        if test.amount.kind == "all":
            test = replace(test, amount=Amount("any"))
        lowest = need("every", Amount("all"), steps[1])
        rungs[-1] = replace(rungs[-1], requires=(lowest, *rungs[-1].requires))
        tests = (Test("very_low", (test,)),)
    return LadderRule(of, tuple(rungs), "low", tests, empty_holds)  # type: ignore[arg-type]


@st.composite
def any_case(draw: st.DrawFn) -> tuple[Ladder, dict[str, str]]:
    of = draw(st.sampled_from(("criteria", "criteria", "parts")))
    sizes = draw(st.lists(st.integers(1, 2), min_size=1, max_size=3))
    numbers = draw(st.lists(st.integers(0, len(AMOUNTS) * len(SELECTIONS) * 3 - 1), min_size=sum(sizes), max_size=8))
    rule = any_ladder(sizes, numbers, draw(st.integers(0, 6)), draw(st.booleans()), of)
    rated = [unpacked(n, *_ITEM) for n in draw(st.lists(st.integers(0, 47), min_size=1, max_size=5))]
    steps: tuple[str | None, ...] = (*(RATINGS if of == "criteria" else GRADES[:4]), None, "na")
    answers = [steps[number[3]] for number in rated]
    if of == "parts":
        parts = tuple(Part(f"i{n}", f"Part {n}") for n in range(len(rated)))
        edition = edition_of(rule, framework_of(graded_by="way", parts=(*parts, Part("note", "Note", graded=False))))
        answers = [None if answer == "na" else answer for answer in answers]
    else:
        flags = [dict(zip(("significant", "dominant", "prerequisite"), map(bool, n[:3]), strict=True)) for n in rated]
        criteria = (Criterion(f"i{n}", "", may_not_apply=True, **flag) for n, flag in enumerate(flags))
        edition = edition_of(rule, framework_of(*criteria, graded_by="way"))
    known = {f"i{n}": answer for n, answer in enumerate(answers) if answer is not None}
    return Ladder(edition, edition.frameworks[0], rule), known


def facts_of(ladder: Ladder, known: dict[str, str]) -> Facts:
    reasons = {item: "Not asked." for item, answer in known.items() if answer == "na"}
    key = "parts" if ladder.rule.of == "parts" else "ratings"
    return Facts("other", "x", reasons=reasons, **{key: known})  # type: ignore[arg-type]


@thorough(400)
@given(any_case())
def test_any_ladder_is_climbed_as_its_words_say(case: tuple[Ladder, dict[str, str]]) -> None:
    ladder, known = case
    missing = [item for item in ladder.items if item not in known]
    known = {**known, **dict.fromkeys(missing[2:], ladder.scale.steps[1].id)}
    found = ladder.outcomes(known)
    proposal = propose(ladder.edition, facts_of(ladder, known))
    assert (ladder.rank(proposal.floor), ladder.rank(proposal.ceiling)) == (min(found), max(found))


@thorough(400)
@given(any_case())
def test_any_ladder_is_reached_with_the_fewest_changes(case: tuple[Ladder, dict[str, str]]) -> None:
    ladder, known = case
    for reach in propose(ladder.edition, facts_of(ladder, known)).to_reach:
        fewest = ladder.fewest(known, reach.grade)
        assert bool(reach.impossible) == (fewest is None), reach.grade
        if fewest is None:
            continue
        after = {**known, **{change.item: change.to_step for change in reach.changes}}
        assert ladder.rank(ladder.at_worst(after)) >= ladder.rank(reach.grade)
        assert len(reach.changes) == fewest[0] or not reach.exact
        assert reach.ways == fewest[1] or not reach.exact


ONES = framework_of(Criterion("a", ""), Criterion("b", ""), graded_by="way")


def test_a_change_lifts_no_further_than_the_grade_needs() -> None:
    needs = (need("every", Amount("all"), "2"), need("half", share("half"), "3"))
    ladder = LadderRule("criteria", (Rung("high", needs),), "low")
    reach = next(r for r in proposed(edition_of(ladder, ONES), a="1", b="1").to_reach if r.grade == "high")
    assert [(change.item, change.to_step) for change in reach.changes] == [("a", "3"), ("b", "2")] or not reach.exact


def test_a_count_that_nobody_may_reach_leaves_the_range_honest() -> None:
    counted = need("counted", share("third", count="two"), "3")
    ladder = LadderRule("criteria", (Rung("high", (counted,)),), "low", empty_holds=True)
    edition = edition_of(ladder, framework_of(Criterion("a", ""), graded_by="way"))
    empty = propose(edition, Facts("other", "x", {"a": "na"}, {"a": "Not asked."})).outcome
    ranks = edition.scales.outcomes.ranks
    assert ranks[empty] <= ranks[propose(edition, Facts("other", "x")).ceiling]


@thorough(150)
@given(any_case())
def test_any_ladder_is_told_in_words(case: tuple[Ladder, dict[str, str]]) -> None:
    ladder, known = case
    text = in_full(ladder.edition, propose(ladder.edition, facts_of(ladder, known)))
    assert "None" not in text
    assert "**" not in text


# -- the engine's own words ------------------------------------------------------------------------------------------

OF_ONE_METHOD = re.compile(r"(?<![a-z])(poor|fair|good|excellent)(?![a-z])|^(met|not_met|partly_met)$", re.IGNORECASE)


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """Every string of a module that is not a docstring."""
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node


def test_no_module_of_the_engine_knows_the_words_of_a_method(checkout: Path) -> None:
    found = [
        f"{path.name}:{node.lineno}: {node.value!r}"
        for path in sorted((checkout / "inspect_app" / "grading").glob("*.py"))
        for node in literals(ast.parse(path.read_text(encoding="utf-8")))
        if OF_ONE_METHOD.search(node.value)
    ]
    assert found == []
