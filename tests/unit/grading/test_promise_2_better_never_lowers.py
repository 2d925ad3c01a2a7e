"""Promise 2: improving a rating, a factor or a condition never lowers the outcome, and rules that would are refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from inspect_app import config
from inspect_app.catalogue.editions import Folders, load
from inspect_app.catalogue.faults import BadData
from inspect_app.grading.engine import propose
from inspect_app.grading.proposal import Proposal
from tests.unit.grading.oracle import ANSWERS, FACTORS, RATINGS, rank
from tests.unit.grading.small_editions import Case, shipped_cases, small_cases, thorough


def improvements(known: dict[str, str]) -> Iterator[dict[str, str]]:
    """Each way of lifting one answer by one step."""
    for item, answer in known.items():
        scale = ANSWERS if item in FACTORS else RATINGS
        if answer in scale[:-1]:
            yield {**known, item: scale[scale.index(answer) + 1]}


def is_no_lower(better: Proposal, before: Proposal) -> bool:
    ends = [(better.floor, before.floor), (better.ceiling, before.ceiling)]
    if before.as_evidenced and better.as_evidenced:
        ends.append((better.as_evidenced.floor, before.as_evidenced.floor))
        ends.append((better.as_evidenced.ceiling, before.as_evidenced.ceiling))
    return all(rank(after) >= rank(now) for after, now in ends)


@thorough(1000)
@given(small_cases())
def test_a_better_answer_lowers_neither_end(case: Case) -> None:
    before = propose(case.edition, case.facts)
    for known in improvements(case.known):
        assert is_no_lower(propose(case.edition, case.knowing(known)), before), known


@thorough(200)
@given(shipped_cases())
def test_a_better_answer_lowers_neither_end_in_a_shipped_framework(case: Case) -> None:
    before = propose(case.edition, case.facts)
    for place, known in enumerate(improvements(case.known)):
        if place % 5 == len(case.known) % 5:
            assert is_no_lower(propose(case.edition, case.knowing(known)), before), known


BREAKS = [
    ("rated_at_least: met, more_than: good_most_share", "rated_at_most: not_met, more_than: good_most_share"),
    ("all: {level: fair, significant: true}, rated_at_least: met", "all: {level: fair}, rated_at_most: met"),
    ("any: {dominant: true}, rated_at_most: not_met", "any: {dominant: true}, rated_at_least: met"),
    ("builds_on: good", "builds_on: fair"),
    ("        builds_on: good\n", ""),
    ("otherwise: between_poor_and_fair", "otherwise: fair"),
    ("otherwise: between_poor_and_fair", "otherwise: good"),
    ("otherwise: between_poor_and_fair", "otherwise: poor"),
    ("better: improved\n  same: stable", "better: stable\n  same: improved"),
]


def copied(folder: Path) -> Folders:
    folders = Folders(folder / "frameworks", folder / "grading_criteria")
    shutil.copytree(config.frameworks_folder() / "baseline_2006", folders.frameworks / "baseline_2006")
    shutil.copytree(config.criteria_folder() / "baseline_2006", folders.criteria / "baseline_2006")
    return folders


@pytest.mark.parametrize(("old", "new"), BREAKS)
def test_rules_that_a_better_rating_could_lose_are_refused(tmp_path: Path, old: str, new: str) -> None:
    folders = copied(tmp_path)
    method = folders.criteria / "baseline_2006" / "method.yaml"
    text = method.read_text(encoding="utf-8")
    assert old in text
    method.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadData) as bad:
        load("baseline_2006", folders)
    assert any("would break monotony" in fault.message for fault in bad.value.faults)


@pytest.mark.parametrize("flag", ["significant: false", "level: good"])
def test_a_dominant_criterion_that_fair_does_not_need_is_refused(tmp_path: Path, flag: str) -> None:
    folders = copied(tmp_path)
    path = next((folders.criteria / "baseline_2006").glob("2a_*.yaml"))
    head, dominant, tail = path.read_text(encoding="utf-8").partition("  - id: 2a-f7\n")
    mine, _, rest = tail.partition("  - id: ")
    changed = mine.replace(
        "    level: fair\n", f"    {flag}\n" if "level" in flag else f"    level: fair\n    {flag}\n"
    )
    assert "dominant: true" in changed
    path.write_text(f"{head}{dominant}{changed}  - id: {rest}", encoding="utf-8")
    with pytest.raises(BadData) as bad:
        load("baseline_2006", folders)
    assert any("2a-f7" in fault.message for fault in bad.value.faults)
