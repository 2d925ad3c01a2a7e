"""Makes a force with a register, people of each role, and browsers for them; and reads what stands on a page."""

from __future__ import annotations

import html
import re
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from inspect_app import clock, db
from inspect_app.accounts.actors import Actor
from inspect_app.accounts.models import Person
from inspect_app.evidence.models import Evidence, Revision
from inspect_app.forces.models import Force
from inspect_app.remediation.models import Area, LogEntry
from inspect_app.remediation.register import operations
from inspect_app.remediation.register.operations import New
from inspect_app.search.operations import Entry, feed
from tests import factories, once

ROOT = "/forces/kent/improvement"
PEOPLE: dict[str, tuple[str, str | tuple[str, str]]] = {
    "assessor": ("Priya Nair", ("assessor", "kent")),
    "owner": ("Omar Reid", ("assessor", "kent")),
    "force_lead": ("Karen Boyd", ("force_lead", "kent")),
    "second_lead": ("Fred Lowe", ("force_lead", "kent")),
    "chief_officer": ("Anne Hollis", ("chief_officer", "kent")),
    "viewer": ("Vera Lunt", ("viewer", "kent")),
    "secretary": ("Sam Pike", ("board_secretary", "kent")),
    "stranger": ("Eskil Moor", ("assessor", "esk")),
    "verifier": ("Ruth Lane", "verifier"),
    "inspector": ("Ines Rook", "inspector"),
    "administrator": ("Ada Stone", "administrator"),
}
TODAY = clock.today()


@dataclass
class Improving:
    """A database with Kent's published year and a register, the application on it, and somebody of each role."""

    url: str
    app: Flask
    people: dict[str, Person]

    def client(self, role: str) -> FlaskClient:
        return factories.signed_in(self.app, self.people[role])

    def actor(self, role: str) -> Actor:
        with db.reading(self.url) as session:
            return factories.actor(session, self.people[role])

    def add(self, title: str = "Supervision is thin", **given: Any) -> int:
        """An area of Kent's, and its number."""
        usual: dict[str, Any] = {
            "wrong": "More about it",
            "marking": "OFFICIAL",
            "raised_on": TODAY - timedelta(days=90),
            "source": "board",
            "source_words": "The board of May",
        }
        with db.unit_of_work(self.url) as session:
            area = operations.add(session, "kent", New(title, **{**usual, **given}), by=self.actor("assessor"))
            return area.number

    def owned(self, **given: Any) -> int:
        """An area that the owner owns, due in four months."""
        due = {} if "no_due_because" in given else {"due_on": TODAY + timedelta(days=120)}
        return self.add(**{"owner_id": self.people["owner"].id, **due, **given})

    def area(self, number: int) -> Area:
        with db.reading(self.url) as session:
            return session.scalars(select(Area).where(Area.number == number, Area.force_id == "kent")).one()

    def log(self, number: int) -> list[str]:
        """The lines of the log, the eldest first."""
        with db.reading(self.url) as session:
            mine = select(LogEntry.words).join(Area, Area.id == LogEntry.area_id)
            return list(session.scalars(mine.where(Area.number == number).order_by(LogEntry.id)))

    def evidence(self, title: str = "Minutes of the review", marking: str = "OFFICIAL") -> int:
        """A note in the evidence library, and the id of its revision."""
        with db.unit_of_work(self.url) as session:
            number = len(session.scalars(select(Evidence.id)).all()) + 1
            now, somebody = clock.now().replace(tzinfo=None), self.people["owner"].id
            piece = Evidence(
                force="kent", number=number, title=title, kind="document", marking=marking, owner_id=somebody,
                effective_from=TODAY, effective_to=TODAY, added_by=somebody, added_at=now,
            )  # fmt: skip
            session.add(piece)
            session.flush()
            revision = Revision(
                evidence_id=piece.id, number=1, form="note", note=f"{title} in full.", added_by=somebody, added_at=now
            )
            session.add(revision)
            session.flush()
            feed(session, Entry("evidence", str(piece.id), "kent", title, title, "/", marking=marking))
            return revision.id

    def prove(self, number: int, of: str = "action") -> TestResponse:
        """Lets a new piece of evidence prove something, as its owner does."""
        said = {"revision_id": str(self.evidence()), "of": of, "shows": f"It shows {of}."}
        return self.client("owner").post(f"{ROOT}/{number}/proofs/add", data=said)

    def propose(self, number: int, role: str = "owner") -> TestResponse:
        said = {"says": "Two reviews were held.", "version": str(self.area(number).version)}
        return self.client(role).post(f"{ROOT}/{number}/propose", data=said)

    def check(self, number: int, role: str = "verifier", **said: str) -> TestResponse:
        usual = {
            "level": "papers",
            "looked_at": "The minutes",
            "result": "closed",
            "version": str(self.area(number).version),
        }
        return self.client(role).post(f"{ROOT}/{number}/check", data={**usual, **said})


def improving(folder: Path, **settings: Any) -> Improving:
    """Kent's published year, and an empty register."""
    made, people = _made()
    path = folder / "improving.db"
    shutil.copyfile(made, path)
    url = db.sqlite_url(path)
    return Improving(url, factories.application(url, folder, **settings), dict(people))


@cache
def _made() -> tuple[Path, dict[str, Person]]:
    folder = once.folder()
    url = factories.kents_database(folder)
    with db.unit_of_work(url) as session:
        session.add(Force(id="esk", name="Esk Police"))
        session.flush()
        people = {role: factories.person(session, name, held) for role, (name, held) in PEOPLE.items()}
    return folder / "test.db", people


def day(name: str, on: date | None) -> dict[str, str]:
    """A day as three boxes send it."""
    parts = ("", "", "") if on is None else (str(on.day), str(on.month), str(on.year))
    return {f"{name}-{part}": value for part, value in zip(("day", "month", "year"), parts, strict=True)}


def text(page: TestResponse) -> str:
    """The words of a page as a reader has them."""
    source = re.sub(r"(?s)<(script|style|title).*?</\1>", " ", page.text)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", source)).split()).replace(" ,", ",").replace(" .", ".")


def sentences(page: TestResponse) -> list[str]:
    """What the summary of a page complains of."""
    summary = re.search(r'(?s)govuk-error-summary__list">(.*?)</ul>', page.text)
    found = re.findall(r"(?s)<li>(.*?)</li>", summary[1]) if summary else []
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", item)).split()) for item in found]


def titles(page: TestResponse) -> list[str]:
    """The areas that a register lists, in order."""
    return [html.unescape(title) for title in re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)', page.text)]
