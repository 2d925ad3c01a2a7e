"""Work that was asked for is done once its reason is kept, is never lost, and never ends in silence."""

import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from inspect_app import clock, db, per_request
from inspect_app.jobs import due, handlers, operations, queries, taking, waking
from inspect_app.jobs.models import Job
from inspect_app.jobs.worker import Worker
from tests import factories
from tests.slices.jobs.conftest import Office

NOW = clock.now().replace(tzinfo=None)


def test_a_job_is_done(office: Office) -> None:
    office.can("a:do")
    office.ask("a:do", 7)
    assert Worker(office.app).do_all() == 1
    assert office.did == ["a:do 7"]
    (job,) = office.jobs()
    assert (job.state, job.progress, job.tries, job.fault) == ("done", 100, 1, None)
    assert job.ended_at is not None


def test_a_job_whose_reason_was_dropped_does_not_exist(office: Office) -> None:
    with pytest.raises(ZeroDivisionError), db.unit_of_work(office.url) as session:
        operations.enqueue(session, "a:do", 1)
        raise ZeroDivisionError
    assert office.jobs() == []


def test_the_same_work_that_waits_is_asked_for_once(office: Office) -> None:
    assert office.ask("a:do", 1) == office.ask("a:do", 1)
    assert len({office.ask("a:do", 1), office.ask("a:do", 2), office.ask("b:do", 1)}) == 3


def test_what_waits_for_its_next_try_is_done_at_once_when_somebody_asks(office: Office) -> None:
    office.ask("a:do")
    office.set(due_at=NOW + timedelta(hours=2))
    assert taking.next_job(office.url) is None
    office.ask("a:do")
    assert taking.next_job(office.url) is not None


def test_what_is_asked_for_while_it_is_being_done_is_done_once_more_afterwards(office: Office) -> None:
    first = office.ask("a:do")
    taken = taking.next_job(office.url)
    assert taken is not None
    second = office.ask("a:do")
    assert second != first
    assert taking.next_job(office.url) is None
    taking.done(office.url, taken)
    again = taking.next_job(office.url)
    assert again is not None
    assert again.id == second


def test_a_job_that_fails_waits_longer_each_time_and_then_has_failed(office: Office) -> None:
    def fails(_: str) -> None:
        raise ZeroDivisionError("a secret detail")

    office.can("a:do", fails)
    office.ask("a:do")
    waited = []
    for _ in range(taking.MOST_TRIES):
        assert Worker(office.app).do_all() == 1
        (job,) = office.jobs()
        waited.append((job.due_at - (job.beat_at or NOW)).total_seconds())
        office.later(10_000)
    assert office.states() == ["failed"]
    assert waited[:-1] == pytest.approx([d.total_seconds() for d in taking.DELAYS], abs=2)
    assert Worker(office.app).do_all() == 0
    (job,) = office.jobs()
    assert job.fault is not None
    assert job.fault.startswith("Something went wrong on our side. The log has it under ")
    assert "secret" not in job.fault


def test_a_job_that_cannot_be_done_is_not_tried_again_and_says_why(office: Office) -> None:
    def gone(_: str) -> None:
        raise handlers.CannotBeDone("The file is gone.")

    office.can("a:do", gone)
    office.ask("a:do")
    Worker(office.app).do_all()
    assert [(job.state, job.fault, job.tries) for job in office.jobs()] == [("failed", "The file is gone.", 1)]


def test_a_job_that_nobody_knows_waits_for_a_version_that_does(office: Office) -> None:
    office.ask("z:do")
    Worker(office.app).do_all()
    assert [(job.state, job.fault) for job in office.jobs()] == [
        ("waiting", "This version of the product cannot do this.")
    ]


def test_a_job_whose_worker_was_lost_is_given_to_another(office: Office) -> None:
    office.can("a:do")
    office.ask("a:do")
    lost = taking.next_job(office.url)
    assert lost is not None
    assert taking.give_back_stale(office.url) == 0
    office.later(taking.STALE_AFTER.total_seconds() + 1)
    assert taking.give_back_stale(office.url) == 1
    office.later(10)
    assert Worker(office.app).do_all() == 1
    taking.put_back(office.url, lost, "too late")
    taking.beat(office.url, lost, 3)
    assert [(job.state, job.progress, job.tries) for job in office.jobs()] == [("done", 100, 2)]


def test_a_job_that_loses_every_worker_has_failed(office: Office) -> None:
    office.ask("a:do")
    for _ in range(taking.MOST_TRIES):
        assert taking.next_job(office.url) is not None
        office.later(10_000)
        assert taking.give_back_stale(office.url) == 1
        office.later(10_000)
    assert [(job.state, job.fault) for job in office.jobs()] == [("failed", "The worker stopped before this was done.")]


def test_no_job_is_taken_by_two_workers(office: Office) -> None:
    asked = {office.ask("a:do", number) for number in range(20)}
    taken: list[int] = []
    together = threading.Barrier(4)

    def take() -> None:
        together.wait()
        while (job := taking.next_job(office.url)) is not None:
            taken.append(job.id)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(asked)


def test_a_worker_tells_how_far_it_is_and_stops_when_told(office: Office) -> None:
    go_on = threading.Event()
    office.can("a:do", lambda _: bool(go_on.wait(20)))
    office.ask("a:do", 5)
    worker = Worker(office.app)
    worker.start()
    try:
        told = _until(lambda: _state(office, "a:do", 5).progress == 50)
        assert told
        assert _state(office, "a:do", 5).is_open
    finally:
        go_on.set()
    assert worker.stop()
    assert office.states() == ["done"]


def test_a_worker_begins_at_once_when_the_request_that_asked_is_over(tmp_path: Path) -> None:
    office = Office(factories.empty_database(tmp_path))
    office.can("a:do")
    app = Flask("asks")
    per_request.init_app(app, office.url)
    woken = threading.Event()

    @app.post("/<int:status>")
    def ask(status: int) -> tuple[str, int]:
        operations.enqueue(per_request.session(), "a:do", 1)
        return "", status

    def wait() -> None:
        waking.wait(20)
        woken.set()

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.1)
    app.test_client().post("/409")
    assert not woken.wait(0.2)
    app.test_client().post("/200")
    assert woken.wait(5)
    thread.join()
    assert office.states() == ["waiting"]


def test_what_comes_round_again_is_done_and_one_that_fails_stops_no_other(office: Office) -> None:
    def fails(_: object) -> int:
        raise ZeroDivisionError

    handlers.register_due(office.app, {"a:fails": fails, "b:works": lambda _: 3})
    outcomes = due.run(office.app)
    assert [(outcome.name, outcome.done) for outcome in outcomes] == [("a:fails", None), ("b:works", 3)]


def test_no_two_slices_name_the_same_work(office: Office) -> None:
    office.can("a:do")
    with pytest.raises(handlers.TwiceRegistered, match="a:do"):
        office.can("a:do")


def test_jobs_that_were_done_long_ago_are_forgotten_and_failed_ones_are_not(office: Office) -> None:
    done, failed = office.ask("a:do", 1), office.ask("a:do", 2)
    long_ago = NOW - operations.KEPT_FOR - timedelta(days=1)
    with db.unit_of_work(office.url) as session:
        session.get_one(Job, done).state, session.get_one(Job, done).ended_at = "done", long_ago
        session.get_one(Job, failed).state, session.get_one(Job, failed).ended_at = "failed", long_ago
    with db.unit_of_work(office.url) as session:
        assert operations.forget_done(session) == 1
        assert list(session.scalars(select(Job.id))) == [failed]


def test_a_page_is_told_about_the_newest_job_of_its_subject(office: Office) -> None:
    with db.reading(office.url) as session:
        assert queries.state_of(session, "a:do", 1) is None
    office.ask("a:do", 1)
    office.set(state="failed", fault="It broke.")
    office.ask("a:do", 1)
    assert _state(office, "a:do", 1).state == "waiting"


def _state(office: Office, name: str, subject: int) -> queries.State:
    with db.reading(office.url) as session:
        state = queries.state_of(session, name, subject)
    assert state is not None
    return state


def _until(holds: object, patience: float = 15.0) -> bool:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if holds():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False
