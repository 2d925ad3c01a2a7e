"""The board of 2019 as a demonstration: ten actions, four meetings, and papers that always say the same."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pypdf
from click.testing import CliRunner
from sqlalchemy import func, select

from inspect_app import clock, db
from inspect_app.accounts.models import Person, RoleHeld
from inspect_app.application import create_app
from inspect_app.cli import main
from inspect_app.demo.board import site
from inspect_app.demo.board.plan import plan
from inspect_app.remediation.models import Area, BoardDecision, BoardMeeting
from tests import factories

PACK = "/forces/kent/improvement/packs/2019-12-04"


def papers(folder: Path) -> list[tuple[str, str | None]]:
    made = CliRunner().invoke(main, ["demo", "--board", "--no-serve", "-o", str(folder)])
    assert made.exit_code == 0, made.output
    with db.reading(site.settings(folder, 0).database_url) as session:
        rows = session.scalars(select(BoardMeeting).order_by(BoardMeeting.on_day)).all()
        return [(row.on_day.isoformat(), row.document) for row in rows]


def test_a_secretary_has_the_five_discharged_and_the_five_open_actions_and_the_next_paper(tmp_path: Path) -> None:
    once = papers(tmp_path / "once")
    assert [day for day, _ in once] == ["2017-06-07", "2019-06-05", "2019-09-25", "2019-12-04"]
    assert papers(tmp_path / "again") == once
    settings = site.settings(tmp_path / "once", 0)
    with db.reading(settings.database_url) as session:
        ends = session.execute(select(Area.closed_how, func.count()).group_by(Area.closed_how)).all()
        assert sorted(ends, key=str) == [("done_elsewhere", 5), (None, 5)]
        assert session.scalar(select(func.count()).select_from(BoardDecision)) == 15
        held = select(Person).join(RoleHeld, RoleHeld.person_id == Person.id).where(RoleHeld.role == "board_secretary")
        secretary = session.scalars(held).one()
    with clock.standing_at(plan().now):
        client = factories.signed_in(create_app(settings), secretary)
        first, register = client.get("/").text, client.get("/improvement")
        assert "One thing waits for you." in first
        assert f'href="{PACK}">Make the board' in first
        assert register.headers["Location"] == "/forces/kent/improvement"
        page = client.get(PACK).text
        pdf = pypdf.PdfReader(io.BytesIO(client.get(f"{PACK}.pdf").data))
        book = openpyxl.load_workbook(io.BytesIO(client.get(f"{PACK}.xlsx").data))
    words = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    for said in ("Five items are open, none of them overdue.", "how cash seized from crime is shared out"):
        assert said in page
        assert said in words
    assert any("Chief Constable" in str(cell.value) for sheet in book for row in sheet for cell in row)


def test_one_demonstration_is_asked_for_at_a_time(tmp_path: Path) -> None:
    made = CliRunner().invoke(main, ["demo", "--board", "--national", "-o", str(tmp_path)])
    assert made.exit_code == 2
    assert "Choose --national or --board, but not both." in made.output
