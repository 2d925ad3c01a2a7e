"""The style page in a real browser: no fault that axe knows, nothing wider than the screen, readable in every mode."""

from __future__ import annotations

from typing import Any

import pytest

WIDE, NARROW = 1280, 320
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
TOO_WIDE = """() => [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .filter(e => !e.closest('.scrolls, .unseen, .govuk-visually-hidden, .sprite, svg, nav'))
    .slice(0, 5).map(e => e.tagName + '.' + e.getAttribute('class') + ' ' + e.textContent.trim().slice(0, 40))"""


def shown(browser: Any, address: str, width: int = WIDE, **options: Any) -> Any:
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    page.set_default_timeout(8_000)
    page.goto(f"{address}/style")
    return page


def violations(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{v['id']}: {n['html'][:120]}" for v in found for n in v["nodes"][:3]]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_axe_finds_nothing(browser: Any, address: str, axe: str, width: int) -> None:
    page = shown(browser, address, width)
    assert violations(page, axe) == []
    page.context.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_axe_finds_nothing_in_a_form_full_of_faults(browser: Any, address: str, axe: str, width: int) -> None:
    page = shown(browser, address, width)
    page.locator("#sample").get_by_role("button", name="Send").click()
    page.wait_for_selector(".govuk-error-summary:focus")
    assert violations(page, axe) == []
    page.context.close()


@pytest.mark.parametrize("width", [NARROW, 375, 800, WIDE])
def test_nothing_is_wider_than_the_screen(browser: Any, address: str, width: int) -> None:
    page = shown(browser, address, width)
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.context.close()


def test_text_at_twice_its_size_still_fits(browser: Any, address: str) -> None:
    page = shown(browser, address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(TOO_WIDE) == []
    page.context.close()


def test_targets_on_a_phone_are_large_enough_for_a_thumb(browser: Any, address: str) -> None:
    page = shown(browser, address, 375)
    small = page.evaluate(
        """() => [...document.querySelectorAll('.govuk-button, .govuk-input, .govuk-select, .choice-label')]
        .filter(e => e.getBoundingClientRect().height < 44 && e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []
    page.context.close()


def test_every_focus_is_seen(browser: Any, address: str) -> None:
    page = shown(browser, address)
    unseen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        unseen.add(
            page.evaluate(
                """() => { const s = getComputedStyle(document.activeElement);
                const label = document.activeElement.nextElementSibling;
                const b = label ? getComputedStyle(label, '::before') : s;
                const seen = [s, b].some(x => x.outlineStyle !== 'none' && parseFloat(x.outlineWidth) >= 3);
                return seen ? '' : document.activeElement.outerHTML.slice(0, 100); }"""
            )
        )
    assert unseen == {""}
    page.context.close()


def test_a_term_opens_in_place_without_script_and_closes_with_escape(browser: Any, address: str) -> None:
    page = shown(browser, address, java_script_enabled=False)
    page.get_by_role("button", name="dominant").click()
    meaning = page.get_by_text("A criterion that alone can decide")
    assert meaning.is_visible()
    page.keyboard.press("Escape")
    assert not meaning.is_visible()
    page.context.close()


def test_forced_colours_keep_every_mark_apart_from_its_ground(browser: Any, address: str) -> None:
    page = shown(browser, address, forced_colors="active")
    fills = "name => getComputedStyle(document.querySelector(`.sprite .f-${name}`)).fill"
    assert page.evaluate(fills, "petrol") != page.evaluate(fills, "white")
    page.context.close()


def test_print_leaves_out_what_can_only_be_pressed_and_keeps_the_words(browser: Any, address: str) -> None:
    page = shown(browser, address)
    page.emulate_media(media="print")
    assert not page.is_visible(".main-nav, #sample .govuk-button")
    assert page.is_visible("#panel .panel-title")
    page.context.close()


def test_files_can_be_chosen_and_are_counted(browser: Any, address: str) -> None:
    page = shown(browser, address)
    one = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"}
    page.set_input_files("input[type=file]", [one, one | {"name": "minutes.pdf"}])
    assert page.get_by_text("2 files chosen").is_visible()
    page.context.close()
