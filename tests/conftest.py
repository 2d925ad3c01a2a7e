"""What every test shares: where the checkout is, and how Hypothesis behaves on slow and busy machines."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests import browser as real

# A property that holds is not broken by a slow machine, so no single case has a time limit.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder that holds pyproject.toml."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The machine's own browser, opened once for all tests of a process: it cannot be opened twice in one."""
    with real.opened() as opened:
        yield opened
