"""The nation with people of the inspectorate who are made for these tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from inspect_app import db
from tests import factories, nation

CYCLE, UNDER_WAY = "2005-06", "2006-07"
BOARD = f"/board/{CYCLE}"


@dataclass
class Nation:
    """An application on a copy of the nation. `client` is in whose browser somebody with a role is signed in."""

    url: str
    app: Flask
    _clients: dict[tuple[str, str], FlaskClient] = field(default_factory=dict)

    def client(self, role: str = "national_lead", *, home: str = "", force: str = "") -> FlaskClient:
        key = (role, home or force)
        if key not in self._clients:
            with db.unit_of_work(self.url) as session:
                held = (role, force) if force else role
                made = factories.person(session, f"Somebody {len(self._clients)}", held, home=[home] if home else [])
                session.expunge(made)
            self._clients[key] = factories.signed_in(self.app, made)
        return self._clients[key]

    def page(self, address: str, role: str = "national_lead", *, home: str = "") -> str:
        answer = self.client(role, home=home).get(address)
        assert answer.status_code == 200, address
        return answer.get_data(as_text=True)


def a_nation(folder: Path) -> Nation:
    url = nation.nation_database(folder)
    return Nation(url, factories.application(url, folder))


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the nation."""
    monkeypatch.setenv("INSPECT_NOW", nation.NOW.isoformat())


@pytest.fixture(scope="package")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Nation:
    """A nation made once, for tests that only look at it."""
    return a_nation(tmp_path_factory.mktemp("nation"))


@pytest.fixture
def made(kept: Nation) -> Nation:
    return kept


@pytest.fixture
def changing(tmp_path: Path) -> Nation:
    """A nation of the test's own."""
    return a_nation(tmp_path)
