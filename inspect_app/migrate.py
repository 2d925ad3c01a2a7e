"""Moves a database along its one line of history, forwards and back.

The steps are the numbered files of the migrations folder. It judges no data: it runs the steps, all or none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from . import config, db

HEAD_FILE = "head.txt"
START = "base"


class BrokenReferences(Exception):
    """After the steps some rows point to rows that are not there; nothing of the steps was kept."""


def head() -> str:
    """The number of the last step. Written in a file beside the steps, so that two new last steps collide there."""
    return (config.migrations_folder() / HEAD_FILE).read_text(encoding="utf-8").strip()


def steps() -> list[str]:
    """The numbers of all steps, first to last."""
    return [step.revision for step in reversed(list(_history().walk_revisions()))]


def current(url: str) -> str | None:
    """The number of the last step that this database has taken; None for an empty one."""
    with _connected(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(url: str, to: str | None = None) -> None:
    """Takes every step that the database has not taken yet, up to `to` or else the last one."""
    history, target = _history(), to or head()
    _run(url, target, lambda revision, _context: history._upgrade_revs(target, revision))


def downgrade(url: str, to: str = START) -> None:
    """Takes steps back until `to` is the last one taken; `base` leaves an empty database. What they held is lost."""
    history = _history()
    _run(url, to, lambda revision, _context: history._downgrade_revs(to, revision))


def _history() -> ScriptDirectory:
    folder: Path = config.migrations_folder()
    return ScriptDirectory(str(folder), version_locations=[str(folder)])


def _run(url: str, target: str, plan: Any) -> None:
    """Runs the steps in one transaction; the database takes all of them or stays as it was."""
    environment = EnvironmentContext(Config(), _history(), fn=plan, destination_rev=target)
    with _connected(url) as connection, connection.begin(), environment:
        environment.configure(connection=connection, transactional_ddl=True, render_as_batch=True)
        environment.run_migrations()
        _check_references(connection)


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    """A connection that begins as a writer; nothing stays open afterwards."""
    engine = db.engine_for_migrations(url)
    try:
        with engine.connect() as connection:
            yield connection.execution_options(writes=True)
    finally:
        engine.dispose()


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = sorted({row[0] for row in broken})
        raise BrokenReferences(f"{len(broken)} rows point nowhere, in {', '.join(tables)}")
