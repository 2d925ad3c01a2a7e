"""The board in a real browser: axe, both widths, and the grid by keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests import browser as real
from tests.slices.moderation.board.conftest import BOARD, UNDER_WAY, Nation

PAGES = (
    f"{BOARD}?force=kent",
    f"/board/{UNDER_WAY}?mark=state",
    f"{BOARD}/3c?force=sim-14&criterion=3c-g4",
    f"{BOARD}/4b",
)


def cookie(made: Nation) -> str:
    found = made.client().get_cookie("session")
    assert found is not None
    return found.value


def test_every_page_is_accessible_and_fits_both_widths(browser: Any, made: Nation, checkout: Path) -> None:
    axe = checkout / "node_modules" / "axe-core" / "axe.min.js"
    with real.served(made.app) as address, real.tab(browser, cookie=cookie(made), address=address) as tab:
        for page in PAGES:
            tab.goto(address + page)
            assert real.faults_at_both_widths(tab, axe) == []


def test_the_grid_is_one_stop_and_arrows_move_in_it(browser: Any, made: Nation) -> None:
    with (
        real.served(made.app) as address,
        real.tab(browser, cookie=cookie(made), address=address) as tab,
    ):
        tab.goto(f"{address}{BOARD}?force=kent")
        tab.locator("table[role=grid]").wait_for()
        assert tab.locator("table.board [tabindex='0']").count() == 1
        tab.locator("table.board tbody th a").first.focus()

        def here() -> str:
            return str(tab.evaluate("document.activeElement.getAttribute('aria-label')"))

        tab.keyboard.press("ArrowRight")
        assert here().startswith("1A, Kent: ")
        tab.keyboard.press("ArrowDown")
        assert here().startswith("1B, Kent: ")
        assert tab.locator("#board-here").inner_text() == here()
        tab.keyboard.press("End")
        assert here().startswith("1B, Simulated force")
        tab.keyboard.press("Home")
        assert tab.evaluate("document.activeElement.textContent").startswith("1B")
        tab.keyboard.press("ArrowRight")
        tab.keyboard.press("Enter")
        tab.wait_for_url(f"**{BOARD}/1b/kent")


def test_without_script_each_framework_is_a_link_and_cells_stay_out_of_the_way(browser: Any, made: Nation) -> None:
    with (
        real.served(made.app) as address,
        real.tab(browser, cookie=cookie(made), address=address, java_script_enabled=False) as tab,
    ):
        tab.goto(f"{address}{BOARD}")
        assert tab.locator("table.board tbody th a").count() == 23
        assert tab.locator("table.board a.cell:not([tabindex='-1'])").count() == 0
        tab.locator("table.board tbody th a").first.click()
        assert tab.locator("h1").inner_text() == "1A across all forces"
