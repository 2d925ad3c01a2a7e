"""What every test shares: the checkout, a browser, what is made once, and how Hypothesis behaves on busy machines."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Engine, event

from tests import browser as real
from tests import once

# A property that holds is not broken by a slow machine, so no single case has a time limit.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


_MADE = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """The process that starts a run makes the folder that its tests share; the others find it in their environment."""
    if once.FOLDER not in os.environ:
        config.stash[_MADE] = os.environ[once.FOLDER] = tempfile.mkdtemp(prefix="inspect-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if folder := config.stash.get(_MADE, None):
        os.environ.pop(once.FOLDER)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder that holds pyproject.toml."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The machine's own browser, opened once for all tests of a process: it cannot be opened twice in one."""
    with real.opened() as opened:
        yield opened


_used: set[Engine] = set()
event.listen(Engine, "engine_connect", lambda connection: _used.add(connection.engine))


@pytest.fixture(autouse=True)
def _nothing_stays_open() -> Iterator[None]:
    """After each test the file of a database is whole and may be copied or replaced: nobody has it open."""
    yield
    while _used:
        _used.pop().dispose()
