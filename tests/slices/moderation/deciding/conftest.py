"""What the tests of deciding share."""

from pathlib import Path

import pytest

from tests.slices.moderation import judging
from tests.slices.moderation.judging import Judging


@pytest.fixture
def waiting(tmp_path: Path) -> Judging:
    """Every entry waits for a moderator."""
    return judging.to_moderate(tmp_path)


@pytest.fixture
def judged(tmp_path: Path) -> Judging:
    """Every entry is judged, and nothing is published."""
    return judging.judged(tmp_path)
