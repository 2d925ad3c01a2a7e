"""In a real browser: a save replaces parts and nothing else, words are never lost, and drafts say the truth."""

from __future__ import annotations

from typing import Any

import pytest

from tests.slices.ui.small_site import SmallSite, everything_on

UNREACHABLE = "Not saved. We cannot reach the server. Your words are still on this page; we try again every 10 seconds."


def opened(tab: Any, address: str, words: str = "") -> Any:
    tab.goto(f"{address}/rows/one")
    tab.wait_for_selector("[data-draft-state]:empty", state="attached")
    if words:
        tab.fill("#why", words)
    return tab


def test_a_save_replaces_its_parts_and_leaves_the_rest(tab: Any, address: str, site: SmallSite) -> None:
    opened(tab, address, "It is there.").click("text=Save rating")
    tab.wait_for_selector("text=Saved 1 times: It is there.")
    assert site.saved == ["It is there."]
    assert tab.inner_text("#untouched") == "1"
    assert tab.url == f"{address}/rows/two"


def test_after_a_save_the_focus_moves_and_the_consequence_is_spoken(tab: Any, address: str) -> None:
    opened(tab, address, "It is there.").click("text=Save rating")
    tab.wait_for_selector("text=Criterion two")
    assert tab.evaluate("document.activeElement.textContent") == "Criterion two"
    tab.wait_for_selector("#spoken:text-is('F2 saved. Proposed: higher.')", state="attached")


def test_a_form_with_faults_keeps_its_words_and_the_focus_goes_to_the_field_in_question(tab: Any, address: str) -> None:
    opened(tab, address).click("text=Save rating")
    tab.wait_for_selector("#why-error")
    assert "Say why" in tab.inner_text("#why-error")


def test_without_a_connection_the_page_says_so_and_saves_later(tab: Any, address: str, site: SmallSite) -> None:
    tab.clock.install()
    opened(tab, address, "Kept.")
    tab.context.set_offline(True)
    tab.click("text=Save rating")
    tab.wait_for_selector(f"text={UNREACHABLE}")
    assert tab.input_value("#why") == "Kept."
    tab.context.set_offline(False)
    tab.clock.fast_forward(10_500)
    tab.wait_for_selector("text=Saved 1 times: Kept.")
    assert site.saved == ["Kept."]


def test_words_survive_a_session_that_ended_and_come_back_after_signing_in(
    tab: Any, address: str, site: SmallSite
) -> None:
    site.answer = "sign in"
    opened(tab, address, "Not lost.").click("text=Save rating")
    tab.wait_for_url("**/sign-in?next=%2Frows%2Fone")
    tab.goto(f"{address}/rows/one")
    tab.wait_for_selector("text=You were signed out. Your words are here, not yet saved.")
    assert tab.input_value("#why") == "Not lost."


def test_words_of_one_person_never_come_back_to_another(tab: Any, address: str, site: SmallSite) -> None:
    site.answer = "sign in"
    opened(tab, address, "Mine.").click("text=Save rating")
    tab.wait_for_url("**/sign-in?next=*")
    site.who = "Ode Brack"
    opened(tab, address)
    assert tab.input_value("#why") == ""
    assert tab.evaluate("sessionStorage.length") == 0


def test_a_refusal_keeps_the_words_on_the_page(tab: Any, address: str, site: SmallSite) -> None:
    site.answer = "refuse"
    opened(tab, address, "Still here.").click("text=Save rating")
    tab.wait_for_selector("text=This was submitted on 30 June 2006.")
    assert tab.input_value("#why") == "Still here."
    assert "Not saved. Your words are still on this page." in everything_on(tab)


def test_the_page_of_two_versions_takes_the_place_of_everything(tab: Any, address: str, site: SmallSite) -> None:
    site.answer = "conflict"
    opened(tab, address, "Mine.").click("text=Save rating")
    tab.wait_for_selector("h1:has-text('Two versions')")
    assert tab.input_value("textarea") == "Mine."
    assert tab.evaluate("document.activeElement.tagName") == "H1"


def test_two_clicks_save_once(tab: Any, address: str, site: SmallSite) -> None:
    opened(tab, address, "Once.")
    tab.evaluate("() => { const b = document.querySelector('#box button'); b.click(); b.click(); }")
    tab.wait_for_selector("text=Saved 1 times: Once.")
    assert site.saved == ["Once."]


def test_a_draft_is_kept_soon_after_the_last_change_and_the_page_says_when(
    tab: Any, address: str, site: SmallSite
) -> None:
    opened(tab, address, "Half a sent")
    tab.wait_for_selector("text=Draft saved at 10:42. Only you can see it until you save.")
    assert site.drafts == ["Half a sent"]


def test_a_draft_that_cannot_be_kept_says_so_and_is_tried_again(tab: Any, address: str, site: SmallSite) -> None:
    tab.clock.install()
    opened(tab, address)
    tab.context.set_offline(True)
    tab.fill("#why", "Words")
    tab.clock.fast_forward(1_600)
    tab.wait_for_selector(f"text={UNREACHABLE}")
    tab.context.set_offline(False)
    tab.clock.fast_forward(10_500)
    tab.wait_for_selector("text=Draft saved at 10:42")
    assert site.drafts == ["Words"]


def test_a_refused_draft_is_never_called_saved(tab: Any, address: str, site: SmallSite) -> None:
    site.answer = "no draft"
    opened(tab, address, "Words")
    tab.wait_for_selector("text=This draft could not be kept. Save before you leave.")


def test_leaving_sends_the_draft_at_once_and_asks_nothing(tab: Any, address: str, site: SmallSite) -> None:
    asked: list[str] = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    opened(tab, address, "Just typed")
    tab.click("#away")
    tab.wait_for_url("**/away")
    assert asked == []
    assert site.drafts == ["Just typed"]


def test_leaving_words_that_are_kept_nowhere_is_asked_about(tab: Any, address: str, site: SmallSite) -> None:
    site.keeps_drafts = False
    asked: list[str] = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    tab.goto(f"{address}/rows/one")
    tab.locator("#why").press_sequentially("Just typed")
    tab.click("#away")
    tab.wait_for_url("**/away")
    assert asked == ["beforeunload"]


def test_leaving_an_untouched_form_asks_nothing(tab: Any, address: str, site: SmallSite) -> None:
    site.keeps_drafts = False
    asked: list[str] = []
    tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    tab.goto(f"{address}/rows/one")
    tab.click("#why")
    tab.click("#away")
    tab.wait_for_url("**/away")
    assert asked == []


def test_a_link_opens_its_parts_and_the_way_back_works(tab: Any, address: str) -> None:
    tab.goto(f"{address}/rows")
    tab.click("#open-one")
    tab.wait_for_selector("text=Criterion one")
    assert tab.url == f"{address}/rows/one"
    assert tab.evaluate("document.activeElement.textContent") == "Criterion one"
    assert tab.inner_text("#untouched") == "1"
    tab.go_back()
    tab.wait_for_selector("text=Criterion one", state="detached")
    assert tab.url == f"{address}/rows"


def test_escape_closes_what_enter_opened_and_the_focus_returns(tab: Any, address: str) -> None:
    tab.goto(f"{address}/rows")
    tab.focus("#open-one")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("text=Criterion one")
    tab.keyboard.press("Escape")
    tab.wait_for_selector("text=Criterion one", state="detached")
    assert tab.evaluate("document.activeElement.id") == "open-one"
    assert tab.url == f"{address}/rows"


def test_a_jump_within_the_page_keeps_what_was_typed(tab: Any, address: str) -> None:
    opened(tab, address, "Typed")
    tab.evaluate("location.hash = 'panel'")
    tab.wait_for_timeout(200)
    assert tab.input_value("#why") == "Typed"


@pytest.mark.parametrize("script", [True, False])
def test_the_same_form_saves_with_and_without_script(browser: Any, address: str, site: SmallSite, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{address}/rows/one")
    if not script:
        assert page.is_visible("text=This page cannot save drafts by itself. Save before you leave.")
    page.fill("#why", "Either way")
    page.click("text=Save rating")
    page.wait_for_selector("text=Saved 1 times: Either way")
    context.close()
    assert site.saved == ["Either way"]
