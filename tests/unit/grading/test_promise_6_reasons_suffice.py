"""Promise 6: the tree of reasons suffices; replaying its verdicts alone gives the same floor and ceiling."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from hypothesis import given

from inspect_app.grading.engine import propose
from inspect_app.grading.facts import Facts
from inspect_app.grading.reasons import Node
from tests.unit.grading.oracle import ORDER, items, rank
from tests.unit.grading.small_editions import Case, shipped, shipped_cases, small_cases, thorough

AT_WORST, AT_BEST = False, True
CAPS = {"limiter.prerequisite": "fair"}  # the one cap of the method, and where it holds the grade


def holds(node: dict[str, Any], undecided_as: bool) -> bool:
    return {"held": True, "failed": False, "undecided": undecided_as}[node["verdict"]]


def kind_of(node: dict[str, Any]) -> list[str]:
    """The rule's id without the component that it stands in."""
    words: list[str] = node["rule"].split(".")
    return words[2:] if words[0] == "component" else words


def climbed(ladder: dict[str, Any], end: bool) -> str:
    """The outcome of one ladder from the verdicts of its requirements, at one end of the range."""
    rungs = [node for node in ladder["children"] if kind_of(node)[0] == "rung"]
    reached = None
    for rung in reversed(rungs):
        if not all(holds(need, end) for need in rung["children"]):
            break
        reached = kind_of(rung)[1]
    if reached:
        return reached
    for test in (node for node in ladder["children"] if kind_of(node)[0] == "test"):
        if any(holds(need, not end) for need in test["children"]):
            return kind_of(test)[1]
    return next(kind_of(node)[1] for node in ladder["children"] if kind_of(node)[0] == "otherwise")


def replayed(tree: dict[str, Any], end: bool) -> str:
    """The outcome that the verdicts lead to, with the undecided ones taken at one end."""
    top = tree["children"][0]
    ladders = top["children"] if top["rule"] == "limiter.weakest_component" else [top]
    lowest = min((climbed(ladder, end) for ladder in ladders), key=rank)
    for node in tree["children"]:
        cap = CAPS.get(node["rule"])
        if cap and holds(node, not end) and rank(lowest) > rank(cap):
            lowest = cap
    return lowest


def sufficient(case: Case) -> None:
    proposal = json.loads(json.dumps(propose(case.edition, case.facts).as_json()))
    assert replayed(proposal["reasons"], AT_WORST) == proposal["floor"]
    assert replayed(proposal["reasons"], AT_BEST) == proposal["ceiling"]


@thorough(1000)
@given(small_cases())
def test_the_verdicts_of_the_printed_tree_lead_to_the_same_range(case: Case) -> None:
    sufficient(case)


@thorough(300)
@given(shipped_cases())
def test_the_verdicts_of_a_shipped_framework_lead_to_the_same_range(case: Case) -> None:
    sufficient(case)


# -- each node agrees with those below it ----------------------------------------------------------------------------


def combined(verdicts: list[str], all_of: bool) -> str:
    decisive = "failed" if all_of else "held"
    if decisive in verdicts:
        return decisive
    return "undecided" if "undecided" in verdicts else ("held" if all_of else "failed")


@thorough(400)
@given(small_cases())
def test_every_rung_and_test_says_what_its_requirements_say(case: Case) -> None:
    root = propose(case.edition, case.facts).reasons
    for ladder in (node for node in root.walk() if node.kind == "ladder"):
        below: list[str] = []
        for rung in reversed([node for node in ladder.children if node.kind == "rung"]):
            below += [need.verdict for need in rung.children]
            assert rung.verdict == combined(below, all_of=True), rung.rule
        for test in (node for node in ladder.children if node.kind == "test"):
            assert test.verdict == combined([need.verdict for need in test.children], all_of=False), test.rule
        assert ladder.floor == climbed(ladder.as_json(), AT_WORST)
        assert ladder.ceiling == climbed(ladder.as_json(), AT_BEST)


@thorough(400)
@given(small_cases())
def test_every_requirement_names_who_counts_for_it_who_against_and_who_is_open(case: Case) -> None:
    for node in propose(case.edition, case.facts).reasons.walk():
        if node.kind in ("requirement", "cap"):
            named = [*node.counted_for, *node.counted_against, *node.unknown]
            assert len(named) == len(set(named)), node.rule
            assert set(named) == set(concerned(case, node)), node.rule
            assert set(node.unknown) <= set(items(case.framework)) - set(case.known), node.rule
        if node.kind == "requirement":
            assert node.tally is not None
            counting, applicable, _ = node.tally
            assert (counting, applicable) == (len(node.counted_for), len(concerned(case, node)))


def concerned(case: Case, node: Node) -> list[str]:
    """The items that a requirement or a cap looks at, by the 2006 text."""
    words = node.rule.split(".")
    component = words[1] if words[0] == "component" else None
    if node.subject in ("beacon", "innovation"):
        return [node.subject]
    chosen = {
        "vast_good": lambda c: c.level == "good",
        "most_good": lambda c: c.level == "good",
        "all_fair": lambda c: c.level == "fair",
        "significant_fair": lambda c: c.level == "fair" and c.significant,
        "fallen_short": lambda c: c.level == "fair" and c.significant,
        "dominant": lambda c: c.dominant,
        "prerequisite": lambda c: c.prerequisite,
    }[node.subject]
    return [
        c.id
        for c in case.framework.criteria
        if chosen(c) and component in (None, c.component) and case.known.get(c.id) != "not_applicable"
    ]


@thorough(200)
@given(small_cases())
def test_a_share_carries_the_parameter_that_it_was_compared_with(case: Case) -> None:
    names = {"vast_good": "excellent_vast_share", "most_good": "good_most_share", "fallen_short": "poor_share"}
    for node in propose(case.edition, case.facts).reasons.walk():
        if node.subject in names and node.kind == "requirement":
            assert node.parameter is not None
            name, value = node.parameter
            assert name == names[node.subject]
            assert Fraction(value) == case.values[name]


def test_the_tree_of_a_framework_graded_elsewhere_holds_its_range() -> None:
    for given_grade, expected in (("good", ("good", "good")), (None, ("poor", "excellent"))):
        proposal = propose(shipped(), Facts("baseline_2006", "1d", external_grade=given_grade))
        outside = [node for node in proposal.reasons.walk() if node.kind == "outside"]
        assert [(node.floor, node.ceiling) for node in outside] == [expected]
        assert (proposal.floor, proposal.ceiling) == expected
        assert outside[0].verdict == ("held" if given_grade else "undecided")


def test_every_limiter_of_the_method_is_in_every_tree() -> None:
    limiters = {f"limiter.{limiter.id}" for limiter in shipped().method.limiters}
    for framework in shipped().frameworks:
        tree = propose(shipped(), Facts("baseline_2006", framework.id)).reasons
        assert limiters <= {node.rule for node in tree.walk()}, framework.id


def test_rules_are_named_once_in_a_tree() -> None:
    for framework in shipped().frameworks:
        rules = [node.rule for node in propose(shipped(), Facts("baseline_2006", framework.id)).reasons.walk()]
        assert len(rules) == len(set(rules)), framework.id


def test_the_order_of_outcomes_is_the_edition_s() -> None:
    assert shipped().scales.outcomes.order == ORDER
