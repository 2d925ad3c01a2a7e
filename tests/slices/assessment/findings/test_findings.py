"""Findings are written, ordered, retyped and withdrawn by assessors, and each change is in the history."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import select, update

from inspect_app import clock, db
from inspect_app.assessment.models import Assessment, Entry, Finding, FindingCriterion, Ground, Signature, Version
from inspect_app.search.models import Found
from tests import factories
from tests.slices.assessment.together.kent_team import ENTRY, Team

LIST = f"{ENTRY}/findings"


def titles(team: Team) -> list[str]:
    """The titles and numbers of findings in the order of the list."""
    page = team.priya.get(LIST).text
    return re.findall(r'href="[^"]+/findings/\d+">([^<]+)</a></h3>', page)


def test_every_kind_of_the_edition_is_listed_in_printed_order_but_the_national_one(team: Team) -> None:
    found = re.findall(r'<h2 id="kind-[^"]+">([^<]+) <', team.priya.get(LIST).text)
    printed = [s.title for s in factories.edition().sections if s.id != "national_section"]
    assert found == printed


def test_a_new_finding_gets_the_next_number_of_its_kind_and_its_author(team: Team) -> None:
    made = team.write(bears_on=["3c-g1", "3c-f2"])
    page = team.helen.get(f"{LIST}/{made}").text
    assert "Areas for improvement, 3C-A5" in page
    assert re.search(r"Priya Nair, <time [^>]+>a moment ago</time>", page)
    with team.reading() as session:
        bears_on = session.scalars(select(FindingCriterion.criterion).where(FindingCriterion.finding_id == made))
        assert list(bears_on) == ["3c-f2", "3c-g1"]


def test_a_contextual_factor_counts_on_from_the_printed_passages(team: Team) -> None:
    assert team.finding(team.write(kind="context")).printed_id == "3C-C7"


def test_the_words_are_safe_markdown(team: Team) -> None:
    made = team.write(text="**Strong** <img src=x onerror=alert(1)> [x](javascript:y)")
    page = team.helen.get(f"{LIST}/{made}").text
    assert "<strong>Strong</strong>" in page
    assert "<img" not in page
    assert 'href="javascript' not in page


def test_the_same_finding_sent_twice_is_one_and_the_second_answers_with_it(team: Team) -> None:
    assert team.write() == team.write()


def test_the_same_words_by_somebody_else_are_a_finding_of_theirs(team: Team) -> None:
    assert team.write("priya") != team.write("helen")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "Enter a title"),
        ({"text": " "}, "Enter what you found"),
        ({"kind": ""}, "Choose what kind of finding it is"),
        ({"kind": "national_section"}, "Choose one from the list"),
        ({"bears_on": ["1a-f1"]}, "Choose only from the list"),
    ],
)
def test_what_is_missing_or_wrong_gets_its_sentence_and_the_words_stay(
    team: Team, fields: dict[str, object], sentence: str
) -> None:
    given = {"kind": "strength", "title": "Kept title", "text": "Kept words", **fields}
    answer = team.priya.post(f"{LIST}/new", data=given)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "Kept" in answer.text


def test_two_hundred_thousand_characters_get_a_sentence_and_stay_on_the_page(team: Team) -> None:
    answer = team.priya.post(f"{LIST}/new", data={"kind": "strength", "title": "T", "text": "long " * 40_000})
    assert answer.status_code == 400
    assert "Words: this is 199,999 characters long and 20,000 fit" in answer.text
    assert answer.text.count("long long") > 1_000


def test_a_change_keeps_the_words_from_before_in_the_history(team: Team) -> None:
    made = team.write()
    team.change("helen", made, 1, text="Now there is one plan.")
    event = team.trail()[-1]
    assert (event.before["text"], event.after["text"]) == ("Areas run their own plan.", "Now there is one plan.")
    assert (event.person_name, event.verb, event.part) == ("Helen Marsh", "assessment:finding:changed", "3C-A5")
    assert "What it said before" in team.priya.get(f"{LIST}/{made}").text


def test_saving_what_it_says_already_changes_nothing(team: Team) -> None:
    made = team.write()
    before = len(team.trail())
    team.change("priya", made, 1)
    assert (team.finding(made).version, len(team.trail())) == (1, before)


def test_a_finding_of_another_kind_gets_that_kinds_number(team: Team) -> None:
    made = team.write()
    team.change("priya", made, 1, kind="strength")
    assert team.finding(made).printed_id == "3C-S9"
    assert team.trail()[-1].says == "made 3C-A5 into 3C-S9"


def test_a_finding_moves_up_and_down_among_its_own_kind(team: Team) -> None:
    one, two = team.write(title="One"), team.write(title="Two")
    assert titles(team)[-2:] == ["One", "Two"]
    team.priya.post(LIST, data={"move": f"up:{two}"})
    assert titles(team)[-2:] == ["Two", "One"]
    assert team.trail()[-1].says == "moved 3C-A6 up"
    team.priya.post(LIST, data={"move": f"down:{two}"})
    assert titles(team)[-2:] == ["One", "Two"]
    assert team.finding(one).version == 1


def test_the_first_and_the_last_stay_where_they_are(team: Team) -> None:
    last = team.write(title="Last")
    before, events = titles(team), len(team.trail())
    team.priya.post(LIST, data={"move": f"down:{last}"})
    assert (titles(team), len(team.trail())) == (before, events)


@pytest.mark.parametrize("move", ["", "up", "up:", "up:x", "up:999999", "²:²"])
def test_moving_what_is_not_there_is_not_found(team: Team, move: str) -> None:
    assert team.priya.post(LIST, data={"move": move}).status_code == 404


def test_a_withdrawn_finding_is_listed_with_its_reason_and_cannot_be_changed(team: Team) -> None:
    made = team.write()
    team.priya.post(f"{LIST}/{made}/withdraw", data={"because": "Another force's."})
    assert "No plan" not in titles(team)
    page = team.helen.get(LIST).text
    assert "One withdrawn finding" in page
    assert "Another force&#39;s." in page
    assert team.priya.get(f"{LIST}/{made}/change").status_code == 409


def test_nothing_is_withdrawn_without_a_reason(team: Team) -> None:
    made = team.write()
    answer = team.priya.post(f"{LIST}/{made}/withdraw", data={"because": " "})
    assert answer.status_code == 400
    assert "Say why you withdraw it" in answer.text
    assert team.finding(made).withdrawn_on is None


def test_ratings_that_rested_on_a_withdrawn_finding_rest_on_it_no_longer_and_are_named(team: Team) -> None:
    with team.reading() as session:
        row = session.execute(
            select(Ground.finding_id)
            .join(Entry, Entry.id == Ground.entry_id)
            .where(Entry.framework == "3c", Ground.finding_id.is_not(None))
        ).first()
    assert row is not None
    assert "rest on it no longer" in team.priya.get(f"{LIST}/{row[0]}/withdraw").text
    team.priya.post(f"{LIST}/{row[0]}/withdraw", data={"because": "Mistaken."})
    with team.reading() as session:
        assert session.scalars(select(Ground).where(Ground.finding_id == row[0])).all() == []
    assert re.search(r"withdrew 3C-\w+, on which .+ rested", team.trail()[-1].says)


def test_a_contradiction_is_pointed_out_and_not_forbidden(team: Team) -> None:
    made = team.write(bears_on=["3c-f2"])
    sentence = "You rated F2 met, and this area for improvement bears on F2."
    assert sentence in team.priya.get(LIST).text
    assert sentence in team.priya.get(f"{LIST}/{made}").text


def test_a_finding_can_be_found_by_its_words_until_it_is_withdrawn(team: Team) -> None:
    made = team.write(text="Number plate readers")

    def rows() -> list[Found]:
        with team.reading() as session:
            return list(session.scalars(select(Found).where(Found.kind == "finding", Found.thing_id == str(made))))

    assert [(r.text, r.force, r.address) for r in rows()] == [("Number plate readers", "kent", f"{LIST}/{made}")]
    team.priya.post(f"{LIST}/{made}/withdraw", data={"because": "Mistaken."})
    assert rows() == []


def test_the_entry_says_who_last_changed_it(team: Team) -> None:
    team.write("helen")
    assert team.entry().changed_by == team.people["helen"].id


def test_report_text_is_saved_with_its_author_and_history(team: Team) -> None:
    team.priya.post(f"{ENTRY}/text", data={"text": "It does *well*.", "version": "0"})
    page = team.helen.get(f"{ENTRY}/text").text
    assert "<em>well</em>" in page
    assert "Last saved by Priya Nair" in page
    assert team.trail()[-1].says == "wrote the report text of 3C"


@pytest.mark.parametrize("who", ["tom", "vera"])
def test_whoever_does_not_write_reads_and_finds_no_button(team: Team, who: str) -> None:
    made = team.write()
    for page in (LIST, f"{LIST}/{made}", f"{ENTRY}/text"):
        answer = team.browsers[who].get(page)
        assert answer.status_code == 200
        assert "Only an assessor of the force can change it." in answer.text
        assert not re.search(r"Save|Write a finding|Withdraw it|Move up", answer.text)
    assert team.browsers[who].get(f"{LIST}/new").status_code == 404
    assert team.browsers[who].post(f"{LIST}/new", data={}).status_code == 403


PATHS = ["", "/new", "/{id}", "/{id}/change", "/{id}/withdraw", "/{id}/cite"]


@pytest.mark.parametrize("who", ["esk", "ines", "adam"])
def test_a_draft_is_there_for_nobody_outside_the_team(team: Team, who: str) -> None:
    made = team.write()
    for path in [f"{LIST}{p.format(id=made)}" for p in PATHS] + [f"{ENTRY}/text"]:
        assert team.browsers[who].get(path).status_code == 404, path
        assert team.browsers[who].post(path, data={"text": "x"}).status_code in (403, 404, 405), path
    assert team.finding(made).version == 1


def test_a_finding_of_another_framework_is_not_found_here(team: Team) -> None:
    made = team.write()
    elsewhere = f"{LIST.replace('/3c/', '/1a/')}/{made}"
    for path in ("", "/change", "/withdraw", "/cite"):
        assert team.priya.get(elsewhere + path).status_code == 404
    assert team.priya.post(f"{elsewhere}/change", data={"text": "x"}).status_code == 404


def test_after_submission_assessors_read_and_the_inspectorate_reads_once_it_is_signed(team: Team) -> None:
    made = team.write()
    team.helen.post(f"{ENTRY}/comments", data={"text": "Between us.", "finding": made})
    with db.unit_of_work(team.url) as session:
        session.execute(update(Assessment).values(state="signed"))
        session.execute(update(Entry).values(state="submitted"))
    assert team.priya.get(f"{LIST}/{made}/change").status_code == 403
    answer = team.change("priya", made, 1, text="Late.")
    assert (answer.status_code, team.finding(made).version) == (403, 1)
    page = team.ines.get(f"{LIST}/{made}")
    assert page.status_code == 200
    assert "No plan" in page.text
    assert "Between us." not in page.text
    assert "History</h2>" not in page.text


def test_the_list_costs_the_same_statements_however_many_findings_there_are(team: Team) -> None:
    def cost() -> int:
        with factories.counted(team.url) as asked:
            team.priya.get(LIST)
        return len(asked)

    team.write()
    before = cost()
    for number in range(10):
        team.write(title=f"Number {number}", bears_on=["3c-f1", "3c-f2"])
    assert cost() == before


def test_a_form_without_its_token_is_refused_and_the_words_come_back(team: Team) -> None:
    team.app.config["WTF_CSRF_ENABLED"] = True
    data = {"kind": "strength", "title": "T", "text": "These words stay."}
    answer = team.priya.post(f"{LIST}/new", data=data, headers={"Referer": "http://localhost/"})
    assert answer.status_code == 400
    assert "These words stay." in answer.text
    page = team.priya.get(f"{LIST}/new").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    answer = team.priya.post(f"{LIST}/new", data={**data, "csrf_token": token[1]})
    assert answer.status_code == 302


def test_titles_with_marks_of_html_are_shown_as_text(team: Team) -> None:
    made = team.write(title='<b>"5 < 6"</b>')
    page = team.priya.get(f"{LIST}/{made}").text
    assert "<b>" not in page
    assert '<b>"5 < 6"</b>' in unescape(page)


def test_a_finding_of_a_loaded_record_can_be_given_a_title(team: Team) -> None:
    with team.reading() as session:
        loaded = session.scalars(select(Finding.id).where(Finding.printed_id == "3C-S1")).one()
    team.change("priya", loaded, 1, kind="strength", title="One officer answers for results", text="So.")
    assert "One officer answers for results" in titles(team)


def test_a_signature_falls_when_a_finding_that_was_signed_changes(team: Team) -> None:
    made, now = team.write(), clock.now().replace(tzinfo=None)
    priya = team.people["priya"].id
    with db.unit_of_work(team.url) as session:
        assessment = team.entry().assessment_id
        version = Version(
            assessment_id=assessment, number=1, content="{}", digest="d", submitted_by=priya, submitted_at=now
        )
        session.add(version)
        session.flush()
        session.add(Signature(version_id=version.id, digest="d", signed_by=priya, name="A", post="B", signed_at=now))
    team.change("priya", made, 1, text="Other words.")
    with team.reading() as session:
        fallen = session.scalars(select(Signature)).one()
    assert fallen.fell_at is not None
    assert fallen.fell_because == "Finding 3C-A5 was written or changed."
