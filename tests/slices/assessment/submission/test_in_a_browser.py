"""The pages of finishing in a real browser: no fault of accessibility, and nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from werkzeug.serving import make_server

from tests.slices.assessment.submission.finishing import ROOT, Finishing

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def address(done: Finishing) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, done.app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def faults(browser: Any, made: Finishing, address: str, role: str, pages: list[str], axe: str) -> list[Any]:
    """Everything that axe finds on these pages at both widths, and every page that is wider than the screen."""
    client = made.client(role)
    cookie = client.get_cookie("session")
    assert cookie is not None
    found: list[Any] = []
    for width in (1280, 320):
        context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
        context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
        tab = context.new_page()
        for page in pages:
            tab.goto(f"{address}{ROOT}/{page}")
            tab.evaluate(axe)
            report = tab.evaluate("tags => axe.run({runOnly: tags})", STANDARDS)
            found += [(page, width, fault["id"]) for fault in report["violations"]]
            if tab.evaluate("document.documentElement.scrollWidth") > width:
                found.append((page, width, "too wide"))
        context.close()
    return found


def test_every_page_is_accessible_before_and_after_signing(
    browser: Any, address: str, done: Finishing, checkout: Path
) -> None:
    axe = (checkout / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    assert faults(browser, done, address, "assessor", ["check", "submit", "versions"], axe) == []
    done.submit()
    assert faults(browser, done, address, "assessor", ["check", "take-back"], axe) == []
    assert faults(browser, done, address, "chief_officer", ["sign", "return"], axe) == []
    done.sign()
    pages = ["sign", "versions", "versions/1", "versions/1/3c", "versions/changes"]
    assert faults(browser, done, address, "chief_officer", pages, axe) == []
