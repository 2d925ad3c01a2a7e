"""What every test shares: where the checkout is, and how Hypothesis behaves on slow and busy machines."""

from pathlib import Path

import pytest
from hypothesis import settings

# A property that holds is not broken by a slow machine, so no single case has a time limit.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder that holds pyproject.toml."""
    return Path(__file__).resolve().parent.parent
