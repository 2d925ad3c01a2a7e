"""What a choice is said to give is what the engine proposes once it is made, whatever else is known."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_app.assessment.workspace.asked import everything
from inspect_app.assessment.workspace.effects import effects, range_with
from inspect_app.grading.engine import propose
from inspect_app.grading.facts import Facts
from tests import factories

EDITION = factories.edition()
FRAMEWORK = EDITION.framework["3c"]
STEPS = ["met", "partly_met", "not_met"]


@st.composite
def known(draw: st.DrawFn) -> Facts:
    ratings = {
        criterion.id: step
        for criterion in FRAMEWORK.criteria
        if (step := draw(st.sampled_from([*STEPS, "met", "met", None]))) is not None
    }
    factors = draw(st.dictionaries(st.sampled_from(["beacon", "innovation"]), st.sampled_from(["yes", "no"])))
    return Facts(edition=EDITION.id, framework="3c", ratings=ratings, factors=factors)


@settings(max_examples=60, deadline=None)
@given(facts=known(), which=st.sampled_from([a.id for a in everything(EDITION, FRAMEWORK)]))
def test_each_choice_gives_what_it_says(facts: Facts, which: str) -> None:
    asked = next(a for a in everything(EDITION, FRAMEWORK) if a.id == which)
    told = effects(EDITION, facts, asked)
    assert told.sentence
    for step in asked.scale.ids():
        held = {**(facts.factors if asked.kind == "factor" else facts.ratings), which: step}
        made = replace(facts, factors=held) if asked.kind == "factor" else replace(facts, ratings=held)
        proposal = propose(EDITION, made)
        ends = range_with(EDITION, facts, asked, step)
        assert ends == (proposal.floor, proposal.ceiling)
        assert told.by_choice.get(step, range_with(EDITION, facts)) == ends


@settings(max_examples=60, deadline=None)
@given(facts=known())
def test_it_decides_only_where_every_choice_settles_the_grade(facts: Facts) -> None:
    for asked in everything(EDITION, FRAMEWORK):
        told = effects(EDITION, facts, asked)
        settled = all(
            low == high
            for step in asked.scale.ids()
            for low, high in [range_with(EDITION, facts, asked, step) or ("", "")]
        )
        assert ("decides between" in told.sentence) <= settled
