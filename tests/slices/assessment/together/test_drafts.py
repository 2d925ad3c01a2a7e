"""A draft keeps what somebody typed, for them alone, until it is saved, discarded or thirty days old."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select, update

from inspect_app import clock, db
from inspect_app.assessment.models import Draft, Finding
from inspect_app.assessment.together import drafts
from inspect_app.assessment.together.jobs import DUE
from tests.slices.assessment.together.kent_team import ENTRY, Team

DRAFTS = f"{ENTRY}/drafts"


def kept(team: Team) -> list[Draft]:
    with team.reading() as session:
        return list(session.scalars(select(Draft).order_by(Draft.id)))


def test_a_draft_is_answered_with_its_time(team: Team) -> None:
    answer = team.priya.post(f"{DRAFTS}/rating:3c-f2", data={"why": "So far.", "version": "4"})
    assert answer.status_code == 200
    assert answer.json == {"saved_at": f"{clock.here(kept(team)[0].saved_at):%H:%M}"}
    assert (kept(team)[0].fields, kept(team)[0].based_on) == ({"why": ["So far."]}, 4)


def test_a_later_draft_takes_the_place_of_the_one_before(team: Team) -> None:
    for words in ("One", "Two"):
        team.priya.post(f"{DRAFTS}/text", data={"text": words})
    assert [draft.fields for draft in kept(team)] == [{"text": ["Two"]}]


def test_a_draft_whose_words_were_taken_out_again_is_gone(team: Team) -> None:
    for words in ("One", "  "):
        team.priya.post(f"{DRAFTS}/text", data={"text": words})
    assert kept(team) == []


def test_the_token_of_the_form_is_not_kept(team: Team) -> None:
    team.priya.post(f"{DRAFTS}/text", data={"text": "One", "csrf_token": "secret", "then": "next"})
    assert kept(team)[0].fields == {"text": ["One"]}


def test_a_kept_draft_is_offered_used_and_discarded(team: Team) -> None:
    team.priya.post(f"{DRAFTS}/text", data={"text": "Half a sentence", "version": "0"})
    page = team.priya.get(f"{ENTRY}/text").text
    assert "You have an unsaved version of this text from" in page
    assert "Half a sentence" not in page
    assert "Half a sentence" in team.priya.get(f"{ENTRY}/text?draft=use").text
    answer = team.priya.post(f"{DRAFTS}/text/discard", data={"back": f"{ENTRY}/text"})
    assert answer.location == f"{ENTRY}/text"
    assert kept(team) == []


def test_a_draft_of_a_new_finding_is_offered_on_the_list(team: Team) -> None:
    team.priya.post(f"{DRAFTS}/finding:new-strength", data={"kind": "strength", "text": "Unfinished"})
    assert "unsaved version of a new finding" in team.priya.get(f"{ENTRY}/findings").text
    assert "Unfinished" in team.priya.get(f"{ENTRY}/findings/new?kind=strength&draft=use").text


def test_nobody_else_sees_that_there_is_a_draft(team: Team) -> None:
    team.priya.post(f"{DRAFTS}/text", data={"text": "Half a sentence"})
    for who in (team.helen, team.tom, team.vera):
        for page in (f"{ENTRY}/text", f"{ENTRY}/text?draft=use"):
            assert "Half a sentence" not in who.get(page).text
            assert "unsaved version" not in who.get(page).text


def test_nobody_else_discards_a_draft(team: Team) -> None:
    team.priya.post(f"{DRAFTS}/text", data={"text": "Mine"})
    team.helen.post(f"{DRAFTS}/text/discard")
    assert len(kept(team)) == 1


def test_saving_takes_the_draft_away(team: Team) -> None:
    team.priya.post(f"{DRAFTS}/finding:new-strength", data={"text": "So."})
    data = {"kind": "strength", "title": "T", "text": "So."}
    team.priya.post(f"{ENTRY}/findings/new?kind=strength", data=data)
    assert kept(team) == []


def test_a_draft_changes_no_finding_and_leaves_no_trace_in_the_history(team: Team) -> None:
    made = team.write()
    before = len(team.trail())
    team.priya.post(f"{DRAFTS}/finding:{made}", data={"text": "Other words", "version": "1"})
    assert team.finding(made).text == "Areas run their own plan."
    assert len(team.trail()) == before


@pytest.mark.parametrize("subject", ["secret", "rating:" + "x" * 99, "finding:../../x", "text:a b", "RATING:3c-f2"])
def test_a_draft_of_no_form_is_refused_with_a_sentence(team: Team, subject: str) -> None:
    answer = team.priya.post(f"{DRAFTS}/{subject}", data={"text": "x"})
    assert answer.status_code in (400, 404)
    assert kept(team) == []


def test_two_hundred_thousand_characters_are_kept_as_a_draft(team: Team) -> None:
    assert team.priya.post(f"{DRAFTS}/text", data={"text": "é" * 200_000}).status_code == 200


@pytest.mark.parametrize("who", ["esk", "ines", "adam"])
def test_nobody_outside_the_team_keeps_a_draft_here(team: Team, who: str) -> None:
    assert team.browsers[who].post(f"{DRAFTS}/text", data={"text": "x"}).status_code in (403, 404)
    assert kept(team) == []


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", f"{ENTRY}/\\x", "/"])
def test_discarding_leads_nowhere_but_to_the_entry(team: Team, back: str) -> None:
    assert team.priya.post(f"{DRAFTS}/text/discard", data={"back": back}).location == ENTRY


def test_drafts_go_after_thirty_days_and_not_before(team: Team) -> None:
    for subject, days in (("text", 31), ("finding:1", 29)):
        team.priya.post(f"{DRAFTS}/{subject}", data={"text": subject})
        at = clock.now().replace(tzinfo=None) - timedelta(days=days)
        with db.unit_of_work(team.url) as session:
            session.execute(update(Draft).where(Draft.subject == subject).values(saved_at=at))
    with db.unit_of_work(team.url) as session:
        assert DUE["assessment:expire_drafts"](session) == 1
    assert [draft.subject for draft in kept(team)] == ["finding:1"]


def test_all_drafts_of_somebody_in_an_entry_come_in_one_statement(team: Team) -> None:
    for subject in ("text", "finding:1", "rating:3c-f2"):
        team.priya.post(f"{DRAFTS}/{subject}", data={"text": subject})
    with team.reading() as session:
        found = drafts.of(session, team.people["priya"].id, team.entry().id)
    assert set(found) == {"text", "finding:1", "rating:3c-f2"}


def test_words_of_a_page_whose_finding_is_not_saved_come_back_as_they_were_typed(team: Team) -> None:
    words = 'He said "no" & <b>left</b>\n\n- one'
    team.priya.post(f"{DRAFTS}/finding:new", data={"kind": "strength", "text": words})
    assert words in unescape(team.priya.get(f"{ENTRY}/findings/new?draft=use").text)
    with team.reading() as session:
        assert session.scalars(select(Finding).where(Finding.text == words)).all() == []
