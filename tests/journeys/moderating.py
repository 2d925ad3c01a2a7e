"""What journeys of moderation share: the nation, served on a day of its own, and people of it in tabs of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from inspect_app import clock, db
from inspect_app.accounts.models import Person
from inspect_app.application import create_app
from inspect_app.assessment.models import Assessment, Entry
from inspect_app.config import Settings
from tests import browser as real
from tests import factories, nation

READ_NOW, JUDGED = "2006-07", "2005-06"
"""The cycle that is being read, and the one that is judged."""


@dataclass
class Moderating:
    """The nation, served. Whoever is named is somebody of it, by name."""

    address: str
    app: Flask
    browser: Any
    axe: Path
    patch: pytest.MonkeyPatch
    _clients: dict[str, FlaskClient] = field(default_factory=dict)
    _tokens: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return str(self.app.config["DATABASE_URL"])

    def stand_at(self, moment: datetime) -> None:
        """Lets it be another day. Everybody has to sign in anew."""
        # The server answers in threads of its own, which know the clock of a demonstration from the environment only.
        self.patch.setenv(clock.SETTING, moment.isoformat())
        self._clients.clear()
        self._tokens.clear()

    def client(self, name: str) -> FlaskClient:
        """Somebody who is signed in, without a browser."""
        if name not in self._clients:
            with db.reading(self.url) as session:
                person = session.scalars(select(Person).where(Person.name == name)).one()
                session.expunge(person)
            self._clients[name] = factories.signed_in(self.app, person)
        return self._clients[name]

    def tab(self, name: str, **how: Any) -> AbstractContextManager[Any]:
        """A tab in which somebody is signed in."""
        cookie = self.client(name).get_cookie("session")
        assert cookie is not None
        return real.tab(self.browser, cookie=cookie.value, address=self.address, base_url=self.address, **how)

    def send(self, name: str, page: str, path: str, **fields: str) -> None:
        """Sends a form as somebody, without a browser, with the token that a page of theirs carries."""
        client = self.client(name)
        if name not in self._tokens:
            found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(page).text)
            assert found is not None
            self._tokens[name] = found[1]
        answer = client.post(path, data={**fields, "csrf_token": self._tokens[name]})
        assert (path, answer.status_code) == (path, 302)

    def opens(self, page: Any, path: str, *, axe: bool = False) -> None:
        """Opens a page, which must answer and fit; with `axe` nothing that axe knows may be wrong with it."""
        answer = page.goto(path)
        assert (path, answer.status) == (path, 200)
        self.fits(page, axe=axe)

    def fits(self, page: Any, *, axe: bool = False) -> None:
        """The page as it stands fits its tab; with `axe` nothing that axe knows may be wrong with it."""
        if axe:
            assert (page.url, real.faults(page, self.axe)) == (page.url, [])
            return
        assert (page.url, real.too_wide(page)) == (page.url, 0)

    def on_a_phone(self, name: str, *paths: str) -> None:
        """Somebody opens these pages on a screen of 320 pixels."""
        with self.tab(name, width=320) as page:
            for path in paths:
                self.opens(page, path)


@contextmanager
def moderating(folder: Path, browser: Any, axe: Path) -> Iterator[Moderating]:
    """The nation in a folder, as it is when its demonstration begins."""
    settings = Settings(
        secret_key="for tests only",
        database_url=nation.nation_database(folder),
        evidence_folder=nation.evidence(folder),
        demo=True,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(clock.SETTING, nation.NOW.isoformat())
        app = create_app(settings, TESTING=True)
        with real.served(app) as address:
            yield Moderating(address, app, browser, axe, patch)


def states(url: str, force: str, cycle: str) -> Mapping[str, str]:
    """How far each framework of a force is, by framework."""
    with db.reading(url) as session:
        asked = (
            select(Entry.framework, Entry.state)
            .join(Assessment, Assessment.id == Entry.assessment_id)
            .where(Assessment.force_id == force, Assessment.cycle_id == cycle)
        )
        return {row.framework: row.state for row in session.execute(asked)}
