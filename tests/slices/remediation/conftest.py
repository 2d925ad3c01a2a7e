"""A register of Kent's for each test."""

from pathlib import Path

import pytest

from tests.slices.remediation.improving import Improving, improving


@pytest.fixture
def it(tmp_path: Path) -> Improving:
    return improving(tmp_path)
