"""Promise 1: the same facts give the same proposal, byte for byte, in the edition's order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.grading.engine import propose
from inspect_app.grading.facts import Facts, Movement, Previous
from inspect_app.grading.in_full import in_full
from tests.unit.grading.oracle import items
from tests.unit.grading.small_editions import Case, shipped, shipped_cases, small_cases, thorough


def written(case: Case, facts: Facts) -> bytes:
    return json.dumps(propose(case.edition, facts).as_json()).encode()


def shuffled(mapping: Any, random: Random) -> dict[str, str]:
    pairs = list(mapping.items())
    random.shuffle(pairs)
    return dict(pairs)


def in_another_order(facts: Facts, random: Random) -> Facts:
    return replace(
        facts,
        ratings=shuffled(facts.ratings, random),
        reasons=shuffled(facts.reasons, random),
        factors=shuffled(facts.factors, random),
    )


@thorough(400)
@given(small_cases(), st.integers(0, 9))
def test_the_order_of_the_facts_leaves_no_trace(case: Case, seed: int) -> None:
    assert written(case, case.facts) == written(case, in_another_order(case.facts, Random(seed)))


@thorough(200)
@given(shipped_cases(), st.integers(0, 9))
def test_the_order_leaves_no_trace_in_a_shipped_framework(case: Case, seed: int) -> None:
    other = in_another_order(case.facts, Random(seed))
    assert written(case, case.facts) == written(case, other)
    assert in_full(case.edition, propose(case.edition, case.facts)) == in_full(
        case.edition, propose(case.edition, other)
    )


@thorough(200)
@given(shipped_cases())
def test_every_list_follows_the_edition(case: Case) -> None:
    order = {item: place for place, item in enumerate(items(case.framework))}
    proposal = propose(case.edition, case.facts)
    lists = [[hold.item for hold in proposal.holds], list(proposal.caveats)]
    lists += [[change.item for change in reach.changes] for reach in proposal.to_reach]
    for node in proposal.reasons.walk():
        lists += [list(node.counted_for), list(node.counted_against), list(node.unknown)]
    for found in lists:
        assert found == sorted(found, key=order.__getitem__)
    assert list(proposal.as_json()["to_reach"]) == [
        g for g in ("fair", "good", "excellent") if g in {reach.grade for reach in proposal.to_reach}
    ]


def test_the_order_of_gained_lost_and_movements_leaves_no_trace() -> None:
    edition = shipped()
    moves = (
        Movement("zeal", "better", "stated"),
        Movement("arrests", "worse", "tested", component="dv"),
        Movement("visits", "better", "judged", component="mp"),
    )
    gained, lost = ("4b-dv-f1", "4b-dv-f2", "4b-cp-f1"), ("4b-mp-f1", "4b-ds-f1")
    for comparability in ("full", "partial"):
        facts = Facts(edition.id, "4b", movements=moves, previous=Previous(comparability, gained=gained, lost=lost))
        turned = replace(
            facts, movements=moves[::-1], previous=Previous(comparability, gained=gained[::-1], lost=lost[::-1])
        )
        assert propose(edition, facts).as_json() == propose(edition, turned).as_json()


def test_proposing_twice_changes_nothing() -> None:
    edition = shipped()
    facts = Facts(edition.id, "4b", ratings={c.id: "met" for c in edition.framework["4b"].criteria[3:]})
    first = json.dumps(propose(edition, facts).as_json())
    for other in edition.frameworks:
        propose(edition, Facts(edition.id, other.id))
    assert json.dumps(propose(edition, facts).as_json()) == first


_IN_A_NEW_PROCESS = """
import json
from inspect_app.catalogue.editions import load
from inspect_app.grading.engine import propose
from inspect_app.grading.facts import Facts
edition = load("baseline_2006")
for framework in edition.frameworks:
    ids = [c.id for c in framework.criteria]
    facts = Facts(edition.id, framework.id, {i: "met" for i in ids[2:]}, supported=frozenset(ids[5:]))
    print(json.dumps(propose(edition, facts).as_json()))
"""


def test_two_processes_write_the_same_bytes(checkout: Path) -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", _IN_A_NEW_PROCESS],
            cwd=checkout,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(checkout)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert runs[0].count(b"\n") == len(shipped().frameworks)
