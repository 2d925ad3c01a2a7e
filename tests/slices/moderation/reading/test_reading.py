"""Reading one framework: begun by a named reader, rated on one's own, finished with a grade, and handed on."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from inspect_app import db
from inspect_app.audit.models import AuditEvent
from inspect_app.moderation import cases
from inspect_app.moderation.reading import operations
from tests import factories
from tests.slices.moderation.reading.inspecting import HERE, Inspecting, asked_in, checked


def begun(kent: Inspecting, framework: str = "3c") -> None:
    kent.name("first", framework=framework)
    assert kent.begin("first", framework).status_code == 302


def test_the_first_reader_takes_the_entry_into_reading(kent: Inspecting) -> None:
    begun(kent)
    assert kent.entry().state == "in_reading"
    assert kent.reading("first").begun_at is not None


def test_only_a_named_reader_can_begin(kent: Inspecting) -> None:
    kent.name("first")
    answer = kent.begin("third")
    assert answer.status_code == 403
    assert "You are not named as a reader" in answer.text
    assert kent.entry().state == "submitted"


def test_nobody_reads_a_home_force(kent: Inspecting) -> None:
    kent.name("at_home")
    assert kent.begin("at_home").status_code == 404
    assert kent.client("at_home").get(f"{HERE}/3c").status_code == 404
    assert kent.entry().state == "submitted"


def test_nothing_is_read_before_the_inspectorate_received_it(kent: Inspecting) -> None:
    kent.name("first")
    with db.unit_of_work(kent.url) as session:
        session.merge(kent.entry())
        assessment = session.get_one(operations.Assessment, kent.entry().assessment_id)
        assessment.state = "signed"
    answer = kent.begin("first")
    assert answer.status_code == 403
    assert "has not received this assessment yet" in answer.text


def test_nothing_is_rated_before_the_reading_is_started(kent: Inspecting) -> None:
    kent.name("first")
    answer = kent.rate("first", "f2", "met")
    assert answer.status_code == 403
    assert "Start your reading first" in answer.text


def test_a_rating_of_a_reader_is_kept_beside_the_forces(kent: Inspecting) -> None:
    begun(kent)
    assert kent.rate("first", "f2", "partly_met", "Only two areas.").status_code == 302
    row = kent.ratings("first")["3c-f2"]
    assert (row.step, row.because, row.version) == ("partly_met", "Only two areas.", 1)
    page = kent.client("first").get(f"{HERE}/3c").text
    assert "Force: " in page
    assert "You: partly met" in page


def test_somebody_who_is_no_reader_cannot_rate(kent: Inspecting) -> None:
    begun(kent)
    answer = kent.client("third").post(f"{HERE}/3c/f2", data={"step": "met", "version": 0})
    assert answer.status_code == 403
    assert "You are not named as a reader" in answer.text


def test_effects_and_the_proposal_wait_for_ones_own_ratings(kent: Inspecting) -> None:
    begun(kent)
    client = kent.client("first")
    before = client.get(f"{HERE}/3c/f2").text
    assert "open-effect" not in before
    assert "0 of" in before
    assert "The force&#39;s grade</h3>" not in before
    kent.rate("first", "f2", "met")
    assert "open-effect" in client.get(f"{HERE}/3c/f2").text


def test_the_proposal_appears_when_everything_is_rated(kent: Inspecting) -> None:
    begun(kent)
    kent.rate_all("first")
    page = kent.client("first").get(f"{HERE}/3c").text
    assert "The force's grade" in page
    assert kent.client("first").get(f"{HERE}/3c/reasons").status_code == 200


def test_reasons_do_not_exist_before_everything_is_rated(kent: Inspecting) -> None:
    begun(kent)
    assert kent.client("first").get(f"{HERE}/3c/reasons").status_code == 404


def test_a_rating_from_another_window_is_not_written_over(kent: Inspecting) -> None:
    begun(kent)
    kent.rate("first", "f2", "met", "First window.")
    answer = kent.rate("first", "f2", "not_met", "Second window.", version=0)
    assert answer.status_code == 409
    assert "You saved this in another window" in answer.text
    assert "Second window." in answer.text
    assert kent.ratings("first")["3c-f2"].because == "First window."
    assert kent.rate("first", "f2", "not_met", "Second window.", version=1).status_code == 302


def test_the_same_rating_twice_is_one(kent: Inspecting) -> None:
    begun(kent)
    kent.rate("first", "f2", "met", "Yes.", version=0)
    assert kent.rate("first", "f2", "met", "Yes.", version=0).status_code == 302
    assert kent.ratings("first")["3c-f2"].version == 1


@pytest.mark.parametrize(("step", "sentence"), [("", "Choose how far it is met"), ("nonsense", "Choose how far")])
def test_a_rating_that_is_none_is_refused_with_a_sentence(kent: Inspecting, step: str, sentence: str) -> None:
    begun(kent)
    answer = kent.rate("first", "f2", step)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert kent.ratings("first") == {}


def test_not_applicable_needs_its_reason(kent: Inspecting) -> None:
    begun(kent)
    none = factories.edition().scales.not_applicable
    part = next(one for one in asked_in("3c") if one.none)
    assert none is not None
    answer = kent.rate("first", part.last, none.id)
    assert answer.status_code == 400
    assert "Say why this does not apply" in answer.text


def test_finishing_lists_what_is_open(kent: Inspecting) -> None:
    begun(kent)
    page = kent.client("first").get(f"{HERE}/3c/finish").text
    assert "You cannot finish yet" in page
    assert f'href="{HERE}/3c/f2#f2"' in page
    assert kent.client("first").post(f"{HERE}/3c/finish", data={"grade": "fair"}).status_code == 400
    assert kent.reading("first").finished_at is None


def test_one_readers_end_hands_the_entry_on_with_its_case(kent: Inspecting) -> None:
    begun(kent, "1c")
    kent.rate_all("first", framework="1c")
    assert kent.finish("first", framework="1c", because="As I see it.").status_code == 302
    case, reading = kent.case("1c"), kent.reading("first", "1c")
    assert case is not None
    assert kent.entry("1c").state == ("second_reading" if wants_two("1c") else "to_moderate")
    facts = cases.from_text(case.facts)
    assert facts.ratings == {a: r.step for a, r in kent.ratings("first", "1c").items() if r.kind == "criterion"}
    assert (case.first_grade, case.second_grade) == (reading.grade, None)
    assert case.proposed == reading.proposed


def wants_two(framework: str) -> bool:
    return factories.edition().framework[framework].priority != "no"


def test_an_entry_that_asks_for_two_readers_waits_for_the_second(kent: Inspecting) -> None:
    priority = next(f.id for f in factories.edition().frameworks if f.priority != "no" and f.criteria)
    begun(kent, priority)
    kent.rate_all("first", framework=priority)
    kent.finish("first", framework=priority, because="As I see it.")
    assert kent.reading("first", priority).finished_at is not None
    assert (kent.entry(priority).state, kent.case(priority)) == ("in_reading", None)
    kent.name("second", 2, priority)
    kent.begin("second", priority)
    assert kent.entry(priority).state == "second_reading"


def test_another_grade_than_the_proposal_needs_a_reason(kent: Inspecting) -> None:
    begun(kent)
    kent.rate_all("first")
    proposed = checked(kent.client("first").get(f"{HERE}/3c/finish").text, "grade")
    other = next(g for g in factories.edition().scales.outcomes.grades.ids() if g != proposed)
    answer = kent.finish("first", other)
    assert answer.status_code == 400
    assert "Your reason will be published" in answer.text
    assert kent.finish("first", other, "The unmet ones are narrow.").status_code == 302
    assert kent.reading("first").because == "The unmet ones are narrow."


def test_finishing_twice_changes_nothing_and_says_so(kent: Inspecting) -> None:
    begun(kent)
    kent.rate_all("first")
    kent.finish("first", because="As I see it.")
    before = kent.reading("first").version
    client = kent.client("first")
    answer = client.post(f"{HERE}/3c/finish", data={"grade": "poor", "direction": "stable"}, follow_redirects=True)
    assert "Finished on" in answer.text
    assert kent.reading("first").version == before


def test_a_finished_reading_cannot_be_changed(kent: Inspecting) -> None:
    begun(kent)
    kent.rate_all("first")
    kent.finish("first", because="As I see it.")
    answer = kent.rate("first", "f2", "met")
    assert answer.status_code == 403


def test_standing_down_frees_the_number(kent: Inspecting) -> None:
    begun(kent)
    client = kent.client("first")
    assert "Say why you stand down" in client.post(f"{HERE}/3c/stand-down", data={"because": " "}).text
    assert client.post(f"{HERE}/3c/stand-down", data={"because": "I am ill."}).status_code == 302
    assert kent.entry().state == "submitted"
    kent.name("third")
    assert kent.begin("third").status_code == 302
    assert client.get(f"{HERE}/3c").status_code == 404


def test_a_moderator_can_have_it_read_again(kent: Inspecting) -> None:
    kent.read_by_two()
    assert kent.entry().state == "to_moderate"
    client = kent.client("moderator")
    assert client.post(f"{HERE}/3c/reopen", data={"because": "A paper was missed."}).status_code == 302
    assert (kent.entry().state, kent.case()) == ("in_reading", None)
    assert kent.reading("first").finished_at is None
    assert client.get(f"{HERE}/3c").status_code == 404
    assert kent.finish("first", because="As before.").status_code == 302
    assert kent.finish("second", because="As before.").status_code == 302
    assert kent.entry().state == "to_moderate"


def test_a_case_made_again_takes_the_place_of_the_first(kent: Inspecting) -> None:
    kent.read_by_two()
    first = kent.case()
    assert first is not None
    with db.unit_of_work(kent.url) as session:
        operations.make_case(session, factories.edition(), first.entry_id)
    again = kent.case()
    assert again is not None
    assert (again.id, again.version, again.digest) == (first.id, 2, first.digest)


def test_every_step_leaves_one_row_of_the_trail_for_the_inspectorate(kent: Inspecting) -> None:
    begun(kent)
    kent.rate("first", "f2", "partly_met", "Only two areas.")
    with db.reading(kent.url) as session:
        rows = session.scalars(select(AuditEvent).where(AuditEvent.verb.startswith("reading:"))).all()
    assert [row.verb for row in rows] == ["reading:reading:begun", "reading:rating:saved"]
    assert {row.audience for row in rows} == {"inspectorate"}


def test_a_reader_keeps_drafts_that_nobody_else_reads(kent: Inspecting) -> None:
    begun(kent)
    client = kent.client("first")
    sent = client.post(f"{HERE}/3c/drafts/reading:3c-f2", data={"step": "met", "because": "Half a sentence"})
    assert sent.get_json().keys() == {"saved_at"}
    assert "You have an unsaved version of F2" in client.get(f"{HERE}/3c/f2").text
    assert "Half a sentence" in client.get(f"{HERE}/3c/f2?draft=use").text
    assert kent.ratings("first") == {}


def test_a_force_that_has_not_submitted_shows_nothing(kent: Inspecting) -> None:
    with db.unit_of_work(kent.url) as session:
        session.get_one(operations.Assessment, kent.entry().assessment_id).state = "drafting"
    kent.name("first")
    client = kent.client("first")
    assert "has not submitted yet. You will be told." in client.get(HERE).text
    assert client.get(f"{HERE}/3c").status_code == 404


def test_the_list_says_what_is_left(kent: Inspecting) -> None:
    begun(kent)
    kent.rate("first", "f2", "met")
    page = kent.client("first").get(HERE).text
    assert "You have one reading to finish." in page
    assert f"Rate {len(asked_in('3c')) - 1}" in page


def test_a_page_of_reading_puts_the_same_questions_however_much_is_rated(kent: Inspecting) -> None:
    begun(kent)
    client = kent.client("first")
    client.get(f"{HERE}/3c/f2")
    with factories.counted(kent.url) as few:
        client.get(f"{HERE}/3c/f2")
    kent.rate_all("first")
    with factories.counted(kent.url) as many:
        client.get(f"{HERE}/3c/f2")
    assert len(many) == len(few)


def test_a_form_without_our_token_changes_nothing(kent: Inspecting) -> None:
    begun(kent)
    kent.app.config["WTF_CSRF_ENABLED"] = True
    assert kent.client("first").post(f"{HERE}/3c/f2", data={"step": "met", "version": 0}).status_code == 400
    kent.app.config["WTF_CSRF_ENABLED"] = False
    assert kent.ratings("first") == {}
