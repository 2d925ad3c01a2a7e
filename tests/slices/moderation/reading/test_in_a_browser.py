"""The pages of reading in a real browser: accessible, never wider than the screen, and saved in place."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from inspect_app import clock, db
from inspect_app.moderation.models import Question
from tests import browser as real
from tests.slices.moderation.reading.inspecting import FORCE, HERE, Inspecting


def faults(browser: Any, kent: Inspecting, address: str, axe: Path, pages: dict[str, list[str]]) -> list[str]:
    """Everything that axe finds on these pages at both widths, by who opens them."""
    found = []
    for who, paths in pages.items():
        cookie = kent.client(who).get_cookie("session")
        assert cookie is not None
        with real.tab(browser, cookie=cookie.value, address=address) as tab:
            for path in paths:
                tab.goto(f"{address}{path}")
                found += real.faults_at_both_widths(tab, axe)
    return found


def test_every_page_of_reading_is_accessible(browser: Any, kent: Inspecting, checkout: Path) -> None:
    axe = checkout / "node_modules" / "axe-core" / "axe.min.js"
    kent.name("first", 1)
    kent.name("second", 2)
    with real.served(kent.app) as address:
        assert faults(browser, kent, address, axe, {"first": [HERE, f"{HERE}/3c"]}) == []
        kent.begin("first")
        kent.begin("second")
        kent.rate("first", "f1", "met", "Seen.")
        client, due = kent.client("first"), (clock.today() + timedelta(days=9)).isoformat()
        client.post(f"{HERE}/3c/f2/ask", data={"kind": "question", "words": "Where?", "due_on": due})
        client.post(f"{HERE}/3c/f2/site-check", data={"what": "The board."})
        with db.reading(kent.url) as session:
            question = session.scalars(select(Question.id)).one()
        reader = [f"{HERE}/3c/{page}" for page in ("f2", "finish", "stand-down", "f2/ask", "f2/site-check")]
        pages = {
            "first": [*reader, f"{FORCE}/site-checks"],
            "assessor": [f"{FORCE}/questions", f"{FORCE}/questions/{question}"],
        }
        assert faults(browser, kent, address, axe, pages) == []


def test_saving_replaces_the_row_and_keeps_the_page(browser: Any, kent: Inspecting) -> None:
    kent.name("first")
    kent.begin("first")
    cookie = kent.client("first").get_cookie("session")
    assert cookie is not None
    with real.served(kent.app) as address, real.tab(browser, cookie=cookie.value, address=address) as tab:
        tab.goto(f"{address}{HERE}/3c/f2")
        tab.locator(".choice-label", has_text="Partly met").click()
        tab.fill("#because", "Only two areas.")
        tab.click("#save-rating")
        tab.wait_for_selector(".open-effect")
        assert "1 of" in tab.inner_text("#panel")
    assert kent.ratings("first")["3c-f2"].step == "partly_met"
