"""Findings, comments and both versions in a real browser: by keyboard, on a phone, without script, and with a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from werkzeug.serving import make_server

from tests.slices.assessment.together import kent_team
from tests.slices.assessment.together.kent_team import ENTRY, Team

RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
WIDE, NARROW = 1280, 320


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return kent_team.team(tmp_path, WTF_CSRF_ENABLED=True)


@pytest.fixture
def address(team: Team) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, team.app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def page_of(browser: Any, team: Team, address: str, who: str, width: int = WIDE, **options: Any) -> Any:
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    context.set_default_timeout(15_000)
    cookie = team.browsers[who].get_cookie("session")
    assert cookie is not None
    context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
    return context.new_page()


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


def faults(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [f"{v['id']}: {n['html'][:120]}" for v in found for n in v["nodes"][:3]] + ["too wide"] * wide


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_axe_finds_nothing_on_any_page(browser: Any, team: Team, address: str, checkout: Path, width: int) -> None:
    axe = (checkout / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    page = page_of(browser, team, address, "priya", width)
    finding = write(page, address)
    page.get_by_text("Write the first comment").click()
    page.get_by_label("Your comment").fill("Is this so, @Helen?")
    page.get_by_role("button", name="Add comment").click()
    found = {}
    for path in ("", "/change", "/withdraw", "/cite"):
        page.goto(finding + path)
        found[path] = faults(page, axe)
    for path in ("/findings", "/findings/new", "/text", "/comments", "/comments?on=3c-f2"):
        page.goto(f"{address}{ENTRY}{path}")
        found[path] = faults(page, axe)
    overtake(page, page_of(browser, team, address, "helen"), finding)
    found["conflict"] = faults(page, axe)
    assert {path: said for path, said in found.items() if said} == {}


def test_both_versions_work_by_keyboard_and_open_at_their_title(browser: Any, team: Team, address: str) -> None:
    mine, hers = page_of(browser, team, address, "priya"), page_of(browser, team, address, "helen")
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
    page = page_of(browser, team, address, "priya")
    page.goto(f"{address}{ENTRY}/text")
    page.get_by_label("Report text").fill("Half a sentence")
    page.wait_for_selector("[data-draft-state][data-state=saved]")
    assert "Only you can see it until you save the text." in page.inner_text("[data-draft-state]")
    page.goto(f"{address}{ENTRY}/text")
    page.get_by_role("link", name="Use it").click()
    assert page.get_by_label("Report text").input_value() == "Half a sentence"


def test_words_typed_just_before_leaving_are_kept(browser: Any, team: Team, address: str) -> None:
    page = page_of(browser, team, address, "priya")
    page.goto(f"{address}{ENTRY}/text")
    page.get_by_label("Report text").fill("The last words")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{address}{ENTRY}/findings")
    page.goto(f"{address}{ENTRY}/text?draft=use")
    assert page.get_by_label("Report text").input_value() == "The last words"


def test_moving_keeps_the_focus_and_is_spoken(browser: Any, team: Team, address: str) -> None:
    page = page_of(browser, team, address, "priya")
    page.goto(f"{address}{ENTRY}/findings")
    button = page.get_by_role("button", name="Move down 3C-S1")
    button.focus()
    page.keyboard.press("Enter")
    page.locator("#spoken").get_by_text("3C-S1 moved down.").wait_for(state="attached")
    assert page.evaluate("document.activeElement.textContent") == "Move down 3C-S1"
    assert page.locator(".finding-title").all_inner_texts()[6:8] == ["3C-S2", "3C-S1"]


def test_everything_works_without_script(browser: Any, team: Team, address: str) -> None:
    mine = page_of(browser, team, address, "priya", java_script_enabled=False)
    hers = page_of(browser, team, address, "helen", java_script_enabled=False)
    finding = write(mine, address)
    overtake(mine, hers, finding)
    mine.get_by_role("button", name="Save this version").click()
    said = mine.inner_text("main")
    assert "Nothing sets one standard." in said
    assert "No document covers the force." in said
    mine.get_by_role("link", name="Findings").click()
    mine.get_by_role("button", name="Move down 3C-S1").click()
    assert "3C-S1 moved down." in mine.inner_text("#messages")
