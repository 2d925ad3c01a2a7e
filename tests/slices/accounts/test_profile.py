"""Everybody looks after their own account, and nobody after anybody else's here."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from inspect_app import db
from inspect_app.accounts.models import Person, SignIn
from inspect_app.accounts.roles import MAY, Role
from tests.factories import PASSWORD, counted, signed_in
from tests.slices.accounts.conftest import events, messages, words_of

Somebody = Callable[..., tuple[FlaskClient, Person]]
NEW = "lantern meadow kettle"


@pytest.fixture
def helen(somebody: Somebody) -> tuple[FlaskClient, Person]:
    return somebody("Helen Marsh", ("assessor", "kent"), "inspector", home=["esk"])


def test_the_page_says_what_they_may_do_and_where(helen: tuple[FlaskClient, Person]) -> None:
    page = words_of(helen[0].get("/profile").text)
    assert "Assessor, Kent Police" in page
    assert MAY[Role.ASSESSOR] in page
    assert "You neither read nor moderate Esk Police." in page


def test_a_name_and_post_can_be_changed_and_the_trail_says_from_what(
    helen: tuple[FlaskClient, Person], url: str
) -> None:
    client, _ = helen
    client.post("/profile/details", data={"name": " Helen  Marsh-Ellis ", "post": "Superintendent"})
    assert "You are signed in as Helen Marsh-Ellis, Superintendent." in words_of(client.get("/profile").text)
    assert [(verb, name) for verb, name, _ in events(url)] == [("accounts:person:changed", "Helen Marsh")]
    client.post("/profile/details", data={"name": "Helen Marsh-Ellis", "post": "Superintendent"})
    assert len(events(url)) == 1


def test_a_name_is_needed(helen: tuple[FlaskClient, Person]) -> None:
    answer = helen[0].post("/profile/details", data={"name": "  ", "post": "kept"})
    assert answer.status_code == 400
    assert 'value="kept"' in answer.text


def test_a_new_password_ends_the_other_sign_ins_and_not_this_one(
    app: Flask, helen: tuple[FlaskClient, Person], url: str
) -> None:
    client, me = helen
    elsewhere = signed_in(app, me)
    assert client.post("/profile/password", data={"present": PASSWORD, "password": NEW}).status_code == 302
    assert client.get("/profile").status_code == 200
    assert elsewhere.get("/profile").status_code == 302
    assert messages(url)[-1].subject == "Your password for Inspect was changed"
    assert app.test_client().post("/sign-in", data={"email": me.email, "password": NEW}).status_code == 302


@pytest.mark.parametrize(
    ("present", "new", "sentence"),
    [
        ("wrong", NEW, "That is not your present password"),
        ("", NEW, "Enter your present password"),
        (PASSWORD, "short", "Use at least 12 characters"),
        (PASSWORD, "Helen.Marsh@example.org", "not your e-mail address"),
    ],
)
def test_a_password_is_not_changed(
    helen: tuple[FlaskClient, Person], url: str, present: str, new: str, sentence: str
) -> None:
    answer = helen[0].post("/profile/password", data={"present": present, "password": new})
    assert answer.status_code == 400
    assert sentence in words_of(answer.text)
    assert new not in answer.text or len(new) < 6
    assert events(url) == []


def test_one_other_sign_in_can_be_ended(app: Flask, helen: tuple[FlaskClient, Person], url: str) -> None:
    client, me = helen
    elsewhere = signed_in(app, me)
    with db.reading(url) as session:
        last = session.scalars(select(SignIn.id).order_by(SignIn.id.desc())).first()
    assert client.get("/profile").text.count("Sign out there") == 1
    assert client.post(f"/profile/sign-ins/{last}/end").status_code == 302
    assert elsewhere.get("/profile").status_code == 302
    assert client.get("/profile").status_code == 200


def test_all_others_can_be_ended_at_once(app: Flask, helen: tuple[FlaskClient, Person], url: str) -> None:
    client, me = helen
    others = [signed_in(app, me) for _ in range(3)]
    client.post("/profile/sign-ins/end-others")
    assert {other.get("/profile").status_code for other in others} == {302}
    assert client.get("/profile").status_code == 200
    assert [verb for verb, _, _ in events(url)] == ["accounts:sign_in:ended"]


def test_the_sign_in_of_somebody_else_cannot_be_ended(
    helen: tuple[FlaskClient, Person], somebody: Somebody, url: str
) -> None:
    theirs, _ = somebody("Gwen Hart", "administrator")
    with db.reading(url) as session:
        last = session.scalars(select(SignIn.id).order_by(SignIn.id.desc())).first()
    assert helen[0].post(f"/profile/sign-ins/{last}/end").status_code == 404
    assert theirs.get("/profile").status_code == 200


def test_the_page_asks_no_more_of_the_database_for_more_sign_ins(
    app: Flask, helen: tuple[FlaskClient, Person], url: str
) -> None:
    client, me = helen
    with counted(url) as few:
        client.get("/profile")
    for _ in range(20):
        signed_in(app, me)
    with counted(url) as many:
        client.get("/profile")
    assert len(many) == len(few)
