"""Makes a force's assessment that waits for moderators, or is judged, with the people for it, and clients for them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from inspect_app import clock, db
from inspect_app.accounts.actors import Actor
from inspect_app.accounts.models import Person
from inspect_app.assessment.at import At
from inspect_app.assessment.models import Assessment, Entry
from inspect_app.evidence.files.store import Folder
from inspect_app.moderation.deciding import operations
from inspect_app.moderation.deciding.operations import Wanted
from inspect_app.moderation.deciding.policy import is_left_open
from inspect_app.moderation.deciding.queries import case_of
from inspect_app.moderation.models import Case, FactCheck, Reading
from inspect_app.moderation.reading.operations import make_case
from inspect_app.publishing.operations import publish
from tests import factories, once
from tests.slices.assessment.submission.finishing import fill, the_assessment

CYCLE, FORCE = "2005-06", "kent"
ROOT = f"/forces/{FORCE}/{CYCLE}"
PEOPLE: dict[str, tuple[str, str | tuple[str, str], tuple[str, ...]]] = {
    "moderator": ("Teresa Cole", "moderator", ()),
    "second": ("Viktor Hale", "moderator", ()),
    "at_home": ("Ewan Pike", "moderator", (FORCE,)),
    "read_it": ("Rosa Teal", "moderator", ()),
    "lead": ("Judith Crane", "national_lead", ()),
    "inspector": ("Ian Speke", "inspector", ()),
    "assessor": ("Ruth Lane", ("assessor", FORCE), ()),
    "officer": ("Anne Hollis", ("chief_officer", FORCE), ()),
    "viewer": ("Vera Watts", ("viewer", "esk"), ()),
}


@dataclass
class Judging:
    """A database, the application on it, and somebody of each role."""

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

    def entry_state(self, framework: str) -> str:
        with db.reading(self.url) as session:
            return session.scalars(select(Entry.state).where(Entry.framework == framework)).one()

    def states(self) -> set[str]:
        with db.reading(self.url) as session:
            return set(session.scalars(select(Entry.state)))

    def shown(self, framework: str) -> str:
        """What the page of a decision sends along."""
        with db.reading(self.url) as session:
            return the_case(session, framework).digest


def to_moderate(folder: Path, **settings: object) -> Judging:
    """Every entry waits for a moderator; 3C was read by somebody who is a moderator too."""
    return _copy(_waiting(), folder, settings)


def judged(folder: Path, *, checking: bool = False, days: int = 0, **settings: object) -> Judging:
    """Every entry is judged; with `checking` the force was asked to check the facts until today, or so many days on."""
    return _copy(_judged(checking, days), folder, settings)


def published(folder: Path, **settings: object) -> Judging:
    """Everything is judged and published as version 1, with its document in the store."""
    made, people = _published()
    shutil.copytree(made.with_name("evidence"), folder / "evidence", dirs_exist_ok=True)
    return _copy((made, people), folder, settings)


def at(session: Session, framework: str) -> At:
    """An entry of the assessment with everything above it."""
    assessment = the_assessment(session)
    entry = factories.the_entry(session, framework)
    edition = factories.edition()
    return At(FORCE, CYCLE, assessment, entry, edition, edition.framework[framework])


def the_case(session: Session, framework: str) -> Case:
    found = case_of(session, factories.the_entry(session, framework).id)
    assert found is not None
    return found


def decide(session: Session, framework: str, by: Actor) -> None:
    """Confirms where the method proposes a grade, and else takes the lowest grade that it leaves open."""
    here, case = at(session, framework), the_case(session, framework)
    scales = here.edition.scales
    direction = case.proposed_direction or scales.directions.ids()[1]
    if not is_left_open(case):
        operations.confirm(session, here, by=by, shown=case.digest, direction=direction)
        return
    outcomes = scales.outcomes
    grade = case.lowest if outcomes.is_grade(case.lowest) else outcomes.neighbours(case.lowest)[0]
    wanted = Wanted(grade, direction, "The unmet criteria weigh more.")
    operations.change(session, here, wanted, by=by, shown=case.digest)


def _copy(made: tuple[Path, dict[str, Person]], folder: Path, settings: dict[str, object]) -> Judging:
    path = folder / "judging.db"
    shutil.copyfile(made[0], path)
    url = db.sqlite_url(path)
    return Judging(url, factories.application(url, folder, **settings), dict(made[1]))


@cache
def _waiting() -> tuple[Path, dict[str, Person]]:
    folder = once.folder()
    url = factories.live_database(folder)
    with db.unit_of_work(url) as session:
        people = {role: factories.person(session, name, held, home=home) for role, (name, held, home) in PEOPLE.items()}
        fill(session, people["assessor"].id)
        session.execute(update(Assessment).values(state="with_inspectorate"))
        session.execute(update(Entry).values(state="to_moderate"))
        entries = session.scalars(select(Entry).order_by(Entry.place)).all()
        for entry in entries:
            make_case(session, factories.edition(), entry.id)
        _read(session, factories.the_entry(session, "3c"), people)
    return folder / "test.db", people


@cache
def _judged(checking: bool, days: int) -> tuple[Path, dict[str, Person]]:
    made, people = _waiting()
    path = made.with_name(f"judged-{checking}-{days}.db")
    shutil.copyfile(made, path)
    with db.unit_of_work(db.sqlite_url(path)) as session:
        by = factories.actor(session, people["moderator"])
        for framework in [f.id for f in factories.edition().frameworks]:
            decide(session, framework, by)
        if checking:
            _ask(session, people, days)
    return path, people


@cache
def _published() -> tuple[Path, dict[str, Person]]:
    made, people = _judged(True, -1)
    folder = once.folder()
    path = folder / "published.db"
    shutil.copyfile(made, path)
    with db.unit_of_work(db.sqlite_url(path)) as session:
        by = factories.actor(session, people["lead"])
        publish(session, Folder(folder / "evidence"), the_assessment(session), factories.edition(), by=by)
    return path, people


def _read(session: Session, entry: Entry, people: dict[str, Person]) -> None:
    now = clock.now().replace(tzinfo=None)
    grade, direction = the_case(session, "3c").proposed, "stable"
    session.add(
        Reading(
            entry_id=entry.id,
            number=1,
            reader_id=people["read_it"].id,
            named_by=people["lead"].id,
            named_at=now,
            begun_at=now,
            finished_at=now,
            grade=grade or "fair",
            direction=direction,
        )
    )


def _ask(session: Session, people: dict[str, Person], days: int) -> None:
    assessment = the_assessment(session)
    assessment.state = "factual_accuracy"
    now = clock.now().replace(tzinfo=None)
    session.add(
        FactCheck(
            assessment_id=assessment.id,
            number=1,
            opened_by=people["lead"].id,
            opened_at=now,
            closes_on=clock.today() + timedelta(days=days),
        )
    )
