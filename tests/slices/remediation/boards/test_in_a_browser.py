"""Lift plan, packs, dashboard and import in a real browser: axe has nothing to say, and nothing is too wide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.browser import faults_at_both_widths, served, tab
from tests.slices.remediation.january import ROOT, January

PAGES = ("/lift", "/packs", "/packs/2007-01-24", "/packs/2006-12-05/minutes", "/dashboard", "/proven", "/import")


def test_pages_stand_at_both_widths(then: January, browser: Any, checkout: Path) -> None:
    client = then.client("board_secretary")
    cookie = client.get_cookie("session")
    assert cookie is not None
    with served(then.app) as address, tab(browser, cookie=cookie.value, address=address) as page:
        for path in PAGES:
            page.goto(f"{address}{ROOT}{path}")
            assert faults_at_both_widths(page, checkout / "node_modules/axe-core/axe.min.js") == []
