"""In a real browser: no fault that axe knows, nothing wider than the screen, complete without script and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from inspect_app.reporting.content import ForceReport
from inspect_app.reporting.web import force_report_html
from tests import browser as real

WIDE, NARROW = 1280, 320
TOO_WIDE = """() => [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .filter(e => !e.closest('.scrolls, .numbers, .unseen, .sprite, .skip'))
    .slice(0, 5).map(e => e.tagName + '.' + e.getAttribute('class') + ' ' + e.textContent.trim().slice(0, 40))"""
SHOWN = """() => [...document.querySelectorAll('main p, main li, main td, main th, main dd, summary + *')]
    .filter(e => !e.closest('.back') && e.textContent.trim() && !e.checkVisibility())
    .map(e => e.outerHTML.slice(0, 80))"""


@contextmanager
def opened(browser: Any, address: str, width: int = WIDE, **options: Any) -> Iterator[Any]:
    with real.tab(browser, width=width, **options) as page:
        page.goto(address)
        yield page


@pytest.fixture(scope="session")
def axe(checkout: Path) -> Path:
    return checkout / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.parametrize("which", ["few", "harbour"])
def test_axe_finds_nothing(browser: Any, axe: Path, tmp_path: Path, request: pytest.FixtureRequest, which: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(force_report_html(request.getfixturevalue(which)), encoding="utf-8")
    with opened(browser, path.as_uri()) as page:
        assert real.faults_at_both_widths(page, axe, unfolded=True) == []
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(TOO_WIDE) == []


def test_the_contents_of_the_whole_report_can_be_scrolled_by_keyboard(
    browser: Any, axe: Path, tmp_path: Path, html: str
) -> None:
    path = tmp_path / "page.html"
    path.write_text(html, encoding="utf-8")
    with opened(browser, path.as_uri(), WIDE) as page:
        assert real.wrong(page, axe, "nav") == []


@pytest.mark.parametrize("width", [NARROW, 375, 800, 1024, WIDE])
def test_the_page_never_scrolls_sideways(browser: Any, kent: str, width: int) -> None:
    with opened(browser, kent, width) as page:
        page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
        assert page.evaluate(TOO_WIDE) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_text_at_twice_its_size_still_fits(browser: Any, kent: str) -> None:
    with opened(browser, kent, WIDE) as page:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(TOO_WIDE) == []


def test_it_is_complete_without_script(browser: Any, kent: str, report: ForceReport) -> None:
    with opened(browser, kent, java_script_enabled=False) as page:
        assert page.locator("h1").inner_text() == report.cover.force_name
        assert page.locator(".contents a[href='#fw7B']").is_visible()
        page.locator("#fw1B").scroll_into_view_if_needed()
        page.locator("article[aria-labelledby='fw1B'] .numbers summary").first.click()
        assert page.locator("article[aria-labelledby='fw1B'] .numbers table").first.is_visible()


def test_the_contents_fold_on_a_narrow_screen_and_stay_on_a_wide_one(browser: Any, kent: str) -> None:
    link = ".contents a[href='#fw7B']"
    with opened(browser, kent, NARROW) as page:
        assert not page.evaluate("s => document.querySelector(s).checkVisibility({contentVisibilityAuto: true})", link)
        page.locator(".contents summary").click()
        assert page.locator(link).is_visible()
    with opened(browser, kent) as page:
        assert page.locator(link).is_visible()
        assert not page.locator(".contents summary").is_visible()


def test_the_keyboard_reaches_the_report_first_and_the_focus_is_seen(browser: Any, kent: str) -> None:
    with opened(browser, kent) as page:
        page.keyboard.press("Tab")
        skip = page.locator(".skip")
        assert skip.evaluate("e => e === document.activeElement")
        assert skip.bounding_box()["y"] >= 0
        assert skip.evaluate("e => getComputedStyle(e).outlineWidth") == "3px"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "report"


def test_print_shows_everything(browser: Any, kent: str) -> None:
    with opened(browser, kent) as page:
        page.emulate_media(media="print")
        assert page.evaluate(SHOWN) == []


def test_the_marking_is_at_head_and_foot_of_every_printed_page(browser: Any, kent: str, report: ForceReport) -> None:
    with opened(browser, kent) as page:
        printed = PdfDocument(page.pdf(prefer_css_page_size=True))
    assert {tuple(map(round, sheet.get_size())) for sheet in printed} == {(595, 842)}
    texts = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in printed]
    assert [number for number, text in enumerate(texts, start=1) if text.count(report.marking) < 2] == []


def test_forced_colours_keep_every_mark_visible(browser: Any, kent: str) -> None:
    with opened(browser, kent, forced_colors="active") as page:
        ink, ground = (
            page.evaluate(f"getComputedStyle(document.querySelector('symbol .fill-{name}')).fill")
            for name in ("petrol", "white")
        )
        assert ink != ground
