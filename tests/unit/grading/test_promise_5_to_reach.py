"""Promise 5: each set of changes reaches its grade, no smaller set does, and the ties fall as declared."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given

from inspect_app.grading.edition import Criterion
from inspect_app.grading.engine import propose
from inspect_app.grading.reach import Change, Reach
from tests.unit.grading.oracle import at_worst, holds, rank, to_reach, top_of
from tests.unit.grading.small_editions import (
    Case,
    edition_of,
    facts_of,
    framework_of,
    shipped_cases,
    small_cases,
    thorough,
)


def after(case: Case, changes: Iterable[Change]) -> dict[str, str]:
    return {**case.known, **{change.item: change.to_step for change in changes}}


@thorough(1000)
@given(small_cases())
def test_the_smallest_set_is_found_with_its_ways_and_its_tie_rule(case: Case) -> None:
    expected = to_reach(case.framework, case.known, case.values)
    found = {reach.grade: reach for reach in propose(case.edition, case.facts).to_reach}
    assert list(found) == list(expected)
    for grade, wanted in expected.items():
        reach = found[grade]
        if wanted is None:
            assert reach.impossible, grade
            continue
        assert not reach.impossible, grade
        assert reach.exact
        assert tuple(change.item for change in reach.changes) == wanted.changes, grade
        assert reach.ways == wanted.ways, grade


@thorough(500)
@given(small_cases())
def test_after_the_changes_the_floor_is_at_or_above_the_grade(case: Case) -> None:
    for reach in propose(case.edition, case.facts).to_reach:
        if reach.impossible:
            continue
        reached = propose(case.edition, case.knowing(after(case, reach.changes)))
        assert rank(reached.floor) >= rank(reach.grade)
        for change in reach.changes:
            assert change.from_step == case.known.get(change.item)
            assert change.to_step == top_of(change.item)
            assert change.kind == ("factor" if change.item in ("beacon", "innovation") else "criterion")


@thorough(200)
@given(shipped_cases())
def test_in_a_shipped_framework_every_change_of_a_set_is_needed(case: Case) -> None:
    reaches = propose(case.edition, case.facts).to_reach
    for reach in reaches:
        if reach.impossible:
            continue
        assert reach.exact
        assert reach.ways >= 1
        assert rank(at_worst(case.framework, after(case, reach.changes), case.values)) >= rank(reach.grade)
        for left_out in reach.changes:
            rest = [change for change in reach.changes if change is not left_out]
            assert rank(at_worst(case.framework, after(case, rest), case.values)) < rank(reach.grade), left_out
    possible = [reach for reach in reaches if not reach.impossible]
    for lower, higher in pairwise(possible):
        assert len(lower.changes) <= len(higher.changes)


@thorough(400)
@given(small_cases())
def test_holds_names_every_answer_whose_fall_by_one_step_lowers_the_floor(case: Case) -> None:
    found = [(hold.item, hold.outcome) for hold in propose(case.edition, case.facts).holds]
    assert found == holds(case.framework, case.known, case.values)


@thorough(150)
@given(shipped_cases())
def test_holds_in_a_shipped_framework(case: Case) -> None:
    found = [(hold.item, hold.outcome) for hold in propose(case.edition, case.facts).holds]
    assert found == holds(case.framework, case.known, case.values)


# -- the tie rule and the edges, one by one --------------------------------------------------------------------------

FRAMEWORK = framework_of(
    Criterion("x-f1", "", "fair"),
    Criterion("x-f2", "", "fair", significant=False),
    *(Criterion(f"x-g{n}", "", "good") for n in range(1, 5)),
)


def reach_of(grade: str, **answers: str) -> Reach:
    known: dict[str, str | None] = {"x-f1": "met", "x-f2": "met", "beacon": "yes", "innovation": "yes"}
    known |= {f"x-{name}" if name not in known else name: answer for name, answer in answers.items()}
    edition = edition_of(FRAMEWORK)
    found = propose(edition, facts_of(edition, FRAMEWORK, known)).to_reach
    return next(reach for reach in found if reach.grade == grade)


def changed(reach: Reach) -> list[str]:
    return [change.item for change in reach.changes]


def test_a_criterion_partly_met_is_nearer_than_one_not_met_or_unrated() -> None:
    reach = reach_of("good", g1="met", g2="not_met", g4="partly_met")
    assert changed(reach) == ["x-g3", "x-g4"] or changed(reach) == ["x-g2", "x-g4"]
    assert changed(reach) == ["x-g2", "x-g4"], "not met and unrated are as far: the edition's order decides"
    assert reach.ways == 3


def test_equal_steps_fall_to_the_edition_s_order() -> None:
    reach = reach_of("good", g1="not_met", g2="not_met", g3="met", g4="met")
    assert changed(reach) == ["x-g1"]
    assert reach.ways == 2


def test_the_ways_of_two_components_multiply() -> None:
    criteria = [Criterion(f"x-{c}-f1", "", "fair", c) for c in "ab"]
    criteria += [Criterion(f"x-{c}-g{n}", "", "good", c) for c in "ab" for n in (1, 2, 3)]
    framework = framework_of(*criteria, components=("a", "b"))
    edition = edition_of(framework)
    known = {"x-a-f1": "met", "x-b-f1": "met", "x-b-g2": "partly_met"}
    case = Case(edition, framework, facts_of(edition, framework, known))
    found = {reach.grade: reach for reach in propose(edition, case.facts).to_reach}
    assert found["good"].ways == 9
    assert changed(found["good"]) == ["x-a-g1", "x-a-g2", "x-b-g1", "x-b-g2"]
    for grade, expected in to_reach(framework, known, case.values).items():
        assert expected is not None
        assert (tuple(changed(found[grade])), found[grade].ways) == expected


def test_a_caveat_needs_no_change_and_is_never_proposed() -> None:
    reach = reach_of("excellent", g1="met", g2="met", g3="met", g4="met", beacon="yes_with_caveat", innovation="no")
    assert [(change.item, change.from_step, change.to_step) for change in reach.changes] == [
        ("innovation", "no", "yes")
    ]


def test_an_unrated_criterion_that_must_be_met_is_a_change() -> None:
    reach = reach_of("fair", f1="partly_met")
    assert [(change.item, change.from_step) for change in reach.changes] == [("x-f1", "partly_met")]
    framework = framework_of(Criterion("x-f1", "", "fair"))
    edition = edition_of(framework)
    fair = propose(edition, facts_of(edition, framework, {})).to_reach[0]
    assert [(change.item, change.from_step, change.to_step) for change in fair.changes] == [("x-f1", None, "met")]


@pytest.mark.parametrize("grade", ["good", "excellent"])
def test_what_does_not_apply_is_never_made_to_apply(grade: str) -> None:
    reach = reach_of(grade, **{f"g{n}": "not_applicable" for n in range(1, 5)})
    assert reach.impossible
    assert reach.changes == ()
