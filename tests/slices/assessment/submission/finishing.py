"""Makes a self-assessment in which nothing is missing, with the people of its force, and clients for them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from inspect_app import clock, db
from inspect_app.accounts.actors import Actor
from inspect_app.accounts.models import Person
from inspect_app.assessment.models import Answer, Assessment, Entry, PutForward, Rating
from inspect_app.assessment.submission.addresses import Addresses
from inspect_app.assessment.submission.completeness import stopping
from inspect_app.assessment.submission.whole import Whole, whole
from inspect_app.forces.models import Cycle
from tests import factories, once

ROOT = "/forces/kent/2005-06/assessment"
HERE = Addresses("kent", "2005-06")
NAMES = {
    "assessor": "Ruth Lane",
    "chief_officer": "Anne Hollis",
    "viewer": "Vera Watts",
    "force_lead": "Fred Lowe",
    "inspector": "Ian Speke",
    "administrator": "Ada Stone",
}


@dataclass
class Finishing:
    """A database with Kent's self-assessment, the application on it, and somebody of each role."""

    url: str
    app: Flask
    people: dict[str, Person]

    def client(self, role: str) -> FlaskClient:
        return factories.signed_in(self.app, self.people[role])

    def actor(self, role: str) -> Actor:
        with db.reading(self.url) as session:
            return factories.actor(session, self.people[role])

    def state(self) -> str:
        with db.reading(self.url) as session:
            return the_assessment(session).state

    def entry_states(self) -> set[str]:
        with db.reading(self.url) as session:
            return set(session.scalars(select(Entry.state)))

    def digest(self) -> str:
        """What the page of submitting sends along."""
        return hidden(self.client("assessor").get(f"{ROOT}/submit").text, "digest")

    def submit(self) -> Any:
        return self.client("assessor").post(f"{ROOT}/submit", data={"digest": self.digest()})

    def sign(self) -> Any:
        officer = self.client("chief_officer")
        digest = hidden(officer.get(f"{ROOT}/sign").text, "digest")
        return officer.post(f"{ROOT}/sign", data={"digest": digest, "password": factories.PASSWORD})


def finishing(folder: Path, *, complete: bool = True, ready: bool = True, **settings: Any) -> Finishing:
    """Kent's self-assessment with nothing missing and everything ready, unless told otherwise."""
    made, people = _made(complete, ready)
    path = folder / "finishing.db"
    shutil.copyfile(made, path)
    url = db.sqlite_url(path)
    return Finishing(url, factories.application(url, folder, **settings), dict(people))


@cache
def _made(complete: bool, ready: bool) -> tuple[Path, dict[str, Person]]:
    """The database of each kind, made once for all tests of a process, and the people in it."""
    folder = once.folder()
    url = factories.live_database(folder)
    with db.unit_of_work(url) as session:
        people = {role: factories.person(session, name, _held(role)) for role, name in NAMES.items()}
        people["chief_officer"].post = "Deputy Chief Constable"
        session.execute(update(Cycle).values(submit_by=clock.today(), sign_by=clock.today()))
        if complete:
            fill(session, people["assessor"].id)
            if ready:
                session.execute(update(Entry).values(state="ready"))
    return folder / "test.db", people


def fill(session: Session, by: int) -> None:
    """Rates, answers and judges whatever is missing."""
    for _ in range(4):
        now = as_whole(session)
        points = [(group.framework, point) for group in stopping(now, HERE) for point in group.points]
        if not [point for _, point in points if point.kind != "not_ready"]:
            return
        for one in now:
            for point in (point for framework, point in points if framework == one.framework.id):
                _settle(session, now, one, point, by)
        session.flush()


def _settle(session: Session, now: Whole, one: Any, point: Any, by: int) -> None:
    scales, entry = now.edition.scales, one.entry.id
    name = f"{one.framework.id}-{point.address.rpartition('/')[2]}"
    at = clock.now().replace(tzinfo=None)
    if point.kind == "unrated":
        best = scales.ratings.ids()[-1]
        session.add(Rating(entry_id=entry, criterion=name, step=best, applies=True, because=None, place=0))
    elif point.kind in ("factor", "condition"):
        scale = scales.factor_answers if point.kind == "factor" else scales.condition_answers
        asked = point.address.rpartition("/")[2]
        answer = scale.ids()[0]
        session.add(Answer(entry_id=entry, kind=point.kind, asked=asked, answer=answer, because=None, place=0))
    elif point.kind == "judgement":
        grade = scales.outcomes.grades.ids()[1]
        because = "The unmet criteria are narrow."
        session.add(PutForward(entry_id=entry, grade=grade, because=because, saved_by=by, saved_at=at))


def as_whole(session: Session) -> Whole:
    return whole(session, factories.edition(), the_assessment(session), contrary=True, full=True)


def the_assessment(session: Session) -> Assessment:
    return session.scalars(select(Assessment).where(Assessment.force_id == "kent")).one()


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of a page."""
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


def _held(role: str) -> str | tuple[str, str]:
    return role if role in ("inspector", "administrator") else (role, "kent")
