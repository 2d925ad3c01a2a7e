"""The small site, a client for it, and a browser to open it in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.serving import make_server

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
    server = make_server("127.0.0.1", 0, site.app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A new tab, which must end without a fault of script and without anything that the page's policy refused."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(8_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe(checkout: Path) -> str:
    return (checkout / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
