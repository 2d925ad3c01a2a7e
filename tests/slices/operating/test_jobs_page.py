"""An administrator sees what failed and has it tried again; nobody else does, and no force's work is shown."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from inspect_app import clock, db
from inspect_app.forces.models import Force
from inspect_app.jobs import operations
from inspect_app.jobs.models import Job
from tests import factories

NOW = clock.now().replace(tzinfo=None)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return factories.empty_database(tmp_path)


@pytest.fixture
def app(url: str, tmp_path: Path) -> Flask:
    return factories.application(url, tmp_path)


def ask(url: str, name: str, subject: int, **values: object) -> int:
    with db.unit_of_work(url) as session:
        job = operations.enqueue(session, name, subject)
        session.execute(update(Job).where(Job.id == job.id).values(**values)) if values else None
        return job.id


def failed(url: str, subject: int = 12) -> int:
    return ask(url, "evidence:read", subject, state="failed", fault="The file is gone.", tries=6, ended_at=NOW)


def test_nothing_to_do_is_said_in_a_sentence(app: Flask, url: str) -> None:
    with db.unit_of_work(url) as session:
        administrator = factories.person(session, "Ann Other", "administrator")
    page = factories.signed_in(app, administrator).get("/jobs").text
    assert "Nothing needs you, and nothing waits." in page
    assert "No job has failed." in page


def test_every_job_that_is_not_done_is_shown_with_how_it_stands(app: Flask, url: str) -> None:
    with db.unit_of_work(url) as session:
        administrator = factories.person(session, "Ann Other", "administrator")
    failed(url)
    ask(url, "evidence:read", 13, state="running", progress=40)
    ask(url, "mail:send", 4, due_at=NOW + timedelta(hours=1), fault="The mail server cannot be reached.", tries=2)
    ask(url, "unknown:verb", 5)
    page = factories.signed_in(app, administrator).get("/jobs").text
    for words in (
        "One job failed and needs you.",
        "Read the text of file 12",
        "The file is gone.",
        "40 per cent",
        "The mail server cannot be reached. Next try:",
        "unknown:verb 5",
        "For its turn.",
    ):
        assert words in page


def test_a_job_that_failed_is_tried_again_and_the_trail_says_who_asked(app: Flask, url: str) -> None:
    with db.unit_of_work(url) as session:
        administrator = factories.person(session, "Ann Other", "administrator")
    job = failed(url)
    client = factories.signed_in(app, administrator)
    answer = client.post(f"/jobs/{job}/again", follow_redirects=True)
    assert f"Job {job} will be tried again." in answer.text
    with db.reading(url) as session:
        assert session.get_one(Job, job).state == "waiting"
        said = session.connection().exec_driver_sql("SELECT person_name, says, audience FROM audit_event").all()
    assert said == [("Ann Other", f"asked for job {job} to be tried again", "accounts")]
    assert client.post("/jobs/99/again").status_code == 404


def test_trying_again_twice_is_trying_again_once(app: Flask, url: str) -> None:
    with db.unit_of_work(url) as session:
        administrator = factories.person(session, "Ann Other", "administrator")
    job = failed(url)
    client = factories.signed_in(app, administrator)
    assert [client.post(f"/jobs/{job}/again").status_code for _ in range(2)] == [302, 302]
    with db.reading(url) as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM audit_event").scalar() == 1


def test_trying_again_needs_the_token_of_our_own_page(app: Flask, url: str) -> None:
    with db.unit_of_work(url) as session:
        administrator = factories.person(session, "Ann Other", "administrator")
    job = failed(url)
    app.config["WTF_CSRF_ENABLED"] = True
    assert factories.signed_in(app, administrator).post(f"/jobs/{job}/again").status_code == 400


@pytest.mark.parametrize("role", [("assessor", "kent"), "inspector", "methodologist"])
def test_nobody_else_sees_the_page(app: Flask, url: str, role: str | tuple[str, str]) -> None:
    with db.unit_of_work(url) as session:
        session.add(Force(id="kent", name="Kent Police"))
        session.flush()
        somebody = factories.person(session, "Some Body", role)
    job = failed(url)
    client = factories.signed_in(app, somebody)
    assert client.get("/jobs").status_code == 404
    assert client.post(f"/jobs/{job}/again").status_code in (403, 404)
    assert app.test_client().get("/jobs").status_code == 302


def test_a_machine_is_told_whether_the_product_is_well(app: Flask, url: str) -> None:
    client = app.test_client()
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ok"}
    with db.unit_of_work(url) as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '001'")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "the database is of another version"})


def test_the_product_is_not_ready_without_a_database(tmp_path: Path) -> None:
    app = factories.application(db.sqlite_url(tmp_path / "none.db"), tmp_path)
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "the database cannot be reached or is empty"})


def test_the_page_asks_the_same_number_of_questions_however_many_jobs_there_are(app: Flask, url: str) -> None:
    with db.unit_of_work(url) as session:
        administrator = factories.person(session, "Ann Other", "administrator")
    client = factories.signed_in(app, administrator)
    counts = []
    for jobs in (1, 30):
        for subject in range(jobs):
            failed(url, 1000 * jobs + subject)
        with factories.counted(url) as asked:
            client.get("/jobs")
        counts.append(len(asked))
    assert counts[0] == counts[1]
