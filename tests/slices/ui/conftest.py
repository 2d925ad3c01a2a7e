"""The small site, a client for it, and a browser to open it in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import browser as real
from tests.slices.ui.small_site import SmallSite


@pytest.fixture
def site() -> SmallSite:
    return SmallSite()


@pytest.fixture
def client(site: SmallSite) -> FlaskClient:
    return site.app.test_client()


@pytest.fixture
def address(site: SmallSite) -> Iterator[str]:
    """Where the small site is served for a browser."""
    with real.served(site.app) as found:
        yield found


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A new tab, which must end without a fault of script and without anything that the page's policy refused."""
    with real.tab(browser) as page:
        yield page


@pytest.fixture(scope="session")
def axe(checkout: Path) -> Path:
    return checkout / "node_modules" / "axe-core" / "axe.min.js"
