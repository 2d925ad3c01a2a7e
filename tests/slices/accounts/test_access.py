"""The table of who may use which route, walked over HTTP in full: every route, every role, own force and other.

Routes that are added later are walked as well. A route whose address asks for something new fails here until EXAMPLES
says what a plausible value of it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from werkzeug.exceptions import Forbidden
from werkzeug.exceptions import NotFound as NoSuchPage

from inspect_app import db
from inspect_app.accounts import access_table
from inspect_app.accounts.access_table import OTHER, OWN, Row
from inspect_app.accounts.roles import OF_A_FORCE, Role
from inspect_app.config import Settings
from inspect_app.promises import NotAllowed, NotFound
from tests.factories import CYCLE, EDITION, application, application_of_its_own, live_database, person, signed_in

EXAMPLES = {
    "action": 1,
    "asked": 1,
    "check": 1,
    "comment": 1,
    "criterion": "f1",
    "cycle": CYCLE,
    "day": "2007-01-24",
    "edition": EDITION,
    "evidence": 1,
    "finding": 1,
    "form": "pdf",
    "framework": "1a",
    "group": 1,
    "held": 1,
    "indicator": "spi_6a",
    "item": 1,
    "job": 1,
    "kept": 1,
    "key": "x",
    "line": 1,
    "message": 1,
    "milestone": 1,
    "name": "site.css",
    "number": 1,
    "other": 2,
    "page": 1,
    "part": "f1",
    "person": 1,
    "proof": 1,
    "question": 1,
    "revision": 1,
    "sign_in": 1,
    "source": "report",
    "subject": "rating:f1",
    "token": "x",
    "version": "1",
    "verb": "settle",
    "visit": 1,
    "what": "grade",
    "citation": 1,
}
"""A plausible value for every name that stands in an address, besides the force's."""
FIGURES = {"indicators.of_force", "indicators.one_of_force"}
"""Published figures of every force, which everybody who is signed in may compare."""
FORCES = {OWN: "kent", OTHER: "esk"}
LET_THROUGH = 299
ONLY_ASK = "X-Only-Ask-The-Guard"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The whole product, with one more hook after the guard: it answers before any handler runs, where it is asked.

    Refusals are sent without their page, which takes longer to draw than to decide on and is looked at elsewhere.
    """
    folder = tmp_path_factory.mktemp("access")
    made = application_of_its_own(live_database(folder), folder)

    def stop() -> Response | None:
        return Response(status=LET_THROUGH) if ONLY_ASK in request.headers else None

    made.before_request(stop)
    for refusal, code in ((Forbidden, 403), (NotAllowed, 403), (NotFound, 404), (NoSuchPage, 404)):
        made.register_error_handler(refusal, lambda _, code=code: ("", code))
    return made


@pytest.fixture(scope="module")
def browsers(app: Flask) -> dict[Role | None, FlaskClient]:
    """For each role a browser in which somebody holds it, in Kent or with Kent as home force; and one of nobody."""
    found: dict[Role | None, FlaskClient] = {None: app.test_client()}
    with db.unit_of_work(app.config["DATABASE_URL"]) as session:
        people = {}
        for role in Role:
            held = (role.value, FORCES[OWN]) if role in OF_A_FORCE else role.value
            homes = [] if role in OF_A_FORCE else [FORCES[OWN]]
            people[role] = person(session, f"Some {role.words}", held, home=homes)
    return found | {role: signed_in(app, made) for role, made in people.items()}


def rows(app: Flask) -> list[Row]:
    return list(access_table.rows(app))


def address(app: Flask, row: Row, force: str) -> str:
    """An address of the route, with examples for what it asks for."""
    rule = next(r for r in app.url_map.iter_rules(row.endpoint) if r.rule == row.address and row.method in r.methods)
    missing = sorted(rule.arguments - EXAMPLES.keys() - {"force"} - set(rule.defaults or {}))
    assert not missing, f"{row.address} asks for {', '.join(missing)}: add an example of it to EXAMPLES in {__file__}"
    given = {**EXAMPLES, "force": FORCES[force]}
    with app.test_request_context():
        return app.url_map.bind("localhost").build(row.endpoint, {n: given[n] for n in rule.arguments}, row.method)


def cells(app: Flask) -> Iterator[tuple[Row, str]]:
    for row in rows(app):
        for force in (OWN, OTHER) if row.has_force else (OWN,):
            yield row, force


def test_nobody_gets_past_a_guard_without_signing_in(app: Flask, browsers: dict[Role | None, FlaskClient]) -> None:
    wrong = []
    for row, force in cells(app):
        answer = browsers[None].open(address(app, row, force), method=row.method, headers={ONLY_ASK: "1"})
        sent_away = answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in")
        if (answer.status_code == LET_THROUGH) != row.guard.open_to_all or sent_away == row.guard.open_to_all:
            wrong.append((row.method, row.address, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", list(Role))
def test_every_cell_of_the_table_is_what_happens(
    app: Flask, browsers: dict[Role | None, FlaskClient], role: Role
) -> None:
    wrong = []
    for row, force in cells(app):
        answer = browsers[role].open(address(app, row, force), method=row.method, headers={ONLY_ASK: "1"})
        allowed = row.lets(role, force)
        if allowed != (answer.status_code == LET_THROUGH) or (not allowed and answer.status_code not in (403, 404)):
            wrong.append((row.method, row.address, force, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", [role for role in Role if role in OF_A_FORCE])
def test_another_force_answers_as_if_it_did_not_exist(
    app: Flask, browsers: dict[Role | None, FlaskClient], role: Role
) -> None:
    """For reading and for writing alike, so that not even a refusal tells that there is something."""
    for row in rows(app):
        if row.has_force and not row.guard.open_to_all and row.endpoint not in FIGURES:
            answer = browsers[role].open(address(app, row, OTHER), method=row.method)
            assert answer.status_code == 404, (row.method, row.address)


@pytest.mark.parametrize("role", list(Role))
def test_a_page_that_may_be_read_never_ends_in_a_fault(
    app: Flask, browsers: dict[Role | None, FlaskClient], role: Role
) -> None:
    """The answer may still be that there is no such thing, or not now; never that something broke."""
    for row, force in cells(app):
        if row.method == "GET" and row.lets(role, force) and row.endpoint != "operating.ready":
            answer = browsers[role].get(address(app, row, force))
            assert answer.status_code < 500, (row.address, force)
            answer.close()


def test_the_guard_is_asked_before_anything_else_of_ours(app: Flask) -> None:
    """What ran before it could answer first; only the check of a form's token may, which knows no page."""
    ours = [f.__name__ for f in app.before_request_funcs[None] if f.__module__.startswith("inspect_app")]
    assert ours[0] == "keep_out"


def test_settings_of_a_site_do_not_change_who_may_use_what(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    usual = application(db.sqlite_url(folder / "a.db"), folder)
    shown = application(db.sqlite_url(folder / "b.db"), folder, demo=True, mail_server="mail.example.org:25")
    assert isinstance(usual.config["SETTINGS"], Settings)
    assert access_table.markdown(usual) == access_table.markdown(shown)


def test_a_missing_page_is_a_missing_page_for_everybody(browsers: dict[Role | None, FlaskClient]) -> None:
    assert {client.get("/no/such/page").status_code for client in browsers.values()} == {404}
