"""A database on a real PostgreSQL server for each test."""

from collections.abc import Iterator

import pytest

from tests import postgres


@pytest.fixture
def empty(postgresql_server: str) -> Iterator[str]:
    """A database without a table."""
    with postgres.new_database(postgresql_server, tables=False) as url:
        yield url


@pytest.fixture
def url(postgresql_server: str) -> Iterator[str]:
    """A database with every table."""
    with postgres.new_database(postgresql_server) as url:
        yield url
