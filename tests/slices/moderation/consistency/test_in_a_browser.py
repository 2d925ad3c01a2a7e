"""The queue, what if and a meeting in a browser: nothing that axe knows is wrong at either width, no script needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import browser as browsers
from tests.slices.moderation.over_all_forces import CYCLE, Nation, over_all_forces

PAGES = (
    f"/queue/{CYCLE}",
    f"/queue/{CYCLE}?show=settled",
    f"/queue/{CYCLE}/1",
    f"/what-if/{CYCLE}",
    f"/what-if/{CYCLE}?kind=level&criterion=3C+G3&level=fair",
    f"/what-if/{CYCLE}?kind=flag&criterion=nothing&flag=dominant",
    f"/what-if/{CYCLE}/proposals/1",
    f"/meetings/{CYCLE}",
    f"/meetings/{CYCLE}/1",
    f"/meetings/{CYCLE}/1/minutes",
)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Nation:
    made = over_all_forces(tmp_path_factory.mktemp("nation"))
    lead = made.client("national_lead")
    lead.post(f"/queue/{CYCLE}")
    lead.post(f"/queue/{CYCLE}/2", data={"way": "meeting", "note": "Three of us should look.", "version": "1"})
    lead.post(f"/what-if/{CYCLE}?kind=level&criterion=3C+G3&level=fair", data={"because": "It is a basic thing."})
    day = {"on_day-day": "15", "on_day-month": "1", "on_day-year": "2007"}
    lead.post(f"/meetings/{CYCLE}/new", data={"title": "Moderation of domain 3", **day})
    return made


@pytest.fixture(scope="module")
def address(there: Nation) -> Iterator[str]:
    with browsers.served(there.app) as found:
        yield found


def cookie(there: Nation) -> str:
    found = there.client("national_lead").get_cookie("session")
    assert found is not None
    return str(found.value)


def test_axe_finds_nothing_and_nothing_is_too_wide(browser: Any, address: str, there: Nation, checkout: Path) -> None:
    axe = checkout / "node_modules" / "axe-core" / "axe.min.js"
    with browsers.tab(browser, cookie=cookie(there), address=address) as page:
        for path in PAGES:
            page.goto(f"{address}{path}")
            assert browsers.faults_at_both_widths(page, axe, unfolded=True) == []


def test_a_case_is_settled_and_a_change_tried_without_script(browser: Any, address: str, there: Nation) -> None:
    with browsers.tab(browser, cookie=cookie(there), address=address, java_script_enabled=False) as page:
        page.goto(f"{address}/queue/{CYCLE}")
        page.get_by_role("link", name="Settle this one").first.click()
        page.get_by_label("The grades are right, because").check()
        page.get_by_label("Why?").fill("The visit showed more than the ratings say.")
        page.get_by_role("button", name="Settle this one").click()
        browsers.follow(page.get_by_role("link", name="Settled ("))
        assert page.get_by_text("The visit showed more than the ratings say.").count() == 1
        page.goto(f"{address}/what-if/{CYCLE}?kind=level")
        page.get_by_label("Criterion").fill("3C G3")
        page.get_by_label("counts as").select_option(label="Fair")
        page.get_by_role("button", name="Work it out").click()
        assert page.get_by_role("heading", name="3C G3 counts as Fair, instead of Good.").is_visible()
