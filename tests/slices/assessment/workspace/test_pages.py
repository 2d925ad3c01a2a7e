"""What the workspace shows: the ladder in the method's own words, filters, special shapes, and all reasons."""

from __future__ import annotations

import gzip
import re

import pytest
from sqlalchemy import delete, select, update

from inspect_app import db
from inspect_app.assessment.models import Answer, Assessment, Citation, EvidenceReference, Ground, Rating
from inspect_app.forces.models import Cycle
from tests import factories
from tests.slices.assessment.together.kent_team import Team
from tests.slices.assessment.workspace.working import HERE, add_evidence, cite, rate


def text(page: str) -> str:
    """The words of a page, as they are read."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_a_rung_says_what_it_needs_and_how_far_it_is(team: Team) -> None:
    page = text(team.priya.get(f"{HERE}/3c").text)
    assert "Fair needs all 9 significant criteria met" in page
    assert "at most 6 of 9" in page
    assert "Good needs every Fair criterion and more than half of these" in page
    assert "Excellent needs 6 of those 7 and two factors" in page


def test_what_does_not_apply_changes_the_numbers_in_the_headings(team: Team) -> None:
    rate(team, "g7", "not_applicable", because="No audit of that kind here.")
    assert "Excellent needs 5 of those 6 and two factors" in text(team.priya.get(f"{HERE}/3c").text)


def test_every_criterion_is_there_in_full_and_one_is_open(team: Team) -> None:
    page = team.priya.get(f"{HERE}/3c/f2").text
    for criterion in factories.edition().framework["3c"].criteria:
        assert str(criterion.text) in page.replace("&#39;", "'")
    assert page.count('class="open-criterion"') == 1
    assert page.count('class="govuk-button"') == 1
    assert "What good evidence looks like" in page


def test_poor_is_named_over_the_list_where_its_rule_fires_or_nearly(team: Team) -> None:
    page = text(team.priya.get(f"{HERE}/1b").text)
    assert (
        "Poor. F1, F3, F7 and F11, four of the 11 significant Fair criteria, are not met. That proposes Poor." in page
    )
    rate(team, "f4", "met")
    rate(team, "f8", "met")
    page = text(team.priya.get(f"{HERE}/3c").text)
    assert "Poor. One more not met among the significant Fair criteria would propose Poor." in page


def test_a_dominant_failure_is_named_by_itself(team: Team) -> None:
    rate(team, "dv-f1", "not_met", framework="4b")
    page = text(team.priya.get(f"{HERE}/4b").text)
    assert "Poor. DV-F1 is dominant and not met. That alone proposes Poor." in page


@pytest.mark.parametrize(
    ("show", "there", "hidden"),
    [("unrated", "f4", "f1"), ("not-met", "f1", "f2"), ("no-evidence", "f2", "f1")],
)
def test_a_filter_shortens_the_list_and_says_what_it_hides(team: Team, show: str, there: str, hidden: str) -> None:
    page = team.priya.get(f"{HERE}/3c?show={show}").text
    assert f'id="row-{there}"' in page
    assert f'id="row-{hidden}"' not in page
    assert "hidden by this filter" in page


def test_what_is_open_stays_when_the_filter_lets_go_of_it(team: Team) -> None:
    assert 'class="open-criterion" id="f1"' in team.priya.get(f"{HERE}/3c/f1?show=unrated").text


def test_an_unknown_filter_shows_everything(team: Team) -> None:
    assert 'id="row-f1"' in team.priya.get(f"{HERE}/3c?show=<script>").text


def test_nothing_rated_opens_the_first_and_says_that_all_is_possible(team: Team) -> None:
    with db.unit_of_work(team.url) as session:
        for table in (Ground, EvidenceReference, Rating, Answer):
            session.execute(delete(table))
    page = team.priya.get(f"{HERE}/3c").text
    assert 'class="open-criterion" id="f1"' in page
    assert "Every grade is still possible. Each rating narrows it." in page
    assert "Poor to Excellent" in page


def test_four_parts_have_a_ladder_and_a_bar_each_and_the_weakest_is_named(team: Team) -> None:
    page = team.priya.get(f"{HERE}/4b").text
    for part in ("Domestic violence", "Child protection", "Dangerous and sex offenders", "Missing persons"):
        assert f"{part}</h2>" in page
    assert page.count('class="ladder-part-range"') == 4
    assert 'class="parts-bars"' in page
    rate(team, "mp-f1", "not_met", framework="4b")
    assert "Missing persons, <strong" in team.priya.get(f"{HERE}/4b").text


def test_conditions_of_a_better_grade_stand_first_and_say_so(team: Team) -> None:
    page = team.priya.get(f"{HERE}/6b").text
    good = page[page.index("<strong>Good</strong>") :]
    assert good.index("Needed for Good") < good.index("G7")
    conditions = [c for c in factories.edition().framework["6b"].criteria if c.prerequisite]
    assert page.count("Needed for Good") == len(conditions) > 0


def test_conditions_of_direction_are_a_group_of_their_own(team: Team) -> None:
    page = text(team.priya.get(f"{HERE}/1b").text)
    assert "Direction. Improved needs all three conditions" in page
    assert "This answer counts for the direction of travel, not for the grade." in text(
        team.priya.get(f"{HERE}/1b/improved").text
    )


def test_a_framework_graded_elsewhere_has_no_ladder(team: Team) -> None:
    page = team.priya.get(f"{HERE}/1d").text
    assert "The grade of the other inspection" in page
    assert "Your own judgement" not in page


def test_effects_wait_for_saving_where_the_cycle_says_so(team: Team) -> None:
    assert "open-effect" in team.priya.get(f"{HERE}/3c/f4").text
    with db.unit_of_work(team.url) as session:
        session.execute(update(Cycle).values(effects_after_saving=True))
    assert "open-effect" not in team.priya.get(f"{HERE}/3c/f4").text
    rate(team, "f4", "met")
    assert "open-effect" in team.priya.get(f"{HERE}/3c/f4").text


def test_what_a_choice_would_do_stands_over_the_choices(team: Team) -> None:
    rate(team, "f4", "met")
    page = text(team.priya.get(f"{HERE}/3c/f8").text)
    assert "This rating decides between Poor and between Poor and Fair." in page
    assert "Met or partly met: between Poor and Fair. Not met: Poor." in page


def test_a_framework_that_cannot_be_worked_out_says_what_is_wrong(team: Team) -> None:
    with db.unit_of_work(team.url) as session:
        session.execute(update(Rating).where(Rating.criterion == "3c-g1").values(criterion="3c-g99"))
    page = team.priya.get(f"{HERE}/3c").text
    assert "Cannot be worked out" in page
    assert "3c-g99" in page
    assert team.priya.get(f"{HERE}/3c/reasons").status_code == 200


def test_a_changed_edition_is_pointed_out(team: Team) -> None:
    with db.unit_of_work(team.url) as session:
        session.execute(update(Assessment).values(edition_digest="sha256:old"))
    assert "The edition changed after this assessment was started." in team.priya.get(f"{HERE}/3c").text


def test_all_reasons_name_counts_parameters_and_what_was_fed_in(team: Team) -> None:
    page = text(team.priya.get(f"{HERE}/3c/reasons").text)
    assert "Excellent: does not hold" in page
    assert (
        page.index("Excellent: does not hold") < page.index("Good: does not hold") < page.index("Fair: does not hold")
    )
    assert "“most” stands for 50%. Plain meaning, and the weakest reading" in page
    assert "Against: F1, F5 and F10" in page
    assert factories.edition().digest in page


def test_pasted_html_is_shown_as_text(team: Team) -> None:
    rate(team, "f4", "met", because="<script>alert(1)</script>")
    assert "<script>alert(1)" not in team.priya.get(f"{HERE}/3c/f4").text
    assert "<script>alert(1)" not in team.tom.get(f"{HERE}/3c/f4").text


def test_words_that_are_too_long_are_refused_and_kept(team: Team) -> None:
    answer = rate(team, "f4", "met", because="word " * 5_000)
    assert answer.status_code == 400
    assert "Take out" in answer.text
    assert "word word" in answer.text


def test_the_page_is_light_and_its_statements_do_not_grow(team: Team) -> None:
    assert len(gzip.compress(team.priya.get(f"{HERE}/4b/dv-f1").data)) < 100_000
    with factories.counted(team.url) as before:
        team.priya.get(f"{HERE}/3c/f2")
    revision = add_evidence(team)
    for part in ("f1", "f2", "f3", "g1", "g2"):
        cite(team, part, revision, shows=f"More for {part}.")
        cite(team, part, revision, shows=f"And more for {part}.")
    with factories.counted(team.url) as after:
        page = team.priya.get(f"{HERE}/3c/f2").text
    assert page.count("Detections recovery plan</a>") == 2
    # The evidence of the open criterion is one question, which is not put where nothing is cited.
    assert len(after) <= len(before) + 2
    with team.reading() as session:
        assert len(session.scalars(select(Citation)).all()) == 10
