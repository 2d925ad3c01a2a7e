"""What the tests of publishing share."""

from pathlib import Path

import pytest

from tests.slices.moderation import judging
from tests.slices.moderation.judging import Judging


@pytest.fixture
def checked(tmp_path: Path) -> Judging:
    """Everything is judged, and the last day for challenging facts was yesterday."""
    return judging.judged(tmp_path, checking=True, days=-1)


@pytest.fixture
def published(tmp_path: Path) -> Judging:
    """Everything is published as version 1."""
    return judging.published(tmp_path)
