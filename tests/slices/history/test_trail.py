"""The trail as a page: true to the rows, whole or named where it breaks, and shown to nobody who may not see it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text, update

from inspect_app import db
from inspect_app.accounts.models import Person
from inspect_app.assessment.models import Assessment
from inspect_app.audit.models import AuditEvent
from inspect_app.audit.operations import About, record
from inspect_app.evidence.models import Evidence
from tests import factories

PEOPLE: Mapping[str, tuple[Any, ...]] = {
    "priya": ("Priya Nair", ("assessor", "kent")),
    "vera": ("Vera Lunt", ("viewer", "kent")),
    "eskil": ("Eskil Moor", ("assessor", "esk")),
    "ines": ("Ines Rook", "inspector"),
    "ada": ("Ada Minns", "administrator"),
    "sid": ("Sid Board", ("board_secretary", "kent")),
}
KENT = "/forces/kent/history"
SECRET_WORDS = "rated 3C F2 partly met, was not rated"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return factories.live_database(tmp_path, ratings=False)


@pytest.fixture
def app(url: str, tmp_path: Path) -> Flask:
    return factories.application(url, tmp_path)


@pytest.fixture
def people(url: str) -> dict[str, Person]:
    with db.unit_of_work(url) as session:
        made = {key: factories.person(session, name, *roles) for key, (name, *roles) in PEOPLE.items()}
        priya, ada = factories.actor(session, made["priya"]), factories.actor(session, made["ada"])
        at = About("rating", 1, "kent", "2005-06", "3c", "3c-f2", "/forces/kent/2005-06/assessment/3c/f2")
        record(
            session,
            "assessment:rating:saved",
            at,
            by=priya,
            says=SECRET_WORDS,
            change=({"rating": None}, {"rating": "partly_met", "because": "<b>Only</b> two areas"}),
        )
        finding = About("finding", 1, "kent", "2005-06", "7b", "7B-A1")
        record(session, "assessment:finding:withdrawn", finding, by=priya, says="withdrew 7B-A1", reason="Said twice")
        comment = About("comment", 1, "kent", "2005-06", "7b")
        record(session, "assessment:comment:written", comment, by=priya, says="asked on 7B: is this so?")
        record(
            session,
            "accounts:person:invited",
            About("person", 9),
            by=ada,
            says="invited Tom Ashby",
            audience="accounts",
        )
        record(
            session, "forces:cycle:changed", About("cycle", "2005-06"), by=ada, says="moved a day", audience="everyone"
        )
        return made


def client_of(app: Flask, made: Person) -> FlaskClient:
    return factories.signed_in(app, made)


def said(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == status, (address, answer.status_code)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def checked(client: FlaskClient) -> str:
    """What a check of the trail says."""
    answer = client.post("/history/check")
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_the_team_reads_who_did_what_and_why_with_before_and_after(app: Flask, people: dict[str, Person]) -> None:
    client = client_of(app, people["priya"])
    told = said(client, KENT)
    assert f"Priya Nair {SECRET_WORDS}." in told
    assert "“Said twice”" in told
    assert "Before: nothing After: Partly met" in told
    assert "<b>Only</b> two areas" in told
    assert "<b>Only" not in client.get(KENT).text
    assert "/forces/kent/2005-06/assessment/3c/f2" in client.get(KENT).text


def test_the_trail_of_another_force_is_not_there(app: Flask, people: dict[str, Person]) -> None:
    client = client_of(app, people["eskil"])
    for address in (KENT, f"{KENT}.csv", "/forces/kent/2005-06/assessment/3c/history"):
        assert "no such page" in said(client, address, 404)
    assert SECRET_WORDS not in said(client, "/history")
    assert said(client, "/forces/esk/history").count("Nothing is recorded here yet") == 1


def test_an_administrator_reads_of_accounts_and_cycles_and_no_word_of_a_finding(
    app: Flask, people: dict[str, Person]
) -> None:
    client = client_of(app, people["ada"])
    told = said(client, "/history")
    assert "invited Tom Ashby" in told
    assert "moved a day" in told
    for words in (SECRET_WORDS, "7B-A1", "Said twice", "Rating saved", "Finding withdrawn", "Priya Nair"):
        assert words not in told
    for address in (KENT, f"{KENT}.csv", "/forces/kent/2005-06/assessment/3c/history"):
        said(client, address, 404)
    assert SECRET_WORDS not in client.get("/history.csv").text


def test_the_inspectorate_reads_a_force_only_after_signing_and_never_its_comments(
    app: Flask, url: str, people: dict[str, Person]
) -> None:
    client = client_of(app, people["ines"])
    for state in ("drafting", "submitted"):
        with db.unit_of_work(url) as session:
            session.execute(update(Assessment).values(state=state))
        assert SECRET_WORDS not in said(client, KENT)
        assert SECRET_WORDS not in said(client, "/history")
        said(client, "/forces/kent/2005-06/assessment/3c/history", 404)
    with db.unit_of_work(url) as session:
        session.execute(update(Assessment).values(state="signed"))
    told = said(client, KENT)
    assert SECRET_WORDS in told
    assert "is this so?" not in told
    assert "invited Tom Ashby" not in said(client, "/history")


def test_a_home_force_is_hidden_from_its_inspector(app: Flask, url: str, people: dict[str, Person]) -> None:
    with db.unit_of_work(url) as session:
        session.execute(update(Assessment).values(state="signed"))
        at_home = factories.person(session, "Hal Home", "inspector", home=("kent",))
    client = client_of(app, at_home)
    said(client, KENT, 404)
    assert SECRET_WORDS not in said(client, "/history")


def test_a_role_that_is_no_reader_sees_only_what_everybody_sees(app: Flask, people: dict[str, Person]) -> None:
    client = client_of(app, people["sid"])
    told = said(client, "/history")
    assert "moved a day" in told
    assert SECRET_WORDS not in told
    said(client, KENT, 404)


def test_a_viewer_sees_no_title_of_evidence_above_their_marking(
    app: Flask, url: str, people: dict[str, Person]
) -> None:
    with db.unit_of_work(url) as session:
        priya = factories.actor(session, people["priya"])
        for number, (title, marking) in enumerate((("Open paper", "RESTRICTED"), ("Closed paper", "CONFIDENTIAL")), 1):
            piece = Evidence(
                force="kent",
                number=number,
                title=title,
                kind="document",
                marking=marking,
                owner_id=priya.id,
                added_by=priya.id,
                added_at=datetime(2006, 6, 1),
            )
            session.add(piece)
            session.flush()
            at = About("evidence", piece.id, "kent", "2005-06")
            record(session, "evidence:piece:added", at, by=priya, says=f"added “{title}” to the evidence")
    viewer, team = said(client_of(app, people["vera"]), KENT), said(client_of(app, people["priya"]), KENT)
    assert "Open paper" in viewer
    assert "Closed paper" not in viewer
    assert "Closed paper" in team
    assert "CONFIDENTIAL the highest marking on this page" in team
    assert "RESTRICTED the highest marking on this page" in viewer
    address = "/forces/kent/2005-06/evidence/2/history"
    said(client_of(app, people["vera"]), address, 404)
    assert "Closed paper" in said(client_of(app, people["priya"]), address)


@pytest.mark.parametrize(
    ("query", "there", "missing"),
    [
        ("words=partly", SECRET_WORDS, "withdrew 7B-A1"),
        ("words=SAID TWICE", "withdrew 7B-A1", SECRET_WORDS),
        ("about=framework:3c", SECRET_WORDS, "withdrew 7B-A1"),
        ("about=thing:finding", "withdrew 7B-A1", SECRET_WORDS),
        ("change=assessment:finding:withdrawn", "withdrew 7B-A1", SECRET_WORDS),
        ("words=100%25", "Nothing matches", SECRET_WORDS),
        ("last=1999-01-01", "Nothing matches", SECRET_WORDS),
        ("first=1999-01-01", SECRET_WORDS, "Nothing matches"),
    ],
)
def test_a_filter_leaves_what_it_says(
    app: Flask, people: dict[str, Person], query: str, there: str, missing: str
) -> None:
    told = re.sub(r"<form.*?</form>", "", client_of(app, people["priya"]).get(f"{KENT}?{query}").text, flags=re.S)
    assert there in told
    assert missing not in told


@pytest.mark.parametrize(
    "query", ["first=yesterday", "last=2006-02-31", "person=abc", "person=999", "change=x", "about=y"]
)
def test_a_filter_that_cannot_be_read_gets_a_sentence(app: Flask, people: dict[str, Person], query: str) -> None:
    assert "There is a problem" in said(client_of(app, people["priya"]), f"{KENT}?{query}", 400)


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=99999999999999999999", "up_to=x", "words=%00"])
def test_a_page_number_that_is_none_is_the_first_page(app: Flask, people: dict[str, Person], query: str) -> None:
    assert "History of Kent Police" in said(client_of(app, people["priya"]), f"{KENT}?{query}")


def test_days_are_those_of_england_and_wales(app: Flask, url: str, people: dict[str, Person], monkeypatch: Any) -> None:
    monkeypatch.setenv("INSPECT_NOW", "2006-06-14T23:30:00")
    with db.unit_of_work(url) as session:
        at = About("rating", 2, "kent", "2005-06", "3c")
        priya = factories.actor(session, people["priya"])
        record(session, "assessment:rating:saved", at, by=priya, says="rated late at night")
    client = client_of(app, people["priya"])
    told = said(client, f"{KENT}?first=2006-06-15&last=2006-06-15")
    assert "15 June 2006 00:30 Priya Nair rated late at night" in told
    assert "Nothing matches" in said(client, f"{KENT}?first=2006-06-14&last=2006-06-14")


def many(url: str, person: Person, number: int) -> None:
    with db.unit_of_work(url) as session:
        by = factories.actor(session, person)
        for n in range(number):
            at = About("rating", n, "kent", "2005-06", "3c")
            record(session, "assessment:rating:saved", at, by=by, says=f"rated number {n}")


def test_fifty_to_a_page_and_what_is_new_is_announced_and_not_slipped_in(
    app: Flask, url: str, people: dict[str, Person]
) -> None:
    many(url, people["priya"], 57)
    client = client_of(app, people["priya"])
    html = client.get(KENT).text
    assert html.count('id="entry-') == 50
    following = re.search(r'rel="next" href="([^"]+)"', html)
    assert following is not None
    many(url, people["priya"], 3)
    second = said(client, unescape(following[1]))
    assert "Showing 51 to 60 of 60" in second
    assert "Three new entries since you opened this list" in second


def test_a_page_takes_the_same_statements_however_long_the_trail(
    app: Flask, url: str, people: dict[str, Person]
) -> None:
    client = client_of(app, people["priya"])
    addresses = (KENT, "/forces/kent/2005-06/assessment/3c/history")
    for address in addresses:
        client.get(address)
    counts = []
    for number in (1, 120):
        many(url, people["priya"], number)
        for address in addresses:
            with factories.counted(url) as asked:
                assert client.get(address).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_a_whole_trail_says_how_long_it_is_and_since_when(app: Flask, url: str, people: dict[str, Person]) -> None:
    told = checked(client_of(app, people["vera"]))
    with db.reading(url) as session:
        rows = len(session.scalars(select(AuditEvent.id)).all())
    # The check is an entry itself, after those that it went through.
    assert f"The trail is whole {rows - 1} entries, unbroken since" in told


def test_a_check_is_an_entry_and_the_page_says_what_the_last_one_found(app: Flask, people: dict[str, Person]) -> None:
    priya, vera = client_of(app, people["priya"]), client_of(app, people["vera"])
    assert "Nobody has checked the trail yet." in said(priya, "/history/check")
    checked(priya)
    assert "Priya Nair checked the trail:" in said(vera, "/history/check")
    assert "unbroken" in checked(vera)


def test_a_row_that_was_changed_behind_the_products_back_is_named(
    app: Flask, url: str, people: dict[str, Person]
) -> None:
    with db.engine(url).begin() as connection:
        for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        row = connection.execute(text("SELECT id FROM audit_event WHERE verb LIKE '%rating%'")).scalar_one()
        connection.execute(text("UPDATE audit_event SET says = 'rated 3C F2 met' WHERE id = :id"), {"id": row})
    told = checked(client_of(app, people["priya"]))
    assert "The trail is broken" in told
    assert f"Entry {row} of" in told


def test_an_end_that_was_cut_off_is_noticed(app: Flask, url: str, people: dict[str, Person]) -> None:
    with db.engine(url).begin() as connection:
        for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        connection.execute(text("DELETE FROM audit_event WHERE id = (SELECT max(id) FROM audit_event)"))
    assert "at least one entry after the last" in checked(client_of(app, people["priya"]))


def test_an_export_holds_what_the_page_shows_and_is_itself_an_entry(
    app: Flask, url: str, people: dict[str, Person]
) -> None:
    with db.unit_of_work(url) as session:
        at = About("rating", 3, "kent", "2005-06", "3c")
        priya = factories.actor(session, people["priya"])
        record(session, "assessment:rating:saved", at, by=priya, says="=HYPERLINK(1)")
    client = client_of(app, people["priya"])
    answer = client.get(f"{KENT}.csv?about=framework:3c")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="history-kent.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["What"] for row in rows] == ["'=HYPERLINK(1)", SECRET_WORDS]
    assert rows[1]["Who"] == "Priya Nair"
    told = said(client, KENT)
    assert "Priya Nair downloaded the history, two entries." in told
    assert "downloaded the history" not in said(client_of(app, people["ada"]), "/history")


def test_looking_writes_nothing(app: Flask, url: str, people: dict[str, Person]) -> None:
    def rows() -> list[int]:
        with db.reading(url) as session:
            return list(session.scalars(select(AuditEvent.id)))

    before = rows()
    client = client_of(app, people["priya"])
    for address in (KENT, "/history", "/history/check", "/forces/kent/2005-06/assessment/3c/history"):
        said(client, address)
    assert rows() == before


def test_the_history_of_a_framework_is_that_of_this_framework_alone(app: Flask, people: dict[str, Person]) -> None:
    told = said(client_of(app, people["priya"]), "/forces/kent/2005-06/assessment/3c/history")
    assert SECRET_WORDS in told
    assert "7B-A1" not in told
    said(client_of(app, people["priya"]), "/forces/kent/2005-06/assessment/9z/history", 404)
    said(client_of(app, people["priya"]), "/forces/kent/1999-00/assessment/3c/history", 404)
