"""What counts as a departure, and how cells are said, in any edition."""

from __future__ import annotations

import pytest

from inspect_app.catalogue import editions
from inspect_app.moderation.board.cells import Words, cell, departs
from inspect_app.moderation.board.queries import Known
from tests import factories

OUTCOMES = factories.edition().scales.outcomes


def known(**values: object) -> Known:
    nothing: dict[str, object] = dict.fromkeys(Known._fields)
    usual = {"entry": 1, "force": "esk", "framework": "3c", "assessment_state": "with_inspectorate", "state": "judged"}
    return Known(**{**nothing, **usual, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("grade", "proposed", "lowest", "highest", "departed"),
    [
        ("fair", "fair", "fair", "fair", False),
        ("good", "fair", "fair", "fair", True),
        ("fair", None, "fair", "good", False),
        ("excellent", None, "fair", "good", True),
        ("fair", None, "between_poor_and_fair", "between_poor_and_fair", False),
        ("good", None, "between_poor_and_fair", "between_poor_and_fair", True),
        ("good", None, None, None, False),
        (None, "fair", "fair", "fair", False),
    ],
)
def test_a_departure_is_a_grade_that_the_method_does_not_leave_open(
    grade: str | None, proposed: str | None, lowest: str | None, highest: str | None, departed: bool
) -> None:
    assert departs(OUTCOMES, grade, known(proposed=proposed, lowest=lowest, highest=highest)) is departed


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"grade": "fair", "direction": "improved", "proposed": "fair", "lowest": "fair", "highest": "fair"},
         "Fair, improved, confirmed"),
        ({"grade": "good", "direction": "stable", "proposed": "fair", "lowest": "fair", "highest": "fair"},
         "Good, stable, the proposal was Fair"),
        ({"state": "to_moderate", "lowest": "fair", "highest": "fair"}, "not decided, ready for moderation"),
        ({"state": "submitted"}, "submitted, not read yet"),
        ({"state": "second_reading", "grade": "poor"}, "being read"),
        ({"assessment_state": "drafting", "grade": "poor"}, "not submitted"),
        ({"grade": "poor", "direction": "stable", "published_on": "2006-10"}, "Poor, stable, published"),
    ],
)  # fmt: skip
def test_a_cell_says_what_may_be_seen_and_no_more(values: dict[str, object], says: str) -> None:
    assert Words(factories.edition().scales).of(cell(known(**values), OUTCOMES, is_own=False)) == says


def test_an_edition_with_other_scales_is_said_in_its_own_words() -> None:
    scales = editions.load("policing_pledge_2009").scales
    best = scales.outcomes.grades.steps[-1]
    one = known(grade=best.id, proposed=best.id, lowest=best.id, highest=best.id)
    assert Words(scales).of(cell(one, scales.outcomes, is_own=False)) == f"{best.label}, confirmed"
