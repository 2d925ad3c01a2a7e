"""Setting up cycles: forms that lose no word, assessments that begin empty, and pages that show no work to anybody."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from inspect_app import db
from inspect_app.assessment.models import Assessment, Entry
from inspect_app.audit.models import AuditEvent
from inspect_app.forces import queries, timetable
from inspect_app.forces.models import Cycle, Force
from tests import factories

NEW = "/cycles/new?edition=baseline_2006"
RIGHT = {
    "year": "2006/07",
    "title": "Baseline assessment 2006/07",
    "assessed_from-day": "1",
    "assessed_from-month": "4",
    "assessed_from-year": "2006",
    "assessed_to-day": "31",
    "assessed_to-month": "3",
    "assessed_to-year": "2007",
    "submit_by-day": "30",
    "submit_by-month": "6",
    "submit_by-year": "2007",
    "sign_by-day": "4",
    "sign_by-month": "July",
    "sign_by-year": "2007",
    "other_dates": "23 June 2007 All ratings in\r\n1/5/2007, Training",
    "priorities": ["3c", "1a"],
    "effects_after_saving": "y",
    "forces": ["kent", "esk"],
}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return factories.live_database(tmp_path)


@pytest.fixture
def app(url: str, tmp_path: Path) -> Flask:
    return factories.application(url, tmp_path)


def client_of(app: Flask, name: str, *roles: str | tuple[str, str], home: tuple[str, ...] = ()) -> FlaskClient:
    with db.unit_of_work(app.config["DATABASE_URL"]) as session:
        made = factories.person(session, name, *roles, home=home)
    return factories.signed_in(app, made)


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    return client_of(app, "Ada Minns", "administrator")


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_a_new_cycle_gives_every_force_an_empty_assessment_of_every_framework(admin: FlaskClient, url: str) -> None:
    answer = admin.post(NEW, data=RIGHT)
    assert answer.status_code == 302
    assert answer.location == "/cycles/2006-07"
    with db.reading(url) as session:
        there = queries.timetable(session, "2006-07")
        assert (there.cycle.submit_by, there.cycle.sign_by) == (date(2007, 6, 30), date(2007, 7, 4))
        assert there.cycle.effects_after_saving
        assert [(d.on, d.what) for d in there.dates] == [
            (date(2007, 5, 1), "Training"),
            (date(2007, 6, 23), "All ratings in"),
        ]
        assert list(there.priorities) == ["1a", "3c"]
        made = session.scalars(select(Assessment).where(Assessment.cycle_id == "2006-07")).all()
        assert {(a.force_id, a.state, a.edition_digest) for a in made} == {
            ("kent", "drafting", factories.edition().digest),
            ("esk", "drafting", factories.edition().digest),
        }
        entries = session.scalars(
            select(Entry.framework).where(Entry.assessment_id == made[0].id).order_by(Entry.place)
        )
        assert list(entries) == [f.id for f in factories.edition().frameworks]
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert event is not None
        assert (event.verb, event.person_name, event.audience) == ("forces:cycle:set_up", "Ada Minns", "everyone")


def test_a_second_press_makes_no_second_cycle(admin: FlaskClient, url: str) -> None:
    admin.post(NEW, data=RIGHT)
    answer = admin.post(NEW, data=RIGHT)
    assert answer.status_code == 400
    assert "There is a cycle 2006/07 already" in text(answer.text)
    with db.reading(url) as session:
        assert session.scalar(select(func.count()).select_from(Assessment)) == 3


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"year": ""}, "Enter the year"),
        ({"year": "06-07"}, "Enter the year as 2006/07 or 2006"),
        ({"year": "../../x"}, "Enter the year as 2006/07 or 2006"),
        ({"title": " "}, "Enter a title"),
        ({"assessed_to-year": "2005"}, "Last day assessed must not be before first day assessed"),
        ({"submit_by-day": "31"}, "Submit by must be a real date"),
        ({"sign_by-month": "5"}, "Sign by must not be before submit by"),
        ({"other_dates": "soon"}, "Other dates, line 1: write a day and what happens on it"),
        ({"other_dates": "1 May 2007 A\n31 February 2007 B"}, "Other dates, line 2: 31 February 2007 is not a date"),
        ({"other_dates": "1 May 2007 A\n1 May 2007 A"}, "the same line stands there twice"),
        ({"priorities": ["9z"]}, "Choose only from the list"),
        ({"forces": []}, "Choose at least one force"),
        ({"forces": ["nowhere"]}, "Choose only from the list"),
    ],
)
def test_a_fault_gets_its_sentence_and_no_word_is_lost(
    admin: FlaskClient, url: str, wrong: dict[str, object], sentence: str
) -> None:
    answer = admin.post(NEW, data={**RIGHT, **wrong})
    assert answer.status_code == 400
    said = text(answer.text)
    assert sentence in said
    assert "There is a problem" in said
    if "other_dates" not in wrong:
        assert "23 June 2007 All ratings in" in said
    with db.reading(url) as session:
        assert session.get(Cycle, "2006-07") is None


def form_of(client: FlaskClient, address: str) -> dict[str, str]:
    html = client.get(address).text
    version = re.search(r'name="version" value="(\d+)"', html)
    assert version is not None
    return {
        "version": version[1],
        "title": "Baseline assessment 2005/06",
        "submit_by-day": "30",
        "submit_by-month": "6",
        "submit_by-year": "2006",
    }


def test_a_timetable_that_somebody_else_changed_meanwhile_shows_both_and_loses_neither(
    app: Flask, admin: FlaskClient, url: str
) -> None:
    other = client_of(app, "Bea Ott", "administrator")
    address = "/cycles/2005-06/timetable"
    mine, theirs = form_of(admin, address), form_of(other, address)
    assert other.post(address, data={**theirs, "title": "Theirs", "other_dates": "1 May 2006 Start"}).status_code == 302
    answer = admin.post(address, data={**mine, "title": "Mine"})
    assert answer.status_code == 409
    said = text(answer.text)
    assert "Somebody else changed this timetable" in said
    assert "Theirs" in said
    assert 'value="Mine"' in answer.text
    again = re.search(r'name="version" value="(\d+)"', answer.text)
    assert again is not None
    assert admin.post(address, data={**mine, "title": "Mine", "version": again[1]}).status_code == 302
    with db.reading(url) as session:
        assert queries.timetable(session, "2005-06").cycle.title == "Mine"


def test_saving_the_same_timetable_twice_is_one_change(admin: FlaskClient, url: str) -> None:
    address = "/cycles/2005-06/timetable"
    data = form_of(admin, address)
    for _ in range(2):
        assert admin.post(address, data=data).status_code == 302
    with db.reading(url) as session:
        verbs = session.scalars(select(AuditEvent.verb)).all()
        assert verbs.count("forces:cycle:changed") == 1


def test_a_new_force_takes_part_only_once_it_is_let(admin: FlaskClient, url: str) -> None:
    assert admin.post("/cycles/new-force", data={"name": "Wye Police", "short_name": "wye"}).status_code == 302
    with db.reading(url) as session:
        assert session.scalars(select(Assessment.id).where(Assessment.force_id == "wye")).all() == []
    assert admin.post("/cycles/2005-06/forces", data={"forces": ["wye"]}).status_code == 302
    assert admin.post("/cycles/2005-06/forces", data={"forces": ["wye"]}).status_code == 302
    with db.reading(url) as session:
        made = session.scalars(select(Assessment.id).where(Assessment.force_id == "wye")).all()
        assert len(made) == 1


@pytest.mark.parametrize(
    ("name", "short", "sentence"),
    [
        ("", "wye", "Enter the name of the force"),
        ("Wye Police", "Wye!", "Enter a short name of small letters"),
        ("Wye Police", "kent", "There is a force with that short name already: Kent Police"),
        ("Kent Police", "kent2", "There is a force with that name already: Kent Police"),
    ],
)
def test_a_force_has_a_name_and_an_address_of_its_own(
    admin: FlaskClient, url: str, name: str, short: str, sentence: str
) -> None:
    answer = admin.post("/cycles/new-force", data={"name": name, "short_name": short})
    assert answer.status_code == 400
    assert sentence in text(answer.text)
    with db.reading(url) as session:
        assert session.scalar(select(func.count()).select_from(Force)) == 2


def test_the_inspectorate_sees_how_far_a_force_is_and_nothing_that_it_wrote(app: Flask) -> None:
    said = text(client_of(app, "Nora Hale", "national_lead").get("/cycles/2005-06").text)
    assert re.search(r"Kent Police Being drafted \d+ of \d+", said)
    assert "Let more forces take part" not in said


def test_nobody_is_shown_how_far_their_home_force_is(app: Flask) -> None:
    said = text(client_of(app, "Ines Rook", "inspector", home=("kent",)).get("/cycles/2005-06").text)
    assert "Your home force: not shown to you" in said
    assert not re.search(r"\d+ of \d+", said)


def test_an_administrator_sees_no_count_of_ratings(admin: FlaskClient) -> None:
    said = text(admin.get("/cycles/2005-06").text)
    assert "Being drafted" in said
    assert "Criteria rated" not in said


def test_those_of_a_force_and_of_the_inspectorate_change_no_cycle(app: Flask) -> None:
    assessor = client_of(app, "Priya Nair", ("assessor", "kent"))
    lead = client_of(app, "Nora Hale", "national_lead")
    for address in ("/cycles", "/cycles/2005-06"):
        assert assessor.get(address).status_code == 404
        assert lead.get(address).status_code == 200
    for client in (assessor, lead):
        for address in (NEW, "/cycles/2005-06/timetable", "/cycles/new-force"):
            assert client.get(address).status_code == 404
            assert client.post(address, data=RIGHT).status_code == 404


def test_a_page_of_cycles_takes_the_same_statements_however_many_forces(admin: FlaskClient, url: str) -> None:
    def statements() -> list[int]:
        counts = []
        for address in ("/cycles", "/cycles/2005-06"):
            with factories.counted(url) as asked:
                admin.get(address)
            counts.append(len(asked))
        return counts

    before = statements()
    with db.unit_of_work(url) as session:
        session.add_all(Force(id=f"force-{n}", name=f"Force {n}") for n in range(20))
    admin.post("/cycles/2005-06/forces", data={"forces": [f"force-{n}" for n in range(20)]})
    assert statements() == before


def test_where_offers_only_places_that_somebody_may_work_in(app: Flask, admin: FlaskClient) -> None:
    admin.post(NEW, data=RIGHT)
    assessor = client_of(app, "Priya Nair", ("assessor", "kent"))
    html = assessor.get("/where").text
    assert re.findall(r'<option value="([^"]+)"', html) == ["kent/2006-07", "kent/2005-06"]
    assert assessor.post("/where", data={"place": "esk/2006-07"}).status_code == 400
    assert assessor.post("/where", data={"place": "kent/2005-06"}).status_code == 302
    assert "Kent Police, 2005/06" in text(assessor.get("/where").text)


def test_somebody_begins_in_the_newest_cycle_in_which_their_force_takes_part(app: Flask, admin: FlaskClient) -> None:
    admin.post(NEW, data={**RIGHT, "forces": ["esk"]})
    kent = client_of(app, "Priya Nair", ("assessor", "kent"))
    assert "Kent Police, 2005/06" in text(kent.get("/where").text)
    esk = client_of(app, "Eskil Moor", ("assessor", "esk"))
    assert "Esk Police, 2006/07" in text(esk.get("/where").text)


def test_the_form_is_refused_without_the_token_of_our_own_page(url: str, tmp_path: Path) -> None:
    app = factories.application(url, tmp_path)
    app.config["WTF_CSRF_ENABLED"] = True
    admin = client_of(app, "Ada Minns", "administrator")
    assert admin.post(NEW, data=RIGHT).status_code == 400
    token = re.search(r'name="csrf_token" value="([^"]+)"', admin.get(NEW).text)
    assert token is not None
    assert admin.post(NEW, data={**RIGHT, "csrf_token": token[1]}).status_code == 302


@pytest.mark.parametrize("line", ["1 May 2006 Start", "1/5/2006 Start", "1-5-2006: Start", "01 maY 2006, Start"])
def test_a_date_can_be_written_as_people_write_it(line: str) -> None:
    assert timetable.read(line) == [(date(2006, 5, 1), "Start")]
    assert timetable.read(timetable.written([(date(2006, 5, 1), "Start")])) == [(date(2006, 5, 1), "Start")]
