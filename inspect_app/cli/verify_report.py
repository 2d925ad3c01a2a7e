"""`inspect-app verify-report`: whether a file is a published report, byte for byte. It looks at digests only."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import click

from .. import clock, db, migrate
from ..moderation.queries import Published, publication_with
from ..ui.times import day
from .folders import refuse

NEWEST, NOT_NEWEST, CANNOT = 0, 1, 2


@click.command("verify-report")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def command(file: Path, as_json: bool) -> None:
    """Say which published report FILE is, a PDF or JSON file, by the database that INSPECT_DATABASE_URL names.

    Exit 0 when it is the newest version byte for byte; exit 1 when it is none, or a newer version exists; exit 2 when
    it cannot be checked.
    """
    try:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        found = _found(db.database_url(), digest)
    except OSError as error:
        refuse([f"{file} cannot be read: {(error.strerror or str(error)).lower()}."], CANNOT)
    except NoDatabase as error:
        refuse([error], CANNOT)
    click.echo(_as_json(digest, found) if as_json else _in_words(file, digest, found))
    raise SystemExit(NEWEST if found and found.is_newest else NOT_NEWEST)


class NoDatabase(Exception):
    """There is no database where the setting says, or it does not fit this program."""


def _found(database: str, digest: str) -> Published | None:
    there = db.sqlite_file(database)
    if there is not None and not there.is_file():
        raise NoDatabase(f"There is no database at {there}. Name the one to ask in {db.SETTING}.")
    if migrate.current(database) != migrate.head():
        raise NoDatabase("The database was made by another version of this program: bring it up to date first.")
    with db.reading(database) as session:
        return publication_with(session, digest)


def _in_words(file: Path, digest: str, found: Published | None) -> str:
    if found is None:
        return f"{file} is no published report. Its SHA-256 is {digest}; no version of any report has it."
    when = day(clock.here(found.published_at))
    its = f"{file} is version {found.number} of the report for {found.force_name}, {found.cycle}, published {when}"
    if found.is_newest:
        return f"{its}. It is the newest version. SHA-256 {digest}."
    return f"{its}. A newer version exists: version {found.newest}. SHA-256 {digest}."


def _as_json(digest: str, found: Published | None) -> str:
    said: dict[str, object] = {"sha256": digest, "published": found is not None}
    if found is not None:
        its = asdict(found) | {"published_at": f"{found.published_at.isoformat()}Z", "is_newest": found.is_newest}
        said |= its
    return json.dumps(said, ensure_ascii=False, indent=1)
