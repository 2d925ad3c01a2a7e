"""Findings, comments and both versions in a real browser: by keyboard, on a phone, without script, and with a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from tests import browser as real
from tests.slices.assessment.together import kent_team
from tests.slices.assessment.together.kent_team import ENTRY, Team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return kent_team.team(tmp_path, WTF_CSRF_ENABLED=True)


@pytest.fixture
def address(team: Team) -> Iterator[str]:
    with real.served(team.app) as found:
        yield found


def page_of(browser: Any, team: Team, address: str, who: str, **options: Any) -> AbstractContextManager[Any]:
    cookie = team.browsers[who].get_cookie("session")
    assert cookie is not None
    return real.tab(browser, cookie=cookie.value, address=address, **options)


def write(page: Any, address: str, title: str = "No plan for the whole force") -> str:
    """Writes a finding by hand, and answers with its address."""
    page.goto(f"{address}{ENTRY}/findings/new?kind=area_for_improvement&on=3c-f2")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Words").fill("Areas run their own plan.\n\n- one\n- two")
    page.get_by_role("button", name="Save finding").click()
    page.wait_for_url(re.compile(r"/findings/\d+$"))
    return str(page.url)


def overtake(first: Any, second: Any, finding: str) -> None:
    """Both open a finding; the second saves first, and the first finds both versions."""
    for page, words in ((first, "Nothing sets one standard."), (second, "No document covers the force.")):
        page.goto(f"{finding}/change")
        page.get_by_label("Words").fill(f"Areas run their own plan. {words}")
    for page in (second, first):
        page.get_by_role("button", name="Save finding").click()
        page.wait_for_load_state()


def test_axe_finds_nothing_on_any_page(browser: Any, team: Team, address: str, checkout: Path) -> None:
    axe = checkout / "node_modules" / "axe-core" / "axe.min.js"
    with page_of(browser, team, address, "priya") as page:
        finding = write(page, address)
        page.get_by_text("Write the first comment").click()
        page.get_by_label("Your comment").fill("Is this so, @Helen?")
        page.get_by_role("button", name="Add comment").click()
        found = {}
        for path in ("", "/change", "/withdraw", "/cite"):
            page.goto(finding + path)
            found[path] = real.faults_at_both_widths(page, axe, unfolded=True)
        for path in ("/findings", "/findings/new", "/text", "/comments", "/comments?on=3c-f2"):
            page.goto(f"{address}{ENTRY}{path}")
            found[path] = real.faults_at_both_widths(page, axe, unfolded=True)
        with page_of(browser, team, address, "helen") as hers:
            overtake(page, hers, finding)
        found["conflict"] = real.faults_at_both_widths(page, axe, unfolded=True)
        assert {path: said for path, said in found.items() if said} == {}


def test_both_versions_work_by_keyboard_and_open_at_their_title(browser: Any, team: Team, address: str) -> None:
    with page_of(browser, team, address, "priya") as mine, page_of(browser, team, address, "helen") as hers:
        finding = write(mine, address)
        overtake(mine, hers, finding)
        assert mine.evaluate("document.activeElement.textContent") == "Helen Marsh saved this while you were writing"
        for key in ("Tab", "ArrowUp", "ArrowUp"):
            mine.keyboard.press(key)
        assert mine.locator("#between-theirs").is_checked()
        mine.keyboard.press("ArrowDown")
        mine.keyboard.press("Tab")
        assert mine.evaluate("document.activeElement.textContent") == "Save this version"
        mine.keyboard.press("Enter")
        mine.wait_for_url(finding)
        assert "Nothing sets one standard." in mine.inner_text("main")


def test_a_draft_says_when_it_was_saved_and_is_there_after_leaving(browser: Any, team: Team, address: str) -> None:
    with page_of(browser, team, address, "priya") as page:
        page.goto(f"{address}{ENTRY}/text")
        page.get_by_label("Report text").fill("Half a sentence")
        page.wait_for_selector("[data-draft-state][data-state=saved]")
        assert "Only you can see it until you save the text." in page.inner_text("[data-draft-state]")
        page.goto(f"{address}{ENTRY}/text")
        page.get_by_role("link", name="Use it").click()
        assert page.get_by_label("Report text").input_value() == "Half a sentence"


def test_words_typed_just_before_leaving_are_kept(browser: Any, team: Team, address: str) -> None:
    with page_of(browser, team, address, "priya") as page:
        page.goto(f"{address}{ENTRY}/text")
        page.get_by_label("Report text").fill("The last words")
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{address}{ENTRY}/findings")
        page.goto(f"{address}{ENTRY}/text?draft=use")
        assert page.get_by_label("Report text").input_value() == "The last words"


def test_moving_keeps_the_focus_and_is_spoken(browser: Any, team: Team, address: str) -> None:
    with page_of(browser, team, address, "priya") as page:
        page.goto(f"{address}{ENTRY}/findings")
        button = page.get_by_role("button", name="Move down 3C-S1")
        button.focus()
        page.keyboard.press("Enter")
        page.locator("#spoken").get_by_text("3C-S1 moved down.").wait_for(state="attached")
        assert page.evaluate("document.activeElement.textContent") == "Move down 3C-S1"
        assert page.locator(".finding-title").all_inner_texts()[6:8] == ["3C-S2", "3C-S1"]


def test_everything_works_without_script(browser: Any, team: Team, address: str) -> None:
    with (
        page_of(browser, team, address, "priya", java_script_enabled=False) as mine,
        page_of(browser, team, address, "helen", java_script_enabled=False) as hers,
    ):
        finding = write(mine, address)
        overtake(mine, hers, finding)
        mine.get_by_role("button", name="Save this version").click()
        said = mine.inner_text("main")
        assert "Nothing sets one standard." in said
        assert "No document covers the force." in said
        mine.get_by_role("link", name="Findings").click()
        mine.get_by_role("button", name="Move down 3C-S1").click()
        assert "3C-S1 moved down." in mine.inner_text("#messages")
