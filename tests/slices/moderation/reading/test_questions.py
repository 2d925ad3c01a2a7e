"""Asking the force and checking on site: from a reading, answered once, seen by those who may."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from inspect_app import clock, db
from inspect_app.evidence import operations as evidence
from inspect_app.evidence.content import take_note
from inspect_app.evidence.queries import newest_revisions
from inspect_app.mail.models import Message
from inspect_app.moderation.models import Question, QuestionEvidence, SiteCheck, SiteVisit
from tests import factories
from tests.slices.moderation.reading.inspecting import FORCE, HERE, Inspecting


def begun(kent: Inspecting) -> None:
    kent.name("first")
    kent.begin("first")


def ask(kent: Inspecting, *, due: date | None = None, who: str = "first", **fields: str) -> Any:
    day = due or clock.today() + timedelta(days=7)
    data = {"kind": "question", "words": "Who owns the plan?", "due_on": day.isoformat(), **fields}
    return kent.client(who).post(f"{HERE}/3c/f2/ask", data=data)


def the_question(kent: Inspecting) -> Question:
    with db.reading(kent.url) as session:
        return session.scalars(select(Question)).one()


def questions(kent: Inspecting) -> int:
    with db.reading(kent.url) as session:
        return len(session.scalars(select(Question)).all())


def test_a_question_reaches_the_force_without_its_reader(kent: Inspecting) -> None:
    begun(kent)
    assert ask(kent).status_code == 302
    client = kent.client("assessor")
    for page in (f"{FORCE}/questions", f"{FORCE}/questions/{the_question(kent).id}", "/forces/kent/history"):
        text = client.get(page).text
        assert "Who owns the plan?" in text
        assert "Iris Vale" not in text


def test_the_assessors_are_written_to_once_and_not_told_the_words(kent: Inspecting) -> None:
    begun(kent)
    ask(kent)
    with db.reading(kent.url) as session:
        letters = session.scalars(select(Message).where(Message.subject.contains("Asked by the inspectorate"))).all()
    assert [letter.to for letter in letters] == [kent.people["assessor"].email]
    assert "Who owns" not in letters[0].text


def test_a_question_without_a_date_is_refused(kent: Inspecting) -> None:
    begun(kent)
    answer = ask(kent, due_on="")
    assert answer.status_code == 400
    assert "Enter the day by which the force should answer" in answer.text
    assert questions(kent) == 0


def test_a_question_for_yesterday_is_refused(kent: Inspecting) -> None:
    begun(kent)
    answer = ask(kent, due=clock.today() - timedelta(days=1))
    assert answer.status_code == 400
    assert "Answer by must be today or later" in answer.text
    assert questions(kent) == 0


def test_somebody_who_is_no_reader_cannot_ask(kent: Inspecting) -> None:
    begun(kent)
    assert ask(kent, who="third").status_code == 403
    assert questions(kent) == 0


def test_an_answer_stands_beside_the_criterion_with_its_evidence(kent: Inspecting) -> None:
    begun(kent)
    ask(kent, kind="evidence")
    with db.unit_of_work(kent.url) as session:
        by = factories.actor(session, kent.people["assessor"])
        day = date(2005, 11, 14)
        details = evidence.Details("Owners of plans", "document", "RESTRICTED", by.id, day, day)
        piece = evidence.add(session, "kent", "2005-06", details, take_note("A list."), by=by)
        revision = newest_revisions(session, "kent", [piece.number])[piece.number]
        number = piece.number
    address = f"{FORCE}/questions/{the_question(kent).id}"
    data = {"answer": "The head of crime.", "evidence": [revision]}
    assert kent.client("assessor").post(address, data=data).status_code == 302
    page = kent.client("first").get(f"{HERE}/3c/f2").text
    assert "The head of crime." in page
    assert "one piece of evidence" in page
    assert kent.client("first").get(f"{FORCE}/evidence/{number}").status_code == 200
    assert kent.client("third").get(f"{FORCE}/evidence/{number}").status_code == 404
    with db.reading(kent.url) as session:
        assert session.scalars(select(QuestionEvidence.revision_id)).all() == [revision]
        told = session.scalars(select(Message.to).where(Message.subject.startswith("Answered"))).all()
    assert told == [kent.people["first"].email]


def test_a_second_answer_does_not_take_the_place_of_the_first(kent: Inspecting) -> None:
    begun(kent)
    ask(kent)
    client, address = kent.client("assessor"), f"{FORCE}/questions/{the_question(kent).id}"
    client.post(address, data={"answer": "The first."})
    answer = client.post(address, data={"answer": "The second."}, follow_redirects=True)
    assert "This was answered already" in answer.text
    assert the_question(kent).answer == "The first."


def test_only_assessors_answer_and_other_forces_see_nothing(kent: Inspecting) -> None:
    begun(kent)
    ask(kent)
    address = f"{FORCE}/questions/{the_question(kent).id}"
    assert kent.client("viewer").get(address).status_code == 200
    assert kent.client("viewer").post(address, data={"answer": "x"}).status_code == 403
    assert kent.client("second").get(address).status_code == 404


def test_an_overdue_question_says_so(kent: Inspecting) -> None:
    begun(kent)
    ask(kent)
    with db.unit_of_work(kent.url) as session:
        session.scalars(select(Question)).one().due_on = date(2006, 1, 2)
    assert "Overdue" in kent.client("assessor").get(f"{FORCE}/questions").text
    assert "Overdue" in kent.client("first").get(f"{HERE}/3c/f2").text


def test_a_site_check_is_put_on_the_list_and_ticked_off(kent: Inspecting) -> None:
    begun(kent)
    client = kent.client("first")
    assert client.post(f"{HERE}/3c/f2/site-check", data={"what": "The duty board."}).status_code == 302
    page = client.get(f"{FORCE}/site-checks").text
    assert "The duty board." in page
    with db.reading(kent.url) as session:
        check = session.scalars(select(SiteCheck)).one()
    address = f"{FORCE}/site-checks/{check.id}"
    assert "Write what you found" in client.post(address, data={"found": "", "version": 1}).text
    assert client.post(address, data={"found": "It was up to date.", "version": 1}).status_code == 302
    stale = client.post(address, data={"found": "It was old.", "version": 1})
    assert (stale.status_code, "in another window" in stale.text) == (409, True)
    assert "It was up to date." in client.get(f"{HERE}/3c/f2").text


def test_a_site_check_names_the_visit_at_which_it_was_made_or_none(kent: Inspecting) -> None:
    begun(kent)
    for day, month in ((3, 7), (20, 9)):
        given = {"on_day-day": day, "on_day-month": month, "on_day-year": 2006, "places": "Two areas", "version": 0}
        assert kent.client("lead").post(f"{FORCE}/plan/visits/new", data=given).status_code == 302
    with db.reading(kent.url) as session:
        july, september = (visit.id for visit in session.scalars(select(SiteVisit).order_by(SiteVisit.on_day)))
    client = kent.client("first")
    assert "3 July 2006" in client.get(f"{HERE}/3c/f2/site-check").text
    assert client.post(f"{HERE}/3c/f2/site-check", data={"what": "The board.", "visit": 99}).status_code == 400
    assert client.post(f"{HERE}/3c/f2/site-check", data={"what": "The board.", "visit": july}).status_code == 302
    assert "On the list for the visit on 3 July 2006" in client.get(f"{HERE}/3c/f2").text
    with db.reading(kent.url) as session:
        check = session.scalars(select(SiteCheck)).one().id
    address = f"{FORCE}/site-checks/{check}"
    with clock.standing_at(datetime(2006, 7, 10, 9, tzinfo=UTC)):
        said = {"found": "Up to date.", "version": 1}
        early = client.post(address, data={**said, "visit": september})
        assert (early.status_code, "That visit begins on 20 September 2006" in early.text) == (400, True)
        assert client.post(address, data={**said, "visit": july}).status_code == 302
        assert "at the visit on 3 July 2006" in client.get(f"{HERE}/3c/f2").text
        assert "One thing to see there, one checked." in client.get(f"{FORCE}/site-checks").text
        assert client.post(address, data={**said, "version": 2, "visit": ""}).status_code == 302
        assert "at the visit on" not in client.get(f"{HERE}/3c/f2").text
        client.post(address, data={**said, "version": 3, "visit": july})
        assert "One thing to see there" in client.get(f"{FORCE}/plan").text
        hidden = kent.client("lead").get(f"{FORCE}/plan/visits/{july}").text
        assert "Up to date." not in hidden and "Nothing that you may see yet" in hidden


def test_nobody_else_sees_or_ticks_off_a_site_check(kent: Inspecting) -> None:
    begun(kent)
    kent.client("first").post(f"{HERE}/3c/f2/site-check", data={"what": "The duty board."})
    with db.reading(kent.url) as session:
        check = session.scalars(select(SiteCheck)).one().id
    for who in ("third", "moderator", "lead"):
        assert "The duty board." not in kent.client(who).get(f"{FORCE}/site-checks").text
    assert kent.client("third").post(f"{FORCE}/site-checks/{check}", data={"found": "x"}).status_code == 404
