"""A case holds facts so that nothing is lost, and says when a departure needs a second person."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_app.grading.facts import Facts, Movement, Previous
from inspect_app.moderation import cases
from tests.factories import EDITION, edition

NAMES = st.sampled_from(["3c-f1", "3c-g1", "2a-f7"])
STEPS = st.sampled_from([step.id for step in edition().scales.ratings.steps])


@settings(max_examples=60)
@given(
    st.dictionaries(NAMES, STEPS),
    st.dictionaries(NAMES, st.text(min_size=1)),
    st.none() | st.frozensets(NAMES),
    st.none() | st.builds(Previous, st.sampled_from(["full", None]), STEPS, gained=st.none() | st.tuples(NAMES)),
    st.lists(st.builds(Movement, NAMES, st.just("better"), st.just("stated"), st.text())),
)
def test_facts_come_back_as_they_were_written(
    ratings: dict[str, str],
    reasons: dict[str, str],
    supported: frozenset[str] | None,
    previous: Previous | None,
    movements: list[Movement],
) -> None:
    facts = Facts(
        EDITION,
        "3c",
        ratings=ratings,
        reasons=reasons,
        supported=supported,
        previous=previous,
        movements=tuple(movements),
    )
    assert cases.from_text(cases.as_text(facts)) == facts


def all_met(framework: str, **but: str) -> Facts:
    best = edition().scales.ratings.steps[-1].id
    ratings = {c.id: best for c in edition().framework[framework].criteria} | but
    return Facts(EDITION, framework, ratings=ratings, factors={"beacon": "no", "innovation": "no"})


@pytest.mark.parametrize("framework", [f.id for f in edition().frameworks if f.criteria])
def test_one_dominant_failure_needs_a_second_person_to_depart_from(framework: str) -> None:
    worst = edition().scales.ratings.steps[0].id
    assert not cases.made(edition(), all_met(framework)).capped
    for criterion in edition().framework[framework].criteria:
        capped = cases.made(edition(), all_met(framework, **{criterion.id: worst})).capped
        assert capped or not (criterion.dominant or criterion.prerequisite)


def test_the_deciding_rule_is_the_rung_that_holds_or_the_limiter_that_limits() -> None:
    assert cases.made(edition(), all_met("3c")).values()["rule"] == "rung.good"
    capped = next(c.id for f in edition().frameworks for c in f.criteria if c.prerequisite)
    made = cases.made(edition(), all_met(capped.split("-")[0], **{capped: "not_met"}))
    assert made.values()["rule"] == "limiter.prerequisite"


def test_the_digest_changes_with_the_facts_and_not_with_their_order() -> None:
    facts = all_met("3c")
    turned = Facts(EDITION, "3c", ratings=dict(reversed(facts.ratings.items())), factors=facts.factors)
    assert cases.made(edition(), facts).digest == cases.made(edition(), turned).digest
    other = all_met("3c", **{next(iter(facts.ratings)): "partly_met"})
    assert cases.made(edition(), facts).digest != cases.made(edition(), other).digest
