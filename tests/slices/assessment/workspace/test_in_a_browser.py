"""The workspace and the overview in a real browser: by keyboard, without script, narrow, and without a fault of axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests import browser as real
from tests.slices.assessment.together import kent_team
from tests.slices.assessment.together.kent_team import Team
from tests.slices.assessment.workspace.working import HERE, add_evidence, cite, rating, withdraw

WIDE, NARROW = 1280, 320
PAGES = (
    "",
    "?show=needs",
    "/3c",
    "/3c/f2",
    "/4b/dv-f1",
    "/6b",
    "/1b/improved",
    "/1d",
    "/2a",
    "/3c/reasons",
    "/3c/f2/cite",
)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return kent_team.team(tmp_path, WTF_CSRF_ENABLED=True)


@pytest.fixture
def address(team: Team) -> Iterator[str]:
    with real.served(team.app) as found:
        yield found


def page_of(
    browser: Any, team: Team, address: str, width: int = WIDE, who: str = "priya", **options: Any
) -> AbstractContextManager[Any]:
    cookie = team.browsers[who].get_cookie("session")
    assert cookie is not None
    return real.tab(browser, width=width, cookie=cookie.value, address=address, **options)


def choose(page: Any, step: str) -> None:
    """Chooses a step; its radio says behind the word what it would give."""
    page.get_by_role("radio", name=re.compile(f"^{step}")).check()


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Any, team: Team, address: str, checkout: Path
) -> None:
    team.app.config["WTF_CSRF_ENABLED"] = False
    revision = add_evidence(team)
    cite(team, "f2", revision)
    cite(team, "f2", add_evidence(team, "Old audit"), shows="The audit of last year.")
    withdraw(team, "Old audit")
    axe = checkout / "node_modules" / "axe-core" / "axe.min.js"
    with page_of(browser, team, address) as page:
        found = []
        for path in PAGES:
            page.goto(f"{address}{HERE}{path}")
            found += real.faults_at_both_widths(page, axe)
        assert found == []


def test_a_rating_is_saved_in_place_and_the_panel_follows(browser: Any, team: Team, address: str) -> None:
    with page_of(browser, team, address) as page:
        page.goto(f"{address}{HERE}/3c")
        page.evaluate("window.stayed = true")
        page.locator("#row-f4").click()
        expect(page.locator("#open-heading")).to_be_focused()
        assert page.url.split("#")[0].endswith("/3c/f4")
        choose(page, "Not met")
        page.get_by_label("Why?").fill("Not one area does.")
        page.get_by_role("button", name="Save rating").click()
        expect(page.locator("#messages")).to_contain_text("F4 saved as not met. Proposed grade: Poor.")
        expect(page.locator("#panel .panel-says")).to_have_text("Poor")
        expect(page.locator("#spoken")).to_have_text("F4 saved as not met. Proposed grade: Poor.")
        expect(page.locator("#save-rating")).to_be_focused()
        assert page.evaluate("window.stayed") is True
        assert rating(team, "3c-f4").step == "not_met"  # type: ignore[union-attr]


def test_the_whole_of_it_works_by_keyboard(browser: Any, team: Team, address: str) -> None:
    with page_of(browser, team, address) as page:
        page.goto(f"{address}{HERE}/3c?show=unrated")
        page.locator("#row-f4").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#open-heading")).to_be_focused()
        page.locator('input[name="step"]').first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.type("Most areas.")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#open-heading")).to_contain_text("F6")
        expect(page.locator("#open-heading")).to_be_focused()
        assert rating(team, "3c-f4").because == "Most areas."  # type: ignore[union-attr]
        page.keyboard.press("Escape")
        expect(page.locator(".open-criterion")).to_have_count(0)
        expect(page.locator("#row-f6")).to_be_focused()


def test_it_works_without_script(browser: Any, team: Team, address: str) -> None:
    with page_of(browser, team, address, java_script_enabled=False) as page:
        page.goto(f"{address}{HERE}/3c/f4")
        choose(page, "Partly met")
        page.get_by_label("Why?").fill("Most areas.")
        page.get_by_role("button", name="Save and go to next").click()
        assert page.locator("#messages").inner_text().startswith("F4 saved as partly met. Proposed grade:")
        assert page.locator("#open-heading").inner_text().replace("\n", " ").startswith("F5")


def test_a_reason_that_is_missing_is_asked_for_in_place_and_the_focus_goes_there(
    browser: Any, team: Team, address: str
) -> None:
    with page_of(browser, team, address) as page:
        page.goto(f"{address}{HERE}/3c/f4")
        choose(page, "Not applicable")
        page.get_by_role("button", name="Save rating").click()
        summary = page.locator(".govuk-error-summary")
        expect(summary).to_contain_text("Say why this does not apply")
        expect(summary).to_be_focused()
        summary.get_by_role("link").click()
        expect(page.locator("#because")).to_be_focused()


def test_a_draft_saves_itself_and_says_so(browser: Any, team: Team, address: str) -> None:
    with page_of(browser, team, address) as page:
        page.goto(f"{address}{HERE}/3c/f4")
        page.get_by_label("Why?").fill("Half a thought")
        expect(page.locator("#rate [data-draft-state]")).to_contain_text("Draft saved at")
        page.goto(f"{address}{HERE}/3c/f4")
        page.get_by_role("link", name="Use it").click()
        expect(page.get_by_label("Why?")).to_have_value("Half a thought")


def test_two_windows_on_one_criterion_meet_the_page_with_both(browser: Any, team: Team, address: str) -> None:
    with page_of(browser, team, address) as first, page_of(browser, team, address, who="helen") as second:
        for page, step, words in ((first, "Met", "All areas do."), (second, "Partly met", "Only in the east.")):
            page.goto(f"{address}{HERE}/3c/f4")
            choose(page, step)
            page.get_by_label("Why?").fill(words)
        second.get_by_role("button", name="Save rating").click()
        expect(second.locator("#messages")).to_contain_text("F4 saved as partly met.")
        first.get_by_role("button", name="Save rating").click()
        expect(first.get_by_role("heading", level=1)).to_have_text("Helen Marsh saved this while you were writing")
        expect(first.locator("#both-because")).to_have_value("All areas do.\n\nOnly in the east.")
        first.get_by_role("button", name="Save this version").click()
        expect(first.locator("#messages")).to_contain_text("F4 saved as met.")
        assert rating(team, "3c-f4").because == "All areas do.\n\nOnly in the east."  # type: ignore[union-attr]
