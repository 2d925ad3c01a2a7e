"""Fills a database with a self-assessment as large as one gets, or with a share of it, for the bench of the pages.

Its words are drawn at random from a fixed seed: they mean nothing, and are the same every time.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from inspect_app import clock, db, migrate
from inspect_app.accounts.models import Person, RoleHeld
from inspect_app.assessment.models import (
    Assessment,
    Citation,
    Comment,
    Entry,
    Finding,
    FindingCriterion,
    Rating,
    Version,
)
from inspect_app.assessment.submission import content
from inspect_app.assessment.submission.whole import whole
from inspect_app.audit.operations import About, record
from inspect_app.catalogue import editions
from inspect_app.demo import record as records
from inspect_app.demo.load import load_record
from inspect_app.evidence.models import Evidence, Revision, RevisionText
from inspect_app.forces import cycles
from inspect_app.forces.models import Cycle
from inspect_app.grading.edition import Edition
from inspect_app.moderation.models import Caveat, Judgement
from inspect_app.search.models import Found

FORCE, CYCLE, EDITION = "kent", "2005-06", "baseline_2006"
SHOWN = "3c"
"""The framework whose pages are opened."""
FINDINGS, EVIDENCE, WITH_TEXT, EVENTS, COMMENTS = 1500, 2000, 500, 3000, 300
WORDS_OF_A_TEXT = 3000
PEOPLE = {
    "assessor": FORCE,
    "chief_officer": FORCE,
    "force_lead": FORCE,
    "viewer": FORCE,
    "inspector": None,
    "administrator": None,
}
WORDS = (
    "police force plan community victim burglary robbery custody officer patrol board review training strategy "
    "inspection evidence performance detection survey public contact control response risk policy partnership crime "
    "neighbourhood reduction investigation intelligence forensic witness diversity fairness leadership resource target"
)


@dataclass(frozen=True)
class Built:
    """What was built: where it is, somebody of each role, and how large it came out."""

    url: str
    people: Mapping[str, int]
    criteria: int
    finding: int


def build(url: str, share: float = 1.0) -> Built:
    """A database at `url` with Kent's year under way, every criterion rated, and this share of the rest."""
    migrate.upgrade(url)
    edition = editions.load(EDITION)
    with db.unit_of_work(url) as session:
        load_record(session, records.load(FORCE, {EDITION: edition}), cycles.load(CYCLE, edition))
        for judged in (Caveat, Judgement):
            session.execute(delete(judged))
        session.execute(update(Assessment).values(state="drafting"))
        session.execute(update(Entry).values(state="draft"))
        session.execute(update(Cycle).values(submit_by=clock.today() + timedelta(days=30)))
        people = {role: _person(session, role, force) for role, force in PEOPLE.items()}
        filling = _Filling(session, edition, people["assessor"], share)
        criteria = filling.rate()
        finding = filling.find()
        filling.support()
        filling.talk()
    return Built(url, people, criteria, finding)


def submit(built: Built) -> None:
    """Puts everything forward as it is, unfinished or not, for pages that there are only then."""
    edition = editions.load(EDITION)
    with db.unit_of_work(built.url) as session:
        assessment = session.scalars(select(Assessment)).one()
        written = content.canonical(content.content_of(whole(session, edition, assessment, full=True)))
        session.add(
            Version(
                assessment_id=assessment.id,
                number=1,
                content=written,
                digest=content.digest_of(written),
                submitted_by=built.people["assessor"],
                submitted_at=clock.now().replace(tzinfo=None),
            )
        )
        assessment.state = "submitted"


def _person(session: Session, role: str, force: str | None) -> int:
    now = clock.now().replace(tzinfo=None)
    words = role.replace("_", " ").title()
    made = Person(email=f"{role}@example.org", name=f"Alex {words}", post=words, password_hash=None, created_at=now)
    session.add(made)
    session.flush()
    session.add(RoleHeld(person_id=made.id, role=role, force=force, granted_at=now))
    session.flush()
    return made.id


class _Filling:
    """The rows of one share of a full year."""

    def __init__(self, session: Session, edition: Edition, author: int, share: float) -> None:
        self.session, self.edition, self.author, self.share = session, edition, author, share
        self.draw, self.now = random.Random(2006), clock.now().replace(tzinfo=None)
        rows = session.execute(select(Entry.id, Entry.framework, Entry.assessment_id).order_by(Entry.place))
        self.entries = [(row.id, edition.framework[row.framework], row.assessment_id) for row in rows]
        self.vocabulary = [*WORDS.split(), *("".join(self.draw.choices("aeioubcdfglmnprst", k=7)) for _ in range(6000))]

    def rate(self) -> int:
        """Rates every criterion that the record leaves open; answers how many there are."""
        steps = [step.id for step in self.edition.scales.ratings.steps]
        there = set(self.session.execute(select(Rating.entry_id, Rating.criterion)).tuples())
        wanted = [(entry, c.id, place) for entry, f, _ in self.entries for place, c in enumerate(f.criteria)]
        self._add(
            Rating,
            [
                {
                    "entry_id": entry,
                    "criterion": criterion,
                    "step": self.draw.choice(steps),
                    "applies": True,
                    "because": self._words(12),
                    "place": 1000 + place,
                    "saved_by": self.author,
                    "saved_at": self.now,
                }
                for entry, criterion, place in wanted
                if (entry, criterion) not in there
            ],
        )
        return len(wanted)

    def find(self) -> int:
        """Findings beside those of the record, each on a criterion; answers the id of one that is shown."""
        kinds = self.session.scalars(select(Finding.kind).distinct().order_by(Finding.kind)).all()
        first = (self.session.scalar(select(func.max(Finding.id))) or 0) + 1
        findings, on, entries = [], [], []
        for number in range(round(FINDINGS * self.share)):
            entry, framework, assessment = self.entries[number % len(self.entries)]
            findings.append(
                {
                    "id": first + number,
                    "assessment_id": assessment,
                    "entry_id": entry,
                    "kind": kinds[number % len(kinds)],
                    "number": 1000 + number,
                    "printed_id": f"{framework.code}-B{number}",
                    "title": self._words(5),
                    "text": self._words(60),
                    "place": 1000 + number,
                    "created_by": self.author,
                    "created_at": self.now,
                }
            )
            if framework.criteria:
                criterion = self.draw.choice(framework.criteria).id
                on.append({"finding_id": first + number, "criterion": criterion, "place": 0})
            entries.append(
                self._found("finding", first + number, findings[-1]["title"], findings[-1]["text"], framework.id)
            )
        self._add(Finding, findings)
        self._add(FindingCriterion, on)
        self._add(Found, entries)
        shown = select(func.min(Finding.id)).join(Entry).where(Entry.framework == SHOWN, Finding.id >= first)
        return self.session.scalars(shown).one()

    def support(self) -> None:
        """Pieces of evidence, a quarter of them with text, most of them cited."""
        count, with_text = round(EVIDENCE * self.share), round(WITH_TEXT * self.share)
        pieces, revisions, texts, cited, entries = [], [], [], [], []
        rated = [(entry, f) for entry, f, _ in self.entries if f.criteria]
        for number in range(1, count + 1):
            title = self._words(4).capitalize()
            pieces.append(
                {
                    "id": number,
                    "force": FORCE,
                    "number": number,
                    "title": title,
                    "kind": "document",
                    "marking": "RESTRICTED",
                    "owner_id": self.author,
                    "version": 1,
                    "added_by": self.author,
                    "added_at": self.now,
                }
            )
            has_text = number <= with_text
            revisions.append(self._revision(number, is_file=has_text))
            text = self._words(WORDS_OF_A_TEXT) if has_text else self._words(20)
            if has_text:
                texts.append({"revision_id": number, "state": "read", "text": text, "pages": [text], "pictures": 1})
            entries.append(self._found("evidence", number, title, text, None))
            entry, framework = rated[number % len(rated)]
            if number % 5:
                asked = framework.criteria[number // len(rated) % len(framework.criteria)].id
                cited.append(
                    {
                        "entry_id": entry,
                        "asked": asked,
                        "revision_id": number,
                        "shows": self._words(10),
                        "version": 1,
                        "cited_by": self.author,
                        "cited_at": self.now,
                    }
                )
        for table, rows in (
            (Evidence, pieces),
            (Revision, revisions),
            (RevisionText, texts),
            (Citation, cited),
            (Found, entries),
        ):
            self._add(table, rows)

    def talk(self) -> None:
        """Comments, and a trail of what was done."""
        self._add(
            Comment,
            [
                {
                    "entry_id": self.entries[n % len(self.entries)][0],
                    "text": self._words(20),
                    "written_by": self.author,
                    "written_at": self.now,
                }
                for n in range(round(COMMENTS * self.share))
            ],
        )
        piece = About("evidence", 1, force=FORCE, cycle=CYCLE)
        record(self.session, "evidence:evidence:added", piece, by=_Author(self.author), says="added evidence 1")
        for number in range(round(EVENTS * self.share)):
            _, framework, _ = self.entries[number % len(self.entries)]
            about = About("rating", number, force=FORCE, cycle=CYCLE, framework=framework.id, part="f2")
            says = f"rated {framework.code} F2"
            record(self.session, "assessment:rating:changed", about, by=_Author(self.author), says=says)

    def _revision(self, number: int, *, is_file: bool) -> dict[str, Any]:
        said: dict[str, Any] = {"form": "note", "note": self._words(20), "sha256": None, "file_name": None}
        if is_file:
            said = {"form": "file", "note": None, "sha256": f"{number:064x}", "file_name": f"plan-{number}.pdf"}
        return said | {
            "id": number,
            "evidence_id": number,
            "number": 1,
            "file_kind": "pdf" if is_file else None,
            "size": 90_000 if is_file else None,
            "added_by": self.author,
            "added_at": self.now,
            "scanned": "not_scanned",
        }

    def _found(self, kind: str, number: int, title: str, text: str, framework: str | None) -> dict[str, Any]:
        address = f"/forces/{FORCE}/{CYCLE}/evidence/{number}"
        return {
            "kind": kind,
            "thing_id": str(number),
            "force": FORCE,
            "cycle": CYCLE if framework else None,
            "framework": framework,
            "audience": "force",
            "marking": "RESTRICTED",
            "address": address,
            "title": title,
            "text": text,
        }

    def _words(self, count: int) -> str:
        return " ".join(self.draw.choices(self.vocabulary, k=count))

    def _add(self, table: type[db.Base], rows: Sequence[Mapping[str, Any]]) -> None:
        for part in _parts(rows):
            self.session.execute(insert(table), part)


@dataclass(frozen=True)
class _Author:
    id: int
    name: str = "Alex Assessor"


def _parts(rows: Sequence[Mapping[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), 500):
        yield [dict(row) for row in rows[start : start + 500]]
