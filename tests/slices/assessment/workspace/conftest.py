"""Everybody who works on Kent's draft."""

from pathlib import Path

import pytest

from tests.slices.assessment.together import kent_team


@pytest.fixture
def team(tmp_path: Path) -> kent_team.Team:
    return kent_team.team(tmp_path)
