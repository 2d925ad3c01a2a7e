"""Databases for the tests of slices: a PostgreSQL server of their own, and each database in turn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import factories, postgres


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a running server; it starts when the first test asks."""
    with postgres.server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def either_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with every table and no row: once SQLite, once PostgreSQL."""
    if request.param == "sqlite":
        yield factories.empty_database(tmp_path)
        return
    with postgres.new_database(request.getfixturevalue("postgresql_server")) as url:
        yield url
