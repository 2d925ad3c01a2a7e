"""The editions that the product ships are whole, and hold what the methodologies hold."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from inspect_app.catalogue import editions, examples
from inspect_app.catalogue.editions import Folders
from inspect_app.cli.check_data import command
from inspect_app.grading.edition import Criterion, Edition, Framework

SHIPPED = Folders.shipped()
BASELINE = editions.load("baseline_2006")
PLEDGE = editions.load("policing_pledge_2009")
GRADED_HERE = [f for f in BASELINE.frameworks if f.graded_by == "criteria"]
CRITERIA = [(f, c) for f in BASELINE.frameworks for c in f.criteria]
EXAMPLES = [(e, example) for e in (BASELINE, PLEDGE) for example in examples.load(e, SHIPPED)]
# "Performance management" is the subject of a key issue; performance that is compared needs figures.
ASKS_FOR_FIGURES = re.compile(
    r"\bperformance (?!management)(?!/)|\blevels of\b|\btargets\b|\bindicators\b", re.IGNORECASE
)


def _level(framework: Framework, level: str, component: str | None = None) -> list[Criterion]:
    return [c for c in framework.criteria if c.level == level and component in (None, c.component)]


def test_the_shipped_data_has_no_fault() -> None:
    result = CliRunner().invoke(command)
    assert (result.exit_code, result.stderr) == (0, "")


def test_two_editions_are_shipped() -> None:
    assert [e.id for e in editions.load_all()] == ["baseline_2006", "policing_pledge_2009"]


@pytest.mark.parametrize(("edition", "example"), EXAMPLES, ids=lambda value: getattr(value, "name", ""))
def test_a_worked_example_holds(edition: Edition, example: examples.Example) -> None:
    assert [str(fault) for fault in examples.failures(edition, example)] == []


def test_every_worked_example_is_named_by_a_sentence_and_expects_something() -> None:
    for _, example in EXAMPLES:
        assert len(example.name.split()) >= 5, example.name
        assert example.name[0].isupper(), example.name
        assert not example.name.endswith("."), example.name
        assert any(value is not None for _, value in example.expect), example.name


def test_the_baseline_has_23_frameworks_in_7_domains() -> None:
    assert len(BASELINE.frameworks) == 23
    assert len(BASELINE.domains) == 7
    assert {f.domain for f in BASELINE.frameworks} == {d.id for d in BASELINE.domains}
    codes = " ".join(f.code for f in BASELINE.frameworks)
    assert codes == "1A 1B 1C 1D 2A 3A 3B 3C 3D 3E 4A 4B 5A 5B 5C 6A 6B 6C 6D 6E 6F 7A 7B"


def test_22_frameworks_are_graded_on_criteria_and_professional_standards_elsewhere() -> None:
    assert len(GRADED_HERE) == 22
    assert [f.id for f in BASELINE.frameworks if f not in GRADED_HERE] == ["1d"]


@pytest.mark.parametrize("framework", [f for f in GRADED_HERE if not f.components], ids=lambda f: f.id)
def test_a_framework_has_12_to_20_criteria_over_fair_and_good(framework: Framework) -> None:
    assert 12 <= len(framework.criteria) <= 20
    assert len(_level(framework, "fair")) + len(_level(framework, "good")) == len(framework.criteria)
    assert _level(framework, "good")
    assert any(c.significant for c in _level(framework, "fair"))


def test_only_4b_has_components_and_each_has_enough_criteria_to_climb() -> None:
    assert [f.id for f in BASELINE.frameworks if f.components] == ["4b"]
    framework = BASELINE.framework["4b"]
    assert [c.id for c in framework.components] == ["dv", "cp", "ds", "mp"]
    for component in framework.components:
        fair, good = (_level(framework, level, component.id) for level in ("fair", "good"))
        assert 8 <= len(fair) + len(good) <= 12, component.id
        assert len(good) >= 4, component.id
        assert sum(c.significant for c in fair) >= 3, component.id


@pytest.mark.parametrize("framework", GRADED_HERE, ids=lambda f: f.id)
def test_every_criterion_is_marked_as_worked_and_guides_the_inspector(framework: Framework) -> None:
    for criterion in framework.criteria:
        lines = (criterion.text, *criterion.guidance)
        assert criterion.provenance == "worked", criterion.id
        assert criterion.worked_from, criterion.id
        assert 3 <= len(criterion.guidance) <= 5, criterion.id
        assert all(line[-1] in ".?" and "  " not in line for line in lines), criterion.id
        assert criterion.key_issue in {k.id for k in framework.key_issues}, criterion.id


def test_no_two_criteria_say_the_same() -> None:
    texts = [c.text.casefold() for _, c in CRITERIA]
    assert len(texts) == len(set(texts))


def test_every_key_issue_that_survives_has_a_criterion() -> None:
    for framework in GRADED_HERE:
        asked = {c.key_issue for c in framework.criteria}
        surviving = {k.id for k in framework.key_issues if not k.id.endswith("_lost")}
        assert surviving <= asked, framework.id


def test_a_dominant_criterion_is_a_significant_fair_one() -> None:
    assert all(c.significant and c.level == "fair" for _, c in CRITERIA if c.dominant)


def test_only_6b_has_prerequisites_and_they_are_good_criteria() -> None:
    prerequisites = [(f.id, c.level) for f, c in CRITERIA if c.prerequisite]
    assert prerequisites
    assert set(prerequisites) == {("6b", "good")}


@pytest.mark.parametrize(
    "framework",
    [f for f in GRADED_HERE if any(ASKS_FOR_FIGURES.search(k.text) for k in f.key_issues)],
    ids=lambda f: f.id,
)
def test_a_framework_whose_key_issues_ask_for_performance_rests_on_figures(framework: Framework) -> None:
    assert any(c.measure for c in framework.criteria)


def test_seven_frameworks_were_named_as_priorities_and_one_by_its_domain() -> None:
    assert [f.id for f in BASELINE.frameworks if f.priority == "named"] == ["1b", "3a", "3b", "4b", "5b", "5c", "7a"]
    assert [f.id for f in BASELINE.frameworks if f.priority == "by_domain"] == ["7b"]


def test_two_frameworks_have_no_direction() -> None:
    assert [f.id for f in BASELINE.frameworks if f.direction.not_graded] == ["1d", "7a"]


def test_only_neighbourhood_policing_has_conditions_for_its_direction() -> None:
    found = {f.id: [q.id for q in f.direction.conditions] for f in BASELINE.frameworks if f.direction.conditions}
    assert found == {"1b": ["progressing", "improved", "resourced"]}


@pytest.mark.parametrize("framework", GRADED_HERE, ids=lambda f: f.id)
def test_criteria_are_numbered_in_order_within_level_and_component(framework: Framework) -> None:
    numbers: dict[str, list[int]] = {}
    for criterion in framework.criteria:
        scope = f"{criterion.component}-" if criterion.component else ""
        letter = (criterion.level or "")[:1]
        start = f"{framework.id}-{scope}{letter}"
        assert criterion.id.startswith(start)
        numbers.setdefault(start, []).append(int(criterion.id.removeprefix(start)))
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())


def test_no_criterion_has_lost_its_id() -> None:
    listed = (Path(__file__).parent / "ids_of_baseline_2006.txt").read_text(encoding="utf-8").split()
    gone = set(listed) - {c.id for _, c in CRITERIA}
    assert gone == set(), "ratings were given under these ids: never renumber them"


def test_the_pledge_edition_says_that_its_rule_is_inferred() -> None:
    assert PLEDGE.provenance == "inferred"
    assert "inferred" in PLEDGE.notice
    assert "not the inspectorate's" in " ".join(PLEDGE.notice.split())


def test_the_pledge_has_ten_points_and_three_areas() -> None:
    kinds = [part.kind for part in PLEDGE.framework["overall"].parts]
    assert kinds == ["pledge point"] * 10 + ["improvement area"] * 3


@pytest.mark.parametrize("edition", [BASELINE, PLEDGE], ids=lambda e: e.id)
def test_an_edition_says_what_its_grades_mean_and_where_that_is_written(edition: Edition) -> None:
    steps = edition.scales.outcomes.grades.steps
    assert [s.label for s in steps] == ["Poor", "Fair", "Good", "Excellent"]
    assert all(s.meaning and s.source for s in steps)


def test_the_same_words_mean_different_things_in_the_two_editions() -> None:
    meanings = [{s.meaning for s in e.scales.outcomes.grades.steps} for e in (BASELINE, PLEDGE)]
    assert not meanings[0] & meanings[1]
