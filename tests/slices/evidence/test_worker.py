"""In the background files are read and scanned; what a scanner has not passed nobody opens and nothing reads."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from inspect_app import db
from inspect_app.accounts.models import Person
from inspect_app.evidence import storage
from inspect_app.evidence.models import Revision, RevisionText
from inspect_app.jobs import due
from inspect_app.jobs.models import Job
from inspect_app.jobs.worker import Worker
from tests.factories import signed_in
from tests.slices.evidence.adding import LIBRARY, add, text, titles
from tests.slices.evidence.conftest import site
from tests.unit.evidence.test_scan import VIRUS, Clamd, serving

PLAN = ("plan.txt", b"Two areas review open crimes every week.")
WAITING = "This file is waiting to be checked for viruses. Until then nobody can open it."


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[str]:
    path = str(tmp_path / "clamd")
    with serving(socketserver.ThreadingUnixStreamServer(path, Clamd)):
        yield path


@pytest.fixture
def guarded(url: str, tmp_path: Path, clamd: str) -> Flask:
    """The site where a scanner is set up."""
    return site(url, tmp_path, clamd=clamd)


@pytest.fixture
def careful(guarded: Flask, people: dict[str, Person]) -> FlaskClient:
    return signed_in(guarded, people["priya"])


def text_state(url: str) -> str:
    with db.reading(url) as session:
        return session.scalars(select(RevisionText.state)).one()


def test_the_worker_reads_what_was_added_and_it_can_be_found(priya: FlaskClient, app: Flask) -> None:
    add(priya, PLAN)
    Worker(app).do_all()
    assert titles(priya.get(f"{LIBRARY}?q=crimes")) == ["Plan"]


def test_reading_twice_changes_nothing(priya: FlaskClient, app: Flask, url: str) -> None:
    add(priya, PLAN)
    Worker(app).do_all()
    with db.unit_of_work(url) as session:
        session.scalars(select(RevisionText)).one().text = "as it was read"
        for job in session.scalars(select(Job)):
            job.state = "waiting"
    Worker(app).do_all()
    with db.reading(url) as session:
        assert session.scalars(select(RevisionText.text)).one() == "as it was read"


def test_a_file_that_the_store_lost_says_so_and_the_page_stands(priya: FlaskClient, app: Flask) -> None:
    add(priya, PLAN)
    with db.reading(app.config["DATABASE_URL"]) as session:
        storage.of(app.config["SETTINGS"]).delete(str(session.scalars(select(Revision.sha256)).one()))
    Worker(app).do_all()
    assert "The store does not hold this file any more." in text(priya.get(f"{LIBRARY}/1"))
    assert priya.get(f"{LIBRARY}/1/revisions/1/download").status_code == 404


def test_without_a_scanner_a_file_reads_not_scanned(priya: FlaskClient) -> None:
    add(priya, PLAN)
    assert "Not scanned." in text(priya.get(f"{LIBRARY}/1"))


def test_until_it_is_scanned_nobody_opens_a_file(careful: FlaskClient, url: str) -> None:
    add(careful, PLAN)
    assert WAITING in text(careful.get(f"{LIBRARY}/1"))
    for path in ("download", "pages/1"):
        answer = careful.get(f"{LIBRARY}/1/revisions/1/{path}")
        assert answer.status_code == 403
        assert WAITING in text(answer)


def test_what_the_scanner_passed_is_read_and_opens(careful: FlaskClient, guarded: Flask, url: str) -> None:
    add(careful, PLAN)
    Worker(guarded).do_all()
    assert text_state(url) == "read"
    assert "Checked for viruses." in text(careful.get(f"{LIBRARY}/1"))
    assert careful.get(f"{LIBRARY}/1/revisions/1/download").data == PLAN[1]


def test_a_file_with_a_virus_stays_closed_and_unread(careful: FlaskClient, guarded: Flask, url: str) -> None:
    add(careful, ("plan.txt", b"words " + VIRUS))
    Worker(guarded).do_all()
    assert text_state(url) == "waiting"
    assert "The virus scanner found something in it: Test.Virus" in text(careful.get(f"{LIBRARY}/1"))
    assert careful.get(f"{LIBRARY}/1/revisions/1/download").status_code == 403


def test_a_scanner_that_does_not_answer_leaves_the_file_waiting(
    url: str, tmp_path: Path, people: dict[str, Person]
) -> None:
    app = site(url, tmp_path, clamd=str(tmp_path / "nobody"))
    client = signed_in(app, people["priya"])
    add(client, PLAN)
    Worker(app).do_all()
    assert WAITING in text(client.get(f"{LIBRARY}/1"))
    with db.reading(url) as session:
        job = session.scalars(select(Job)).one()
    assert (job.state, job.fault) == ("waiting", "The virus scanner did not answer.")


def test_a_file_too_large_for_the_scanner_stays_closed_and_says_so(careful: FlaskClient, guarded: Flask) -> None:
    add(careful, ("long.txt", b"word " * 60_000))
    Worker(guarded).do_all()
    assert "This file is too large for the virus scanner, so nobody can open it." in text(careful.get(f"{LIBRARY}/1"))


def test_files_from_before_the_scanner_are_scanned_when_it_is_due(
    priya: FlaskClient, url: str, guarded: Flask, careful: FlaskClient
) -> None:
    add(priya, PLAN)
    assert WAITING in text(careful.get(f"{LIBRARY}/1"))
    due.run(guarded)
    Worker(guarded).do_all()
    assert "Checked for viruses." in text(careful.get(f"{LIBRARY}/1"))
