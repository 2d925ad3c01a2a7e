"""`inspect-app report`: a force report as PDF, page, JSON or CSV."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from ..catalogue import editions
from ..catalogue.faults import BadData
from ..demo import record
from ..demo.year import force_year
from ..forces import cycles
from ..reporting import as_data
from ..reporting.content import ForceReport
from ..reporting.files import CannotWrite, write_atomically
from ..reporting.force_report import force_report
from ..reporting.printed import force_report_pdf
from ..reporting.web import force_report_html
from .folders import refuse
from .progress import step

FORMATS: dict[str, Callable[[ForceReport], bytes]] = {
    "pdf": force_report_pdf,
    "html": lambda report: force_report_html(report).encode(),
    "json": lambda report: as_data.force_report_json(report).encode(),
    "csv": lambda report: as_data.force_report_csv(report).encode(),
}


@click.command("report")
@click.option("--force", required=True, metavar="ID", help="The force, for example kent.")
@click.option("--cycle", required=True, metavar="ID", help="The inspection cycle, for example 2005-06.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="pdf", show_default=True)
@click.option("-o", "path", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The file to write.")
def command(force: str, cycle: str, form: str, path: Path) -> None:
    """Write the report of one force in one cycle.

    Exit 0 when the file is complete; exit 2, with a sentence and no file, when it cannot be made.
    """
    try:
        with step("Proposing grades"):
            report = _report(force, cycle)
        with step(f"Drawing the report as {form}"):
            data = FORMATS[form](report)
        write_atomically(path, data)
    except BadData as bad:
        refuse(bad.faults, 2)
    except (CannotWrite, LookupError) as error:
        refuse([error.args[0]], 2)
    click.echo(f"{path}: {len(data):,} bytes")


def _report(force: str, cycle: str) -> ForceReport:
    if cycle not in cycles.cycle_ids():
        raise LookupError(f"there is no cycle called {cycle!r}: {', '.join(cycles.cycle_ids())}")
    if not record.folder_of(force).is_dir():
        raise LookupError(f"there is no force called {force!r} with a record in {cycle}")
    known = {edition.id: edition for edition in editions.load_all()}
    kept = record.load(force, known)
    return force_report(kept.edition, force_year(kept, cycles.load(cycle, kept.edition)))
