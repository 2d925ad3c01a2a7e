"""Promises 3 and 4: the range is exactly what the unknown still allows, and learning more never widens it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.grading.engine import prepare, propose
from tests.unit.grading.oracle import (
    GRADES,
    at_best,
    at_worst,
    completions,
    items,
    limiters,
    outcome,
    outcomes,
    possible,
    rank,
)
from tests.unit.grading.small_editions import Case, shipped_cases, small_cases, thorough


@thorough(1000)
@given(small_cases(unknown=4))
def test_floor_and_ceiling_are_the_lowest_and_highest_completion(case: Case) -> None:
    found = sorted(map(rank, outcomes(case.framework, case.known, case.values)))
    proposal = propose(case.edition, case.facts)
    assert (rank(proposal.floor), rank(proposal.ceiling)) == (found[0], found[-1])
    assert proposal.settled == (found[0] == found[-1])
    alone = prepare(case.edition, "x").decide(case.facts.ratings, case.facts.factors)
    assert (alone.floor, alone.ceiling, alone.limiters) == (proposal.floor, proposal.ceiling, proposal.limiters)


@thorough(200)
@given(small_cases(unknown=3))
def test_no_completion_lies_outside_when_proposed_itself(case: Case) -> None:
    proposal = propose(case.edition, case.facts)
    ends = {rank(proposal.floor), rank(proposal.ceiling)}
    for known in completions(case.framework, case.known):
        completed = propose(case.edition, case.knowing(known))
        assert completed.settled
        assert rank(proposal.floor) <= rank(completed.outcome) <= rank(proposal.ceiling)
        ends.discard(rank(completed.outcome))
    assert not ends, "both ends are reached"


@thorough(400)
@given(small_cases(unknown=0))
def test_a_settled_proposal_names_its_grade_its_gap_and_what_limited_it(case: Case) -> None:
    expected = outcome(case.framework, case.known, case.values)
    proposal = propose(case.edition, case.facts)
    assert proposal.settled
    assert proposal.outcome == expected
    assert proposal.grade == (expected if expected in GRADES else None)
    assert proposal.between == (None if expected in GRADES else ("poor", "fair"))
    assert list(proposal.limiters) == limiters(case.framework, case.known, case.values)
    used = [f for f, answer in case.facts.factors.items() if answer == "yes_with_caveat"]
    assert list(proposal.caveats) == (used if expected == "excellent" else [])
    on_criteria = outcome(case.framework, {**case.known, "beacon": "yes", "innovation": "yes"}, case.values)
    flagged = expected != "excellent" and on_criteria == "excellent"
    assert list(proposal.flags) == (["excellent_on_criteria_not_on_factors"] if flagged else [])
    assert not flagged or expected == "good"


@thorough(400)
@given(shipped_cases(), st.integers(0, 999))
def test_a_shipped_framework_ends_anywhere_in_its_range_and_nowhere_else(case: Case, seed: int) -> None:
    proposal = propose(case.edition, case.facts)
    assert proposal.floor == at_worst(case.framework, case.known, case.values)
    assert proposal.ceiling == at_best(case.framework, case.known, case.values)
    random, missing = Random(seed), [i for i in items(case.framework) if i not in case.known]
    for _ in range(3):
        known = {**case.known, **{i: random.choice(possible(case.framework, i)) for i in missing}}
        ends_at = outcome(case.framework, known, case.values)
        assert rank(proposal.floor) <= rank(ends_at) <= rank(proposal.ceiling)


@thorough(1000)
@given(small_cases())
def test_learning_one_more_thing_never_widens_the_range(case: Case) -> None:
    grader, before = prepare(case.edition, "x"), propose(case.edition, case.facts)
    for item in items(case.framework):
        if item in case.known:
            continue
        for answer in possible(case.framework, item):
            facts = case.knowing({**case.known, item: answer})
            after = grader.decide(facts.ratings, facts.factors)
            assert rank(before.floor) <= rank(after.floor) <= rank(after.ceiling) <= rank(before.ceiling), (
                item,
                answer,
            )


@thorough(150)
@given(shipped_cases(), st.integers(0, 999))
def test_a_shipped_framework_narrows_step_by_step_until_it_is_settled(case: Case, seed: int) -> None:
    random, known = Random(seed), case.known
    missing = [i for i in items(case.framework) if i not in known]
    random.shuffle(missing)
    before = propose(case.edition, case.facts)
    for item in missing:
        known = {**known, item: random.choice(possible(case.framework, item))}
        after = propose(case.edition, case.knowing(known))
        assert rank(before.floor) <= rank(after.floor) <= rank(after.ceiling) <= rank(before.ceiling), item
        before = after
    assert before.settled


@thorough(600)
@given(small_cases(unknown=3))
def test_an_unsupported_claim_may_be_anything_from_the_worst_up_to_what_was_claimed(case: Case) -> None:
    proposal, supported = propose(case.edition, case.facts), case.facts.supported
    if supported is None:
        assert proposal.as_evidenced is None
        return
    view = proposal.as_evidenced
    assert view is not None
    carried = {item: answer for item, answer in case.known.items() if item in supported}
    assert view.floor == at_worst(case.framework, carried, case.values)
    assert view.ceiling == proposal.ceiling
    assert rank(view.floor) <= rank(proposal.floor)
    assert view.settled == (view.floor == view.ceiling)
    assert view.grade == (view.floor if view.settled and view.floor in GRADES else None)


@thorough(200)
@given(small_cases())
def test_citing_evidence_for_one_more_thing_never_lowers_what_the_evidence_carries(case: Case) -> None:
    supported = case.facts.supported or frozenset()
    lower = propose(case.edition, replace(case.facts, supported=supported)).as_evidenced
    for item in items(case.framework):
        higher = propose(case.edition, replace(case.facts, supported=supported | {item})).as_evidenced
        assert lower is not None
        assert higher is not None
        assert rank(higher.floor) >= rank(lower.floor)
