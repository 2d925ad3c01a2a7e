"""Plain functions that make what tests need: a migrated database, the shipped edition, Kent's record, counted SQL."""

import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Config, Flask
from flask.testing import FlaskClient
from flask_wtf import CSRFProtect
from sqlalchemy import delete, event, select, update
from sqlalchemy.orm import Session

from inspect_app import clock, db, migrate
from inspect_app.accounts import sign_ins
from inspect_app.accounts.actors import Actor
from inspect_app.accounts.models import HomeForce, Person, RoleHeld
from inspect_app.application import create_app
from inspect_app.assessment.models import (
    Answer,
    Assessment,
    Entry,
    EvidenceReference,
    Finding,
    FindingCriterion,
    Ground,
    Rating,
)
from inspect_app.catalogue import editions
from inspect_app.config import Settings
from inspect_app.demo import record as records
from inspect_app.demo.load import load_record
from inspect_app.demo.record import Record
from inspect_app.forces import cycles
from inspect_app.forces.cycles import CycleFile
from inspect_app.forces.models import Cycle, Force
from inspect_app.grading.edition import Edition
from inspect_app.moderation.models import Caveat, Judgement
from tests import once

EDITION, CYCLE = "baseline_2006", "2005-06"


def empty_database(folder: Path) -> str:
    """The URL of a new SQLite file with every table and no row."""
    return _copied(_empty(), folder)


def kents_database(folder: Path) -> str:
    """The URL of a new SQLite file that holds Kent's year."""
    return _copied(_kents(), folder)


def _copied(made: Path, folder: Path) -> str:
    """A copy of a database that was made once for all tests: making one takes a second or more."""
    path = folder / "test.db"
    shutil.copyfile(made, path)
    return db.sqlite_url(path)


@cache
def _empty() -> Path:
    with once.made("empty") as (folder, is_there):
        path = folder / "made.db"
        if not is_there:
            migrate.upgrade(db.sqlite_url(path))
    return path


@cache
def _kents() -> Path:
    with once.made("kent") as (folder, is_there):
        path = folder / "made.db"
        if not is_there:
            shutil.copyfile(_empty(), path)
            with db.unit_of_work(db.sqlite_url(path)) as session:
                load_record(session, kent(), cycle())
    return path


@cache
def edition() -> Edition:
    return editions.load(EDITION)


@cache
def kent() -> Record:
    return records.load("kent", {EDITION: edition()})


@cache
def cycle() -> CycleFile:
    return cycles.load(CYCLE, edition())


def small_assessment(session: Session, *frameworks: str) -> list[Entry]:
    """An assessment of a made-up force with an entry for each framework, and nothing in them."""
    session.add_all(
        [
            Force(id="esk", name="Esk Police"),
            Cycle(
                id=CYCLE,
                title="A cycle",
                edition=EDITION,
                edition_digest=edition().digest,
                assessed_from=cycle().assessed.from_,
                assessed_to=cycle().assessed.to,
                published="2006-10",
                forces=43,
            ),
        ]
    )
    session.flush()
    assessment = Assessment(
        force_id="esk",
        cycle_id=CYCLE,
        edition=EDITION,
        edition_digest=edition().digest,
        coding_note="",
        marking="OFFICIAL",
    )
    session.add(assessment)
    session.flush()
    entries = [Entry(assessment_id=assessment.id, framework=name, place=place) for place, name in enumerate(frameworks)]
    session.add_all(entries)
    session.flush()
    return entries


def the_entry(session: Session, framework: str) -> Entry:
    """The only assessment's entry of a framework."""
    return session.scalars(select(Entry).where(Entry.framework == framework)).one()


def the_assessment(session: Session) -> Assessment:
    return session.scalars(select(Assessment)).one()


def the_finding(session: Session, printed_id: str) -> Finding:
    return session.scalars(select(Finding).where(Finding.printed_id == printed_id)).one()


def every_row(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, ids included."""
    return {
        table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))]
        for table in db.Base.metadata.sorted_tables
    }


@contextmanager
def counted(url: str) -> Iterator[list[str]]:
    """The questions that are put to a database while the block runs."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            asked.append(statement)

    event.listen(db.engine(url), "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine(url), "before_cursor_execute", note)


PASSWORD = "correct horse battery staple"


def person(
    session: Session, name: str = "Priya Nair", *roles: str | tuple[str, str], home: Sequence[str] = ()
) -> Person:
    """Somebody with an account and these roles: `"inspector"`, or `("assessor", "kent")` for one held in a force."""
    now = clock.now().replace(tzinfo=None)
    made = Person(
        email=f"{name.lower().replace(' ', '.')}@example.org",
        name=name,
        post="",
        password_hash=hashed(PASSWORD),
        created_at=now,
    )
    session.add(made)
    session.flush()
    for given in roles:
        role, force = (given, None) if isinstance(given, str) else given
        session.add(RoleHeld(person_id=made.id, role=role, force=force, granted_at=now))
    session.add_all([HomeForce(person_id=made.id, force=force) for force in home])
    session.flush()
    return made


@cache
def hashed(password: str) -> str:
    """A password as the table holds it; made once, because making it is slow on purpose."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)


def actor(session: Session, made: Person) -> Actor:
    return sign_ins.actor(session, made)


def application(url: str, folder: Path, **settings: Any) -> Flask:
    """The whole application on a database, with its evidence in a folder of the test.

    What is the same for every database, its routes above all, is built once in a process: that takes half a second.
    What a test may set or add belongs to it alone.
    """
    db.keep_connections(url)
    built = _built(tuple(sorted(settings.items())))
    return _twin(built, replace(built.config["SETTINGS"], database_url=url, evidence_folder=folder / "evidence"))


def application_of_its_own(url: str, folder: Path) -> Flask:
    """As `application`, but nothing in it is shared: for tests that change what an application is made of."""
    db.keep_connections(url)
    return _create(Settings(secret_key=SECRET, database_url=url, evidence_folder=folder / "evidence"))


SECRET = "for tests only"


@cache
def _built(settings: tuple[tuple[str, Any], ...]) -> Flask:
    return _create(Settings(secret_key=SECRET, database_url="sqlite://", **dict(settings)))


def _create(settings: Settings) -> Flask:
    return create_app(settings, TESTING=True, WTF_CSRF_ENABLED=False)


def _twin(built: Flask, settings: Settings) -> Flask:
    """An application with the routes and templates of one that was never asked anything, and a state of its own."""
    twin = copy(built)
    twin.config = Config(built.root_path, {**built.config, "SETTINGS": settings, "DATABASE_URL": settings.database_url})
    twin.extensions = dict(built.extensions)
    for name in ("before_request_funcs", "after_request_funcs", "template_context_processors"):
        setattr(twin, name, defaultdict(list, {key: list(made) for key, made in getattr(built, name).items()}))
    # The check of a form's token asks the application that it was made for, so each has its own, in the same place.
    before = twin.before_request_funcs[None]
    place = next(i for i, check in enumerate(before) if check.__name__ == "csrf_protect")
    CSRFProtect(twin)
    before[place] = before.pop()
    return twin


def signed_in(app: Flask, made: Person) -> FlaskClient:
    """A client in whose browser somebody is signed in."""
    with db.unit_of_work(app.config["DATABASE_URL"]) as session:
        token = sign_ins.begin(session, made)
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return client


def live_database(folder: Path, *, ratings: bool = True) -> str:
    """A database with Kent's year as a self-assessment under way: every entry a draft, and nothing judged.

    With `ratings` the ratings and findings of the record are there; without, the entries are empty.
    """
    return _copied(_live(ratings), folder)


@cache
def _live(ratings: bool) -> Path:
    with once.made(f"live-{ratings}") as (folder, is_there):
        path = folder / "made.db"
        if not is_there:
            _make_live(path, ratings)
    return path


def _make_live(path: Path, ratings: bool) -> None:
    shutil.copyfile(_kents(), path)
    with db.unit_of_work(db.sqlite_url(path)) as session:
        session.execute(delete(Caveat))
        session.execute(delete(Judgement))
        session.execute(update(Assessment).values(state="drafting"))
        session.execute(update(Entry).values(state="draft"))
        session.add(Force(id="esk", name="Esk Police"))
        if not ratings:
            for table in (Ground, EvidenceReference, Rating, Answer, FindingCriterion, Finding):
                session.execute(delete(table))
