"""A register of Kent's for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspect_app import clock
from tests.slices.remediation.improving import Improving, improving

BEGAN = clock.now()


@pytest.fixture(autouse=True)
def one_day() -> Iterator[None]:
    """Lets it be the same day for every test, also where the tests run over midnight."""
    with clock.standing_at(BEGAN):
        yield


@pytest.fixture
def it(tmp_path: Path) -> Improving:
    return improving(tmp_path)
