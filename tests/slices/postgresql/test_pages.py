"""Every page of the nation that links lead to opens on PostgreSQL, and says there what it says on SQLite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from inspect_app import clock, db
from inspect_app.accounts.models import Person, RoleHeld
from inspect_app.demo.nation.plan import plan
from inspect_app.demo.nation.rows import Rows
from inspect_app.forces.models import Force
from tests import factories, nation, postgres
from tests.pages import endpoint_of, reached

PAIR = tuple[Flask, Flask]
COMPARED = ("chief_officer", "national_lead")
"""Whose pages are compared word by word; everybody else's are opened."""
# Which of many that hold a word is the best, each database judges in its own way; what holds it is the same.
SOUGHT = (
    "/forces/kent/improvement?q=review&order=due",
    "/forces/kent/improvement?state=closed",
    "/improvement/dashboard",
    "/forces/kent/history?q=rated",
    "/forces/kent/improvement?page=99",
)
CHANCE = re.compile(r'nonce="[^"]*"|name="(?:csrf_token|key)"[^>]*')


class Reading:
    """Somebody's client on PostgreSQL, which remembers what each address answered."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.answers: dict[str, tuple[int, str]] = {}

    def get(self, address: str) -> object:
        answer = self.client.get(address)
        self.answers[address] = answer.status_code, words(answer)
        return answer


def words(answer: object) -> str:
    """The text of an answer without what is drawn by lot for each; of pictures and documents only the kind."""
    kind, body = answer.content_type, answer.get_data()  # type: ignore[attr-defined]
    return CHANCE.sub("", body.decode()) if kind.startswith(("text/", "application/json")) else kind


@pytest.fixture
def sites(postgresql_server: str, tmp_path: Path) -> Iterator[PAIR]:
    """The nation on PostgreSQL and on SQLite, with the same rows."""
    origin = nation.nation_database(tmp_path)
    nation.evidence(tmp_path)
    with clock.standing_at(nation.NOW), postgres.same_as(postgresql_server, tmp_path / "nation.db") as url:
        yield factories.application(url, tmp_path), factories.application(origin, tmp_path)


def client(app: Flask, role: str, force: str | None) -> FlaskClient:
    with db.reading(app.config["DATABASE_URL"]) as session:
        held = RoleHeld.force == force if force else RoleHeld.force.is_(None)
        asked = select(Person).join(RoleHeld, RoleHeld.person_id == Person.id).where(RoleHeld.role == role, held)
        person = session.scalars(asked.order_by(Person.id).limit(1)).one()
    return factories.signed_in(app, person)


def everybody() -> list[tuple[str, str | None]]:
    """Each role once, with its force; those whose pages are compared first, before others leave traces."""
    found = {member.role: member.force for member in plan().people}
    return sorted(found.items(), key=lambda one: (one[0] not in COMPARED, one[0]))


def test_every_page_opens_and_says_what_it_says_on_sqlite(sites: PAIR) -> None:
    here, there = sites
    wrong, differ = [], []
    for role, force in everybody():
        reader = Reading(client(here, role, force))
        pages = list(reached(here, reader, most=1))  # type: ignore[arg-type]
        wrong += [f"{role}: {page.address} answers {page.status}" for page in pages if page.status >= 500]
        if role in COMPARED:
            other = Reading(client(there, role, force))
            for address in (*reader.answers, *SOUGHT):
                other.get(address)
            for address in SOUGHT:
                reader.get(address)
            differ += [
                f"{role}: {address}" for address, said in reader.answers.items() if other.answers[address] != said
            ]
    assert (wrong, differ) == ([], [])


@pytest.mark.parametrize("address", ["/forces/kent/improvement/3000000000", "/forces/%00/history"])
def test_what_no_row_can_hold_leads_to_no_page(url: str, tmp_path: Path, address: str) -> None:
    app = factories.application(url, tmp_path)
    with db.unit_of_work(url) as session:
        session.add(Force(id="kent", name="Kent Police"))
        somebody = factories.person(session, "Ann Other", ("assessor", "kent"), "administrator")
    assert endpoint_of(app, "/forces/kent/improvement/3") == "remediation_area.area"
    client = factories.signed_in(app, somebody)
    assert client.get(address).status_code == 404


def test_zero_bytes_in_what_is_sent_are_dropped(url: str, tmp_path: Path) -> None:
    app = factories.application(url, tmp_path)
    with db.unit_of_work(url) as session:
        somebody = factories.person(session, "Ann Other", "administrator")
    client = factories.signed_in(app, somebody)
    assert client.get("/people?words=An%00n").status_code == 200
    assert client.post("/profile/details", data={"name": "Ann\0 Other", "post": "A\0nalyst"}).status_code == 302
    with db.reading(url) as session:
        assert session.scalars(select(Person.post)).all() == ["Analyst"]


def test_rows_that_bring_their_numbers_leave_the_next_one_free(url: str) -> None:
    with db.unit_of_work(url) as session:
        rows = Rows(session)
        numbered = [
            rows.add(Person, email=f"{name}@example.org", name=name, post="", created_at=nation.NOW)
            for name in ("ann", "ben")
        ]
        rows.insert()
        assert factories.person(session, "Cy Other").id == max(numbered) + 1
