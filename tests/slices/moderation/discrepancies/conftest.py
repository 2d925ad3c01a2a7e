"""Kent's signed assessment before the inspectorate."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.slices.moderation.reading.inspecting import Inspecting, inspecting


@pytest.fixture
def kent(tmp_path: Path) -> Inspecting:
    """Received, and nobody reads it yet."""
    return inspecting(tmp_path)
