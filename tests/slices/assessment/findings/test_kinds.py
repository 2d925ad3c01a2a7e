"""Kinds of finding, their letters and contradictions come from the edition, whatever it calls them."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspect_app.assessment.findings.kinds import contradiction, kinds, letters
from inspect_app.assessment.findings.queries import Found
from inspect_app.catalogue import editions
from tests import factories


def found(kind: str, *bears_on: str) -> Found:
    return Found(1, kind, "X", "", "", 1, None, None, None, None, None, None, None, bears_on)


def test_no_two_kinds_of_an_edition_share_a_letter(checkout: Path) -> None:
    for edition in (factories.edition(), editions.load("policing_pledge_2009")):
        given = letters(edition)
        assert set(given) == {section.id for section in kinds(edition)}
        assert len(set(given.values())) == len(given)


def test_a_kind_without_a_letter_takes_the_first_of_its_title() -> None:
    assert letters(factories.edition())["context"] == "C"


@pytest.mark.parametrize(
    ("kind", "rated", "contradicts"),
    [
        ("area_for_improvement", "best", True),
        ("area_for_improvement", "worst", False),
        ("strength", "worst", True),
        ("good_practice", "worst", True),
        ("strength", "best", False),
        ("work_in_progress", "best", False),
        ("context", "worst", False),
    ],
)
def test_a_weakness_contradicts_the_best_rating_and_a_strength_the_worst(
    kind: str, rated: str, contradicts: bool
) -> None:
    edition = factories.edition()
    steps = edition.scales.ratings.steps
    ratings = {"3c-f2": steps[-1 if rated == "best" else 0].id}
    said = contradiction(edition, edition.framework["3c"], found(kind, "3c-f1", "3c-f2"), ratings)
    assert (said.criteria if said else None) == (("3c-f2",) if contradicts else None)


def test_several_criteria_are_named_in_one_sentence() -> None:
    edition = factories.edition()
    best = edition.scales.ratings.steps[-1]
    ratings = {"3c-f1": best.id, "3c-f2": best.id}
    finding = found("area_for_improvement", "3c-f1", "3c-f2")
    against = contradiction(edition, edition.framework["3c"], finding, ratings)
    assert against is not None
    assert against.sentence == (
        f"You rated F1 and F2 {best.label.lower()}, and this area for improvement bears on them."
    )
