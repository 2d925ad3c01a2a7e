"""Two people save the same criterion: the second is shown both versions, chooses, and no word is lost."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from inspect_app import db
from inspect_app.accounts.models import Person
from inspect_app.assessment.models import Entry, Rating
from tests import factories
from tests.journeys.conftest import OPEN, Site, Tab

THEIRS = "Areas each run their own plan. No document covers the force."
MINE = "Areas each run their own plan. A recovery plan worked in two of them."


def write(page: Any, choice: str, words: str) -> None:
    page.get_by_role("radio", name=re.compile(f"^{choice}")).check()
    page.get_by_label("Why?").fill(words)


def colleague(site: Site) -> str:
    with db.reading(site.made.url) as session:
        helen = session.scalars(select(Person).where(Person.name == "Helen Marsh")).one()
    found = factories.signed_in(site.app, helen).get_cookie("session")
    assert found is not None
    return found.value


def test_the_second_to_save_is_shown_both_versions_and_merges(site: Site, tab: Tab) -> None:
    signed_in = {"address": site.address}
    with (
        tab(cookie=site.cookie("assessor"), **signed_in) as mine,
        tab(cookie=colleague(site), **signed_in) as theirs,
    ):
        mine.goto(site.url("/3c/f4"))
        theirs.goto(site.url("/3c/f4"))
        write(theirs, "Not met", THEIRS)
        theirs.get_by_role("button", name="Save rating").click()
        theirs.get_by_text("F4 saved as not met.").first.wait_for()
        write(mine, "Partly met", MINE)
        mine.get_by_role("button", name="Save rating").click()
        mine.get_by_role("heading", name="Helen Marsh saved this while you were writing").wait_for()
        merged = mine.locator("main textarea").first.input_value()
        for word in set(re.findall(r"\w+", THEIRS + " " + MINE)):
            assert word in merged
        mine.get_by_role("button", name="Save this version").click()
        mine.get_by_text(re.compile("F4 saved as")).first.wait_for()
    with db.reading(site.made.url) as session:
        rating = session.scalars(
            select(Rating).join(Entry, Entry.id == Rating.entry_id).where(Rating.criterion == OPEN)
        ).one()
        assert rating.because is not None
        assert "No document covers the force" in rating.because
        assert "A recovery plan worked in two of them" in rating.because
