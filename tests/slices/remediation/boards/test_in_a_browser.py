"""Lift plan, packs, dashboard and import in a real browser: axe has nothing to say, and nothing is too wide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspect_app import clock
from tests.browser import faults_at_both_widths, served, tab
from tests.slices.remediation.january import NOW, ROOT, January

PAGES = (
    "/lift",
    "/packs",
    "/packs/2007-01-24",
    "/packs/2006-12-05/minutes",
    "/dashboard",
    "/proven",
    "/import",
    "/alike",
    "/responses",
)


def test_pages_stand_at_both_widths(
    then: January, browser: Any, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The clock stands for this thread only, and the site answers from others.
    monkeypatch.setenv(clock.SETTING, NOW.isoformat())
    client = then.client("board_secretary")
    cookie = client.get_cookie("session")
    assert cookie is not None
    with served(then.app) as address, tab(browser, cookie=cookie.value, address=address) as page:
        for path in PAGES:
            page.goto(f"{address}{ROOT}{path}")
            assert page.url == f"{address}{ROOT}{path}"
            assert faults_at_both_widths(page, checkout / "node_modules/axe-core/axe.min.js") == []
