"""The style page in a real browser: no fault that axe knows, nothing wider than the screen, readable in every mode."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests import browser as real

WIDE, NARROW = 1280, 320
TOO_WIDE = """() => [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .filter(e => !e.closest('.scrolls, .unseen, .govuk-visually-hidden, .sprite, svg, nav'))
    .slice(0, 5).map(e => e.tagName + '.' + e.getAttribute('class') + ' ' + e.textContent.trim().slice(0, 40))"""


@contextmanager
def shown(browser: Any, address: str, width: int = WIDE, **options: Any) -> Iterator[Any]:
    with real.tab(browser, width=width, **options) as page:
        page.goto(f"{address}/style")
        yield page


def test_axe_finds_nothing(browser: Any, address: str, axe: Path) -> None:
    with shown(browser, address) as page:
        assert real.faults_at_both_widths(page, axe, unfolded=True) == []


def test_axe_finds_nothing_in_a_form_full_of_faults(browser: Any, address: str, axe: Path) -> None:
    with shown(browser, address) as page:
        page.locator("#sample").get_by_role("button", name="Send").click()
        page.wait_for_selector(".govuk-error-summary:focus")
        assert real.faults_at_both_widths(page, axe, unfolded=True) == []


@pytest.mark.parametrize("width", [NARROW, 375, 800, WIDE])
def test_nothing_is_wider_than_the_screen(browser: Any, address: str, width: int) -> None:
    with shown(browser, address, width) as page:
        assert page.evaluate(TOO_WIDE) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_text_at_twice_its_size_still_fits(browser: Any, address: str) -> None:
    with shown(browser, address) as page:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(TOO_WIDE) == []


def test_targets_on_a_phone_are_large_enough_for_a_thumb(browser: Any, address: str) -> None:
    with shown(browser, address, 375) as page:
        small = page.evaluate(
            """() => [...document.querySelectorAll('.govuk-button, .govuk-input, .govuk-select, .choice-label')]
            .filter(e => e.getBoundingClientRect().height < 44 && e.checkVisibility())
            .map(e => e.outerHTML.slice(0, 80))"""
        )
        assert small == []


def test_every_focus_is_seen(browser: Any, address: str) -> None:
    with shown(browser, address) as page:
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


def test_a_term_opens_in_place_without_script_and_closes_with_escape(browser: Any, address: str) -> None:
    with shown(browser, address, java_script_enabled=False) as page:
        page.get_by_role("button", name="dominant").click()
        meaning = page.get_by_text("A criterion that alone can decide")
        assert meaning.is_visible()
        page.keyboard.press("Escape")
        assert not meaning.is_visible()


def test_forced_colours_keep_every_mark_apart_from_its_ground(browser: Any, address: str) -> None:
    with shown(browser, address, forced_colors="active") as page:
        fills = "name => getComputedStyle(document.querySelector(`.sprite .f-${name}`)).fill"
        assert page.evaluate(fills, "petrol") != page.evaluate(fills, "white")


def test_print_leaves_out_what_can_only_be_pressed_and_keeps_the_words(browser: Any, address: str) -> None:
    with shown(browser, address) as page:
        page.emulate_media(media="print")
        assert not page.is_visible(".main-nav, #sample .govuk-button")
        assert page.is_visible("#panel .panel-title")


def test_files_can_be_chosen_and_are_counted(browser: Any, address: str) -> None:
    with shown(browser, address) as page:
        one = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"}
        page.set_input_files("input[type=file]", [one, one | {"name": "minutes.pdf"}])
        assert page.get_by_text("2 files chosen").is_visible()
