"""`inspect-app report`: a force report as PDF, page, JSON or CSV, or the national one as PDF or CSV."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from .. import db, migrate
from ..catalogue import editions
from ..catalogue.faults import BadData
from ..promises import NotFound
from ..reporting import as_data
from ..reporting.content import ForceReport
from ..reporting.files import CannotWrite, write_atomically
from ..reporting.force_report import force_report
from ..reporting.national.as_csv import national_report_csv
from ..reporting.national.content import NationalReport
from ..reporting.national.making import national_report
from ..reporting.national.printed import NothingPublished, national_report_pdf
from ..reporting.national.queries import nation
from ..reporting.printed import force_report_pdf
from ..reporting.queries import NoSuchYear, edition_of, force_year
from ..reporting.web import force_report_html
from .folders import refuse
from .progress import step

FORMATS: dict[str, Callable[[ForceReport], bytes]] = {
    "pdf": force_report_pdf,
    "html": lambda report: force_report_html(report).encode(),
    "json": lambda report: as_data.force_report_json(report).encode(),
    "csv": lambda report: as_data.force_report_csv(report).encode(),
}
NATIONAL: dict[str, Callable[[NationalReport], bytes]] = {
    "pdf": national_report_pdf,
    "csv": lambda report: national_report_csv(report).encode(),
}


@click.command("report")
@click.option("--force", metavar="ID", help="The force, for example kent.")
@click.option("--national", is_flag=True, help="All forces instead of one; as pdf or csv.")
@click.option("--cycle", required=True, metavar="ID", help="The inspection cycle, for example 2005-06.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="pdf", show_default=True)
@click.option("-o", "path", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The file to write.")
@click.option("--overwrite", is_flag=True, help="Replace the file if it is there.")
def command(force: str | None, national: bool, cycle: str, form: str, path: Path, overwrite: bool) -> None:
    """Write the report of one force, or of all, in one cycle, from the database that INSPECT_DATABASE_URL names.

    Exit 0 when the file is complete; exit 2, with a sentence and no file, when it cannot be made.
    """
    if national == bool(force):
        raise click.UsageError("Name one force with --force, or ask for all of them with --national.")
    if national and form not in NATIONAL:
        raise click.UsageError(f"The national report is made as {' or '.join(NATIONAL)}.")
    try:
        if path.is_file() and not overwrite:
            raise CannotWrite(f"{path} is there already: name another file, or add --overwrite to replace it.")
        data = _national(cycle, form) if force is None else _of_force(force, cycle, form)
        write_atomically(path, data)
    except BadData as bad:
        refuse(bad.faults, 2)
    except (CannotWrite, NoSuchYear, NoDatabase, NothingPublished) as error:
        refuse([error], 2)
    click.echo(f"{path}: {len(data):,} bytes")


def _of_force(force: str, cycle: str, form: str) -> bytes:
    with step("Proposing grades"):
        report = _report(db.database_url(), force, cycle)
    with step(f"Drawing the report as {form}"):
        return FORMATS[form](report)


def _national(cycle: str, form: str) -> bytes:
    with step("Counting judgements"):
        database = _checked(db.database_url())
        with db.reading(database) as session:
            try:
                found = nation(session, cycle)
            except NotFound:
                raise NothingPublished(f"There is no cycle called {cycle!r}.") from None
        report = national_report(editions.load(found.edition), found)
    with step(f"Drawing the report as {form}"):
        return NATIONAL[form](report)


class NoDatabase(Exception):
    """There is no database where the setting says, or it does not fit this program or its data files."""


def _checked(database: str) -> str:
    """The address of a database that is there and fits this program. Raises NoDatabase."""
    file = db.sqlite_file(database)
    if file is not None and not file.is_file():
        raise NoDatabase(
            f"There is no database at {file}. Run `inspect-app demo` to make one with a real force's year in "
            f"build/demo.db, and name the one to read in {db.SETTING}, for example {db.SETTING}=sqlite:///build/demo.db."
        )
    if migrate.current(database) != migrate.head():
        raise NoDatabase("The database was made by another version of this program: bring it up to date first.")
    return database


def _report(database: str, force: str, cycle: str) -> ForceReport:
    with db.reading(_checked(database)) as session:
        name, digest = edition_of(session, force, cycle)
        edition = editions.load(name)
        if edition.digest != digest:
            raise NoDatabase(
                f"{force} was assessed in {cycle} by {name} with the digest {digest}, and the files now have "
                f"{edition.digest}. A report is only made with the edition it was assessed by."
            )
        return force_report(edition, force_year(session, force, cycle))
