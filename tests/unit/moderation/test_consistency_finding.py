"""Inversions: what one is, that none is missed or invented, and that sound decisions never make one."""

from __future__ import annotations

from functools import cache
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.grading.edition import Edition
from inspect_app.grading.engine import prepare
from inspect_app.grading.facts import Facts, asked_factors
from inspect_app.moderation.consistency.finding import Inversion, Judged, inversions, knots
from inspect_app.moderation.consistency.outliers import outliers
from tests import factories

FRAMEWORK = "4b"


@cache
def edition() -> Edition:
    return factories.edition()


def met_but(**others: str) -> Facts:
    """Everything met and answered yes, but for what is named: `f1="not_met"` is the criterion 4b-dv-f1."""
    framework = edition().framework[FRAMEWORK]
    ratings = {c.id: "met" for c in framework.criteria} | {f"4b-dv-{n}": step for n, step in others.items()}
    factors = dict.fromkeys(asked_factors(edition(), framework), "yes")
    reasons = {name: "Not asked here." for name, step in ratings.items() if step == "not_applicable"}
    return Facts(edition().id, FRAMEWORK, ratings=ratings, reasons=reasons, factors=factors)


def judged(entry: int, facts: Facts, grade: str, proposed: str | None = None) -> Judged:
    return Judged(entry, f"force-{entry}", FRAMEWORK, facts, grade, proposed)


def found(*entries: Judged) -> list[Inversion]:
    return inversions(edition(), FRAMEWORK, entries)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Facts of a few kinds, so that two of them are often comparable."""
    framework = edition().framework[FRAMEWORK]
    loose = draw(st.sets(st.sampled_from([c.id for c in framework.criteria if not c.dominant]), max_size=3))
    steps = st.sampled_from(["not_met", "partly_met", "met", "not_applicable"])
    ratings = {c.id: draw(steps) if c.id in loose else "met" for c in framework.criteria}
    return Facts(
        edition().id,
        FRAMEWORK,
        ratings=ratings,
        factors={f: draw(st.sampled_from(["no", "yes"])) for f in asked_factors(edition(), framework)},
    )


many = st.lists(st.tuples(facts(), st.sampled_from(["poor", "fair", "good", "excellent"])), max_size=8)


def as_judged(rows: list[tuple[Facts, str]]) -> list[Judged]:
    return [judged(place, given_facts, grade) for place, (given_facts, grade) in enumerate(rows)]


def at_least_as_good(one: Facts, other: Facts) -> bool:
    """The definition, spelled out: the same things asked, and nowhere a lower step."""
    scales = edition().scales
    for mine, theirs, scale in (
        (one.ratings, other.ratings, scales.ratings),
        (one.factors, other.factors, scales.factor_answers),
    ):
        if mine.keys() != theirs.keys():
            return False
        for name, step in mine.items():
            here, there = scale.ranks.get(step, -1), scale.ranks.get(theirs[name], -1)
            if (here == -1) != (there == -1) or here < there:
                return False
    return True


def test_a_force_that_is_better_and_judged_lower_is_found_with_whom() -> None:
    better, worse = judged(1, met_but(), "fair"), judged(2, met_but(f1="partly_met"), "good")
    assert found(worse, better) == [Inversion(better, worse, same=False, apart=1)]


def test_the_same_facts_judged_otherwise_are_told_apart_from_better_ones() -> None:
    lower, higher = judged(1, met_but(f1="partly_met"), "fair"), judged(2, met_but(f1="partly_met"), "excellent")
    assert found(lower, higher) == [Inversion(lower, higher, same=True, apart=2)]


def test_forces_of_which_each_is_better_somewhere_are_not_compared() -> None:
    assert found(judged(1, met_but(f1="partly_met"), "poor"), judged(2, met_but(f2="partly_met"), "good")) == []


def test_a_criterion_that_does_not_apply_is_neither_better_nor_worse() -> None:
    assert found(judged(1, met_but(), "poor"), judged(2, met_but(f2="not_applicable"), "good")) == []


def test_a_condition_that_only_one_meets_keeps_the_other_from_being_at_least_as_good() -> None:
    framework = next(f for f in edition().frameworks if f.direction.conditions)
    question = framework.direction.conditions[0].id
    ratings = {c.id: "met" for c in framework.criteria}
    lower, higher = (
        Judged(
            n,
            f"force-{n}",
            framework.id,
            Facts(edition().id, framework.id, ratings, conditions={question: answer}),
            grade,
        )
        for n, (answer, grade) in enumerate((("no", "fair"), ("yes", "good")))
    )
    assert inversions(edition(), framework.id, [lower, higher]) == []


def test_an_outside_grade_counts_like_a_criterion() -> None:
    framework = next(f.id for f in edition().frameworks if f.graded_by == "elsewhere")
    low, high = (
        Judged(n, f"force-{n}", framework, Facts(edition().id, framework, external_grade=outside), grade)
        for n, (outside, grade) in enumerate((("good", "fair"), ("fair", "good")))
    )
    assert inversions(edition(), framework, [low, high]) == [Inversion(low, high, same=False, apart=1)]


@given(many)
def test_exactly_the_pairs_that_the_definition_names_are_found(rows: list[tuple[Facts, str]]) -> None:
    entries, ranks = as_judged(rows), edition().scales.outcomes.grades.ranks
    expected = {
        (one.entry, other.entry)
        for one, other in permutations(entries, 2)
        if ranks[one.grade] < ranks[other.grade] and at_least_as_good(one.facts, other.facts)
    }
    assert {(i.lower.entry, i.higher.entry) for i in found(*entries)} == expected


@given(many)
def test_no_pair_is_an_inversion_both_ways(rows: list[tuple[Facts, str]]) -> None:
    pairs = {(i.lower.entry, i.higher.entry) for i in found(*as_judged(rows))}
    assert not any((higher, lower) in pairs for lower, higher in pairs)


@given(st.lists(facts(), max_size=8))
def test_confirmed_proposals_never_break_the_rule(rows: list[Facts]) -> None:
    grader, grades = prepare(edition(), FRAMEWORK), edition().scales.outcomes.grades
    decided = [(row, grader.decide(row.ratings, row.factors).floor) for row in rows]
    assert found(*as_judged([(row, grade) for row, grade in decided if grade in grades])) == []


@given(many)
def test_every_inversion_stands_in_one_knot_and_no_knot_has_another(rows: list[tuple[Facts, str]]) -> None:
    pairs = found(*as_judged(rows))
    told = [
        (k.entry.entry, other.entry) if k.is_lower else (other.entry, k.entry.entry)
        for k in knots(edition(), FRAMEWORK, pairs)
        for other in k.others
    ]
    assert sorted(told) == sorted((i.lower.entry, i.higher.entry) for i in pairs)


def test_one_wrong_decision_among_many_is_one_knot_and_not_many() -> None:
    crowd = [judged(n, met_but(f1="partly_met"), "good", "good") for n in range(2, 9)]
    (only,) = knots(edition(), FRAMEWORK, found(judged(1, met_but(), "fair", "good"), *crowd))
    assert (only.entry.entry, len(only.others), only.is_lower) == (1, 7, True)


def test_of_two_entries_the_one_that_departs_from_its_proposal_is_looked_at_first() -> None:
    confirmed, departs = judged(1, met_but(), "good", "good"), judged(2, met_but(), "excellent", "good")
    (only,) = knots(edition(), FRAMEWORK, found(confirmed, departs))
    assert only.entry is departs
    assert not only.is_lower


def test_a_departure_away_from_similar_forces_is_an_outlier_and_one_towards_them_is_not() -> None:
    crowd = [judged(n, met_but(), "good", "good") for n in range(2, 9)]
    away, towards = judged(1, met_but(), "fair", "good"), judged(1, met_but(), "good", "fair")
    peers = {"force-1": {one.force for one in crowd}}
    (only,) = outliers(edition(), [away, *crowd], peers)
    assert (only.judged, only.as_far, only.group, only.of_peers) == (away, 1, 8, True)
    assert outliers(edition(), [towards, *crowd], peers) == []


def test_a_departure_is_no_outlier_where_similar_forces_are_judged_alike_or_are_too_few() -> None:
    crowd = [judged(n, met_but(), "fair" if n % 2 else "good", "good") for n in range(2, 9)]
    assert outliers(edition(), [judged(1, met_but(), "fair", "good"), *crowd], {}) == []
    assert outliers(edition(), [judged(1, met_but(), "fair", "good"), *crowd[:2]], {}) == []
