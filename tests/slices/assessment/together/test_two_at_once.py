"""Two people who save the same thing lose no word: the second sees both versions and chooses."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import select

from inspect_app.assessment.models import Draft
from tests.slices.assessment.together.kent_team import ENTRY, Team

HERS = "Areas run their own plan. No document covers the force."
MINE = "Areas run their own plan. Nothing sets one standard."


def fields_of(page: str) -> dict[str, list[str]]:
    """What the form of the two versions would send as it stands."""
    form = page[page.index("conflict-choice") : page.index("Save this version")]
    sent: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        sent.setdefault(name, []).append(unescape(value))
    for name, value in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.S):
        sent[name] = [unescape(value)]
    for name, value in re.findall(r'<input class="govuk-input" id="[^"]+" name="([^"]+)" value="([^"]*)"', form):
        sent[name] = [unescape(value)]
    return sent


@pytest.fixture
def finding(team: Team) -> int:
    """A finding that Helen changed while Priya had it open."""
    made = team.write("priya", bears_on=["3c-f2"])
    assert team.change("helen", made, 1, text=HERS).status_code == 302
    return made


def overtaken(team: Team, finding: int) -> dict[str, list[str]]:
    answer = team.change("priya", finding, 1, text=MINE, title="No plan at all", bears_on=["3c-g1"])
    assert answer.status_code == 409
    return fields_of(answer.text)


def choose(team: Team, finding: int, sent: dict[str, list[str]], which: str, **other: str) -> object:
    return team.priya.post(f"{ENTRY}/findings/{finding}/change", data={**sent, "between": which, **other})


def test_who_saves_second_sees_both_versions_and_nothing_is_saved(team: Team, finding: int) -> None:
    page = team.change("priya", finding, 1, text=MINE)
    assert page.status_code == 409
    assert "Helen Marsh saved this while you were writing" in page.text
    assert "only here: </span>No document covers the force." in page.text
    assert "only here: </span>Nothing sets one standard." in page.text
    assert (team.finding(finding).text, team.finding(finding).version) == (HERS, 2)


def test_the_merged_text_is_offered_with_the_shared_part_once(team: Team, finding: int) -> None:
    sent = overtaken(team, finding)
    assert sent["text"] == [f"{MINE}\n\nNo document covers the force."]
    assert sent["version"] == ["2"]


def test_a_version_from_both_is_saved_and_all_three_are_in_the_history(team: Team, finding: int) -> None:
    choose(team, finding, overtaken(team, finding), "both", text="Ours.", bears_on="3c-f2")
    assert (team.finding(finding).text, team.finding(finding).version) == ("Ours.", 3)
    changed, settled = team.trail()[-2:]
    assert (changed.before["text"], changed.after["text"]) == (HERS, "Ours.")
    assert settled.after["own"]["text"] == [MINE]


def test_using_ones_own_saves_it_whole_whatever_stands_in_the_merged_fields(team: Team, finding: int) -> None:
    choose(team, finding, overtaken(team, finding), "mine", text="Not this.", title="Nor this")
    saved = team.finding(finding)
    assert (saved.text, saved.title) == (MINE, "No plan at all")
    assert team.trail()[-1].before["text"] == HERS
    assert team.trail()[-1].after["bears_on"] == ["3c-g1"]


def test_keeping_theirs_changes_nothing_and_leaves_ones_own_in_the_history(team: Team, finding: int) -> None:
    choose(team, finding, overtaken(team, finding), "theirs")
    assert (team.finding(finding).text, team.finding(finding).version) == (HERS, 2)
    last = team.trail()[-1]
    assert last.says == "kept Helen Marsh's version of 3C-A5"
    assert last.after["own"]["text"] == [MINE]


def test_leaving_the_page_keeps_ones_own_as_a_draft(team: Team, finding: int) -> None:
    overtaken(team, finding)
    page = team.priya.get(f"{ENTRY}/findings/{finding}").text
    assert "You have an unsaved version of 3C-A5 from" in page
    assert MINE in unescape(team.priya.get(f"{ENTRY}/findings/{finding}/change?draft=use").text)
    assert "unsaved version" not in team.helen.get(f"{ENTRY}/findings/{finding}").text


def test_a_draft_that_was_used_opens_both_versions_again(team: Team, finding: int) -> None:
    overtaken(team, finding)
    page = team.priya.get(f"{ENTRY}/findings/{finding}/change?draft=use").text
    assert re.search(r'name="version" value="1"', page)


@pytest.mark.parametrize("which", ["theirs", "mine", "both"])
def test_after_the_choice_no_draft_is_left(team: Team, finding: int, which: str) -> None:
    choose(team, finding, overtaken(team, finding), which)
    with team.reading() as session:
        assert session.scalars(select(Draft)).all() == []


@pytest.mark.parametrize("which", ["theirs", "mine", "both"])
def test_a_third_change_opens_the_page_again_with_the_newest(team: Team, finding: int, which: str) -> None:
    sent = overtaken(team, finding)
    team.change("helen", finding, 2, text="A third text altogether.")
    again = choose(team, finding, sent, which, text="My merged words.")
    assert again.status_code == 409
    assert "A third text altogether." in again.text
    assert team.finding(finding).text == "A third text altogether."


def test_what_was_merged_stays_when_a_third_change_comes(team: Team, finding: int) -> None:
    sent = overtaken(team, finding)
    team.change("helen", finding, 2, text="A third text altogether.")
    again = fields_of(choose(team, finding, sent, "both", text="My merged words.").text)
    assert again["text"] == ["My merged words.\n\nA third text altogether."]
    assert again["version"] == ["3"]


def test_the_same_words_open_no_page_and_are_added_to_the_history(team: Team, finding: int) -> None:
    answer = team.change("priya", finding, 1, text=HERS)
    assert answer.status_code == 302
    page = team.priya.get(answer.location).text
    assert "Helen Marsh saved the same words a moment ago. Yours is added to the history." in page
    assert team.finding(finding).version == 2
    assert team.trail()[-1].says == "saved the same for 3C-A5 as Helen Marsh"


def test_sending_a_change_twice_is_one_change(team: Team, finding: int) -> None:
    for _ in range(2):
        assert team.change("priya", finding, 2, text=MINE).status_code == 302
    assert team.finding(finding).version == 3
    assert [e.verb for e in team.trail()].count("assessment:finding:changed") == 2


def test_another_window_of_ones_own_is_named_as_that(team: Team) -> None:
    made = team.write()
    team.change("priya", made, 1, text=HERS)
    page = team.change("priya", made, 1, text=MINE)
    assert page.status_code == 409
    assert "You saved this in another window while you were writing" in page.text


def test_a_finding_that_was_withdrawn_meanwhile_keeps_the_words_as_a_draft(team: Team) -> None:
    made = team.write()
    team.helen.post(f"{ENTRY}/findings/{made}/withdraw", data={"because": "It is another force's."})
    answer = team.change("priya", made, 1, text=MINE)
    assert answer.status_code == 409
    assert "Helen Marsh withdrew 3C-A5" in unescape(answer.text)
    assert MINE in unescape(team.priya.get(f"{ENTRY}/findings/new?from={made}").text)


def test_two_report_texts_are_put_together_as_well(team: Team) -> None:
    team.helen.post(f"{ENTRY}/text", data={"text": HERS, "version": "0"})
    page = team.priya.post(f"{ENTRY}/text", data={"text": MINE, "version": "0"})
    assert page.status_code == 409
    sent = fields_of(page.text)
    assert sent["text"] == [f"{MINE}\n\nNo document covers the force."]
    assert team.priya.post(f"{ENTRY}/text", data={**sent, "between": "both"}).status_code == 302
    assert team.entry().text == f"{MINE}\n\nNo document covers the force."
    assert team.entry().text_version == 2


def test_the_same_report_text_is_agreed(team: Team) -> None:
    for who in (team.helen, team.priya):
        assert who.post(f"{ENTRY}/text", data={"text": HERS, "version": "0"}).status_code == 302
    assert team.entry().text_version == 1
    assert team.trail()[-1].says == "saved the same for the report text of 3C as Helen Marsh"


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "9" * 30, "0"])
def test_a_version_that_is_none_counts_as_stale_and_is_no_fault(team: Team, finding: int, version: str) -> None:
    answer = team.priya.post(
        f"{ENTRY}/findings/{finding}/change",
        data={"kind": "strength", "title": "T", "text": MINE, "version": version},
    )
    assert answer.status_code == 409
    assert team.finding(finding).text == HERS


@pytest.mark.parametrize("which", ["", "neither", "\x00"])
def test_an_unknown_choice_is_read_as_writing_from_both(team: Team, finding: int, which: str) -> None:
    choose(team, finding, overtaken(team, finding), which, text="Ours.")
    assert team.finding(finding).text == "Ours."
