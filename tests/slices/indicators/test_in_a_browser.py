"""The pages of indicators in a real browser: no fault of accessibility, no sideways scrolling, and a whole import."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from inspect_app import db
from inspect_app.indicators.periods import period_in
from tests import browser as real
from tests import factories
from tests.slices.indicators import figures

PAGE = "/forces/kent/2005-06/indicators"


def test_the_pages_are_in_order_at_both_widths_and_a_file_comes_in(
    browser: Any, tmp_path: Path, checkout: Path
) -> None:
    url = figures.database(tmp_path, ratings=False)
    with db.unit_of_work(url) as session:
        figures.group(session)
        figures.detections(session)
        figures.known(session, "murder_detection", "kent", "22", (22, 100), period=period_in("2004/05"))
    app = factories.application(url, tmp_path)
    lead = figures.client(app, "Nora Lead", "national_lead")
    dry = figures.send(lead, figures.csv("Kent,7a,2005/06,20,,,A", "Aln,1a,2005/06,20,,,A")).location
    cookie = lead.get_cookie("session")
    assert cookie is not None
    axe = checkout / "node_modules" / "axe-core" / "axe.min.js"
    paths = ("/indicators/murder_detection", PAGE, f"{PAGE}/murder_detection", dry)
    with real.served(app) as address:
        with real.tab(browser, cookie=cookie.value, address=address) as page:
            for path in paths:
                page.goto(f"{address}{path}")
                assert real.faults_at_both_widths(page, axe) == []
        with real.tab(browser, cookie=cookie.value, address=address, java_script_enabled=False) as page:
            page.goto(f"{address}{dry}")
            page.get_by_role("button", name="Bring in 2 rows").click()
            assert "Two rows are brought in." in page.locator("#messages").inner_text()
