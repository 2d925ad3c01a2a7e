"""The discrepancy record and the page of agreement in a real browser: accessible, and never wider than the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests import browser as real
from tests.slices.moderation.discrepancies.test_record import two_readings
from tests.slices.moderation.reading.inspecting import FORCE, HERE, Inspecting
from tests.slices.moderation.reading.test_in_a_browser import faults


def test_every_page_of_two_readings_is_accessible(browser: Any, kent: Inspecting, checkout: Path) -> None:
    two_readings(kent, "f2", "f4")
    axe = checkout / "node_modules" / "axe-core" / "axe.min.js"
    pages = {
        "first": [f"{FORCE}/discrepancies/3c", f"{HERE}/3c", f"{HERE}/3c/reasons"],
        "lead": ["/agreement/2005-06"],
    }
    with real.served(kent.app) as address:
        assert faults(browser, kent, address, axe, pages) == []
