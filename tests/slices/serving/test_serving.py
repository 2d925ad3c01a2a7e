"""The product is served when that is safe, and otherwise not, with a sentence that says what to do."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from inspect_app import clock, db, migrate
from inspect_app.config import Settings
from inspect_app.jobs.models import Job
from inspect_app.mail import operations as mail
from inspect_app.serving import CannotServe, application, check
from tests import factories
from tests.house.tree import ROOT

SECRET = "b9Kx-27fQ_pLw0Zt8RcYh3VnEjUg5MsA"


def settings(url: str, **given: object) -> Settings:
    return Settings.from_environment({}, secret_key=given.pop("secret_key", SECRET), database_url=url, **given)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return factories.empty_database(tmp_path)


def refusal(found: Settings, host: str = "127.0.0.1", environment: dict[str, str] | None = None) -> str:
    with pytest.raises(CannotServe) as refused:
        check(found, host, environment or {})
    return str(refused.value)


def test_a_safe_site_is_served(url: str) -> None:
    check(settings(url), "0.0.0.0", {})


@pytest.mark.parametrize("secret", ["secret", "x" * 64, "change me change me change me chan", "0123456789" * 3])
def test_a_secret_that_can_be_guessed_is_refused(url: str, secret: str) -> None:
    assert "INSPECT_SECRET_KEY is too short or too simple" in refusal(settings(url, secret_key=secret))


def test_a_clock_that_is_not_the_real_one_is_refused(url: str) -> None:
    assert "INSPECT_NOW is set" in refusal(settings(url), environment={clock.SETTING: "2006-06-20T09:00"})


def test_an_empty_or_old_database_is_refused_and_the_sentence_says_how_to_mend_it(tmp_path: Path) -> None:
    url = db.sqlite_url(tmp_path / "old.db")
    assert "is empty or not there" in refusal(settings(url))
    assert not (tmp_path / "old.db").exists()
    migrate.upgrade(url, "001")
    said = refusal(settings(url))
    assert f"is at step 001 and this version needs {migrate.head()}" in said
    assert "inspect-app migrate" in said


def test_a_database_of_a_newer_version_is_refused(url: str) -> None:
    with db.unit_of_work(url) as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '999'")
    assert "made by a newer version" in refusal(settings(url))


def test_a_database_that_cannot_be_reached_is_refused_without_telling_its_password() -> None:
    said = refusal(settings("postgresql://inspect:hunter2@127.0.0.1:1/none"))
    assert "cannot be reached" in said
    assert "hunter2" not in said


def test_accounts_of_the_demonstration_are_refused_until_they_are_closed(url: str) -> None:
    with db.unit_of_work(url) as session:
        somebody = factories.person(session)
        somebody.is_demo = True
    assert "One account of the demonstration can sign in" in refusal(settings(url))
    check(settings(url, demo=True), "127.0.0.1", {clock.SETTING: "2006-06-20T09:00"})
    with db.unit_of_work(url) as session:
        session.merge(somebody).closed_at = clock.now().replace(tzinfo=None)
    check(settings(url), "127.0.0.1", {})


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "inspect.example"])
def test_a_demonstration_is_served_to_its_own_machine_only(url: str, host: str) -> None:
    assert "only served to its own machine" in refusal(settings(url, demo=True), host)


def test_a_web_server_of_ones_own_gets_the_application_only_after_the_same_checks(url: str) -> None:
    with pytest.raises(CannotServe, match="INSPECT_SECRET_KEY"):
        application(settings(url, secret_key="short"))


@contextmanager
def served(folder: Path, *, upload_limit_mb: int = 1) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The site in a process of its own, and its address."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INSPECT_")} | {
        "INSPECT_SECRET_KEY": SECRET,
        "INSPECT_DATABASE_URL": db.sqlite_url(folder / "served.db"),
        "INSPECT_EVIDENCE_FOLDER": str(folder / "evidence"),
        "INSPECT_UPLOAD_LIMIT_MB": str(upload_limit_mb),
    }
    command = [sys.executable, "-m", "inspect_app.cli", "serve", "--port", "0", "--migrate"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            said = ""
            while "Open http" not in said:
                said = process.stderr.readline()
                assert said, "the site ended before it was ready"
            found = re.search(r"http://[\d.]+:\d+", said)
            assert found is not None
            yield found[0], process
        finally:
            process.kill()
            process.stderr.close()


def get(address: str, body: bytes | None = None) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, body, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def test_the_site_takes_requests_works_in_the_background_and_stops_in_order(tmp_path: Path) -> None:
    with served(tmp_path) as (address, process):
        assert get(f"{address}/readyz") == (200, '{"status":"ok"}\n')
        assert get(f"{address}/sign-in")[0] == 200
        url = db.sqlite_url(tmp_path / "served.db")
        with db.unit_of_work(url) as session:
            mail.write(session, to="priya@example.org", subject="s", text="t")
        assert _until(lambda: job_states(url) == ["done"])
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_the_log_names_routes_and_no_secret_of_an_address(tmp_path: Path) -> None:
    with served(tmp_path) as (address, process):
        get(f"{address}/sign-in?next=/a-secret-word")
        get(f"{address}/nowhere/a-secret-word")
        process.send_signal(signal.SIGTERM)
        assert process.stderr is not None
        said = process.stderr.read()
    assert re.search(r"INFO inspect_app.requests request=[0-9a-f]{8} method=GET route=/sign-in status=200 ms=\d+", said)
    assert "route=none status=404" in said
    assert "a-secret-word" not in said


def test_a_request_that_is_too_large_is_refused_and_the_site_goes_on(tmp_path: Path) -> None:
    with served(tmp_path) as (address, _):
        try:
            status = get(f"{address}/sign-in", b"x" * 8_000_000)[0]
        except OSError:
            # A server may also hang up on somebody who goes on sending.
            status = 413
        assert status == 413
        assert get(f"{address}/healthz")[0] == 200


def job_states(url: str) -> list[str]:
    with db.reading(url) as session:
        return list(session.scalars(select(Job.state)))


def _until(holds: Callable[[], bool], patience: float = 15.0) -> bool:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False
