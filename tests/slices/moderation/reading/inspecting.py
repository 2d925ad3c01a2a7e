"""Makes Kent's signed assessment as the inspectorate has it, with two readers and others, and clients for them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from inspect_app import clock, db
from inspect_app.accounts.models import Person
from inspect_app.assessment.models import Assessment, Entry, Rating
from inspect_app.assessment.workspace.asked import Asked, everything
from inspect_app.moderation.models import Case, Reading, ReadingRating
from tests import factories, once
from tests.slices.assessment.submission.finishing import finishing

FORCE = "/forces/kent/2005-06"
HERE = f"{FORCE}/reading"
PEOPLE = {
    "first": ("Iris Vale", ["inspector"], []),
    "second": ("Owen Pike", ["inspector"], []),
    "third": ("Nora Finch", ["inspector"], []),
    "at_home": ("Hugh Ferris", ["inspector"], ["kent"]),
    "moderator": ("Mona Reyes", ["moderator"], []),
    "lead": ("Lena Ford", ["national_lead"], []),
    "verifier": ("Vic Stone", ["verifier"], []),
}


@dataclass
class Inspecting:
    """A database with Kent's assessment before the inspectorate, the application on it, and people by what they do."""

    url: str
    app: Flask
    people: dict[str, Person]

    def client(self, who: str) -> FlaskClient:
        return factories.signed_in(self.app, self.people[who])

    def entry(self, framework: str = "3c") -> Entry:
        with db.reading(self.url) as session:
            return session.scalars(
                select(Entry).join(Assessment).where(Assessment.force_id == "kent", Entry.framework == framework)
            ).one()

    def name(self, who: str, number: int = 1, framework: str = "3c") -> int:
        """Names somebody as a reader; the id of the reading."""
        entry = self.entry(framework).id
        with db.unit_of_work(self.url) as session:
            row = Reading(
                entry_id=entry,
                number=number,
                reader_id=self.people[who].id,
                named_by=self.people["lead"].id,
                named_at=clock.now().replace(tzinfo=None),
            )
            session.add(row)
            session.flush()
            return row.id

    def reading(self, who: str, framework: str = "3c") -> Reading:
        with db.reading(self.url) as session:
            return session.scalars(
                select(Reading)
                .join(Entry, Entry.id == Reading.entry_id)
                .where(Reading.reader_id == self.people[who].id, Entry.framework == framework)
            ).one()

    def ratings(self, who: str, framework: str = "3c") -> dict[str, ReadingRating]:
        reading = self.reading(who, framework).id
        with db.reading(self.url) as session:
            return {
                row.asked: row
                for row in session.scalars(select(ReadingRating).where(ReadingRating.reading_id == reading))
            }

    def case(self, framework: str = "3c") -> Case | None:
        with db.reading(self.url) as session:
            wanted = select(Case).where(Case.entry_id == self.entry(framework).id)
            return session.scalars(wanted).one_or_none()

    def begin(self, who: str, framework: str = "3c") -> Any:
        return self.client(who).post(f"{HERE}/{framework}/begin")

    def rate(self, who: str, part: str, step: str, because: str = "", *, framework: str = "3c", **fields: Any) -> Any:
        """Somebody saves a rating; without `version` they saw the newest one."""
        known = self.ratings(who, framework) if "version" not in fields else {}
        asked = next(one for one in asked_in(framework) if one.last == part)
        version = fields.pop("version", known[asked.column].version if asked.column in known else 0)
        data = {"step": step, "because": because, "version": version, **fields}
        return self.client(who).post(f"{HERE}/{framework}/{part}", data=data)

    def rate_all(self, who: str, *, framework: str = "3c", because: str = "", **steps: str) -> None:
        """Writes every rating of a reading: as the force has it, else the worst; `steps` by last part of the name."""
        reading, entry = self.reading(who, framework).id, self.entry(framework).id
        with db.unit_of_work(self.url) as session:
            rows = session.execute(select(Rating.criterion, Rating.step).where(Rating.entry_id == entry))
            known = {row[0]: row[1] for row in rows}
            for one in asked_in(framework):
                step = steps.get(one.last, known.get(one.id, one.scale.ids()[0]))
                session.add(
                    ReadingRating(
                        reading_id=reading,
                        kind=one.kind,
                        asked=one.column,
                        step=step,
                        applies=not one.is_none(step),
                        because=because or ("It does not arise." if one.is_none(step) else None),
                        saved_at=clock.now().replace(tzinfo=None),
                    )
                )

    def finish(self, who: str, grade: str = "", because: str = "", *, framework: str = "3c", **more: str) -> Any:
        """Finishes with the grade proposed or another; where none is proposed, with the second lowest."""
        page = self.client(who).get(f"{HERE}/{framework}/finish").text
        data = {
            "grade": grade or checked(page, "grade") or factories.edition().scales.outcomes.grades.ids()[1],
            "direction": checked(page, "direction") or "stable",
            "because": because,
            **more,
        }
        return self.client(who).post(f"{HERE}/{framework}/finish", data=data)

    def read_by_two(self, *, framework: str = "3c", because: str = "", **second: str) -> None:
        """Two readings, both finished; the second reader's ratings differ as told."""
        self.name("first", 1, framework)
        self.name("second", 2, framework)
        for who in ("first", "second"):
            self.begin(who, framework)
        self.rate_all("first", framework=framework, because=because)
        self.rate_all("second", framework=framework, **second)
        assert self.finish("first", framework=framework, because="As I see it.").status_code == 302
        assert self.finish("second", framework=framework, because="As I see it.").status_code == 302


def asked_in(framework: str) -> Sequence[Asked]:
    edition = factories.edition()
    return everything(edition, edition.framework[framework])


def checked(page: str, name: str) -> str:
    """The value of the radio that is chosen on a page."""
    for piece in page.split("<input ")[1:]:
        tag = piece.partition(">")[0]
        if f'name="{name}"' in tag and "checked" in tag:
            return tag.partition('value="')[2].partition('"')[0]
    return ""


def inspecting(folder: Path, **settings: Any) -> Inspecting:
    """Kent's assessment, signed and received, and nobody reads it yet."""
    made, people = _made()
    path = folder / "inspecting.db"
    shutil.copyfile(made, path)
    url = db.sqlite_url(path)
    return Inspecting(url, factories.application(url, folder, **settings), dict(people))


@cache
def _made() -> tuple[Path, dict[str, Person]]:
    folder = once.folder()
    done = finishing(folder)
    assert done.submit().status_code == done.sign().status_code == 302
    people = dict(done.people)
    with db.unit_of_work(done.url) as session:
        for who, (name, roles, home) in PEOPLE.items():
            people[who] = factories.person(session, name, *roles, home=home)
        session.execute(update(Assessment).where(Assessment.force_id == "kent").values(state="with_inspectorate"))
    db.close_connections(done.url)
    return folder / "finishing.db", people
