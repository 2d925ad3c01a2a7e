"""Grades that a person puts forward, grades of another inspection, and who looks after what."""

from __future__ import annotations

from sqlalchemy import select

from inspect_app.assessment.models import Assignment, Entry, ExternalGrade, PutForward
from tests.slices.assessment.submission.finishing import hidden
from tests.slices.assessment.together.kent_team import Team
from tests.slices.assessment.workspace.working import HERE


def put_forward(team: Team) -> PutForward | None:
    with team.reading() as session:
        return session.scalars(select(PutForward)).one_or_none()


def test_where_the_method_gives_no_grade_the_page_asks_for_a_judgement(team: Team) -> None:
    page = team.priya.get(f"{HERE}/2a").text
    assert "Someone must judge" in page
    assert "too little for Fair and too much for Poor" in page
    assert "The method gives no grade here, so a person must judge." in page


def test_a_judgement_needs_a_grade_and_a_reason_and_keeps_both(team: Team) -> None:
    refused = team.priya.post(f"{HERE}/2a/judge", data={"grade": "fair", "because": ""})
    assert refused.status_code == 400
    assert "Say why. The reason stands beside the grade" in refused.text
    assert team.priya.post(f"{HERE}/2a/judge", data={"grade": "splendid", "because": "So."}).status_code == 400
    assert put_forward(team) is None
    assert team.priya.post(f"{HERE}/2a/judge", data={"grade": "fair", "because": "So."}).status_code == 302
    row = put_forward(team)
    assert row is not None
    assert (row.grade, row.because, row.version) == ("fair", "So.", 1)
    assert team.trail()[-1].says == "put forward Fair for 2A"
    assert "is put forward by Priya Nair" in team.priya.get(f"{HERE}/2a").text


def test_the_same_judgement_twice_is_one_change(team: Team) -> None:
    for _ in range(2):
        team.priya.post(f"{HERE}/2a/judge", data={"grade": "fair", "because": "So."})
    assert sum(event.verb == "assessment:judgement:put_forward" for event in team.trail()) == 1


def test_a_judgement_can_be_left_to_the_method_again(team: Team) -> None:
    team.priya.post(f"{HERE}/2a/judge", data={"grade": "fair", "because": "So."})
    assert team.priya.post(f"{HERE}/2a/judge", data={"take_back": "1"}).status_code == 302
    assert put_forward(team) is None
    assert team.trail()[-1].verb == "assessment:judgement:taken_back"


def test_the_grade_of_another_inspection_is_entered_with_source_and_date(team: Team) -> None:
    given = {"grade": "fair", "source": "Report, page 4", "given_on-day": "14", "given_on-month": "1"}
    refused = team.priya.post(f"{HERE}/1d/external", data={**given, "given_on-year": "x"})
    assert refused.status_code == 400
    boxes = [name for name in ("given_on-day", "given_on_day") if f'name="{name}"' in team.priya.get(f"{HERE}/1d").text]
    data = {name.replace("given_on-", boxes[0].removesuffix("day")): value for name, value in given.items()}
    data[f"{boxes[0].removesuffix('day')}year"], data["version"] = "2006", "1"
    answer = team.priya.post(f"{HERE}/1d/external", data=data)
    assert answer.status_code == 302, answer.text
    with team.reading() as session:
        row = session.scalars(select(ExternalGrade)).one()
    assert (row.grade, row.source, str(row.given_on)) == ("fair", "Report, page 4", "2006-01-14")
    page = team.priya.get(f"{HERE}/1d").text
    assert "Report, page 4" in page
    assert "14 January 2006" in page
    assert team.trail()[-1].says == "entered Fair for 1D, from Report, page 4"


def test_a_framework_that_is_rated_takes_no_grade_from_elsewhere(team: Team) -> None:
    assert team.priya.post(f"{HERE}/3c/external", data={"grade": "fair"}).status_code == 404


def test_a_framework_gets_a_lead_and_a_criterion_somebody_to_look_after_it(team: Team) -> None:
    helen = team.people["helen"].id
    assert team.priya.post(f"{HERE}/3c/lead", data={"person": helen}).status_code == 302
    assert team.entry().lead_id == helen
    assert "Lead: Helen Marsh." in team.priya.get(f"{HERE}/3c").text
    assert team.priya.post(f"{HERE}/3c/f2/assign", data={"person": team.people["tom"].id}).status_code == 302
    with team.reading() as session:
        assert session.scalars(select(Assignment.person_id)).all() == [team.people["tom"].id]
    assert team.trail()[-1].says == "gave 3C F2 to Tom Ashby"
    assert "Tom Ashby" in team.priya.get(f"{HERE}/3c").text
    mine = team.helen.get(f"{HERE}/3c?show=mine").text
    assert 'id="f1"' in mine
    assert 'id="f2"' not in mine


def test_only_somebody_of_the_team_can_lead(team: Team) -> None:
    for who in ("esk", "ines", "vera"):
        team.priya.post(f"{HERE}/3c/lead", data={"person": team.people[who].id})
        with team.reading() as session:
            assert session.scalars(select(Entry.lead_id).where(Entry.lead_id.is_not(None))).all() == []


def judged(team: Team) -> tuple[str, str]:
    row = put_forward(team)
    assert row is not None
    return row.grade, row.because


def test_whoever_judges_second_is_shown_both_and_no_word_is_lost(team: Team) -> None:
    form = {"grade": "fair", "because": "Priya's reason.", "version": ""}
    assert team.priya.post(f"{HERE}/2a/judge", data=form).status_code == 302
    second = {"grade": "good", "because": "Helen's reason.", "version": ""}
    overtaken = team.helen.post(f"{HERE}/2a/judge", data=second)
    assert overtaken.status_code == 409
    assert "Priya Nair saved this while you were writing" in overtaken.text
    assert "Priya&#39;s" in overtaken.text and "Helen&#39;s" in overtaken.text
    assert judged(team) == ("fair", "Priya's reason.")
    mine = {"between": "mine", "pieces": ["grade", "because"], "version": hidden(overtaken.text, "version")}
    own = {"own-grade": "good", "own-because": "Helen's reason."}
    assert team.helen.post(f"{HERE}/2a/judge", data=mine | own).status_code == 302
    assert judged(team) == ("good", "Helen's reason.")


def test_keeping_the_other_judgement_leaves_ones_own_in_the_history(team: Team) -> None:
    team.priya.post(f"{HERE}/2a/judge", data={"grade": "fair", "because": "Priya's reason."})
    overtaken = team.helen.post(f"{HERE}/2a/judge", data={"grade": "good", "because": "Helen's reason."})
    theirs = {"between": "theirs", "version": hidden(overtaken.text, "version"), "own-because": "Helen's reason."}
    team.helen.post(f"{HERE}/2a/judge", data=theirs)
    assert judged(team) == ("fair", "Priya's reason.")
    assert team.trail()[-1].after == {"own": {"because": ["Helen's reason."]}}


def test_whoever_enters_an_outside_grade_second_is_shown_both(team: Team) -> None:
    form = {"grade": "good", "source": "Inspection of 2006", "given_on": "2006-02-03", "because": ""}
    with team.reading() as session:
        seen = session.scalars(select(ExternalGrade.version)).one()
    for who in (team.priya, team.helen):
        assert who.post(f"{HERE}/1d/external", data=form | {"version": str(seen)}).status_code == 302
    overtaken = team.helen.post(f"{HERE}/1d/external", data=form | {"grade": "fair", "version": str(seen)})
    assert overtaken.status_code == 409
    assert "Priya Nair saved this while you were writing" in overtaken.text
