"""A spreadsheet in: checked first, brought in once, and never in part."""

from __future__ import annotations

import html
import io
import re

import xlsxwriter
from sqlalchemy import func, select

from inspect_app import db
from inspect_app.audit.models import AuditEvent, AuditHead
from inspect_app.demo.improvement_read import board_2019
from inspect_app.history import chain
from inspect_app.remediation.models import Area, LogEntry
from inspect_app.search.models import Found
from tests import factories
from tests.slices.remediation.january import ROOT, January

IMPORT = f"{ROOT}/import"
HEAD = "What is wrong\tOwner\tRaised\tDue"


def count(then: January) -> int:
    with db.reading(then.url) as session:
        return session.scalar(select(func.count()).select_from(Area)) or 0


def fields(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(source|seen|rows)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


def test_nothing_is_written_until_every_row_is_right(then: January) -> None:
    before, secretary = count(then), then.client("board_secretary")
    rows = f"{HEAD}\nGood\tSimon Peel\t02/01/2007\t03/04/2007\nBad\tSimon Peel\t02/01/2007\t31/02/2007"
    answer = secretary.post(IMPORT, data={"source": "The board", "pasted": rows})
    assert answer.status_code == 400
    assert "Row 3, Due: 31/02/2007 is not a date." in answer.text
    assert count(then) == before


def test_right_rows_are_shown_and_then_brought_in_once(then: January) -> None:
    before, secretary = count(then), then.client("board_secretary")
    rows = f"{HEAD}\nMinutes come late\tpost: Head of Training\t02/01/2007\t03/04/2007"
    shown = secretary.post(IMPORT, data={"source": "The board", "pasted": rows})
    assert shown.status_code == 200
    assert "read as 3 April 2007, not as 4 March 2007" in shown.text
    assert count(then) == before
    assert secretary.post(f"{IMPORT}/do", data=fields(shown.text)).status_code == 302
    assert count(then) == before + 1
    assert secretary.post(f"{IMPORT}/do", data=fields(shown.text)).status_code == 409
    assert count(then) == before + 1


def test_a_workbook_is_read_as_well(then: January) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    for row, cells in enumerate([["Title", "Why no deadline"], ["=1+1 is not a formula here", "Waits"]]):
        sheet.write_row(row, 0, cells) if row == 0 else [sheet.write_string(row, at, c) for at, c in enumerate(cells)]
    book.close()
    data = {"source": "A sheet", "file": (io.BytesIO(target.getvalue()), "in.xlsx")}
    answer = then.client("assessor").post(IMPORT, data=data, content_type="multipart/form-data")
    assert answer.status_code == 200
    assert "=1+1 is not a formula here" in answer.text


def test_the_ten_actions_of_2019_can_be_brought_in(then: January) -> None:
    said = board_2019()
    rows = ["Title\tOwner\tWhy no deadline\tSource"]
    for one in said["actions"]:
        owner = f"post: {one['owner']}" if "owner" in one else ""
        rows.append(f"{one['what']}\t{owner}\tAs the board of 2019 had it\t{said['source']}")
    secretary, before = then.client("board_secretary"), count(then)
    shown = secretary.post(IMPORT, data={"source": said["board"], "pasted": "\n".join(rows)})
    secretary.post(f"{IMPORT}/do", data=fields(shown.text))
    assert count(then) == before + 10
    assert len([one for one in said["actions"] if one["state"] == "open"]) == 5


def test_neither_nothing_nor_two_things_nor_rubbish_is_taken(then: January) -> None:
    secretary = then.client("board_secretary")
    assert "Paste rows, or choose a file" in secretary.post(IMPORT, data={"source": "B"}).text
    both = {"source": "B", "pasted": HEAD, "file": (io.BytesIO(b"x"), "a.csv")}
    assert "but not both" in secretary.post(IMPORT, data=both, content_type="multipart/form-data").text
    bad = {"source": "B", "file": (io.BytesIO(b"PK\x03\x04rubbish"), "a.xlsx")}
    answer = secretary.post(IMPORT, data=bad, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert "cannot read a.xlsx" in answer.text
    assert then.client("viewer").get(IMPORT).status_code == 404


def a_sheet(rows: int, ending: str = "") -> str:
    said = [
        f"Point {n} of a long list{ending}\tpost: Head of Training\t02/01/2007\t{1 + n % 28:02}/05/2007"
        for n in range(rows)
    ]
    return "\n".join([HEAD, *said])


def test_five_thousand_rows_are_brought_in_with_as_many_statements_as_five(then: January) -> None:
    before, secretary = count(then), then.client("board_secretary")
    asked = []
    for rows, ending in ((5, " of few"), (5_000, "")):
        shown = secretary.post(IMPORT, data={"source": "The board", "pasted": a_sheet(rows, ending)})
        assert shown.status_code == 200
        with factories.counted(then.url) as statements:
            assert secretary.post(f"{IMPORT}/do", data=fields(shown.text)).status_code == 302
        asked.append(len(statements))
    assert count(then) == before + 5_005
    few, many = asked
    # The database takes a thousand rows or so in one statement, so that there are some more.
    assert many < few + 60
    with db.reading(then.url) as session:
        newest = session.scalars(select(Area).order_by(Area.number.desc()).limit(1)).one()
        assert (newest.number, newest.title) == (before + 5_005, "Point 4999 of a long list")
        words = session.scalars(select(LogEntry.words).where(LogEntry.area_id == newest.id)).all()
        assert words == ["Raised from the board"]
        assert session.scalar(select(func.count()).select_from(Found).where(Found.kind == "improvement")) == count(then)
        trail = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
        assert chain.check(trail, session.scalars(select(AuditHead)).one()).is_whole


def test_a_row_too_many_is_refused_before_any_is_read(then: January) -> None:
    answer = then.client("board_secretary").post(IMPORT, data={"source": "The board", "pasted": a_sheet(5_001)})
    assert answer.status_code == 400
    assert "These are 5,001 rows. At most 5,000 can be brought in at once; send them in parts." in answer.text
