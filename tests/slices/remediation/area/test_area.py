"""One area: its fields, actions, log, dependencies, later dates, the response, reminders and the calendar."""

from __future__ import annotations

from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError

from inspect_app import clock, db
from inspect_app.jobs import due
from inspect_app.mail.models import Message
from inspect_app.remediation.models import Action, Area
from tests import factories
from tests.slices.remediation.closing.rows import an_area
from tests.slices.remediation.improving import ROOT, TODAY, Improving, day, sentences, text


def change(it: Improving, number: int, role: str = "owner", **said: str) -> object:
    area = it.area(number)
    usual = {
        "title": area.title,
        "wrong": area.wrong,
        "priority": area.priority,
        "marking": area.marking,
        "owner_id": str(area.owner_id or ""),
        "owner_post": area.owner_post or "",
        "no_due_because": area.no_due_because or "",
        "version": str(area.version),
        **day("raised_on", area.raised_on),
        **day("due_on", area.due_on),
    }
    return it.client(role).post(f"{ROOT}/{number}/change", data={**usual, **said})


def test_the_page_says_how_it_stands_and_what_is_missing(it: Improving) -> None:
    number = it.owned(title="Reviews are rare", criteria=(("baseline_2006", "3c", "3c-f1"),), framework="3c")
    words = text(it.client("owner").get(f"{ROOT}/{number}"))
    assert "In progress. Due" in words
    assert "Owner: Omar Reid." in words
    assert "3C F1" in words
    assert "Nothing is shown yet." in words
    assert "Add a proof of action first: nothing is closed without one." in words


def test_a_change_is_told_in_the_log_and_an_earlier_day_is_saved(it: Improving) -> None:
    number = it.owned()
    taker = str(it.people["assessor"].id)
    change(it, number, owner_id=taker, note="New post", **day("due_on", TODAY + timedelta(days=30)))
    assert it.area(number).owner_id == it.people["assessor"].id
    assert it.log(number)[-1].startswith("Owner set: Priya Nair, before: Omar Reid. Due date set: ")
    assert it.log(number)[-1].endswith("New post")


def test_a_later_day_needs_somebody_elses_yes(it: Improving) -> None:
    number, later = it.owned(), TODAY + timedelta(days=200)
    assert "ask for an extension" in sentences(change(it, number, **day("due_on", later)))[0]  # type: ignore[arg-type]
    asked = it.client("owner").post(f"{ROOT}/{number}/more-time", data={**day("to_day", later), "because": "Moved"})
    assert asked.status_code == 302
    answer = {"answer": "approved", "because": ""}
    lead = it.client("force_lead")
    assert sentences(lead.post(f"{ROOT}/{number}/more-time/1", data={"answer": "refused"})) == ["Say why it is refused"]
    lead.post(f"{ROOT}/{number}/more-time/1", data=answer)
    assert it.area(number).due_on == later
    assert it.log(number)[-1].startswith("More time approved")


def test_nobody_approves_their_own_later_day(it: Improving) -> None:
    number = it.add(owner_post="ACC", due_on=TODAY + timedelta(days=10))
    lead, later = it.client("force_lead"), TODAY + timedelta(days=40)
    lead.post(f"{ROOT}/{number}/more-time", data={**day("to_day", later), "because": "Moved"})
    answer = lead.post(f"{ROOT}/{number}/more-time/1", data={"answer": "approved"})
    assert answer.status_code == 403
    assert "You asked for this, so another person has to answer it." in text(answer)


def test_two_who_change_the_same_are_told(it: Improving) -> None:
    number = it.owned()
    version = str(it.area(number).version)
    change(it, number, sponsor="DCC")
    answer = change(it, number, sponsor="ACC", version=version)
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert "Somebody changed this after you opened the page." in text(answer)  # type: ignore[arg-type]
    assert 'value="ACC"' in answer.text  # type: ignore[attr-defined]


def test_an_owner_who_left_is_said(it: Improving) -> None:
    number = it.owned()
    with db.unit_of_work(it.url) as session:
        session.merge(it.people["owner"]).closed_at = clock.now().replace(tzinfo=None)
    assert "Owner: Omar Reid who left" in text(it.client("force_lead").get(f"{ROOT}/{number}"))
    assert "Omar Reid left" in text(it.client("force_lead").get(ROOT))


def test_dependencies_never_close_a_circle(it: Improving) -> None:
    one, two, three = it.add("One"), it.add("Two"), it.add("Three")
    lead = it.client("force_lead")
    assert lead.post(f"{ROOT}/{one}/waits", data={"number": f"AFI {two}"}).status_code == 302
    lead.post(f"{ROOT}/{two}/waits", data={"number": str(three)})
    answer = lead.post(f"{ROOT}/{three}/waits", data={"number": str(one)})
    assert sentences(answer) == [f"AFI {one} already waits for AFI {three}"]
    assert "Waits for AFI 2, Two" in text(lead.get(f"{ROOT}/{one}"))
    assert "AFI 1, One waits for this" in text(lead.get(f"{ROOT}/{two}"))
    lead.post(f"{ROOT}/{one}/waits/{two}/remove")
    assert "Need not wait" not in text(lead.get(f"{ROOT}/{one}"))


def test_the_log_is_added_to_once_and_corrected_beside(it: Improving) -> None:
    number, owner = it.owned(), it.client("owner")
    for _ in range(2):
        owner.post(f"{ROOT}/{number}/log", data={"words": "Seven reviews held"})
    assert it.log(number).count("Seven reviews held") == 1
    owner.post(f"{ROOT}/{number}/log/2/correct", data={"words": "Six, not seven"})
    words = text(owner.get(f"{ROOT}/{number}"))
    assert "Correction: Six, not seven" in words
    assert "Seven reviews held" in words


@pytest.mark.parametrize("statement", ["UPDATE area_log SET words = 'x'", "DELETE FROM area_log"])
def test_the_database_lets_nobody_change_the_log(either_database: str, statement: str) -> None:
    with db.unit_of_work(either_database) as session:
        an_area(session)
    with pytest.raises(DBAPIError, match="only ever added to"), db.unit_of_work(either_database) as session:
        session.execute(sql(statement))


def test_an_action_answers_several_areas_and_has_milestones(it: Improving) -> None:
    one, two = it.owned(title="One"), it.owned(title="Two")
    owner = it.client("owner")
    said = {
        "what": "Hold reviews",
        "owner_id": str(it.people["owner"].id),
        "also": f"AFI {two}",
        "progress": "25",
        "effort": "12",
        **day("due_on", TODAY + timedelta(days=3)),
    }
    for _ in range(2):
        assert owner.post(f"{ROOT}/{one}/actions/new", data=said).status_code == 302
    with db.reading(it.url) as session:
        assert len(session.scalars(select(Action)).all()) == 1
    owner.post(f"{ROOT}/{one}/actions/1/milestones", data={"what": "First round"})
    owner.post(f"{ROOT}/{one}/actions/1/milestones/1")
    assert "Hold reviews" in text(owner.get(f"{ROOT}/{two}"))
    assert f"Answers also AFI {two}" in text(owner.get(f"{ROOT}/{one}"))
    owner.post(f"{ROOT}/{one}/actions/1/done")
    assert it.log(one)[-2:] == [
        f"Milestone reached: First round, {TODAY.day} {TODAY:%B %Y}",
        "Action done: Hold reviews",
    ]
    wrong = owner.post(f"{ROOT}/{one}/actions/new", data={**said, "what": "Other", "also": "99"})
    assert sentences(wrong) == ["There is no AFI 99 in this register"]


def test_the_56_days_are_counted_and_the_response_is_published(it: Improving) -> None:
    number = it.owned(kind="recommendation", source="inspection", published_on=TODAY - timedelta(days=46))
    secretary = it.client("secretary")
    assert "in nine days (publication counts as day 1)" in text(secretary.get(f"{ROOT}/{number}"))
    said = {"comments": "We agree.", "version": "0"}
    assert sentences(secretary.post(f"{ROOT}/{number}/response", data=said)) == [
        "Enter the action, or say why there is none"
    ]
    secretary.post(f"{ROOT}/{number}/response", data={**said, "action": "A new policy."})
    page = text(it.client("inspector").get(f"{ROOT}/responses"))
    assert "Comments of the policing body We agree. Action taken or proposed A new policy." in page


def run_due(it: Improving) -> None:
    assert [one for one in due.run(it.app) if one.done is None] == []


def mails(it: Improving) -> list[Message]:
    with db.reading(it.url) as session:
        return list(session.scalars(select(Message).order_by(Message.id)))


def test_one_digest_a_day_and_nothing_twice(it: Improving) -> None:
    late = it.owned(title="Late", due_on=TODAY - timedelta(days=1))
    it.owned(title="Soon", due_on=TODAY + timedelta(days=7), marking="OFFICIAL-SENSITIVE")
    run_due(it)
    run_due(it)
    (mail,) = mails(it)
    assert mail.to == "omar.reid@example.org"
    assert mail.subject == "Areas for improvement: one thing overdue and one thing due within four weeks"
    assert f"AFI {late}: Late" in mail.text
    assert "Soon" not in mail.text
    with clock.standing_at(clock.now() + timedelta(days=1)):
        run_due(it)
    assert len(mails(it)) == 1
    with clock.standing_at(clock.now() + timedelta(days=6)):
        run_due(it)
    assert len(mails(it)) == 2


def test_nobody_is_reminded_of_what_is_closed_or_far_off(it: Improving) -> None:
    it.owned(due_on=TODAY + timedelta(days=90))
    run_due(it)
    assert mails(it) == []


def test_a_calendar_is_read_at_a_secret_address_until_that_is_renewed(it: Improving) -> None:
    number = it.owned(title="A secret sentence", due_on=TODAY + timedelta(days=7))
    owner, stranger = it.client("owner"), it.app.test_client()
    path = "/improvement/calendar/" + owner.post("/improvement/calendar").text.partition("/improvement/calendar/")[2]
    path = path.partition("<")[0]
    answer = stranger.get(path)
    assert answer.mimetype == "text/calendar"
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert event.decoded("dtstart") == TODAY + timedelta(days=7)
    assert f"AFI {number}" in str(event["summary"])
    assert "A secret sentence" not in answer.text
    owner.post("/improvement/calendar")
    assert stranger.get(path).status_code == 404


def test_the_page_asks_as_much_of_the_database_however_long_its_life(it: Improving) -> None:
    number, owner = it.owned(), it.client("owner")
    it.prove(number)
    said = {"what": "Something", "progress": "0"}
    owner.post(f"{ROOT}/{number}/actions/new", data=said)
    owner.get(f"{ROOT}/{number}")
    with factories.counted(it.url) as few:
        owner.get(f"{ROOT}/{number}")
    for place in range(12):
        owner.post(f"{ROOT}/{number}/log", data={"words": f"Line {place}"})
        owner.post(f"{ROOT}/{number}/actions/new", data={**said, "what": f"Action {place}"})
    it.prove(number, "outcome")
    with factories.counted(it.url) as many:
        owner.get(f"{ROOT}/{number}")
    assert len(few) == len(many)


def test_what_is_due_stands_on_the_first_page(it: Improving) -> None:
    number = it.owned(title="Reviews are rare", due_on=TODAY - timedelta(days=2))
    assert f"AFI {number}. Overdue" in text(it.client("owner").get("/"))
    assert "One area overdue" in text(it.client("force_lead").get("/"))
    with db.reading(it.url) as session:
        assert session.scalars(select(Area)).one().version == 1
