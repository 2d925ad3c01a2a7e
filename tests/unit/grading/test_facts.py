"""Facts fail closed: every kind of bad fact is named, all of them at once, and nothing is skipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import pytest

from inspect_app.grading.edition import Part
from inspect_app.grading.engine import propose
from inspect_app.grading.facts import BadFacts, Facts, Movement, Previous, check
from inspect_app.grading.rules import Amount, LadderRule, Requirement, Rung, UngradedRule
from tests.unit.grading.small_editions import METHOD, edition_of, framework_of, shipped

EDITION = "baseline_2006"
MOSTLY: Any = "mostly"
MOVED = {"verdict": "better", "basis": "stated"}


def facts(framework: str = "1a", **given: Any) -> Facts:
    return Facts(EDITION, framework, **given)


def moved(**changes: Any) -> tuple[Movement, ...]:
    return (Movement(**{"id": "burglary", **MOVED, **changes}),)


# what is wrong, the facts, where the fault must point, what it must name
BAD: list[tuple[str, Facts, tuple[str | int, ...], str]] = [
    ("an unknown framework", facts("9z"), ("framework",), "'9z'"),
    ("facts of another edition", Facts("baseline_2005", "1a"), ("edition",), "baseline_2005"),
    ("an unknown criterion", facts(ratings={"1a-f99": "met"}), ("ratings", "1a-f99"), "'1a-f99'"),
    ("a criterion of another framework", facts(ratings={"1b-f1": "met"}), ("ratings", "1b-f1"), "'1b-f1'"),
    ("a rating of another scale", facts(ratings={"1a-f1": "3"}), ("ratings", "1a-f1"), "'3'"),
    ("a grade for a rating", facts(ratings={"1a-f1": "good"}), ("ratings", "1a-f1"), "'good'"),
    ("an answer for a rating", facts(ratings={"1a-f1": "yes"}), ("ratings", "1a-f1"), "'yes'"),
    ("a rating in other letters", facts(ratings={"1a-f1": "Met"}), ("ratings", "1a-f1"), "'Met'"),
    ("an empty rating", facts(ratings={"1a-f1": ""}), ("ratings", "1a-f1"), "''"),
    ("not applicable without a reason", facts(ratings={"1a-f1": "not_applicable"}), ("ratings", "1a-f1"), "reason"),
    (
        "not applicable with a blank reason",
        facts(ratings={"1a-f1": "not_applicable"}, reasons={"1a-f1": " \n"}),
        ("ratings", "1a-f1"),
        "reason",
    ),
    (
        "a dominant criterion not applicable",
        facts("2a", ratings={"2a-f7": "not_applicable"}, reasons={"2a-f7": "No."}),
        ("ratings", "2a-f7"),
        "dominant",
    ),
    (
        "a prerequisite not applicable",
        facts("6b", ratings={"6b-g1": "not_applicable"}, reasons={"6b-g1": "No."}),
        ("ratings", "6b-g1"),
        "prerequisite",
    ),
    ("a reason for an unknown criterion", facts(reasons={"1a-f99": "No."}), ("reasons", "1a-f99"), "'1a-f99'"),
    ("a reason without a rating", facts(reasons={"1a-f1": "No."}), ("reasons", "1a-f1"), "rating"),
    ("an unknown factor", facts(factors={"beacons": "yes"}), ("factors", "beacons"), "'beacons'"),
    ("an unknown answer", facts(factors={"beacon": "perhaps"}), ("factors", "beacon"), "'perhaps'"),
    ("a rating for a factor", facts(factors={"beacon": "met"}), ("factors", "beacon"), "'met'"),
    ("a factor where none is asked", facts("1d", factors={"beacon": "yes"}), ("factors", "beacon"), "factor"),
    ("a condition where none is asked", facts(conditions={"improved": "yes"}), ("conditions", "improved"), "condition"),
    ("an unknown condition", facts("1b", conditions={"better": "yes"}), ("conditions", "better"), "'better'"),
    (
        "a caveat for a condition",
        facts("1b", conditions={"improved": "yes_with_caveat"}),
        ("conditions", "improved"),
        "'yes_with_caveat'",
    ),
    ("an outside grade that is not asked", facts(external_grade="good"), ("external_grade",), "external_grade"),
    ("an outside grade of another scale", facts("1d", external_grade="great"), ("external_grade",), "'great'"),
    (
        "the gap as an outside grade",
        facts("1d", external_grade="between_poor_and_fair"),
        ("external_grade",),
        "'between_poor_and_fair'",
    ),
    ("a rating where another decides", facts("1d", ratings={"1d-f1": "met"}), ("ratings", "1d-f1"), "criterion"),
    ("a part where none is graded", facts(parts={"p1": "good"}), ("parts", "p1"), "part"),
    ("an unknown component", facts("4b", movements=moved(component="xx")), ("movements", 0, "component"), "'xx'"),
    ("a component where none is", facts(movements=moved(component="dv")), ("movements", 0, "component"), "component"),
    ("an unknown verdict", facts(movements=moved(verdict="up")), ("movements", 0, "verdict"), "'up'"),
    ("an unknown basis", facts(movements=moved(basis="felt")), ("movements", 0, "basis"), "'felt'"),
    ("a movement twice", facts(movements=moved() + moved(verdict="worse")), ("movements", 1, "id"), "'burglary'"),
    ("an unknown comparability", facts(previous=Previous(MOSTLY)), ("previous", "comparability"), "'mostly'"),
    ("none given", facts(previous=Previous(edition="baseline_2005")), ("previous", "comparability"), "is needed"),
    (
        "a previous grade of no scale",
        facts(previous=Previous(edition=EDITION, grade="great")),
        ("previous", "grade"),
        "'great'",
    ),
    ("an unknown gained", facts(previous=Previous("full", gained=("1a-f99",))), ("previous", "gained", 0), "1a-f99"),
    ("an unknown lost", facts(previous=Previous("full", lost=("1a-f99",))), ("previous", "lost", 0), "1a-f99"),
    (
        "one both gained and lost",
        facts(previous=Previous("full", gained=("1a-f1",), lost=("1a-f1",))),
        ("previous", "lost"),
        "1a-f1",
    ),
    (
        "one gained twice",
        facts(previous=Previous("full", gained=("1a-f1", "1a-f2", "1a-f1"))),
        ("previous", "gained", 2),
        "1a-f1",
    ),
    ("one lost twice", facts(previous=Previous("full", lost=("1a-f1", "1a-f1"))), ("previous", "lost", 1), "1a-f1"),
    ("peers without a measure", facts("1b", peers={"1b-g1": "better"}), ("peers", "1b-g1"), "'1b-g1'"),
    ("an unknown standing", facts("4b", peers={"4b-dv-f3": "good"}), ("peers", "4b-dv-f3"), "'good'"),
    ("support for nothing known", facts(supported=frozenset({"1a-f99"})), ("supported",), "'1a-f99'"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "bad", "path", "named"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_fact_is_named(why: str, bad: Facts, path: tuple[str | int, ...], named: str) -> None:
    faults = check(bad, shipped())
    assert path in [fault.path for fault in faults], why
    assert any(named in fault.message for fault in faults if fault.path == path), why
    with pytest.raises(BadFacts) as refused:
        propose(shipped(), bad)
    assert refused.value.faults == tuple(faults)
    assert all(fault.message in str(refused.value) for fault in faults)


def test_every_row_has_one_fault_only() -> None:
    assert [(why, len(check(bad, shipped()))) for why, bad, _, _ in BAD if len(check(bad, shipped())) != 1] == []


def joined(rows: list[Facts]) -> Facts:
    """All the facts of several rows as one."""
    together: dict[str, Any] = {}
    for row in rows:
        for field in fields(Facts):
            value = getattr(row, field.name)
            if isinstance(value, Mapping):
                together[field.name] = {**together.get(field.name, {}), **value}
            elif value and field.name == "movements":
                together["movements"] = (*together.get("movements", ()), *value)
            elif value is not None and value != ():
                together.setdefault(field.name, value)
    return Facts(**together)


def test_all_faults_are_named_at_once() -> None:
    kinds: dict[str, Facts] = {}
    for _, bad, path, _ in BAD:
        if bad.framework == "1a":
            kinds.setdefault(str(path[0]), bad)
    together = joined(list(kinds.values()))
    found = {str(fault.path[0]) for fault in check(together, shipped())}
    assert found == set(kinds) >= {"edition", "ratings", "reasons", "factors", "movements", "previous", "supported"}


def test_two_faults_of_one_kind_are_two_faults() -> None:
    faults = check(facts(ratings={"1a-f98": "met", "1a-f99": "met", "1a-f1": "great", "1a-f2": "met"}), shipped())
    assert [fault.path for fault in faults] == [("ratings", "1a-f98"), ("ratings", "1a-f99"), ("ratings", "1a-f1")]


def test_a_near_miss_is_suggested() -> None:
    assert "did you mean 1b" in check(facts("1bb"), shipped())[0].message
    assert "did you mean beacon" in check(facts(factors={"becon": "yes"}), shipped())[0].message


def test_good_facts_have_no_fault() -> None:
    good = facts(
        "4b",
        ratings={"4b-dv-f1": "met", "4b-dv-f2": "partly_met", "4b-cp-g1": "not_applicable"},
        reasons={"4b-cp-g1": "No such unit in this force.", "4b-dv-f2": "Two areas of five."},
        factors={"beacon": "yes_with_caveat", "innovation": "no"},
        previous=Previous("partial", "good", "baseline_2005", ("4b-dv-g2",), ()),
        movements=moved(component="dv"),
        peers={"4b-dv-f3": "in_line"},
        supported=frozenset({"4b-dv-f1", "beacon"}),
    )
    assert check(good, shipped()) == []


def test_a_grade_of_an_edition_that_nobody_knows_is_let_stand() -> None:
    assert check(facts(previous=Previous("none", "level_3", "another_2001")), shipped()) == []


def test_a_dominant_criterion_may_not_apply_only_where_the_edition_says_so() -> None:
    edition = shipped()
    framework = edition.framework["2a"]
    allowed = replace(
        framework, criteria=tuple(replace(c, may_not_apply=True) if c.dominant else c for c in framework.criteria)
    )
    known = {"ratings": {"2a-f7": "not_applicable"}}
    assert check(facts("2a", **known, reasons={"2a-f7": "No."}), replace(edition, frameworks=(allowed,))) == []
    assert len(check(facts("2a", **known), replace(edition, frameworks=(allowed,)))) == 1


# -- editions that ask for other things ------------------------------------------------------------------------------

PARTS = LadderRule("parts", (Rung("good", (Requirement("all", Amount("all"), "good", "at_least"),)),), "poor")
BY_PARTS = replace(METHOD, grading={"parts": PARTS, "none": UngradedRule("No grade is given.")}, direction=None)


def test_an_ungraded_part_and_an_unknown_grade_of_a_part_are_faults() -> None:
    parts = (Part("p1", "One"), Part("p2", "Two", graded=False))
    edition = edition_of(framework_of(graded_by="parts", parts=parts), BY_PARTS)
    faults = check(Facts("small", "x", parts={"p1": "great", "p2": "good", "p3": "good"}), edition)
    assert [fault.path for fault in faults] == [("parts", "p1"), ("parts", "p2"), ("parts", "p3")]


def test_an_edition_without_direction_asks_for_nothing_about_last_year() -> None:
    edition = edition_of(framework_of(graded_by="none"), BY_PARTS)
    given = Facts("small", "x", movements=moved(), previous=Previous("full", "good"))
    assert {fault.path[0] for fault in check(given, edition)} == {"movements", "previous"}


def test_an_ungraded_framework_takes_no_ratings_no_factors_and_no_outside_grade() -> None:
    edition = edition_of(framework_of(graded_by="none"), BY_PARTS)
    given = Facts("small", "x", {"x-f1": "met"}, {}, {"beacon": "yes"}, external_grade="good", parts={"p1": "good"})
    assert [fault.path[0] for fault in check(given, edition)] == ["ratings", "factors", "external_grade", "parts"]
