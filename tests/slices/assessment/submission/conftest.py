"""A self-assessment in which nothing is missing, ready to be submitted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.slices.assessment.submission.finishing import Finishing, finishing


@pytest.fixture
def done(tmp_path: Path) -> Finishing:
    """Kent's self-assessment with everything ready."""
    return finishing(tmp_path)


@pytest.fixture
def begun(tmp_path: Path) -> Finishing:
    """Kent's self-assessment as loaded, with much missing and nothing ready."""
    return finishing(tmp_path, complete=False)
