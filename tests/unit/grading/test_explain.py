"""The rules in plain English say what the data say, for every shipped edition and whatever its parameters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspect_app.catalogue import editions
from inspect_app.grading.edition import Edition
from inspect_app.grading.explain import Paragraph, explain


@pytest.fixture(scope="module")
def baseline() -> Edition:
    return editions.load("baseline_2006")


def told(edition: Edition, framework: str | None = None) -> dict[str, Paragraph]:
    chosen = edition.framework[framework] if framework else None
    return {paragraph.heading: paragraph for paragraph in explain(edition, chosen)}


def test_the_rungs_are_told_from_the_top_with_what_each_needs(baseline: Edition) -> None:
    paragraphs = told(baseline)
    assert list(paragraphs)[1:6] == ["Excellent", "Good", "Fair", "Between Poor and Fair", "Poor"]
    assert paragraphs["Good"].points == (
        "Everything that Fair needs.",
        "All Fair criteria are met.",
        "More than 50% of the Good criteria are met.",
    )
    assert paragraphs["Poor"].points == (
        "Any dominant criterion is not met.",
        "At least 1/3 of the significant Fair criteria, and no fewer than two, are not met.",
    )


def test_a_changed_parameter_is_told_as_changed(baseline: Edition) -> None:
    stricter = replace(baseline, method=baseline.method.with_parameters(good_most_share="2/3"))
    paragraphs = told(stricter)
    assert "More than 2/3 of the Good criteria are met." in paragraphs["Good"].points
    assert any("good_most_share: 2/3, changed from 50%" in p for p in paragraphs["Values this edition chose"].points)


def test_a_framework_with_components_says_that_the_weakest_decides(baseline: Edition) -> None:
    paragraphs = told(baseline, "4b")
    assert paragraphs["Components"].text.startswith("Four components: Domestic violence, Child protection,")
    assert any("the lowest outcome is the framework's" in point for point in paragraphs["Limits"].points)
    assert "Missing persons: Good criteria" in paragraphs
    criteria = [
        p for heading, paragraph in paragraphs.items() if heading.endswith(" criteria") for p in paragraph.points
    ]
    assert len(criteria) == len(baseline.framework["4b"].criteria)


def test_special_rules_are_told_where_they_apply_and_only_there(baseline: Edition) -> None:
    assert any("prerequisite" in point for point in told(baseline, "6b")["Limits"].points)
    assert "Limits" not in told(baseline, "1a")
    assert told(baseline, "1d")["Where the grade comes from"].text.startswith("The grade comes from the separate")
    assert told(baseline, "7a")["Direction of travel"].text.startswith("Not graded.")
    assert "active roll-out" in told(baseline, "1b")["Direction of travel"].points[0]


@pytest.mark.parametrize("edition_id", ["baseline_2006", "policing_pledge_2009"])
def test_every_framework_of_every_edition_can_be_told_without_marks(edition_id: str) -> None:
    edition = editions.load(edition_id)
    for framework in (None, *edition.frameworks):
        for paragraph in explain(edition, framework):
            said = " ".join([paragraph.heading, paragraph.text, *paragraph.points])
            assert "**" not in said
            assert "None" not in said
            assert paragraph.heading.strip()
