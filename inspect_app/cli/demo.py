"""`inspect-app demo`: a real force's published year all the way through, or a nation around it to moderate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from .. import db, migrate
from ..application import create_app
from ..catalogue import editions, examples
from ..catalogue.faults import BadData
from ..config import Settings
from ..demo import improvement_read, record, sites
from ..demo.board import plan as board_plan
from ..demo.board import site as board
from ..demo.live import plan, site
from ..demo.live.plan import Member
from ..demo.load import Loaded, load_record
from ..demo.nation import plan as nation_plan
from ..demo.nation import site as nation
from ..forces import cycles
from ..grading.edition import Edition
from ..reporting.content import ForceReport, SummaryRow
from ..reporting.files import CannotWrite, write_atomically
from ..reporting.force_report import force_report
from ..reporting.printed import force_report_pdf
from ..reporting.queries import force_year
from ..reporting.web import force_report_html
from ..serving import check, serve
from ..serving.site import CannotListen
from .folders import refuse
from .progress import step, stepping

FORCE, CYCLE, EDITION = "kent", "2005-06", "baseline_2006"
HOST = "127.0.0.1"


@click.command("demo")
@click.option(
    "-o",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build"),
    show_default=True,
    help="Folder for what is made.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Where the site listens.")
@click.option("--serve/--no-serve", "serves", default=True, help="Start the site at the end, or stop before it.")
@click.option("--fresh", is_flag=True, help="Make the site's demonstration anew; what was done in it is lost.")
@click.option("--national", is_flag=True, help="A nation of one real and 42 simulated forces, to moderate.")
@click.option("--board", "of_board", is_flag=True, help="A force's board of 2019: its meetings, papers and actions.")
def command(folder: Path, port: int, serves: bool, fresh: bool, national: bool, of_board: bool) -> None:
    """Load Kent Police 2005/06, propose grades, print the judgements, write the force report and start the site.

    Everything is made in one folder: the report as PDF and as a page, the database that it was made from, and the
    database and documents of the site, where the same year is a self-assessment under way. The site runs on this
    machine only, until it is stopped. With --national the site shows what moderators see instead: Kent and 42
    simulated forces, whose grades reproduce the published national distributions. With --board it shows what a
    board's secretary sees: ten actions of a real board, five of them discharged, and the paper of the next meeting.
    """
    if national and of_board:
        refuse(["Choose --national or --board, but not both."], 2)
    if of_board:
        _board(folder, port, serves, fresh)
        return
    if national:
        _national(folder, port, serves, fresh)
        return
    try:
        with step("Checking the data"):
            loaded = editions.load_all()
            held = examples.check_all(loaded, editions.Folders.shipped())
        edition = next(e for e in loaded if e.id == EDITION)
        count = sum(len(f.criteria) for e in loaded for f in e.frameworks)
        click.echo(f"Checked {len(loaded)} editions with {count} criteria; {held} worked examples hold.")
        with step("Loading the record"):
            database, changes = _load(edition, folder / "demo.db")
        click.echo(f"Loaded the record of {FORCE} in {CYCLE}: {changes}.")
        with step("Proposing grades"), db.reading(database) as session:
            report = force_report(edition, force_year(session, FORCE, CYCLE))
        _print(edition, report)
        with step("Writing the report"):
            paths = _write(report, folder)
    except BadData as bad:
        refuse(bad.faults, 1)
    except (CannotWrite, OSError) as error:
        refuse([error], 2)
    click.echo("\nThe report, and the database it was made from:")
    for path in (*paths, folder / "demo.db"):
        click.echo(f"  {path.resolve()}")
    if serves:
        _serve(edition, folder, port, fresh)


def _national(folder: Path, port: int, serves: bool, fresh: bool) -> None:
    """The nation, made the first time, and its site until it is stopped."""
    settings = nation.settings(folder, port)
    try:
        edition = editions.load(EDITION)
        if fresh or not sites.is_made(settings):
            with stepping() as say:
                nation.make(settings, record.load(FORCE, {EDITION: edition}), cycles.load(CYCLE, edition), say)
    except BadData as bad:
        refuse(bad.faults, 1)
    except OSError as error:
        refuse([error], 2)
    click.echo(
        f"{nation_plan.plan().simulated} simulated forces and one real record: {(folder / nation.FILE).resolve()}"
    )
    if serves:
        sites.set_clock(settings, nation_plan.plan().now)
        shown = [p for p in nation_plan.plan().people if p.role != "inspector" or p in nation_plan.plan().readers[:2]]
        _run(settings, port, [*shown, *(p for force in nation_plan.plan().force_people.values() for p in force)])


def _board(folder: Path, port: int, serves: bool, fresh: bool) -> None:
    """The board, made the first time, and its site until it is stopped."""
    settings = board.settings(folder, port)
    try:
        if fresh or not sites.is_made(settings):
            with step("Making the board"):
                board.make(settings)
    except OSError as error:
        refuse([error], 2)
    met = len(board_plan.plan().meetings)
    click.echo(f"{met} meetings of a board and ten of its actions: {(folder / board.FILE).resolve()}")
    if serves:
        sites.set_clock(settings, board_plan.plan().now)
        _run(settings, port, board_plan.plan().people)


def _serve(edition: Edition, folder: Path, port: int, fresh: bool) -> None:
    """The site of the demonstration, made the first time, until it is stopped."""
    settings = site.settings(folder, port)
    try:
        if fresh or not sites.is_made(settings):
            with step("Making the site's demonstration"):
                site.make(settings, record.load(FORCE, {edition.id: edition}), cycles.load(CYCLE, edition))
        sites.set_clock(settings, plan.plan().now)
    except (BadData, OSError) as error:
        refuse([error], 2)
    _run(settings, port, plan.plan().people)


def _run(settings: Settings, port: int, people: Iterable[Member]) -> None:
    """Serves a site until it is stopped, on another port where this one is taken."""
    opened = _open_it(people)
    try:
        check(settings, HOST)
        app = create_app(settings)
        improvement_read.provide(app)
        try:
            serve(app, HOST, port, opened)
        except CannotListen as taken:
            click.echo(f"{taken} Another port is taken instead.", err=True)
            serve(app, HOST, 0, opened)
    except (BadData, OSError, CannotListen) as error:
        refuse([error], 2)


def _open_it(people: Iterable[Member]) -> Callable[[str], None]:
    """Says where the site is, and with which names."""
    who = list(people)
    width = max(len(person.email) for person in who)

    def say(address: str) -> None:
        click.echo(f"\nOpen {address} and sign in. The password of all of these is {plan.plan().password}\n")
        for person in who:
            place = f", {_named(person.force)}" if person.force else ""
            click.echo(f"  {person.email:<{width}}  {person.role.replace('_', ' ')}{place}")
        click.echo("\nStop with Control-C. What you do is kept in the folder for the next time.")

    return say


def _named(force: str) -> str:
    """What a force of a demonstration is called."""
    return nation_plan.name_of(force) if force.startswith("sim-") else force.capitalize()


def _load(edition: Edition, path: Path) -> tuple[str, Loaded]:
    """The database at this path, brought up to date with the record."""
    path.parent.mkdir(parents=True, exist_ok=True)
    database = db.sqlite_url(path)
    migrate.upgrade(database)
    year = record.load(FORCE, {edition.id: edition})
    with db.unit_of_work(database) as session:
        return database, load_record(session, year, cycles.load(CYCLE, edition))


def _print(edition: Edition, report: ForceReport) -> None:
    click.echo(f"\n{report.title}\n")
    for row in report.summary.rows:
        click.echo(line(edition, report, row))
    click.echo(f"\n{report.summary.agreement}")
    click.echo(directions(report))


def line(edition: Edition, report: ForceReport, row: SummaryRow) -> str:
    """One framework in one line: what was published, what is proposed, whether they agree, and why not."""
    scales = edition.scales
    labels = {s.id: s.label for s in (*scales.directions.steps, scales.not_graded, scales.not_comparable) if s}
    part = next(f for f in report.frameworks if f.code == row.code)
    direction = labels.get(part.proposal.direction.value or "", "no direction")
    tested = " (not tested)" if "not_tested" in part.proposal.direction.flags else ""
    said = [
        f"published {scales.outcomes.labels[row.grade]}, {labels[row.direction].lower()}",
        f"proposed {row.proposal}, {direction.lower()}{tested}",
        row.method,
    ]
    because = f": {row.reason}" if row.method != "agrees" else ""
    return f"{row.code}  {'; '.join(said)}{because}"


def directions(report: ForceReport) -> str:
    """How many directions could not be proposed, and how many rest on no test."""
    proposed = [f.proposal.direction for f in report.frameworks]
    undefined = sum(d.value is None for d in proposed)
    untested = sum("not_tested" in d.flags for d in proposed)
    return f"Directions: {undefined} of {len(proposed)} have none defined; {untested} are proposed but not tested."


def _write(report: ForceReport, folder: Path) -> list[Path]:
    name = f"{report.force}-{report.cycle}"
    made = {
        folder / f"{name}.pdf": force_report_pdf(report),
        folder / f"{name}.html": force_report_html(report).encode(),
    }
    for path, data in made.items():
        write_atomically(path, data)
    return list(made)
