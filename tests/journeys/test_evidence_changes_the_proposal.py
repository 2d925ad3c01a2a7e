"""Evidence from upload to citation: what it alone would carry follows, with script, without, and by keyboard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from inspect_app import db
from inspect_app.accounts import sign_ins
from tests import factories
from tests.journeys.conftest import Site, Tab

SHOWS = "Files closed without a supervisor's reason fell to none."


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A real PDF of one page."""
    path = tmp_path / "Closed files, audit.pdf"
    canvas = Canvas(str(path), invariant=1)
    canvas.drawString(72, 720, "Every closed file has a supervisor's reason.")
    canvas.save()
    return path


def rate(page: Any, site: Site) -> None:
    page.goto(site.url("/3c/f4"))
    page.get_by_role("radio", name=re.compile("^Met")).check()
    page.get_by_role("button", name="Save rating").click()
    page.get_by_text("F4 saved as met.").first.wait_for()


def add_and_cite(page: Any, paper: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(str(paper))
    page.get_by_role("button", name="Add these files").click()
    page.get_by_label("Title", exact=True).fill("Audit of closed files")
    page.get_by_role("radio", name=re.compile("^Independent")).check()
    first = page.get_by_role("group", name="What day is it about?")
    for part, value in (("Day", "14"), ("Month", "2"), ("Year", "2006")):
        first.get_by_label(part, exact=True).fill(value)
    page.get_by_label("Protective marking").select_option("RESTRICTED")
    page.get_by_role("button", name="Add this evidence").click()
    page.get_by_label("What does it show?").fill(SHOWS)
    page.get_by_role("button", name="Cite it", exact=True).click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_cited_document_supports_the_rating(site: Site, tab: Tab, paper: Path, javascript: bool) -> None:
    with tab(cookie=site.cookie("assessor"), address=site.address, java_script_enabled=javascript) as page:
        rate(page, site)
        page.goto(site.url("/3c?show=no-evidence"))
        page.locator("#row-f4").wait_for()
        page.goto(site.url("/3c/f4"))
        add_and_cite(page, paper)
        page.goto(site.url("/3c/f4"))
        page.get_by_text(SHOWS).first.wait_for()
        page.get_by_role("link", name="Audit of closed files").first.wait_for()
        page.goto(site.url("/3c?show=no-evidence"))
        page.locator("#ladder").wait_for()
        assert page.locator("#row-f4").count() == 0


def test_the_proposal_follows_a_rating_without_a_new_page(site: Site, tab: Tab) -> None:
    with tab(cookie=site.cookie("assessor"), address=site.address) as page:
        page.goto(site.url("/3c/f4"))
        before = page.locator("#panel").inner_text()
        page.evaluate("window.stillHere = true")
        page.get_by_role("radio", name=re.compile("^Met")).check()
        page.get_by_role("button", name="Save rating").click()
        page.get_by_text("F4 saved as met.").first.wait_for()
        page.wait_for_function("text => document.querySelector('#panel').innerText !== text", arg=before)
        assert page.evaluate("window.stillHere") is True


def test_a_rating_is_saved_by_keyboard_alone(site: Site, tab: Tab) -> None:
    with tab(cookie=site.cookie("assessor"), address=site.address) as page:
        page.goto(site.url("/3c"))
        page.locator("#row-f4").focus()
        page.keyboard.press("Enter")
        page.locator("#open-heading").wait_for()
        page.wait_for_function("document.activeElement.id === 'open-heading'")
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name === 'step'"):
                break
        page.keyboard.press("Space")
        while not page.evaluate("document.activeElement.id === 'save-rating'"):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement !== document.body")
        page.keyboard.press("Enter")
        page.get_by_text("F4 saved as met.").first.wait_for()


def test_words_typed_when_the_sign_in_has_ended_are_there_after_signing_in(site: Site, tab: Tab) -> None:
    words = "Seen on three areas; the fourth is promised for May."
    with tab(cookie=site.cookie("assessor"), address=site.address, java_script_enabled=False) as page:
        page.goto(site.url("/3c/f4"))
        page.get_by_role("radio", name=re.compile("^Met")).check()
        page.get_by_label("Why?").fill(words)
        with db.unit_of_work(site.made.url) as session:
            sign_ins.end_all(session, site.made.people["assessor"].id, "idle")
        page.get_by_role("button", name="Save rating").click()
        page.get_by_label("E-mail address", exact=True).fill("ruth.lane@example.org")
        page.get_by_label("Password", exact=True).fill(factories.PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_text(words).first.wait_for()
        page.get_by_text("not yet saved").first.wait_for()
        page.locator("main form button.govuk-button:not([type=button])").first.click()
        page.get_by_text("F4 saved as met.").first.wait_for()
