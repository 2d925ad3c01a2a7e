"""The overview says where every framework stands and what comes next, to those who may know, in few statements."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import delete, update

from inspect_app import db
from inspect_app.assessment.models import Answer, Assessment, Entry, EvidenceReference, Ground, Rating
from inspect_app.forces.models import Cycle, CyclePriority
from inspect_app.grading.words import in_words
from tests import factories
from tests.slices.assessment.together import kent_team
from tests.slices.assessment.together.kent_team import Team
from tests.slices.assessment.workspace.working import HERE, rate


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return kent_team.team(tmp_path)


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def row(page: str, code: str) -> str:
    """One framework's row, as it is read."""
    found = next(part for part in page.split("<tr>") if f"{code} " in text(part)[:8])
    return text(found)


def test_the_sentence_counts_every_framework_once(team: Team) -> None:
    page = text(team.priya.get(HERE).text)
    assert "2 of 23 frameworks have a settled grade, 13 are still a range, and eight need your judgement." in page


def test_the_deadline_is_said_with_the_days_that_are_left(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    with db.unit_of_work(team.url) as session:
        session.execute(update(Cycle).values(submit_by=date(2006, 6, 30)))
    monkeypatch.setattr("inspect_app.clock.today", lambda: date(2006, 6, 14))
    assert "You submit by 30 June, in 16 days." in text(team.priya.get(HERE).text)


def test_every_framework_has_its_row_with_one_next_step(team: Team) -> None:
    page = team.priya.get(HERE).text
    for framework in factories.edition().frameworks:
        assert f'href="{HERE}/{framework.id}">{framework.code} ' in page
    assert "Rate 7 criteria" in row(page, "3C")
    assert "Elsewhere" in row(page, "1D")
    assert "Write the report text" in row(page, "1D")


def test_what_was_submitted_asks_for_nothing_more(team: Team) -> None:
    with db.unit_of_work(team.url) as session:
        session.execute(update(Assessment).values(state="submitted"))
    page = team.priya.get(HERE).text
    assert "Rate 7 criteria" not in page
    assert "Nothing needed" in row(page, "3C")


def test_the_step_that_alone_decides_is_named(team: Team) -> None:
    for part in ("f4", "f6", "f11", "g3", "g4", "g7"):
        rate(team, part, "met")
    page = team.priya.get(HERE).text
    assert "Rate F8: it decides the grade" in row(page, "3C")
    assert f'step-decisive" href="{HERE}/3c/f8"' in page


def test_figures_lead_to_what_they_count(team: Team) -> None:
    page = team.priya.get(HERE).text
    assert "251 of 446" in page
    assert f'href="{HERE}/check"' in page
    assert f'href="{HERE}?show=no-evidence"' in page
    assert "Check before submitting" in page


@pytest.mark.parametrize(("query", "first"), [("order=range", "6D"), ("order=evidence", "6E"), ("order=needs", "1A")])
def test_it_is_ordered_as_asked(team: Team, query: str, first: str) -> None:
    page = team.priya.get(f"{HERE}?{query}").text
    body = page[page.index("<tbody>") :]
    assert re.search(r'<th scope="row"><a [^>]*>(\w+) ', body)[1] == first  # type: ignore[index]


def test_filters_narrow_and_say_what_they_hide(team: Team) -> None:
    page = team.priya.get(f"{HERE}?show=open").text
    assert "10 are hidden by your filters" in text(page)
    with db.unit_of_work(team.url) as session:
        session.execute(update(Entry).where(Entry.framework == "3c").values(lead_id=team.people["helen"].id))
    page = team.priya.get(f"{HERE}?lead={team.people['helen'].id}").text
    assert page.count('<th scope="row">') == 1
    assert "Helen Marsh" in page
    assert team.priya.get(f"{HERE}?lead=none").text.count('<th scope="row">') == 22
    assert "No framework matches these filters." in text(team.priya.get(f"{HERE}?show=comments").text)


def test_nothing_rated_says_what_to_do_first(team: Team) -> None:
    with db.unit_of_work(team.url) as session:
        for table in (Ground, EvidenceReference, Rating, Answer):
            session.execute(delete(table))
    page = text(team.priya.get(HERE).text)
    assert "Nothing is rated yet, so every grade is still possible. Give each framework a lead" in page
    priorities = sum(framework.priority != "no" for framework in factories.edition().frameworks)
    assert f"then start with the {in_words(priorities)} priority frameworks" in page
    assert "Start" in row(team.priya.get(HERE).text, "3C")


def test_a_cycle_can_give_priority_as_well(team: Team) -> None:
    assert "Priority" not in row(team.priya.get(HERE).text, "3C")
    with db.unit_of_work(team.url) as session:
        session.add(CyclePriority(cycle_id=factories.CYCLE, framework="3c"))
    assert "Priority" in row(team.priya.get(HERE).text, "3C")


def test_one_framework_that_cannot_be_worked_out_leaves_the_others_standing(team: Team) -> None:
    with db.unit_of_work(team.url) as session:
        session.execute(update(Rating).where(Rating.criterion == "3c-g1").values(criterion="3c-g99"))
    page = team.priya.get(HERE).text
    assert "Cannot be worked out" in row(page, "3C")
    assert "3c-g99" in row(page, "3C")
    assert page.count('class="range"') == 22


def test_what_comes_next_for_the_whole_hangs_on_its_state_and_the_role(team: Team) -> None:
    assert "Check before submitting" not in team.tom.get(HERE).text
    with db.unit_of_work(team.url) as session:
        session.execute(update(Assessment).values(state="submitted"))
        session.execute(update(Entry).values(state="submitted"))
    page = team.priya.get(HERE).text
    assert "Ask a chief officer to sign" in page
    assert "To change something, ask for it to be returned." in page
    assert "things stop you submitting" not in page


def test_a_spreadsheet_holds_the_same_and_is_recorded(team: Team) -> None:
    rate(team, "f4", "met", because='=HYPERLINK("http://example.org")')
    answer = team.priya.get(f"{HERE}.xlsx")
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["Frameworks", "Criteria"]
    assert book["Frameworks"].max_row == 24
    cells = [cell for line in book["Criteria"].iter_rows() for cell in line if str(cell.value).startswith("=")]
    assert [(cell.value, cell.data_type) for cell in cells] == [('=HYPERLINK("http://example.org")', "s")]
    assert team.trail()[-1].verb == "assessment:overview:exported"


@pytest.mark.parametrize(("who", "status"), [("vera", 200), ("ines", 404), ("esk", 404), ("adam", 404)])
def test_a_draft_is_the_forces_alone(team: Team, who: str, status: int) -> None:
    assert team.browsers[who].get(HERE).status_code == status
    assert team.browsers[who].get(f"{HERE}.xlsx").status_code == status


def test_a_force_without_an_assessment_has_none(team: Team) -> None:
    assert team.esk.get("/forces/esk/2005-06/assessment").status_code == 404


def test_statements_do_not_grow_with_the_data(team: Team, tmp_path_factory: pytest.TempPathFactory) -> None:
    with factories.counted(team.url) as full:
        team.priya.get(HERE)
    with db.unit_of_work(team.url) as session:
        for table in (Ground, EvidenceReference, Rating, Answer):
            session.execute(delete(table))
    with factories.counted(team.url) as empty:
        team.priya.get(HERE)
    assert len(full) == len(empty)
