"""A leaver's account is closed, their work passes on, and their name stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from inspect_app import db
from inspect_app.accounts.models import Person, RoleHeld
from inspect_app.assessment import handing_over as assessment
from inspect_app.assessment.models import Assignment, Comment, Entry, Mention
from inspect_app.audit.models import AuditEvent
from inspect_app.evidence import handing_over as evidence
from inspect_app.evidence.models import Evidence
from tests.factories import PASSWORD, application, live_database, person, signed_in
from tests.slices.accounts.conftest import link_in, messages, words_of

Somebody = Callable[..., tuple[FlaskClient, Person]]


@pytest.fixture
def ruth(somebody: Somebody) -> FlaskClient:
    return somebody("Ruth Lane", "administrator")[0]


@pytest.fixture
def helen(somebody: Somebody, url: str, ruth: FlaskClient) -> Person:
    """An assessor with two pieces of evidence."""
    _, made = somebody("Helen Marsh", ("assessor", "kent"))
    with db.unit_of_work(url) as session:
        for number in (1, 2):
            session.add(
                Evidence(
                    force="kent",
                    number=number,
                    title=f"Paper {number}",
                    kind="document",
                    marking="",
                    owner_id=made.id,
                    added_by=made.id,
                    added_at=made.created_at,
                )
            )
    return made


@pytest.fixture
def ode(somebody: Somebody) -> Person:
    return somebody("Ode Brack", ("assessor", "kent"))[1]


def test_work_passes_to_whoever_is_chosen(ruth: FlaskClient, helen: Person, ode: Person, url: str) -> None:
    place = f"/people/{helen.id}"
    page = words_of(ruth.get(f"{place}/close").text)
    assert "Who takes over in Kent Police?" in page
    assert "What passes on: two pieces of evidence." in page
    answer = ruth.post(f"{place}/close", data={"taker_kent": str(ode.id), "reason": "Moved to Esk on 1 May"})
    assert answer.status_code == 302
    assert "Helen Marsh has left. Handed over: two pieces of evidence." in words_of(ruth.get(place).text)
    with db.reading(url) as session:
        assert evidence.held(session, ode.id) == {"kent": 2}
        owner, event = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
    assert owner.says == "handed two pieces of evidence over from Helen Marsh to Ode Brack"
    assert (owner.force, owner.audience) == ("kent", "force")
    assert (event.verb, event.reason) == ("accounts:person:left", "Moved to Esk on 1 May")
    assert event.before == {"roles": ["assessor in kent"]}
    assert event.after == {"handed over": {"kent": {"to": ode.id, "what": ["two pieces of evidence"]}}}


def test_a_leaver_is_out_at_once_and_cannot_come_back(
    app: Flask, ruth: FlaskClient, helen: Person, ode: Person
) -> None:
    browser = signed_in(app, helen)
    ruth.post(f"/people/{helen.id}/close", data={"taker_kent": str(ode.id), "reason": "Left"})
    assert browser.get("/profile").status_code == 302
    answer = app.test_client().post("/sign-in", data={"email": helen.email, "password": PASSWORD})
    assert answer.status_code == 400


def test_a_leaver_is_listed_among_leavers_only(ruth: FlaskClient, helen: Person, ode: Person) -> None:
    ruth.post(f"/people/{helen.id}/close", data={"taker_kent": str(ode.id), "reason": "Left"})
    ruth.get("/people")  # shows once what was done
    assert "Helen Marsh" not in words_of(ruth.get("/people").text)
    assert "Helen Marsh" in words_of(ruth.get("/people?state=left").text)


def test_somebody_must_be_chosen_or_nobody(ruth: FlaskClient, helen: Person, ode: Person, url: str) -> None:
    answer = ruth.post(f"/people/{helen.id}/close", data={"taker_kent": "", "reason": "kept words"})
    assert answer.status_code == 400
    assert "Choose who takes over in Kent Police" in answer.text
    assert "kept words" in answer.text
    assert ruth.post(f"/people/{helen.id}/close", data={"taker_kent": "nobody", "reason": "Left"}).status_code == 302
    with db.reading(url) as session:
        assert evidence.held(session, helen.id) == {"kent": 2}


def test_work_passes_to_nobody_outside_the_force(ruth: FlaskClient, helen: Person, somebody: Somebody) -> None:
    _, stranger = somebody("Sam Field", ("assessor", "esk"))
    for chosen in (stranger.id, helen.id, 999, "x"):
        answer = ruth.post(f"/people/{helen.id}/close", data={"taker_kent": str(chosen), "reason": "Left"})
        assert answer.status_code == 400


def test_a_reason_is_needed(ruth: FlaskClient, helen: Person, ode: Person) -> None:
    answer = ruth.post(f"/people/{helen.id}/close", data={"taker_kent": str(ode.id)})
    assert answer.status_code == 400
    assert "Say why the account is closed" in answer.text


def test_closing_twice_hands_nothing_over_twice(ruth: FlaskClient, helen: Person, ode: Person, url: str) -> None:
    for _ in range(2):
        given = {"taker_kent": str(ode.id), "reason": "Left"}
        assert ruth.post(f"/people/{helen.id}/close", data=given).status_code == 302
    with db.reading(url) as session:
        left = select(func.count()).where(AuditEvent.verb == "accounts:person:left")
        assert session.scalar(left) == 1


def test_somebody_who_comes_back_starts_without_roles_and_with_a_new_password(
    ruth: FlaskClient, helen: Person, ode: Person, url: str
) -> None:
    ruth.post(f"/people/{helen.id}/close", data={"taker_kent": str(ode.id), "reason": "Left"})
    ruth.post(f"/people/{helen.id}/open")
    assert ruth.get(link_in(messages(url)[-1])).status_code == 200
    with db.reading(url) as session:
        assert session.get_one(Person, helen.id).password_hash is None
        assert session.scalars(select(RoleHeld).where(RoleHeld.person_id == helen.id)).all() == []


def test_the_same_address_is_not_invited_a_second_time(ruth: FlaskClient, helen: Person, ode: Person) -> None:
    ruth.post(f"/people/{helen.id}/close", data={"taker_kent": str(ode.id), "reason": "Left"})
    given = {"name": "Helen Marsh", "email": helen.email, "for_all": ["verifier"]}
    answer = ruth.post("/people/invite", data=given)
    assert answer.status_code == 400
    assert "They have left: open their account again" in answer.text


def test_a_leaver_gets_no_role_and_no_link(ruth: FlaskClient, helen: Person, ode: Person) -> None:
    ruth.post(f"/people/{helen.id}/close", data={"taker_kent": str(ode.id), "reason": "Left"})
    assert ruth.post(f"/people/{helen.id}/link").status_code == 403
    assert ruth.post(f"/people/{helen.id}/roles/new", data={"role": "verifier"}).status_code == 403


def test_frameworks_criteria_and_questions_pass_on_in_their_force_alone(tmp_path: Path) -> None:
    url = live_database(tmp_path, ratings=False)
    with db.unit_of_work(url) as session:
        ruth = person(session, "Ruth Lane", "administrator")
        helen, ode = (person(session, name, ("assessor", "kent")) for name in ("Helen Marsh", "Ode Brack"))
        entries = session.scalars(select(Entry).order_by(Entry.id).limit(3)).all()
        for entry in entries:
            entry.lead_id = helen.id
        session.add(Assignment(entry_id=entries[0].id, criterion="f1", person_id=helen.id))
        for number in (1, 2):
            session.add(
                Comment(
                    id=number, entry_id=entries[0].id, text="Is it so?", written_by=ode.id, written_at=ode.created_at
                )
            )
        session.flush()
        session.add_all([Mention(comment_id=number, person_id=helen.id) for number in (1, 2)])
        session.add(Mention(comment_id=2, person_id=ode.id))
    client = signed_in(application(url, tmp_path), ruth)
    page = words_of(client.get(f"/people/{helen.id}/close").text)
    assert "three frameworks to lead, one criterion to look after and two questions to answer" in page
    assert client.post(f"/people/{helen.id}/close", data={"taker_kent": ode.id, "reason": "Left"}).status_code == 302
    with db.reading(url) as session:
        for kind in assessment.WORK:
            assert kind.held(session, helen.id) == {}
        counts = [dict(kind.held(session, ode.id)) for kind in assessment.WORK]
        says = session.scalars(select(AuditEvent.says).where(AuditEvent.force == "kent").order_by(AuditEvent.id)).all()
    assert counts == [{"kent": 3}, {"kent": 1}, {"kent": 2}]
    assert says[0] == "handed three frameworks to lead over from Helen Marsh to Ode Brack"
    assert len(says) == 3
