"""Starts a site in a process of its own and asks it for pages over one connection, as one browser does."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from inspect_app import db
from inspect_app.accounts import sign_ins
from inspect_app.accounts.models import Person
from inspect_app.application import create_app
from inspect_app.config import Settings

from .full_year import Built

SECRET = "only-for-the-bench-0123456789-abcdefghijkl"
READY = re.compile(r"Open http://([\d.]+):(\d+)")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answered: `size` is in bytes as they travelled."""

    status: int
    size: int
    body: bytes


@dataclass
class Client:
    """One browser: a connection that stays open, and its cookie."""

    host: str
    port: int
    cookie: str = ""
    _connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        headers = {"Cookie": self.cookie, "Accept": "text/html", "Accept-Encoding": "gzip"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        # The cookie may be renewed, as it holds the token of forms and where somebody works.
        if renewed := answer.getheader("Set-Cookie"):
            self.cookie = renewed.partition(";")[0]
        return Answer(answer.status, len(content), content)


@contextmanager
def minimal(path: Path) -> Iterator[Client]:
    """The yardstick, on a database with a table of forces."""
    with _running([sys.executable, "-m", "bench.minimal", str(path)], {}) as client:
        yield client


@contextmanager
def product(built: Built, folder: Path) -> Iterator[Client]:
    """The product as it is served for real, without a worker of its own."""
    environment = {
        "INSPECT_SECRET_KEY": SECRET,
        "INSPECT_DATABASE_URL": built.url,
        "INSPECT_EVIDENCE_FOLDER": str(folder / "evidence"),
        "INSPECT_WORKER": "no",
    }
    with _running([sys.executable, "-m", "inspect_app.cli", "serve", "--port", "0"], environment) as client:
        yield client


def application(built: Built, folder: Path) -> Flask:
    """The same product in this process, to count what it asks of the database."""
    return create_app(Settings(SECRET, built.url, evidence_folder=folder / "evidence"))


def cookie_of(app: Flask, built: Built, role: str) -> str:
    """The cookie of somebody who is signed in with a role."""
    with db.unit_of_work(built.url) as session:
        token = sign_ins.begin(session, session.get_one(Person, built.people[role]))
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = token, True
    found = client.get_cookie("session")
    assert found is not None
    return f"session={found.value}"


@contextmanager
def _running(command: Sequence[str], settings: Mapping[str, str]) -> Iterator[Client]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("INSPECT_")}
    with subprocess.Popen(command, env=inherited | dict(settings), stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said: list[str] = []
        try:
            while not said or not READY.search(said[-1]):
                said.append(process.stderr.readline())
                if not said[-1]:
                    raise RuntimeError(f"The site did not start: {''.join(said)}")
            found = READY.search(said[-1])
            assert found is not None
            drain = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
            yield Client(found[1], int(found[2]))
        finally:
            process.terminate()
            process.wait(20)
            drain.wait(20)
