"""Plain functions that make what tests need: a migrated database, the shipped edition, Kent's record, counted SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from inspect_app import db, migrate
from inspect_app.assessment.models import Assessment, Entry, Finding
from inspect_app.catalogue import editions
from inspect_app.demo import record as records
from inspect_app.demo.load import load_record
from inspect_app.demo.record import Record
from inspect_app.forces import cycles
from inspect_app.forces.cycles import CycleFile
from inspect_app.forces.models import Cycle, Force
from inspect_app.grading.edition import Edition

EDITION, CYCLE = "baseline_2006", "2005-06"


def empty_database(folder: Path) -> str:
    """The URL of a new SQLite file with every table and no row."""
    url = db.sqlite_url(folder / "test.db")
    migrate.upgrade(url)
    return url


def kents_database(folder: Path) -> str:
    """The URL of a new SQLite file that holds Kent's year."""
    url = empty_database(folder)
    with db.unit_of_work(url) as session:
        load_record(session, kent(), cycle())
    return url


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
