"""Changes of method: what each makes of the edition, which are refused, and what would follow from them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app import db
from inspect_app.grading.edition import Edition
from inspect_app.grading.engine import propose
from inspect_app.grading.facts import Facts
from inspect_app.grading.rules import LadderRule
from inspect_app.moderation.what_if import changes, effects, queries, refusals
from inspect_app.moderation.what_if.changes import Change
from inspect_app.promises import BadInput
from tests import factories, nation

MOST = Change("parameter", "good_most_share", "3/4")


@cache
def edition() -> Edition:
    return factories.edition()


@cache
def cases() -> list[effects.Known]:
    """The facts of the whole demonstration, read once."""
    with db.reading(db.sqlite_url(nation.made_nation())) as session:
        return queries.cases(session, "2005-06", edition().id)


def effect_of(change: Change) -> effects.Effect:
    after = changes.changed(edition(), change)
    refusals.check(edition(), after, [case.facts for case in cases()])
    return effects.worked_out(edition(), after, cases())


def refusal_of(change: Change) -> str:
    with pytest.raises(BadInput) as refused:
        effect_of(change)
    return str(refused.value)


EVERY = [
    MOST,
    Change("parameter", "poor_count", "1"),
    Change("level", "3c-g3", "fair"),
    Change("flag", "3c-f2", "not_significant"),
    Change("leave_out", "1a-f6"),
    Change("rule", "good.all_fair"),
    Change("rule", "limiter.prerequisite"),
]


@pytest.mark.parametrize("change", EVERY, ids=lambda change: f"{change.kind} {change.subject}")
def test_the_effect_is_what_the_engine_itself_would_propose_before_and_after(change: Change) -> None:
    after = changes.changed(edition(), change)
    known = {c.id for f in after.frameworks for c in f.criteria}
    moved = {(m.framework, m.force): (m.before, m.after) for m in effect_of(change).movers}
    for case in cases()[::11]:
        facts = case.facts
        kept = replace(facts, ratings={n: s for n, s in facts.ratings.items() if n in known}, supported=None)
        kept = replace(kept, reasons={n: s for n, s in kept.reasons.items() if n in known}, previous=None, movements=())
        before, then = propose(edition(), replace(facts, supported=None)), propose(after, kept)
        expected = ((before.floor, before.ceiling), (then.floor, then.ceiling))
        assert moved.get((facts.framework, case.force), (expected[0], expected[0])) == expected


def test_the_counts_and_the_table_agree_with_the_movers() -> None:
    effect = effect_of(MOST)
    assert effect.total == 989
    assert effect.down == len(effect.movers) > 0
    assert effect.up == 0
    assert sum(count for _, _, count in effect.table) == len(effect.movers)
    for framework in edition().frameworks:
        lost = Counter(effect.was[framework.id]) - Counter(effect.would_be[framework.id])
        settled = [m for m in effect.movers if m.framework == framework.id and m.before[0] == m.before[1]]
        assert sum(lost.values()) <= len(settled)


def test_a_mover_names_the_rule_that_turned_and_the_criteria_it_turns_on() -> None:
    for mover in effect_of(MOST).movers:
        assert mover.rule.endswith("most_good"), mover
        assert "More than 75%" in mover.because
        framework = edition().framework[mover.framework]
        assert mover.criteria
        assert all(framework.criterion[name].level == "good" for name in mover.criteria)
    movers = effect_of(Change("level", "3c-g3", "fair")).movers
    assert {mover.framework for mover in movers} == {"3c"}
    assert all("3c-g3" in mover.criteria for mover in movers)


def test_an_effect_can_be_kept_as_json_and_read_again() -> None:
    effect = effect_of(Change("level", "3c-g3", "fair"))
    assert effects.from_json(json.loads(json.dumps(effect.as_json()))) == effect


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (MOST, "“Most” means more than 75%, instead of more than 50%."),
        (Change("level", "3c-g3", "fair"), "3C G3 counts as Fair, instead of Good."),
        (Change("flag", "3c-f2", "dominant"), "3C F2 is dominant."),
        (Change("leave_out", "3c-f2"), "3C F2 is left out."),
        (Change("rule", "good.all_fair"), "This rule is left out. For Good: all Fair criteria are met."),
    ],
)
def test_a_change_is_said_as_a_sentence(change: Change, says: str) -> None:
    assert changes.says(edition(), change) == says


BEYOND = "Choose between 0% and 80%: this edition allows 0% to 100%, and not more than “vast majority”, now 80%"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change("parameter", "good_most_share", "9/10"), BEYOND),
        (Change("parameter", "nothing", "1"), "Choose one of the values"),
        (Change("parameter", "good_most_share", "1/2"), "That is how it is now. Choose something else."),
        (Change("level", "3c-g3", "good"), "That is how it is now. Choose something else."),
        (Change("level", "3c-g3", "splendid"), "Choose one of the levels"),
        (Change("flag", "3c-f2", "shiny"), "Choose what it counts as"),
        (Change("leave_out", "3c-z99"), "There is no criterion '3c-z99' in this edition. Write it as 3C G9"),
        (Change("rule", "good.nothing"), "Choose one of the rules"),
        (Change("something", "3c-f2"), "Choose what to change"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(change: Change, sentence: str) -> None:
    assert refusal_of(change) == sentence


def test_a_change_after_which_a_grade_could_not_be_reached_is_refused() -> None:
    said = refusal_of(Change("rule", "fair.significant_fair"))
    assert said == "With this, in 1A, Poor could not be reached. The method does not allow that"


def test_a_dominant_criterion_that_the_lowest_rung_does_not_ask_for_is_refused() -> None:
    said = refusal_of(Change("flag", "3c-g3", "dominant"))
    assert said.startswith("With this, in 3C, 3c-g3 can bring Poor")
    assert said.endswith("The method does not allow that")


def test_rules_under_which_a_better_rating_lowers_the_grade_are_refused() -> None:
    rule = edition().method.grading[edition().method.default_grading]
    assert isinstance(rule, LadderRule)
    best = edition().scales.outcomes.grades.ids()[-1]
    upside_down = replace(rule, otherwise=best, tests=())
    grading = {**edition().method.grading, edition().method.default_grading: upside_down}
    broken = replace(edition(), method=replace(edition().method, grading=grading))
    ratings = {c.id: "met" for c in edition().framework["3c"].criteria} | {"3c-f1": "partly_met"}
    partly = Facts(edition().id, "3c", ratings)
    assert list(refusals.losing(broken, [partly])) == ["3C F1"]
    assert list(refusals.losing(edition(), [case.facts for case in cases()[::7]])) == []


@pytest.mark.parametrize(
    ("typed", "value", "read"),
    [
        ("75", "3/4", ""),
        ("75%", "3/4", ""),
        (" 66.5 ", "133/200", ""),
        ("2/3", "2/3", "2/3 is read as 2/3, about 66.7%"),
        ("3/5", "3/5", "3/5 is read as 60%"),
        ("0.6", "3/5", "0.6 is read as 60%"),
        ("0.6%", "3/500", ""),
        ("1%", "1/100", ""),
    ],
)
def test_a_share_is_typed_as_a_percentage_or_a_fraction(typed: str, value: str, read: str) -> None:
    most = edition().method.parameters[0]
    assert changes.number(edition(), most, typed) == value
    assert changes.read_as(most, typed, Fraction(value)) == read


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0.9", f"0.9 is read as 90%. {BEYOND}"),
        ("1", f"1 is read as 100%. {BEYOND}"),
        ("95", BEYOND),
        ("3/5%", f"Enter a percentage such as 60%, or a fraction such as 3/5 or 0.6. {BEYOND}"),
        ("most", f"Enter a percentage such as 60%, or a fraction such as 3/5 or 0.6. {BEYOND}"),
    ],
)
def test_what_is_out_of_range_is_told_how_it_was_read_and_why_it_is_too_much(typed: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        changes.number(edition(), edition().method.parameters[0], typed)
    assert str(refused.value) == sentence


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_value_within_the_limits_or_a_sentence_with_them(typed: str) -> None:
    for parameter in edition().method.parameters:
        try:
            value = changes.number(edition(), parameter, typed)
        except BadInput as refused:
            assert "Choose " in str(refused)
        else:
            edition().method.with_parameters(**{parameter.name: value})


def test_every_shipped_edition_offers_only_changes_that_it_has_something_for() -> None:
    pledge = factories.editions.load("policing_pledge_2009")
    for one in (edition(), pledge):
        for kind in changes.kinds(one):
            assert kind in changes.KINDS
        assert {rule.id for rule in changes.rules(one)} or "rule" not in changes.kinds(one)
