"""Who sees which evidence and who changes it: the force alone, by marking and role, and others what was submitted."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from inspect_app import clock, db
from inspect_app.accounts.models import Person
from inspect_app.assessment.models import Assessment, Entry
from inspect_app.evidence.models import Evidence
from inspect_app.moderation.models import Question, Reading
from tests.slices.evidence.adding import LIBRARY, add, read_everything, text, titles

PLAN = ("plan.txt", b"Two areas review open crimes every week.")
OPENING = ["", "/revisions/1", "/revisions/1/download", "/edit", "/versions", "/withdraw"]
WRITING = ["/edit", "/versions", "/withdraw"]


def state(url: str, name: str) -> None:
    with db.unit_of_work(url) as session:
        session.execute(update(Assessment).values(state=name))


def cited(client: FlaskClient, *files: tuple[str, bytes], **said: str) -> None:
    after = add(client, *files, **said).location
    number = client.get(after).text.split('name="which" type="checkbox" value="')[1].split('"')[0]
    client.post(after, data={"which": number, "asked": "3c/3c-f2", "shows": "The plan"})


@pytest.mark.parametrize("path", OPENING)
def test_another_forces_number_in_the_address_is_not_found(
    path: str, clients: dict[str, FlaskClient], priya: FlaskClient
) -> None:
    add(priya, PLAN)
    assert clients["eskil"].get(f"/forces/esk/2005-06/evidence/1{path}").status_code == 404
    assert clients["eskil"].get(f"{LIBRARY}/1{path}").status_code == 404


@pytest.mark.parametrize("path", WRITING)
def test_another_forces_number_in_a_form_changes_nothing(
    path: str, clients: dict[str, FlaskClient], priya: FlaskClient, url: str
) -> None:
    add(priya, PLAN)
    data = {"title": "Theirs", "because": "Gone", "note": "Theirs"}
    for library in ("/forces/esk/2005-06/evidence", LIBRARY):
        assert clients["eskil"].post(f"{library}/1{path}", data=data).status_code == 404
    with db.reading(url) as session:
        piece = session.scalars(select(Evidence)).one()
    assert (piece.title, piece.version, piece.withdrawn_at) == ("Plan", 1, None)


def test_another_forces_evidence_is_in_no_list_search_or_archive(
    clients: dict[str, FlaskClient], priya: FlaskClient, app: Flask
) -> None:
    cited(priya, PLAN)
    read_everything(app)
    eskil = clients["eskil"]
    assert titles(eskil.get("/forces/esk/2005-06/evidence?q=plan")) == []
    assert eskil.get(LIBRARY).status_code == 404
    assert eskil.get("/forces/esk/2005-06/assessment/3c/evidence.zip").status_code == 404
    assert eskil.get("/forces/kent/2005-06/assessment/3c/evidence.zip").status_code == 404


def test_another_forces_piece_cannot_be_cited(clients: dict[str, FlaskClient], priya: FlaskClient, app: Flask) -> None:
    add(priya, PLAN)
    library = "/forces/esk/2005-06/evidence"
    eskil = clients["eskil"]
    key = eskil.get(f"{library}/add").text.split('name="key" value="')[1].split('"')[0]
    first = eskil.post(f"{library}/add", data={"key": key, "note": "Ours"})
    eskil.post(first.location, data={})
    data = {"which": "1", "asked": "3c/3c-f2", "shows": "Theirs"}
    assert eskil.post(f"{first.location}/supports", data=data).status_code in (400, 404)
    assert "not cited" in text(priya.get(LIBRARY))


def test_a_viewer_sees_up_to_the_lowest_sensitive_marking_and_nothing_above(
    clients: dict[str, FlaskClient], priya: FlaskClient, app: Flask
) -> None:
    cited(priya, PLAN)
    cited(priya, ("secret.txt", b"A confidential plan"), all__marking="CONFIDENTIAL")
    read_everything(app)
    viewer = clients["vera"]
    assert titles(viewer.get(LIBRARY)) == ["Plan"]
    assert "1 piece." in text(viewer.get(LIBRARY))
    assert titles(viewer.get(f"{LIBRARY}?q=plan")) == ["Plan"]
    assert "CONFIDENTIAL" not in viewer.get(LIBRARY).text
    assert [viewer.get(f"{LIBRARY}/{n}").status_code for n in (1, 2)] == [200, 404]
    assert viewer.get(f"{LIBRARY}/2/revisions/1/download").status_code == 404
    archive = viewer.get("/forces/kent/2005-06/assessment/3c/evidence.zip").data
    assert b"plan.txt" in archive
    assert b"secret.txt" not in archive


def test_a_chief_officer_reads_everything_and_changes_nothing(
    clients: dict[str, FlaskClient], priya: FlaskClient
) -> None:
    add(priya, PLAN, all__marking="CONFIDENTIAL")
    chief = clients["anne"]
    page = text(chief.get(f"{LIBRARY}/1"))
    assert "Assessors and force leads add evidence. Ask one of them." in page
    assert "Withdraw" not in page
    assert chief.get(f"{LIBRARY}/add").status_code == 404
    assert [chief.post(f"{LIBRARY}/1{path}", data={"because": "x"}).status_code for path in WRITING] == [403] * 3


def test_a_force_lead_writes_own_evidence_only(clients: dict[str, FlaskClient], priya: FlaskClient, url: str) -> None:
    add(priya, PLAN)
    lead = clients["karen"]
    assert lead.post(f"{LIBRARY}/1/withdraw", data={"because": "x"}).status_code == 403
    assert "Force leads change only their own evidence." in text(lead.get(f"{LIBRARY}/1"))
    answer = add(lead, ("own.txt", b"Own words"))
    assert answer.location.endswith("/evidence")
    assert lead.post(f"{LIBRARY}/2/withdraw", data={"because": "Wrong"}).status_code == 302


def test_the_inspectorate_sees_nothing_of_a_draft_and_afterwards_what_is_cited(
    clients: dict[str, FlaskClient], priya: FlaskClient, url: str, app: Flask
) -> None:
    cited(priya, PLAN)
    add(priya, ("kept.txt", b"A plan that nothing cites"))
    read_everything(app)
    inspector = clients["ines"]
    for before in ("drafting", "submitted"):
        state(url, before)
        assert titles(inspector.get(LIBRARY)) == []
        assert inspector.get(f"{LIBRARY}/1").status_code == 404
        assert inspector.get("/forces/kent/2005-06/assessment/3c/evidence.zip").status_code == 404
    state(url, "signed")
    assert titles(inspector.get(LIBRARY)) == ["Plan"]
    assert titles(inspector.get(f"{LIBRARY}?q=plan")) == ["Plan"]
    assert [inspector.get(f"{LIBRARY}/{n}").status_code for n in (1, 2)] == [200, 404]
    assert inspector.get(f"{LIBRARY}/2/revisions/1/download").status_code == 404
    assert inspector.post(f"{LIBRARY}/1/withdraw", data={"because": "x"}).status_code == 403


def test_after_submission_evidence_is_supplied_on_request_only(priya: FlaskClient, url: str) -> None:
    add(priya, PLAN)
    state(url, "submitted")
    says = "The self-assessment was submitted, so new evidence is supplied on request only."
    assert says in text(priya.get(LIBRARY))
    assert says in text(priya.get(f"{LIBRARY}/1"))
    assert priya.post(f"{LIBRARY}/add", data={"note": "Late"}).status_code == 403
    data = {"because": "x", "note": "Late", "files": (io.BytesIO(b"Late"), "late.txt")}
    for path in WRITING:
        answer = priya.post(f"{LIBRARY}/1{path}", data={**data, "files": (io.BytesIO(b"Late"), "late.txt")})
        assert answer.status_code == 403
        assert says in text(answer)


def test_what_is_asked_for_can_be_added_after_submission(priya: FlaskClient, url: str) -> None:
    state(url, "with_inspectorate")
    assert priya.get(f"{LIBRARY}/add").status_code == 403
    with db.unit_of_work(url) as session:
        entry, ines = session.scalars(select(Entry.id)).first(), session.scalars(select(Person.id)).first()
        assert entry is not None and ines is not None
        now = clock.now().replace(tzinfo=None)
        reading = Reading(entry_id=entry, number=1, reader_id=ines, named_by=ines, named_at=now)
        session.add(reading)
        session.flush()
        asked = {"reading_id": reading.id, "entry_id": entry, "asked_by": ines, "asked_at": now}
        session.add(Question(kind="evidence", words="The plan.", due_on=clock.today(), **asked))
    assert priya.get(f"{LIBRARY}/add").status_code == 200
    state(url, "factual_accuracy")
    assert priya.get(f"{LIBRARY}/add").status_code == 200


def test_once_published_new_evidence_is_taken_and_what_was_cited_stays_as_it_was(priya: FlaskClient, url: str) -> None:
    cited(priya, PLAN)
    state(url, "published")
    answer = add(priya, ("proof.txt", b"What was done about it"))
    assert answer.status_code == 302
    assert priya.post(f"{LIBRARY}/1/withdraw", data={"because": "x"}).status_code == 403
    assert priya.post(f"{LIBRARY}/2/withdraw", data={"because": "Wrong"}).status_code == 302


def test_nobody_reads_evidence_without_signing_in(app: Flask, priya: FlaskClient) -> None:
    add(priya, PLAN)
    stranger = app.test_client()
    for path in ("", "/1", "/1/revisions/1/download", "/add"):
        assert stranger.get(f"{LIBRARY}{path}").status_code == 302
