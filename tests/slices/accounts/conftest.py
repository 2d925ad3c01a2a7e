"""A site with two forces and no inspection, its clock and its clients; made once, its database anew for each test."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app import clock, db
from inspect_app.accounts.models import Person
from inspect_app.audit.models import AuditEvent
from inspect_app.forces.models import Force
from inspect_app.mail.models import Message
from tests.factories import application, empty_database, signed_in


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two forces and nobody in it."""
    url = empty_database(tmp_path_factory.mktemp("template"))
    with db.unit_of_work(url) as session:
        session.add_all([Force(id="kent", name="Kent Police"), Force(id="esk", name="Esk Police")])
    file = db.sqlite_file(url)
    assert file
    return file


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def the_app(folder: Path) -> Flask:
    return application(db.sqlite_url(folder / "accounts.db"), folder, base_url="https://inspect.example.org")


@pytest.fixture
def url(template: Path, folder: Path) -> str:
    """A fresh copy of the database."""
    for left in folder.glob("accounts.db*"):
        left.unlink()
    shutil.copyfile(template, folder / "accounts.db")
    return db.sqlite_url(folder / "accounts.db")


@pytest.fixture
def app(the_app: Flask, url: str) -> Flask:
    assert the_app.config["DATABASE_URL"] == url
    return the_app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture
def session(url: str) -> Iterator[Session]:
    """For looking at what was kept."""
    with db.reading(url) as reading:
        yield reading


@pytest.fixture
def somebody(app: Flask, url: str) -> Callable[..., tuple[FlaskClient, Person]]:
    """Makes somebody with these roles, and a browser in which they are signed in."""
    from tests.factories import person  # noqa: PLC0415

    def make(name: str, *roles: str | tuple[str, str], **options: list[str]) -> tuple[FlaskClient, Person]:
        with db.unit_of_work(url) as writing:
            made = person(writing, name, *roles, **options)
        return signed_in(app, made), made

    return make


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Moves the clock of the product on, by its own setting."""

    def move(by: timedelta) -> None:
        start: datetime = clock.now() + by
        monkeypatch.setenv(clock.SETTING, start.isoformat())

    return move


def messages(url: str) -> list[Message]:
    """Every message in the outbox, the oldest first."""
    with db.reading(url) as session:
        return list(session.scalars(select(Message).order_by(Message.id)))


def link_in(message: Message) -> str:
    """The path of the link in a message."""
    assert message.link
    return message.link.removeprefix("https://inspect.example.org")


def events(url: str) -> list[tuple[str, str, str]]:
    """Everything in the trail: the verb, by whom, and what it says."""
    with db.reading(url) as session:
        rows = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
        return [(row.verb, row.person_name, row.says) for row in rows]


def words_of(page: str) -> str:
    """A page without its marks, spaces made one."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
