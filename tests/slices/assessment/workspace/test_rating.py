"""Ratings and answers are saved once, by those who may, with their history and what they did to the grade."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select, update

from inspect_app import db
from inspect_app.assessment.models import Answer, Assessment, Draft, Entry, Ground, Rating
from tests.slices.assessment.together import kent_team
from tests.slices.assessment.together.kent_team import Team
from tests.slices.assessment.workspace.working import HERE, proposed, rate, rating, version_of


def test_a_rating_is_saved_with_who_and_when_and_comes_back_with_its_consequence(team: Team) -> None:
    answer = rate(team, "f4", "partly_met", because="Most areas do.")
    assert answer.status_code == 302
    assert answer.location.endswith("/3c/f4#f4")
    saved = rating(team, "3c-f4")
    assert saved is not None
    assert (saved.step, saved.because, saved.saved_by) == ("partly_met", "Most areas do.", team.people["priya"].id)
    assert saved.saved_at is not None
    assert team.entry().changed_by == team.people["priya"].id
    page = team.priya.get(answer.location).text
    assert "F4 saved as partly met. Proposed grade: Poor or between Poor and Fair." in page


def test_the_trail_tells_what_was_before_and_what_became_of_the_grade(team: Team) -> None:
    rate(team, "f4", "not_met", because="None does.")
    last = team.trail()[-1]
    assert last.verb == "assessment:rating:saved"
    assert last.says.startswith(
        "rated 3C F4 not met, was not rated: 3C went from Poor or between Poor and Fair to Poor"
    )
    assert last.before is None
    assert last.after["step"] == "not_met"
    assert last.after["effect"] == "3C went from Poor or between Poor and Fair to Poor"
    assert (last.reason, last.part, last.address) == ("None does.", "3c-f4", f"{HERE}/3c/f4")
    rate(team, "f4", "met")
    assert team.trail()[-1].before == {"step": "not_met", "because": "None does."}


def test_sending_the_same_form_twice_is_one_change(team: Team) -> None:
    first = rate(team, "f4", "met", because="It does.", version=0)
    second = rate(team, "f4", "met", because="It does.", version=0)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.location == second.location
    assert version_of(team, "3c-f4") == 1
    assert sum(event.verb == "assessment:rating:saved" for event in team.trail()) == 1


def test_what_does_not_apply_needs_a_reason_and_the_words_stay(team: Team) -> None:
    answer = rate(team, "f4", "not_applicable", because="  ")
    assert answer.status_code == 400
    assert "Say why this does not apply. It changes how many criteria count" in answer.text
    assert 'value="not_applicable" checked' in answer.text
    assert rating(team, "3c-f4") is None
    assert rate(team, "f4", "not_applicable", because="No such unit here.").status_code == 302
    saved = rating(team, "3c-f4")
    assert saved is not None
    assert not saved.applies


def test_a_criterion_that_applies_to_every_force_cannot_be_waved_away(team: Team) -> None:
    page = team.priya.get(f"{HERE}/4b/dv-f1").text
    assert "This criterion applies to every force." in page
    assert 'value="not_applicable"' not in page
    answer = rate(team, "dv-f1", "not_applicable", framework="4b", because="We have none.")
    assert answer.status_code == 400
    assert "This criterion applies to every force" in answer.text
    assert rating(team, "4b-dv-f1").step == "partly_met"  # type: ignore[union-attr]


@pytest.mark.parametrize("step", ["", "splendid", "yes"])
def test_a_step_that_was_not_offered_gets_a_sentence(team: Team, step: str) -> None:
    answer = rate(team, "f4", step)
    assert answer.status_code == 400
    assert "Choose how far it is met" in answer.text
    assert rating(team, "3c-f4") is None


def test_a_caveat_is_asked_for_because_it_is_printed(team: Team) -> None:
    answer = rate(team, "beacon", "yes_with_caveat", version=0)
    assert answer.status_code == 400
    assert "Say what the caveat is. It is printed with the grade" in answer.text
    assert rate(team, "beacon", "yes_with_caveat", version=0, because="Two areas only.").status_code == 302
    page = team.priya.get(f"{HERE}/3c").text
    assert "Caveat: Two areas only." in page
    assert team.trail()[-1].says == "answered “A beacon to other forces” in 3C yes with a caveat, was not answered"


def test_a_rating_can_be_cleared_and_the_trail_keeps_it(team: Team) -> None:
    version = version_of(team, "3c-f1")
    answer = team.priya.post(f"{HERE}/3c/f1", data={"clear": "1", "version": version, "step": "not_met"})
    assert answer.status_code == 302
    assert rating(team, "3c-f1") is None
    last = team.trail()[-1]
    assert last.verb == "assessment:rating:cleared"
    assert last.before["step"] == "not_met"
    with team.reading() as session:
        orphans = select(Ground).outerjoin(Rating, Rating.id == Ground.rating_id)
        assert session.scalars(orphans.where(Ground.rating_id.is_not(None), Rating.id.is_(None))).all() == []


def test_a_form_from_before_a_rating_was_cleared_and_made_again_is_stale(team: Team) -> None:
    rate(team, "f4", "met", because="It does.")
    seen = version_of(team, "3c-f4")
    team.helen.post(f"{HERE}/3c/f4", data={"clear": "1", "version": seen})
    rate(team, "f4", "partly_met", "helen", because="Not quite.")
    assert rate(team, "f4", "met", version=seen, because="It does, I say.").status_code == 409


def test_the_second_to_save_is_shown_both_versions_and_loses_no_word(team: Team) -> None:
    rate(team, "f4", "partly_met", "helen", version=0, because="Only in the east.")
    answer = rate(team, "f4", "met", version=0, because="Every area does it now.")
    assert answer.status_code == 409
    assert "Helen Marsh saved this while you were writing" in answer.text
    assert "Only in the east." in answer.text
    assert "Every area does it now." in answer.text
    assert "Grade with this: <strong>" in answer.text
    assert rating(team, "3c-f4").step == "partly_met"  # type: ignore[union-attr]
    with team.reading() as session:
        kept = session.scalars(select(Draft)).one()
    assert (kept.subject, kept.fields["because"]) == ("rating:3c-f4", ["Every area does it now."])


@pytest.mark.parametrize(("choice", "step"), [("theirs", "partly_met"), ("mine", "met"), ("both", "not_met")])
def test_whoever_saved_second_chooses_what_it_says(team: Team, choice: str, step: str) -> None:
    rate(team, "f4", "partly_met", "helen", version=0, because="Only in the east.")
    page = rate(team, "f4", "met", version=0, because="Every area does.").text
    form = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    data = {**form, "pieces": ["step", "because"], "between": choice, "step": "not_met", "because": "Both, at last."}
    answer = team.priya.post(f"{HERE}/3c/f4", data=data)
    assert answer.status_code == 302
    assert rating(team, "3c-f4").step == step  # type: ignore[union-attr]
    with team.reading() as session:
        assert session.scalars(select(Draft)).all() == []


def test_two_who_say_the_same_are_told_so_and_meet_no_page(team: Team) -> None:
    rate(team, "f4", "met", "helen", version=0, because="It does.")
    answer = rate(team, "f4", "met", version=0, because="It  does.")
    assert answer.status_code == 302
    page = team.priya.get(answer.location).text
    assert "Helen Marsh saved the same rating a moment ago. Yours is added to the history." in page
    assert version_of(team, "3c-f4") == 1


def test_saving_lets_go_of_ones_own_draft_and_of_nobody_elses(team: Team) -> None:
    for who in ("priya", "helen"):
        team.browsers[who].post(f"{HERE}/3c/drafts/rating:3c-f4", data={"because": "Half a thought", "version": 0})
    page = team.priya.get(f"{HERE}/3c/f4").text
    assert "You have an unsaved version of F4 from" in page
    assert "Half a thought" not in page
    assert "Half a thought" in team.priya.get(f"{HERE}/3c/f4?draft=use").text
    rate(team, "f4", "met")
    with team.reading() as session:
        assert session.scalars(select(Draft.person_id)).all() == [team.people["helen"].id]


def test_save_and_next_goes_on_in_the_filter_that_is_on(team: Team) -> None:
    answer = rate(team, "f4", "met", then="next", show="unrated")
    assert answer.location.endswith("/3c/f6?show=unrated#f6")
    answer = rate(team, "f4", "partly_met", then="next")
    assert answer.location.endswith("/3c/f5#f5")
    assert "data-focus" in team.priya.get(answer.location).text


def test_after_the_last_of_a_filter_the_list_says_so(team: Team) -> None:
    for part, step in (("f4", "met"), ("f6", "met"), ("f8", "met"), ("f11", "met"), ("g3", "met"), ("g4", "met")):
        rate(team, part, step)
    rate(team, "beacon", "no", version=0)
    answer = rate(team, "g7", "met", then="next", show="unrated")
    assert answer.location.endswith("/3c?show=unrated")
    assert "That was the last one in this list." in team.priya.get(answer.location).text


def test_a_condition_of_direction_is_answered_like_everything_else(team: Team) -> None:
    assert rate(team, "improved", "yes", framework="1b", version=0).status_code == 302
    assert "conditions_unanswered" not in proposed(team, "1b").direction.flags
    with team.reading() as session:
        found = session.scalars(select(Answer).where(Answer.kind == "condition", Answer.asked == "improved")).one()
    assert found.answer == "yes"


@pytest.mark.parametrize(("who", "status"), [("tom", 403), ("vera", 403), ("ines", 403), ("esk", 404), ("adam", 403)])
def test_only_assessors_of_the_force_rate(team: Team, who: str, status: int) -> None:
    assert rate(team, "f4", "met", who).status_code == status
    assert rating(team, "3c-f4") is None


@pytest.mark.parametrize(("who", "status"), [("tom", 200), ("vera", 200), ("ines", 404), ("esk", 404), ("adam", 404)])
def test_a_draft_is_read_by_the_forces_own_team_alone(team: Team, who: str, status: int) -> None:
    for page in ("", "/3c", "/3c/f2", "/3c/reasons"):
        assert team.browsers[who].get(f"{HERE}{page}").status_code == status


def test_those_who_only_read_see_words_and_no_fields(team: Team) -> None:
    page = team.tom.get(f"{HERE}/3c/f2").text
    assert "You can read everything. Only an assessor of the force can change it." in page
    assert 'type="radio"' not in page
    assert "Save rating" not in page
    assert "does not change the grade" not in page


def test_after_submission_nothing_is_saved_and_the_page_says_why(team: Team) -> None:
    with db.unit_of_work(team.url) as session:
        session.execute(update(Assessment).values(state="submitted"))
        session.execute(update(Entry).values(state="submitted"))
    assert rate(team, "f4", "met").status_code == 403
    page = team.priya.get(f"{HERE}/3c/f4").text
    assert "You can read everything. To change something, ask for it to be returned." in page
    assert 'type="radio"' not in page


def test_what_this_edition_does_not_ask_is_not_found(team: Team) -> None:
    for part in ("f99", "1b-f1", "beacons"):
        assert team.priya.get(f"{HERE}/3c/{part}").status_code == 404
        assert team.priya.post(f"{HERE}/3c/{part}", data={"step": "met"}).status_code == 404


def test_a_criterion_opens_by_its_whole_id_as_well(team: Team) -> None:
    assert team.priya.get(f"{HERE}/3c/3c-f2").status_code == 200


def test_saving_without_the_token_of_the_page_changes_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    team = kent_team.team(tmp_path_factory.mktemp("csrf"), WTF_CSRF_ENABLED=True)
    assert rate(team, "f4", "met").status_code == 400
    assert rating(team, "3c-f4") is None
    page = team.priya.get(f"{HERE}/3c/f4").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    assert rate(team, "f4", "met", csrf_token=token[1]).status_code == 302
