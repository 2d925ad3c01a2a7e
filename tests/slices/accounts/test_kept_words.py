"""A form that arrives after its sign-in has ended loses no word: its author, and nobody else, finds it afterwards."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from inspect_app import clock, db
from inspect_app.accounts import kept_words
from inspect_app.accounts.models import KeptWords, Person, SignIn
from tests.factories import PASSWORD, signed_in
from tests.slices.accounts.conftest import words_of

Somebody = Callable[..., tuple[FlaskClient, Person]]
SENTENCE = "You were signed out. Your words are here, not yet saved."
WORDS = "We met every week.\r\n\r\n<b>Minutes</b> & notes “are” there: Ŵyn's."


@pytest.fixture
def gwen(somebody: Somebody) -> tuple[FlaskClient, Person]:
    return somebody("Gwen Hart", "administrator")


def time_out(url: str) -> None:
    """Lets every sign-in be idle for too long."""
    with db.unit_of_work(url) as session:
        session.execute(update(SignIn).values(last_seen_at=clock.now().replace(tzinfo=None) - timedelta(hours=2)))


def kept(url: str) -> int:
    with db.reading(url) as session:
        return session.scalar(select(func.count()).select_from(KeptWords)) or 0


def sign_in(client: FlaskClient, email: str = "gwen.hart@example.org", **fields: str) -> str:
    answer = client.post("/sign-in", data={"email": email, "password": PASSWORD, **fields})
    return answer.headers["Location"]


def fields_on(page: str) -> list[tuple[str, str]]:
    """The fields of the first form that sends words again, as a browser would send them."""
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.S) if 'name="kept_words"' in form)
    pattern = (
        r'<input type="hidden" name="([^"]+)" value="([^"]*)">'
        r'|<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>'
    )
    return [(m[1] or m[3], unescape(m[2] if m[1] else m[4])) for m in re.finditer(pattern, form, re.S)]


def test_words_are_there_after_signing_in_and_can_be_sent(gwen: tuple[FlaskClient, Person], url: str) -> None:
    client, _ = gwen
    time_out(url)
    sent = {"name": "Gwen Hart-Ellis", "post": "Administrator of all the accounts"}
    answer = client.post("/profile/details", data=sent, headers={"Referer": "http://localhost/profile/details"})
    assert answer.headers["Location"] == "/sign-in?next=/profile/details"
    assert sign_in(client, next="/profile/details") == "/kept-words?next=/profile/details"
    page = client.get("/kept-words?next=/profile/details").text
    assert SENTENCE in words_of(page)
    fields = fields_on(page)
    assert [pair for pair in fields if pair[0] not in ("csrf_token", "kept_words")] == list(sent.items())
    assert client.post("/profile/details", data=dict(fields)).headers["Location"] == "/profile"
    assert "Gwen Hart-Ellis" in client.get("/profile").text
    assert kept(url) == 0


def test_every_value_comes_back_as_it_was_in_its_order(gwen: tuple[FlaskClient, Person], url: str) -> None:
    client, me = gwen
    sent = [
        ("text", WORDS),
        ("criteria", "f1"),
        ("criteria", "f2"),
        ("version", "3"),
        ("text", "a second line"),
        ("go", ""),
    ]
    with db.unit_of_work(url) as session:
        kept_words.keep(session, me.id, path="/x?y=1", page="/x", fields=sent)
        (found,) = kept_words.of(session, me.id)
    assert [(typed.name, typed.value) for typed in found.fields] == sent
    page = client.get("/kept-words").text
    assert "<b>Minutes</b>" not in page
    fields = [pair for pair in fields_on(page) if pair[0] not in ("csrf_token", "kept_words")]
    assert fields == sent


def test_passwords_are_never_kept(gwen: tuple[FlaskClient, Person], url: str) -> None:
    client, _ = gwen
    time_out(url)
    client.post("/profile/password", data={"present": "", "password": "a secret", "new_password": "x", "note": "kept"})
    with db.reading(url) as session:
        assert "a secret" not in session.scalars(select(KeptWords.fields)).one()


def test_files_cannot_be_kept_and_the_page_says_which(gwen: tuple[FlaskClient, Person], url: str) -> None:
    client, _ = gwen
    time_out(url)
    client.post("/profile/details", data={"name": "A title", "file": (io.BytesIO(b"x"), "minutes.pdf")})
    sign_in(client)
    assert "Files cannot be kept. Choose them again on the page: minutes.pdf." in words_of(
        client.get("/kept-words").text
    )


def test_nobody_else_is_shown_them(gwen: tuple[FlaskClient, Person], somebody: Somebody, url: str) -> None:
    client, _ = gwen
    somebody("Mo Farrow", "inspector")
    time_out(url)
    client.post("/profile/details", data={"name": "My own words"})
    assert sign_in(client, "mo.farrow@example.org") == "/"
    assert "My own words" not in client.get("/kept-words").text
    # What is still open in this browser is no longer hers: it is not kept for her a second time.
    client.post("/sign-out")
    client.post("/profile/details", data={"name": "Words of Mo"})
    with db.reading(url) as session:
        people = session.scalars(select(Person.name).join(KeptWords, KeptWords.person_id == Person.id)).all()
    assert sorted(people) == ["Gwen Hart", "Mo Farrow"]


def test_words_of_another_tab_survive_signing_out(gwen: tuple[FlaskClient, Person], url: str) -> None:
    client, _ = gwen
    client.post("/sign-out")
    client.post("/profile/details", data={"name": "Still open in another tab"})
    assert sign_in(client) == "/kept-words"


def test_a_refused_form_stays_offered(gwen: tuple[FlaskClient, Person], url: str) -> None:
    client, _ = gwen
    time_out(url)
    client.post("/profile/details", data={"name": "", "post": "only a post"})
    sign_in(client)
    fields = dict(fields_on(client.get("/kept-words").text))
    assert client.post("/profile/details", data=fields).status_code == 400
    assert kept(url) == 1


def test_words_can_be_discarded(gwen: tuple[FlaskClient, Person], url: str) -> None:
    client, me = gwen
    with db.unit_of_work(url) as session:
        kept_words.keep(session, me.id, path="/profile/details", page="/", fields=[("name", "x y")])
    assert "/kept-words" in client.get("/profile").text
    assert client.post("/kept-words/1/discard?next=/profile").headers["Location"] == "/profile"
    assert kept(url) == 0
    assert "/kept-words" not in client.get("/profile").text


def test_nobody_can_discard_or_use_up_words_of_others(
    gwen: tuple[FlaskClient, Person], somebody: Somebody, url: str
) -> None:
    _, me = gwen
    with db.unit_of_work(url) as session:
        kept_words.keep(session, me.id, path="/profile/details", page="/", fields=[("name", "x y")])
    other, _ = somebody("Mo Farrow", "inspector")
    assert other.post("/kept-words/1/discard").status_code == 404
    assert other.post("/profile/details", data={"name": "Mo Farrow", "kept_words": "1"}).status_code == 302
    assert kept(url) == 1


def test_they_are_offered_for_thirty_days(
    gwen: tuple[FlaskClient, Person], url: str, later: Callable[[timedelta], None]
) -> None:
    client, me = gwen
    with db.unit_of_work(url) as session:
        kept_words.keep(session, me.id, path="/profile/details", page="/", fields=[("name", "x y")])
    later(timedelta(days=31))
    assert sign_in(client) == "/"


def test_the_same_form_sent_twice_is_kept_once(gwen: tuple[FlaskClient, Person], url: str) -> None:
    client, _ = gwen
    time_out(url)
    for _ in range(2):
        client.post("/profile/details", data={"name": "Twice the same"})
    assert kept(url) == 1


def test_a_stranger_without_a_cookie_keeps_nothing(app: Flask, gwen: tuple[FlaskClient, Person], url: str) -> None:
    app.test_client().post("/profile/details", data={"name": "Words"})
    forged = app.test_client()
    with forged.session_transaction() as cookie:
        cookie["_user_id"] = "no such token"
    forged.post("/profile/details", data={"name": "Words"})
    assert kept(url) == 0


def test_a_draft_that_script_sends_is_answered_and_not_kept(gwen: tuple[FlaskClient, Person], url: str) -> None:
    client, _ = gwen
    time_out(url)
    answer = client.post("/profile/details", data={"name": "x"}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.is_json) == (401, True)
    client.post("/profile/details", data={"name": "x"}, headers={"Sec-Fetch-Mode": "no-cors"})
    assert kept(url) == 0


def test_a_finding_of_two_hundred_thousand_characters_is_kept(gwen: tuple[FlaskClient, Person], url: str) -> None:
    client, _ = gwen
    time_out(url)
    client.post("/profile/details", data={"name": "Ŵ" * 200_000})
    sign_in(client)
    assert "Ŵ" * 200_000 in client.get("/kept-words").text


def test_the_same_person_need_not_reload_other_tabs(app: Flask, gwen: tuple[FlaskClient, Person], url: str) -> None:
    client, me = gwen
    with client.session_transaction() as cookie:
        cookie["csrf_token"] = "of the open tabs"
    time_out(url)
    sign_in(client)
    with client.session_transaction() as cookie:
        assert cookie["csrf_token"] == "of the open tabs"
    assert signed_in(app, me).get("/kept-words").status_code == 200
