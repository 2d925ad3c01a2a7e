"""Links to choose a password work once, end, and tell nobody whether there is an account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from inspect_app import db
from inspect_app.accounts import attempts, one_time_links, passwords
from inspect_app.accounts.models import OneTimeLink, Person
from tests.factories import PASSWORD, application, person
from tests.slices.accounts.conftest import events, link_in, messages, words_of

HELEN = "helen.marsh@example.org"
NEW = "lantern meadow kettle"
Somebody = Callable[..., tuple[FlaskClient, Person]]


@pytest.fixture(autouse=True)
def helen(url: str) -> Person:
    with db.unit_of_work(url) as session:
        return person(session, "Helen Marsh", ("assessor", "kent"))


def ask(client: FlaskClient, email: str = HELEN) -> str:
    return words_of(client.post("/forgotten-password", data={"email": email}).text)


def can_sign_in(client: FlaskClient, password: str) -> bool:
    return client.post("/sign-in", data={"email": HELEN, "password": password}).status_code == 302


def test_a_link_sets_a_new_password_once(client: FlaskClient, url: str) -> None:
    ask(client)
    link = link_in(messages(url)[0])
    assert "Helen Marsh" in client.get(link).text
    assert client.post(link, data={"password": NEW}).headers["Location"] == "/sign-in"
    assert HELEN in client.get("/sign-in").text
    assert client.get(link).status_code == 410
    assert client.post(link, data={"password": "another good password"}).status_code == 410
    assert not can_sign_in(client, PASSWORD)
    assert can_sign_in(client, NEW)


def test_looking_at_a_link_does_not_use_it_up(client: FlaskClient, url: str) -> None:
    ask(client)
    link = link_in(messages(url)[0])
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert client.post(link, data={"password": NEW}).status_code == 302


def test_a_link_ends_after_two_hours(client: FlaskClient, url: str, later: Callable[[timedelta], None]) -> None:
    ask(client)
    link = link_in(messages(url)[0])
    later(timedelta(hours=2, minutes=1))
    assert client.get(link).status_code == 410
    assert client.post(link, data={"password": NEW}).status_code == 410
    assert can_sign_in(client, PASSWORD)


def test_a_newer_link_ends_the_older_one(client: FlaskClient, url: str) -> None:
    ask(client)
    ask(client)
    older, newer = messages(url)
    assert client.get(link_in(older)).status_code == 410
    assert client.get(link_in(newer)).status_code == 200


def test_choosing_a_password_ends_every_sign_in_and_tells_its_owner(app: object, client: FlaskClient, url: str) -> None:
    assert can_sign_in(client, PASSWORD)
    other = client.application.test_client()
    ask(other)
    other.post(link_in(messages(url)[0]), data={"password": NEW})
    assert client.get("/profile").status_code == 302
    assert messages(url)[-1].subject == "Your password for Inspect was changed"


def test_choosing_a_password_unlocks(client: FlaskClient, url: str) -> None:
    for _ in range(attempts.LOCK_AFTER):
        can_sign_in(client, "wrong")
    ask(client)
    client.post(link_in(messages(url)[-1]), data={"password": NEW})
    assert can_sign_in(client, NEW)


def test_an_address_without_an_account_gets_the_same_answer_and_no_message(client: FlaskClient, url: str) -> None:
    known, unknown = ask(client), ask(client, "nobody@example.org")
    assert known.replace(HELEN, "X") == unknown.replace("nobody@example.org", "X")
    assert [message.to for message in messages(url)] == [HELEN]


def test_a_leaver_gets_no_link(client: FlaskClient, url: str, helen: Person) -> None:
    with db.unit_of_work(url) as session:
        session.get_one(Person, helen.id).closed_at = helen.created_at
    ask(client)
    assert messages(url) == []


def test_at_most_three_links_go_out_in_a_while(client: FlaskClient, url: str) -> None:
    for _ in range(attempts.LINKS_AFTER + 3):
        ask(client)
    assert len(messages(url)) == attempts.LINKS_AFTER


def test_asking_for_links_locks_nobody_out(client: FlaskClient, url: str) -> None:
    for _ in range(attempts.LOCK_AFTER + 1):
        ask(client)
    assert can_sign_in(client, PASSWORD)


def test_somebody_invited_who_forgets_gets_another_invitation(client: FlaskClient, url: str, helen: Person) -> None:
    with db.unit_of_work(url) as session:
        session.get_one(Person, helen.id).password_hash = None
    ask(client)
    assert messages(url)[0].subject == "You are invited to Inspect"


def test_only_the_hash_of_a_link_is_in_the_table(client: FlaskClient, url: str) -> None:
    ask(client)
    token = one_time_links.token_in(messages(url)[0].link or "")
    assert token
    with db.reading(url) as session:
        assert token not in session.scalars(select(OneTimeLink.token_sha256)).one()


def test_the_trail_says_what_happened(client: FlaskClient, url: str) -> None:
    ask(client)
    client.post(link_in(messages(url)[0]), data={"password": NEW})
    assert [(verb, name) for verb, name, _ in events(url)] == [
        ("accounts:link:sent", ""),
        ("accounts:password:chosen", "Helen Marsh"),
    ]


@pytest.mark.parametrize("nonsense", ["x", "x" * 5_000, "%00", "../people", "✓"])
def test_a_link_that_never_was_says_so(client: FlaskClient, nonsense: str) -> None:
    assert client.get(f"/choose-password/{nonsense}").status_code in (404, 410)


@pytest.mark.parametrize(
    ("weak", "sentence"),
    [
        ("short", "Use at least 12 characters"),
        ("Password 1234", "among the first"),
        ("helen.marsh@example.org", "not your e-mail address"),
        ("aaaaaaaaaaaaaaaa", "different characters"),
        ("", "Enter a new password"),
        ("x" * 1_001, "1,000 fit"),
    ],
)
def test_a_weak_password_is_refused_with_what_to_do(client: FlaskClient, url: str, weak: str, sentence: str) -> None:
    ask(client)
    link = link_in(messages(url)[0])
    answer = client.post(link, data={"password": weak})
    assert answer.status_code == 400
    assert sentence in words_of(answer.text)
    assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    "good", ["lantern meadow kettle", "Žluťoučký kůň úpěl", "    twelve spaces around    ", "x7$kQ9!pLm2#"]
)
def test_a_password_is_taken_exactly_as_typed(good: str) -> None:
    assert passwords.weakness(good, HELEN) is None
    assert passwords.matches(passwords.hashed(good), good)
    assert not passwords.matches(passwords.hashed(good), good.strip() + " ")


def test_without_a_mail_server_the_page_says_whom_to_ask(client: FlaskClient, tmp_path: Path, url: str) -> None:
    assert "Ask your administrator" in ask(client)
    sends = application(url, tmp_path, mail_server="mail.example.org:25").test_client()
    assert "It can take a few minutes" in ask(sends)
