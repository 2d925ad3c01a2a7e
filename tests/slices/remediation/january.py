"""Kent's register in January 2007 as the demonstration fills it, made once, with clients for everybody in it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from inspect_app import clock, db
from inspect_app.accounts.actors import Actor
from inspect_app.accounts.models import Person
from inspect_app.demo import improvement_read
from inspect_app.demo.nation import improvement
from inspect_app.evidence.files.store import Folder
from inspect_app.remediation.models import Area
from tests import factories

NOW = datetime(2007, 1, 12, 8, 0)
ROOT = "/forces/kent/improvement"
PEOPLE = {
    "assessor": ("Ruth Lane", ("assessor", "kent")),
    "force_lead": ("Martin Frost", ("force_lead", "kent")),
    "board_secretary": ("Simon Peel", ("board_secretary", "kent")),
    "viewer": ("Grace Obi", ("viewer", "kent")),
    "verifier": ("Nadia Faris", "verifier"),
    "national_lead": ("Judith Crane", "national_lead"),
}


@dataclass
class January:
    """A database with Kent's register, and the application on it; every request is made on 12 January 2007."""

    url: str
    app: Flask

    def client(self, role: str) -> FlaskClient:
        with db.reading(self.url) as session:
            person = session.scalars(select(Person).where(Person.name == PEOPLE[role][0])).one()
        return factories.signed_in(self.app, person)

    def actor(self, role: str) -> Actor:
        with db.reading(self.url) as session:
            return factories.actor(session, session.scalars(select(Person).where(Person.name == PEOPLE[role][0])).one())

    def area(self, number: int) -> Area:
        with db.reading(self.url) as session:
            return session.scalars(select(Area).where(Area.force_id == "kent", Area.number == number)).one()


@contextmanager
def january(folder: Path, **settings: object) -> Iterator[January]:
    """A copy of the register, while the clock stands."""
    made = _made()
    shutil.copytree(made, folder / "copy")
    url = db.sqlite_url(folder / "copy" / "test.db")
    app = factories.application(url, folder / "copy")
    app.config.update(settings)
    improvement_read.provide(app)
    with clock.standing_at(NOW):
        yield January(url, app)


@cache
def _made() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="inspect-improving-"))
    url = factories.kents_database(folder)
    with db.unit_of_work(url) as session:
        for name, role in PEOPLE.values():
            factories.person(session, name, role)
        improvement.load(session, factories.edition(), NOW, Folder(folder / "evidence"))
    with db.engine(url).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder
