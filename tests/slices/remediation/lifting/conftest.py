"""Kent's register in January 2007 for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.slices.remediation.january import January, january


@pytest.fixture
def then(tmp_path: Path) -> Iterator[January]:
    with january(tmp_path) as made:
        yield made
