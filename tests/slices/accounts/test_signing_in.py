"""Signing in lets in who knows the password, and tells nobody anything else."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from inspect_app import clock, db
from inspect_app.accounts import attempts, operations, passwords, signing_in
from inspect_app.accounts.models import Person, SignIn
from tests.factories import PASSWORD, application, person, signed_in
from tests.slices.accounts.conftest import events, messages, words_of

HELEN = "helen.marsh@example.org"
Somebody = Callable[..., tuple[FlaskClient, Person]]


@pytest.fixture(autouse=True)
def helen(url: str) -> Person:
    with db.unit_of_work(url) as session:
        return person(session, "Helen Marsh", ("assessor", "kent"))


def try_with(client: FlaskClient, email: str = HELEN, password: str = "wrong", **fields: str) -> tuple[int, str]:
    """The status of a try to sign in, and the page, or where it leads."""
    answer = client.post("/sign-in", data={"email": email, "password": password, **fields})
    return answer.status_code, answer.headers.get("Location") or words_of(answer.text)


def test_the_right_password_leads_to_the_first_page(client: FlaskClient) -> None:
    assert try_with(client, password=PASSWORD) == (302, "/")
    assert client.get("/profile").status_code == 200


def test_an_address_in_capitals_is_the_same_address(client: FlaskClient) -> None:
    assert try_with(client, " Helen.Marsh@Example.ORG ", PASSWORD)[0] == 302


def test_what_was_asked_for_is_shown_after_signing_in(client: FlaskClient) -> None:
    sent = client.get("/profile/password?x=1").headers["Location"]
    assert sent == "/sign-in?next=/profile/password?x%3D1"
    assert 'value="/profile/password?x=1"' in client.get(sent).text
    assert try_with(client, password=PASSWORD, next="/profile/password?x=1") == (302, "/profile/password?x=1")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example/x",
        "/\\evil.example",
        "\t//evil.example",
        "javascript:alert(1)",
        "/sign-in",
        "/sign-out",
        "evil",
        "/x\r\nSet-Cookie: a=b",
        "/%0d%0a\\x",
    ],
)
def test_nobody_is_sent_to_another_site(app: Flask, elsewhere: str) -> None:
    with app.test_request_context():
        assert signing_in.next_page(elsewhere) == "/"


@pytest.mark.parametrize("missing", ["email", "password"])
def test_an_empty_field_is_named(client: FlaskClient, missing: str) -> None:
    status, page = try_with(client, **({"email": ""} if missing == "email" else {"password": ""}))
    assert status == 400
    assert f"Enter your {'e-mail address' if missing == 'email' else 'password'}" in page


def unknown(url: str) -> str:
    return "nobody@example.org"


def wrong(url: str) -> str:
    return HELEN


def locked(url: str) -> str:
    with db.unit_of_work(url) as session:
        for _ in range(attempts.LOCK_AFTER):
            attempts.note(session, HELEN, "10.0.0.1")
    return HELEN


def left(url: str) -> str:
    with db.unit_of_work(url) as session:
        session.execute(update(Person).values(closed_at=clock.now().replace(tzinfo=None)))
    return HELEN


def invited(url: str) -> str:
    with db.unit_of_work(url) as session:
        session.execute(update(Person).values(password_hash=None))
    return HELEN


def for_show(url: str) -> str:
    with db.unit_of_work(url) as session:
        session.execute(update(Person).values(is_demo=True))
    return HELEN


@pytest.mark.parametrize("reason", [unknown, wrong, locked, left, invited, for_show])
def test_every_reason_gives_the_same_page(client: FlaskClient, url: str, reason: Callable[[str], str]) -> None:
    email = reason(url)
    password = "wrong" if reason is wrong else PASSWORD
    status, page = try_with(client, email, password)
    assert status == 400
    assert operations.NO_MATCH in page
    plain = client.post("/sign-in", data={"email": "else@example.org", "password": "x"}).text
    assert words_of(plain) == page


def test_the_password_is_never_shown_again(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"email": HELEN, "password": "a secret of mine"})
    assert HELEN in answer.text
    assert "a secret of mine" not in answer.text


def test_an_unknown_address_takes_as_long_as_a_known_one(url: str) -> None:
    with db.unit_of_work(url) as session:
        session.execute(update(Person).values(password_hash=passwords.hashed(PASSWORD)))

    def quickest(email: str) -> float:
        times = []
        for _ in range(5):
            began = time.perf_counter()
            operations.try_to_sign_in(url, email, "wrong", "10.0.0.1", demo=False)
            times.append(time.perf_counter() - began)
        return min(times)

    assert 0.5 < quickest("nobody@example.org") / quickest(HELEN) < 2


def test_a_hash_made_with_other_costs_is_made_again(client: FlaskClient, session: Session) -> None:
    try_with(client, password=PASSWORD)
    kept = session.scalars(select(Person.password_hash)).one()
    assert kept
    assert not passwords.is_outdated(kept)
    assert passwords.matches(kept, PASSWORD)


def test_no_other_writer_waits_while_a_password_is_compared(client: FlaskClient, url: str) -> None:
    with db.unit_of_work(url):
        # This writer holds the only lock; a wrong password must be found out without it.
        tried = operations.try_to_sign_in(url, HELEN, "wrong", "10.0.0.1", demo=False)
    assert tried.person is None


def test_five_failures_lock_an_account_and_tell_its_owner_once(client: FlaskClient, url: str) -> None:
    for _ in range(attempts.LOCK_AFTER + 3):
        try_with(client)
    assert try_with(client, password=PASSWORD)[0] == 400
    (told,) = messages(url)
    assert told.to == HELEN
    assert "https://inspect.example.org/forgotten-password" in told.text
    assert [verb for verb, _, _ in events(url)] == ["accounts:person:locked"]


def test_an_address_without_an_account_is_locked_alike_and_tells_nobody(client: FlaskClient, url: str) -> None:
    for _ in range(attempts.LOCK_AFTER + 1):
        try_with(client, "nobody@example.org")
    assert messages(url) == []
    with db.reading(url) as session:
        assert attempts.is_locked(session, "nobody@example.org")


def test_a_locked_account_opens_again_after_a_while(client: FlaskClient, later: Callable[[timedelta], None]) -> None:
    for _ in range(attempts.LOCK_AFTER):
        try_with(client)
    assert try_with(client, password=PASSWORD)[0] == 400
    later(attempts.WITHIN + timedelta(minutes=1))
    assert try_with(client, password=PASSWORD)[0] == 302


def test_four_failures_are_forgotten_by_a_success(client: FlaskClient, url: str) -> None:
    for _ in range(attempts.LOCK_AFTER - 1):
        try_with(client)
    assert try_with(client, password=PASSWORD)[0] == 302
    with db.reading(url) as session:
        assert not attempts.is_locked(session, HELEN)


def test_one_network_cannot_try_many_accounts(client: FlaskClient, url: str) -> None:
    with db.unit_of_work(url) as session:
        for number in range(attempts.NETWORK_AFTER):
            attempts.note(session, f"person.{number}@example.org", "127.0.0.1")
    status, page = try_with(client, password=PASSWORD)
    assert status == 429
    assert operations.FLOODED in page


def test_attempts_are_kept_as_hashes_and_for_a_day(client: FlaskClient, url: str, later: Callable[..., None]) -> None:
    try_with(client)
    with db.reading(url) as session:
        rows = session.execute(select(attempts.Attempt)).scalars().all()
        assert all(HELEN not in row.email_sha256 and "127" not in row.from_sha256[:3] for row in rows)
    later(attempts.KEPT + timedelta(minutes=1))
    try_with(client, "else@example.org")
    with db.reading(url) as session:
        assert len(session.execute(select(attempts.Attempt)).scalars().all()) == 1


def test_a_demonstration_account_gets_in_where_the_product_is_shown(tmp_path: Path, url: str) -> None:
    for_show(url)
    shown = application(url, tmp_path, demo=True)
    assert try_with(shown.test_client(), password=PASSWORD) == (302, "/")


def test_a_password_of_a_megabyte_is_refused_without_hashing_it(client: FlaskClient) -> None:
    began = time.perf_counter()
    status, page = try_with(client, password="x" * 400_000)
    assert status == 400
    assert "Take out" in page
    assert time.perf_counter() - began < 2


def test_signing_out_ends_the_sign_in_and_not_only_the_cookie(
    client: FlaskClient, app: Flask, session: Session
) -> None:
    try_with(client, password=PASSWORD)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert thief.get("/profile").status_code == 302
    assert session.scalars(select(SignIn.ended_because)).one() == "signed_out"


def test_a_sign_in_ends_after_an_hour_without_use(client: FlaskClient, later: Callable[[timedelta], None]) -> None:
    try_with(client, password=PASSWORD)
    later(timedelta(minutes=59))
    assert client.get("/profile").status_code == 200
    later(timedelta(minutes=61))
    assert client.get("/profile").status_code == 302


def test_a_sign_in_ends_after_twelve_hours_of_use(client: FlaskClient, later: Callable[[timedelta], None]) -> None:
    try_with(client, password=PASSWORD)
    for _ in range(14):
        later(timedelta(minutes=50))
        client.get("/profile")
    later(timedelta(minutes=50))
    assert client.get("/profile").status_code == 302


def test_nothing_of_somebody_else_stays_in_the_cookie(client: FlaskClient, app: Flask, somebody: Somebody) -> None:
    try_with(client, password=PASSWORD)
    with client.session_transaction() as cookie:
        cookie["where"] = ["kent", "2005-06"]
    client.post("/sign-out")
    somebody("Gwen Hart", "administrator")
    try_with(client, "gwen.hart@example.org", PASSWORD)
    with client.session_transaction() as cookie:
        assert "where" not in cookie


def test_the_form_needs_its_token(tmp_path: Path, url: str) -> None:
    strict = application(url, tmp_path)
    strict.config["WTF_CSRF_ENABLED"] = True
    assert strict.test_client().post("/sign-in", data={"email": HELEN, "password": PASSWORD}).status_code == 400


def test_when_somebody_was_last_here_is_known(
    helen: Person, app: Flask, url: str, later: Callable[[timedelta], None]
) -> None:
    first = app.test_client()
    try_with(first, password=PASSWORD)
    began = clock.now()
    later(timedelta(minutes=30))
    first.get("/profile")
    first.post("/sign-out")
    later(timedelta(hours=20))
    try_with(app.test_client(), password=PASSWORD)
    with db.reading(url) as session:
        person_now = session.get_one(Person, helen.id)
        assert person_now.previous_visit_ended_at is not None
        ended = person_now.previous_visit_ended_at - began.replace(tzinfo=None)
        assert timedelta(minutes=29) < ended < timedelta(minutes=32)


def test_wrong_confirmations_count_as_failures(helen: Person, app: Flask, url: str) -> None:
    client = signed_in(app, helen)
    for _ in range(attempts.LOCK_AFTER):
        client.post("/profile/password", data={"present": "wrong", "password": "lantern meadow kettle"})
    page = client.post("/profile/password", data={"present": PASSWORD, "password": "lantern meadow kettle"})
    assert page.status_code == 400
    assert "Wait 15 minutes" in page.text
