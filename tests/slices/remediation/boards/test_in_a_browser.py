"""Lift plan, packs, dashboard and import in a real browser: axe has nothing to say, and nothing is too wide."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from tests.browser import WIDTHS, faults, served, tab
from tests.slices.remediation.january import ROOT, January

PAGES = ("/lift", "/packs", "/packs/2007-01-24", "/packs/2006-12-05/minutes", "/dashboard", "/proven", "/import")


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_stand_at_both_widths(then: January, browser: Any, checkout: Path, width: int) -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    client = then.client("board_secretary")
    cookie = client.get_cookie("session")
    assert cookie is not None
    with served(then.app) as address, tab(browser, width=width, cookie=cookie.value, address=address) as page:
        for path in PAGES:
            page.goto(f"{address}{ROOT}{path}")
            assert faults(page, checkout / "node_modules/axe-core/axe.min.js") == [], path
