"""A force has one peer group at a time, with days and a source; and the shipped list of forces has all of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from inspect_app import db
from inspect_app.audit.models import AuditEvent
from inspect_app.catalogue.faults import BadData
from inspect_app.forces import of_england_and_wales
from inspect_app.forces.models import Force, PeerGroup
from inspect_app.forces.peers import queries
from tests import browser as real
from tests import factories

NEW = "/cycles/peers/kent/new"
RIGHT = {
    "title": "Most similar forces 2005",
    "begins_on-day": "1",
    "begins_on-month": "4",
    "begins_on-year": "2005",
    "members": ["esk", "wye"],
    "source": "The inspectorate's list of 2005",
}
NEXT = RIGHT | {"title": "Most similar forces 2007", "begins_on-year": "2007", "members": ["esk"], "counts_itself": "y"}


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    url = factories.live_database(tmp_path)
    with db.unit_of_work(url) as session:
        session.add(Force(id="wye", name="Wye Police"))
    return factories.application(url, tmp_path)


def client_of(app: Flask, name: str, *roles: str | tuple[str, str]) -> FlaskClient:
    with db.unit_of_work(app.config["DATABASE_URL"]) as session:
        made = factories.person(session, name, *roles)
    return factories.signed_in(app, made)


@pytest.fixture
def lead(app: Flask) -> FlaskClient:
    return client_of(app, "Judith Crane", "national_lead")


def compared(app: Flask, on: date) -> tuple[str, ...]:
    with db.reading(app.config["DATABASE_URL"]) as session:
        found = queries.peers_of(session, ["kent", "esk"], on)
    return found["kent"].compared if "kent" in found else ()


def test_a_new_group_ends_the_one_before_it_on_the_day_before(app: Flask, lead: FlaskClient) -> None:
    assert lead.post(NEW, data=RIGHT).status_code == 302
    assert lead.post(NEW, data=NEXT).status_code == 302
    assert compared(app, date(2005, 3, 31)) == ()
    assert compared(app, date(2007, 3, 31)) == ("esk", "wye")
    assert compared(app, date(2007, 4, 1)) == ("kent", "esk")
    page = lead.get("/cycles/peers/kent").text
    assert (
        page.index("Most similar forces 2007") < page.index("31 March 2007") < page.index("Esk Police and Wye Police")
    )
    with db.reading(app.config["DATABASE_URL"]) as session:
        says = session.scalars(select(AuditEvent.says).order_by(AuditEvent.id)).all()
    assert says[-1] == "gave Kent Police the peer group Most similar forces 2007 from 1 April 2007"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"members": []}, "Choose at least one force"),
        ({"members": ["kent"]}, "Choose only from the list"),
        ({"source": ""}, "Say where the group comes from"),
        ({"begins_on-month": "13"}, "First day"),
        (
            {"ends_on-day": "1", "ends_on-month": "1", "ends_on-year": "2005"},
            "The last day must not be before the first",
        ),
    ],
)
def test_a_group_that_cannot_be_is_refused_with_a_sentence(
    app: Flask, lead: FlaskClient, wrong: dict[str, object], sentence: str
) -> None:
    answer = lead.post(NEW, data=RIGHT | wrong)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert compared(app, date(2006, 1, 1)) == ()


def test_two_groups_never_hold_on_one_day(app: Flask, lead: FlaskClient) -> None:
    lead.post(NEW, data=NEXT)
    answer = lead.post(NEW, data=RIGHT)
    assert answer.status_code == 400
    assert "A force has one peer group at a time" in answer.text
    ended = RIGHT | {"ends_on-day": "31", "ends_on-month": "3", "ends_on-year": "2007"}
    assert lead.post(NEW, data=ended).status_code == 302


def test_a_group_is_corrected_and_a_stale_page_shows_what_was_typed(app: Flask, lead: FlaskClient) -> None:
    lead.post(NEW, data=RIGHT)
    with db.reading(app.config["DATABASE_URL"]) as session:
        address = f"/cycles/peers/kent/{session.scalars(select(PeerGroup.id)).one()}"
    assert lead.post(address, data=RIGHT | {"version": "1", "members": ["wye"]}).status_code == 302
    assert compared(app, date(2006, 1, 1)) == ("wye",)
    stale = lead.post(address, data=RIGHT | {"version": "1", "title": "Another title"})
    assert (stale.status_code, "Another title" in stale.text, "Somebody else changed" in stale.text) == (
        409,
        True,
        True,
    )
    assert lead.post(address, data=RIGHT | {"version": "2", "members": ["wye"]}).status_code == 302


def test_an_inspector_reads_peer_groups_and_changes_none(app: Flask) -> None:
    inspector = client_of(app, "Ian Speke", "inspector")
    assert "No force has a peer group" in inspector.get("/cycles/peers").text
    assert inspector.get(NEW).status_code == 404
    assert client_of(app, "Ruth Lane", ("assessor", "kent")).get("/cycles/peers").status_code == 404


def test_every_page_of_peers_takes_a_fixed_number_of_statements(app: Flask, lead: FlaskClient) -> None:
    def asked() -> int:
        with factories.counted(app.config["DATABASE_URL"]) as statements:
            assert lead.get("/cycles/peers").status_code == 200
        return len(statements)

    lead.get("/cycles/peers")
    few = asked()
    lead.post(NEW, data=RIGHT)
    lead.post("/cycles/peers/esk/new", data=RIGHT | {"members": ["wye"]})
    lead.get("/cycles/peers")
    assert asked() == few


def test_the_43_forces_are_there_to_choose_from_and_those_here_are_left_out(app: Flask) -> None:
    known = of_england_and_wales.known()
    assert (len(known), len({force.id for force in known}), len({force.name for force in known})) == (43, 43, 43)
    admin = client_of(app, "Ada Minns", "administrator")
    page = admin.get("/cycles/new-force").text
    assert "Devon and Cornwall Constabulary" in page
    assert 'value="kent"' not in page
    sent = admin.post("/cycles/known-forces", data={"known": ["devon-and-cornwall", "gwent"]})
    assert sent.status_code == 302
    with db.reading(app.config["DATABASE_URL"]) as session:
        assert session.get_one(Force, "gwent").name == "Gwent Police"
    assert "Choose at least one force" in admin.post("/cycles/known-forces", data={}).text
    assert admin.post("/cycles/known-forces", data={"known": ["nowhere"]}).status_code == 400


def test_a_list_of_forces_with_a_force_twice_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "forces.yaml"
    path.write_text(
        "forces:\n  - {id: esk, name: Esk Police}\n  - {id: esk, name: Esk Constabulary}\n", encoding="utf-8"
    )
    with pytest.raises(BadData, match="stands here twice"):
        of_england_and_wales.load(path)


def test_the_pages_of_peers_are_accessible(app: Flask, lead: FlaskClient, checkout: Path, browser: object) -> None:
    lead.post(NEW, data=RIGHT)
    cookie = lead.get_cookie("session")
    assert cookie is not None
    axe = checkout / "node_modules" / "axe-core" / "axe.min.js"
    found = []
    with real.served(app) as address, real.tab(browser, cookie=cookie.value, address=address) as page:
        for path in ("/cycles/peers", "/cycles/peers/kent", NEW):
            page.goto(address + path)
            found += real.faults_at_both_widths(page, axe)
    assert found == []
