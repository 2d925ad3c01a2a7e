"""Administrators say who may do what, where and until when; every change names its author, and nobody else may."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from inspect_app import clock, db
from inspect_app.accounts import attempts
from inspect_app.accounts.models import HomeForce, Person, RoleHeld
from inspect_app.accounts.roles import Role
from inspect_app.audit.models import AuditEvent
from tests.factories import PASSWORD, counted, person, signed_in
from tests.slices.accounts.conftest import events, link_in, messages, words_of

Somebody = Callable[..., tuple[FlaskClient, Person]]
PRIYA = {
    "name": "Priya Nair",
    "email": "Priya.Nair@example.org",
    "post": "Inspector",
    "in_a_force": ["assessor", "viewer"],
    "force": "kent",
}


@pytest.fixture
def ruth(somebody: Somebody) -> FlaskClient:
    """The browser of an administrator."""
    return somebody("Ruth Lane", "administrator")[0]


@pytest.fixture
def helen(somebody: Somebody, ruth: FlaskClient) -> Person:
    return somebody("Helen Marsh", ("assessor", "kent"))[1]


def roles(url: str, of: int) -> list[tuple[str, str | None, date | None]]:
    with db.reading(url) as session:
        rows = session.scalars(select(RoleHeld).where(RoleHeld.person_id == of).order_by(RoleHeld.id))
        return [(row.role, row.force, row.until) for row in rows]


def said(client: FlaskClient, path: str) -> str:
    return words_of(client.get(path).text)


def test_somebody_invited_chooses_a_password_and_comes_in(ruth: FlaskClient, app: Flask, url: str) -> None:
    place = ruth.post("/people/invite", data=PRIYA).headers["Location"]
    assert "Invited, and has not chosen a password yet" in said(ruth, place)
    (invitation,) = messages(url)
    assert invitation.to == "priya.nair@example.org"
    assert "Ruth Lane has invited you" in invitation.text
    new = app.test_client()
    new.post(link_in(invitation), data={"password": "lantern meadow kettle"})
    new.post("/sign-in", data={"email": "priya.nair@example.org", "password": "lantern meadow kettle"})
    assert "Assessor, Kent Police" in said(new, "/profile")
    assert "Can sign in" in said(ruth, place)


def test_an_invitation_ends_after_a_week_and_can_be_sent_again(
    ruth: FlaskClient, url: str, later: Callable[[timedelta], None]
) -> None:
    place = ruth.post("/people/invite", data=PRIYA).headers["Location"]
    later(timedelta(days=7, minutes=1))
    ruth.post("/sign-in", data={"email": "ruth.lane@example.org", "password": PASSWORD})
    assert ruth.get(link_in(messages(url)[0])).status_code == 410
    assert "the link has expired" in said(ruth, place)
    assert "Invitation expired" in said(ruth, "/people")
    ruth.post(f"{place}/link")
    second = messages(url)[1]
    assert ruth.get(link_in(second)).status_code == 200


def test_a_double_click_invites_once(ruth: FlaskClient, url: str) -> None:
    first, second = (ruth.post("/people/invite", data=PRIYA).headers["Location"] for _ in range(2))
    assert first == second
    assert len(messages(url)) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Enter their name"),
        ({"email": "priya"}, "Enter an e-mail address in the form"),
        ({"email": "ruth.lane@example.org"}, "Ruth Lane has an account with this e-mail address"),
        ({"in_a_force": []}, "Choose at least one role"),
        ({"force": ""}, "Choose the force in which the roles count"),
        ({"force": "atlantis"}, "Choose one from the list"),
        ({"in_a_force": ["king"]}, "Choose only from the list"),
        ({"in_a_force": ["administrator"]}, "Choose only from the list"),
        ({"for_all": ["king"], "home_forces": ["kent"]}, "Choose only from the list"),
        ({"home_forces": ["kent"]}, "Choose home forces only for roles of the inspectorate"),
        ({"until": "2001-02-03"}, "Until must be today or later"),
        ({"until-day": "31", "until-month": "2", "until-year": "2030"}, "Until must be a real date"),
        ({"name": "x" * 130}, "Take out 10 of them"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_with_a_sentence(
    ruth: FlaskClient, url: str, change: dict[str, object], sentence: str
) -> None:
    answer = ruth.post("/people/invite", data={**PRIYA, **change})
    assert answer.status_code == 400
    assert sentence in words_of(answer.text)
    assert messages(url) == []


def test_an_inspector_has_home_forces(ruth: FlaskClient, url: str) -> None:
    given = {"name": "Mo Farrow", "email": "mo@example.org", "for_all": ["inspector"], "home_forces": ["kent"]}
    place = ruth.post("/people/invite", data=given).headers["Location"]
    assert "Home forces Change home forces Kent Police" in said(ruth, place)
    assert ruth.post(f"{place}/home-forces", data={"forces": ["esk"]}).status_code == 302
    with db.reading(url) as session:
        assert session.scalars(select(HomeForce.force)).all() == ["esk"]
    assert ruth.post(f"{place}/home-forces", data={"forces": ["atlantis"]}).status_code == 400


def test_a_role_is_given_until_a_day_and_taken(ruth: FlaskClient, helen: Person, url: str) -> None:
    place = f"/people/{helen.id}"
    until = clock.today() + timedelta(days=30)
    ruth.post(f"{place}/roles/new", data={"role": "chief_officer", "force": "esk", "until": until.isoformat()})
    assert roles(url, helen.id)[-1] == ("chief_officer", "esk", until)
    ruth.post(f"{place}/roles/new", data={"role": "chief_officer", "force": "esk"})
    assert roles(url, helen.id)[-1] == ("chief_officer", "esk", None)
    held = re.findall(rf"{place}/roles/(\d+)/remove", ruth.get(place).text)
    ruth.post(f"{place}/roles/{held[-1]}/remove")
    assert ("chief_officer", "esk", None) not in roles(url, helen.id)
    assert [verb for verb, _, _ in events(url)] == ["accounts:role:given"] * 2 + ["accounts:role:taken"]


def test_a_role_counts_until_its_last_day(
    app: Flask, ruth: FlaskClient, helen: Person, later: Callable[[timedelta], None]
) -> None:
    ruth.post(f"/people/{helen.id}/roles/new", data={"role": "administrator", "until": clock.today().isoformat()})
    assert signed_in(app, helen).get("/people").status_code == 200
    later(timedelta(days=2))
    assert signed_in(app, helen).get("/people").status_code == 404


def test_a_role_that_is_taken_counts_at_once(app: Flask, ruth: FlaskClient, somebody: Somebody) -> None:
    gwens, gwen = somebody("Gwen Hart", "administrator")
    assert gwens.get("/people").status_code == 200
    held = re.findall(rf"/people/{gwen.id}/roles/(\d+)/remove", ruth.get(f"/people/{gwen.id}").text)
    ruth.post(f"/people/{gwen.id}/roles/{held[0]}/remove")
    assert gwens.get("/people").status_code == 404


def test_nobody_changes_their_own_roles(ruth: FlaskClient, somebody: Somebody, url: str) -> None:
    gwens, gwen = somebody("Gwen Hart", "administrator", "inspector")
    place = f"/people/{gwen.id}"
    for path, data in (
        ("roles/new", {"role": "verifier"}),
        ("home-forces", {"forces": []}),
        ("close", {"reason": "x"}),
    ):
        assert gwens.post(f"{place}/{path}", data=data).status_code == 403, path
    assert "Another administrator can change your roles" in said(gwens, place)
    assert "Take away" not in said(gwens, place)
    with db.reading(url) as session:
        own = session.scalars(select(RoleHeld.id).where(RoleHeld.person_id == gwen.id)).all()
    for held in own:
        assert gwens.post(f"{place}/roles/{held}/remove").status_code == 403
    assert [role for role, _, _ in roles(url, gwen.id)] == ["administrator", "inspector"]


def test_the_last_administrator_cannot_be_removed(ruth: FlaskClient, somebody: Somebody, url: str) -> None:
    """Ruth has no password, so she could not sign in again: Gwen is the last who could."""
    gwens, gwen = somebody("Gwen Hart", "administrator")
    with db.unit_of_work(url) as session:
        rows = {row.email: row for row in session.scalars(select(Person))}
        rows["ruth.lane@example.org"].password_hash = None
        ruth_id = rows["ruth.lane@example.org"].id
        held = session.scalars(select(RoleHeld.id).where(RoleHeld.person_id == gwen.id)).one()
    answer = ruth.post(f"/people/{gwen.id}/roles/{held}/remove")
    assert answer.status_code == 403
    assert "last administrator who can sign in" in words_of(answer.text)
    assert ruth.post(f"/people/{gwen.id}/close", data={"reason": "Left"}).status_code == 403
    assert gwens.post(f"/people/{ruth_id}/close", data={"reason": "Left"}).status_code == 302


def test_a_role_of_somebody_else_is_not_taken_through_another_page(
    ruth: FlaskClient, helen: Person, somebody: Somebody, url: str
) -> None:
    _, mo = somebody("Mo Farrow", "inspector")
    with db.reading(url) as session:
        of_mo = session.scalars(select(RoleHeld.id).where(RoleHeld.person_id == mo.id)).one()
    assert ruth.post(f"/people/{helen.id}/roles/{of_mo}/remove").status_code == 404
    assert roles(url, mo.id)


def test_details_are_changed_and_an_address_belongs_to_one(ruth: FlaskClient, helen: Person, url: str) -> None:
    place = f"/people/{helen.id}/details"
    taken = ruth.post(place, data={"name": "Helen Marsh", "email": "ruth.lane@example.org", "post": ""})
    assert taken.status_code == 400
    assert "Ruth Lane has an account" in taken.text
    ruth.post(place, data={"name": "Helen Ellis", "email": "HELEN@example.org", "post": "Superintendent"})
    with db.reading(url) as session:
        event = session.scalars(select(AuditEvent)).one()
        assert event.before == {"name": "Helen Marsh", "email": "helen.marsh@example.org", "post": ""}
        assert event.after == {"name": "Helen Ellis", "email": "helen@example.org", "post": "Superintendent"}
        assert (event.person_name, event.audience) == ("Ruth Lane", "accounts")


def test_a_new_address_ends_the_links_that_went_to_the_old_one(ruth: FlaskClient, helen: Person, url: str) -> None:
    ruth.post(f"/people/{helen.id}/link")
    ruth.post(f"/people/{helen.id}/details", data={"name": "Helen Marsh", "email": "new@example.org", "post": ""})
    assert ruth.get(link_in(messages(url)[0])).status_code == 410


def test_an_administrator_signs_somebody_out_and_unlocks(
    app: Flask, ruth: FlaskClient, helen: Person, url: str
) -> None:
    browser = signed_in(app, helen)
    ruth.post(f"/people/{helen.id}/end-sign-ins")
    assert browser.get("/profile").status_code == 302
    with db.unit_of_work(url) as session:
        for _ in range(attempts.LOCK_AFTER):
            attempts.note(session, helen.email, "10.0.0.1")
    assert "Locked" in said(ruth, "/people?state=locked")
    ruth.post(f"/people/{helen.id}/unlock")
    assert "Nobody matches" in said(ruth, "/people?state=locked")
    assert app.test_client().post("/sign-in", data={"email": helen.email, "password": PASSWORD}).status_code == 302


def test_without_a_mail_server_a_link_is_shown_and_it_is_known_to_whom(
    ruth: FlaskClient, helen: Person, url: str
) -> None:
    ruth.post(f"/people/{helen.id}/link")
    (message,) = messages(url)
    page = ruth.get("/people/messages").text
    assert "No mail server is set" in page
    assert str(message.link) not in page
    assert str(message.link) in ruth.post(f"/people/messages/{message.id}/link").text
    assert events(url)[-1] == (
        "accounts:person:link_shown",
        "Ruth Lane",
        "looked at the link with which Helen Marsh chooses a password",
    )
    ruth.post(link_in(message), data={"password": "lantern meadow kettle"})
    assert ruth.post(f"/people/messages/{message.id}/link").status_code == 404
    assert "Works no more" in said(ruth, "/people/messages")


def test_what_a_message_about_work_says_is_not_shown(ruth: FlaskClient, helen: Person, url: str) -> None:
    from inspect_app.mail import operations as mail  # noqa: PLC0415

    with db.unit_of_work(url) as session:
        address = "https://inspect.example.org/forces/kent/2005-06/assessment/3c"
        mail.write(session, to=helen.email, subject="F2 is not met", text="secret", link=address, person=helen.id)
    page = ruth.get("/people/messages").text
    assert "Helen Marsh" in page
    assert not {word for word in ("F2", "secret", "/assessment/3c") if word in page}
    assert ruth.post("/people/messages/1/link").status_code == 404


def test_the_list_is_filtered_and_says_what_it_hides(ruth: FlaskClient, helen: Person, somebody: Somebody) -> None:
    somebody("Mo Farrow", "inspector")
    assert "Helen Marsh" in said(ruth, "/people?role=assessor&force=kent")
    assert "Mo Farrow" not in said(ruth, "/people?role=assessor")
    assert "2 are hidden by your filters" in said(ruth, "/people?role=assessor")
    assert "Mo Farrow" in said(ruth, "/people?words=MO+farrow")
    assert "Nobody matches" in said(ruth, "/people?words=%25")
    assert "Helen Marsh" not in said(ruth, "/people?force=esk")


@pytest.mark.parametrize(
    "query", ["role=king", "force=%00", "state=x", "page=9", "page=-1", "page=x", "words=" + "x" * 500]
)
def test_nonsense_in_the_address_is_answered(ruth: FlaskClient, query: str) -> None:
    assert ruth.get(f"/people?{query}").status_code in (200, 404)


def test_fifty_people_stand_on_a_page_and_many_cost_no_more_questions(ruth: FlaskClient, url: str) -> None:
    with counted(url) as few:
        ruth.get("/people")
    with db.unit_of_work(url) as session:
        for number in range(70):
            person(session, f"Person {number:02}", ("viewer", "kent"), ("viewer", "esk"))
    with counted(url) as many:
        page = said(ruth, "/people")
    assert "Showing 1 to 50 of 71." in page
    assert "Showing 51 to 71 of 71." in said(ruth, "/people?page=2")
    assert len(many) <= len(few)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_sees_people(somebody: Somebody, role: Role) -> None:
    from inspect_app.accounts.roles import OF_A_FORCE  # noqa: PLC0415

    client, _ = somebody("Mo Farrow", (role.value, "kent") if role in OF_A_FORCE else role.value)
    assert client.get("/people").status_code == 404
    assert client.post("/people/invite", data=PRIYA).status_code in (403, 404)


def test_somebody_who_is_not_there_is_not_found(ruth: FlaskClient) -> None:
    for path in ("", "/details", "/roles/new", "/home-forces", "/close"):
        assert ruth.get(f"/people/999{path}").status_code == 404
