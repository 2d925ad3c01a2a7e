"""Gives the tests of evidence a site with Kent's year as drafts, people of each role, and files made on the spot."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from inspect_app import db
from inspect_app.accounts.models import Person
from tests.factories import application, live_database, person, signed_in

PEOPLE = {
    "priya": ("Priya Nair", ("assessor", "kent")),
    "karen": ("Karen Boyd", ("force_lead", "kent")),
    "anne": ("Anne Hollis", ("chief_officer", "kent")),
    "vera": ("Vera Lunt", ("viewer", "kent")),
    "eskil": ("Eskil Moor", ("assessor", "esk")),
    "ines": ("Ines Rook", "inspector"),
}


@pytest.fixture(scope="session")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with Kent's year as empty drafts, to be copied, because making it takes its time."""
    folder = tmp_path_factory.mktemp("drafts")
    url = live_database(folder, ratings=False)
    with db.engine(url).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "test.db"


@pytest.fixture
def url(tmp_path: Path, drafts: Path) -> str:
    return db.sqlite_url(Path(shutil.copy(drafts, tmp_path / "test.db")))


class Whole(FlaskClient):
    """A browser that reads every answer to its end, so that no file stays open behind it."""

    def open(self, *asked: Any, **how: Any) -> TestResponse:
        return super().open(*asked, **{**how, "buffered": True})


def site(url: str, folder: Path, **settings: Any) -> Flask:
    """The application, for browsers that read answers to their end."""
    made = application(url, folder, **settings)
    made.test_client_class = Whole
    return made


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One application for all, because making it reads every edition."""
    return site("sqlite://", tmp_path_factory.mktemp("built"))


@pytest.fixture
def app(built: Flask, url: str, tmp_path: Path) -> Flask:
    """The application on a database and a folder of this test alone."""
    here = replace(built.config["SETTINGS"], database_url=url, evidence_folder=tmp_path / "evidence")
    built.config.update(DATABASE_URL=url, SETTINGS=here)
    return built


@pytest.fixture
def people(url: str) -> dict[str, Person]:
    with db.unit_of_work(url) as session:
        return {key: person(session, name, role) for key, (name, role) in PEOPLE.items()}


@pytest.fixture
def clients(app: Flask, people: dict[str, Person]) -> dict[str, FlaskClient]:
    """A browser of each person, signed in."""
    return {key: signed_in(app, made) for key, made in people.items()}


@pytest.fixture
def priya(clients: dict[str, FlaskClient]) -> FlaskClient:
    return clients["priya"]
