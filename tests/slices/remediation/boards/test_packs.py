"""Board packs: what a paper holds, that it freezes, what is decided, and who reads it."""

from __future__ import annotations

import io
import re

import openpyxl
import pypdf
import pytest
from sqlalchemy import select

from inspect_app import db
from inspect_app.remediation.models import Area, BoardDecision, BoardMeeting, LogEntry
from tests import factories
from tests.slices.remediation.january import ROOT, January

PACKS = f"{ROOT}/packs"
NEXT, LAST = f"{PACKS}/2007-01-24", f"{PACKS}/2006-12-05"


def issue(then: January) -> int:
    secretary = then.client("board_secretary")
    found = re.search(r'name="seen" value="([0-9a-f]+)"', secretary.get(NEXT).text)
    assert found is not None
    return secretary.post(NEXT, data={"seen": found[1]}).status_code


def meeting(then: January) -> BoardMeeting:
    with db.reading(then.url) as session:
        return session.scalars(select(BoardMeeting).order_by(BoardMeeting.on_day.desc())).first()  # type: ignore[return-value]


def test_the_paper_stands_in_the_order_in_which_the_board_goes_through_it(then: January) -> None:
    page = then.client("board_secretary").get(NEXT).text
    heads = re.findall(r"<h2[^>]*>(\d)\. ([^<]+)</h2>", page)
    assert [number for number, _ in heads] == list("1234567")
    assert "83 items are open, two of them overdue. One proposal to close was sent back." in page
    assert "Approve a later date, 30 April 2007 instead of 2 February 2007" in page
    assert "Say who owns this" in page
    assert "One area does not use it yet." in page
    assert "<strong>On course.</strong>" in page
    assert "<strong>Cannot be judged.</strong>" in page


def test_the_paper_says_what_changed_since_the_last_board(then: January) -> None:
    page = then.client("board_secretary").get(NEXT).text
    changed = page.partition('id="changed"')[2].partition("</section>")[0]
    assert "Proposed for closing" in changed
    assert "Sent back:" in changed
    assert "14 November" not in changed


def test_an_issued_paper_stays_as_it_is(then: January) -> None:
    assert issue(then) == 302
    secretary = then.client("board_secretary")
    before, pdf = secretary.get(NEXT).text, secretary.get(f"{NEXT}.pdf").data
    with db.unit_of_work(then.url) as session:
        session.scalars(select(Area).where(Area.number == 13)).one().title = "Another title"
    assert "Another title" not in secretary.get(NEXT).text
    assert secretary.get(f"{NEXT}.pdf").data == pdf
    assert before.count("AFI 20") == secretary.get(NEXT).text.count("AFI 20")
    assert secretary.get(f"{NEXT}/change").status_code == 403
    assert issue_again(then) == 302
    assert meeting(then).version == 2


def issue_again(then: January) -> int:
    return then.client("board_secretary").post(NEXT, data={"seen": "x"}).status_code


def test_a_paper_that_changed_meanwhile_is_not_issued(then: January) -> None:
    answer = then.client("board_secretary").post(NEXT, data={"seen": "0" * 64})
    assert answer.status_code == 409
    assert meeting(then).issued_at is None


def test_the_pdf_is_tagged_and_says_what_the_page_says(then: January) -> None:
    answer = then.client("board_secretary").get(f"{NEXT}.pdf")
    reader = pypdf.PdfReader(io.BytesIO(answer.data))
    words = " ".join(page.extract_text() for page in reader.pages)
    assert reader.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert "DRAFT, NOT ISSUED" in words
    assert "1. Decisions asked for" in words
    assert "7. Targets" in words


def test_the_spreadsheet_has_a_sheet_to_each_part(then: January) -> None:
    book = openpyxl.load_workbook(io.BytesIO(then.client("board_secretary").get(f"{NEXT}.xlsx").data))
    assert book.sheetnames[:4] == ["Summary", "Decisions asked for", "Exceptions", "Changes"]
    assert book["Open"].max_row == 84


def test_a_decision_puts_a_new_action_into_the_register(then: January) -> None:
    secretary = then.client("board_secretary")
    said = {"area": "20", "decision": "Wait for all six areas", "action": "Ask the four areas again",
            "owner_post": "Head of Major Crime", "due_on": "2007-02-14"}  # fmt: skip
    assert secretary.post(f"{NEXT}/decide", data=said).status_code == 403
    issue(then)
    for _ in range(2):
        assert secretary.post(f"{NEXT}/decide", data=said).status_code == 302
    with db.reading(then.url) as session:
        (decision,) = session.scalars(select(BoardDecision)).all()
        new = session.get_one(Area, decision.new_area_id)
        assert (new.kind, new.source, new.owner_post) == ("action", "board", "Head of Major Crime")
        area = session.scalars(select(Area).where(Area.number == 20)).one()
        kinds = session.scalars(select(LogEntry.kind).where(LogEntry.area_id == area.id)).all()
        assert kinds.count("decision") == 1
    minutes = secretary.get(f"{NEXT}/minutes").text
    assert "Wait for all six areas" in minutes
    assert "Ask the four areas again" in minutes


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"decision": ""}, "Say what was decided"),
        ({"action": ""}, "Say what the new action is, or leave this empty"),
        ({"due_on": ""}, "Enter a due date, or say below why none is set"),
        ({"due_on": "2007-01-01"}, "The action cannot be due before the meeting of 24 January 2007"),
        ({"no_due_because": "Later"}, "Enter a due date, or say why there is none, but not both"),
    ],
)
def test_what_does_not_fit_a_decision_is_said(then: January, wrong: dict[str, str], sentence: str) -> None:
    issue(then)
    said = {"decision": "Wait", "action": "Ask again", "owner_post": "A post", "due_on": "2007-02-14", **wrong}
    answer = then.client("board_secretary").post(f"{NEXT}/decide", data=said)
    assert answer.status_code == 400
    assert sentence in answer.text


def test_a_meeting_is_set_up_once_for_a_day(then: January) -> None:
    secretary, said = then.client("board_secretary"), {"title": "Board", "on_day": "2007-03-01"}
    assert secretary.post(f"{PACKS}/new", data=said).status_code == 302
    again = secretary.post(f"{PACKS}/new", data=said)
    assert again.status_code == 400
    assert "There is a meeting on 1 March 2007 already" in again.text
    wrong = secretary.post(f"{PACKS}/new", data={"title": "B", "on_day": "2007-03-02", "targets": "Hours; soon"})
    assert "Line 1: after the measure write" in wrong.text


def test_a_paper_is_read_outside_the_force_only_once_it_is_issued(then: January) -> None:
    outside = then.client("national_lead")
    assert outside.get(LAST).status_code == 200
    assert outside.get(NEXT).status_code == outside.get(f"{NEXT}.pdf").status_code == 404
    assert "24 January 2007" not in outside.get(PACKS).text


def test_a_paper_with_what_is_not_published_stays_inside(then: January) -> None:
    with db.unit_of_work(then.url) as session:
        session.scalars(select(Area).where(Area.number == 1)).one().published_on = None
    issue(then)
    assert then.client("national_lead").get(NEXT).status_code == 404
    assert then.client("viewer").get(NEXT).status_code == 200


@pytest.mark.parametrize("day", ["2007-01-25", "soon", "2007-13-01"])
def test_a_meeting_that_is_not_there_is_not_found(then: January, day: str) -> None:
    assert then.client("board_secretary").get(f"{PACKS}/{day}").status_code == 404


def test_what_documents_show_is_told_apart_from_proof(then: January) -> None:
    page = then.client("viewer").get(f"{ROOT}/proven").text
    assert "more than 170 suggestions" in page
    assert "Nothing here closes an area" in page
    assert "For 70 they show neither" in page


def test_a_dashboard_counts_and_the_nation_sees_what_is_published(then: January) -> None:
    page = then.client("force_lead").get(f"{ROOT}/dashboard").text
    assert "83 are open, 2 overdue." in page
    assert "1A Fairness and equality" in page
    assert "Nothing is open." in then.client("force_lead").get(f"{ROOT}/dashboard?whose=mine").text
    assert "Kent Police" in then.client("national_lead").get("/improvement/dashboard").text
    assert then.client("force_lead").get("/improvement/dashboard").status_code == 404


def test_every_page_asks_as_much_of_the_database_however_long_the_register_is(then: January) -> None:
    secretary = then.client("board_secretary")
    secretary.get(NEXT)
    with factories.counted(then.url) as many:
        secretary.get(NEXT)
    with db.unit_of_work(then.url) as session:
        for area in session.scalars(select(Area).where(Area.number > 40)):
            area.marking = "SECRET"
    with factories.counted(then.url) as few:
        secretary.get(NEXT)
    assert len(few) == len(many)
