"""The pages of areas in a real browser: no fault that axe knows, nothing wider than the screen, and a whole life."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import browser as real
from tests.slices.remediation.improving import ROOT, TODAY, Improving, day


def cookie(it: Improving, role: str) -> str:
    found = it.client(role).get_cookie("session")
    assert found is not None
    return found.value


@pytest.fixture
def axe(checkout: Path) -> Path:
    return checkout / "node_modules" / "axe-core" / "axe.min.js"


def a_life(it: Improving) -> int:
    """An area with everything that a page can show, waiting for its check."""
    number = it.owned(
        title="Reviews are rare", published_on=TODAY, source="inspection", kind="recommendation",
        criteria=(("baseline_2006", "3c", "3c-f1"),), due_on=TODAY - timedelta(days=2),
    )  # fmt: skip
    it.add("Reviews of custody are rare", owner_post="Head of Custody", due_on=TODAY + timedelta(days=9))
    owner = it.client("owner")
    said = {"what": "Hold reviews", "progress": "50", "also": "2", **day("due_on", TODAY)}
    owner.post(f"{ROOT}/{number}/actions/new", data=said)
    owner.post(f"{ROOT}/{number}/actions/1/milestones", data={"what": "First round"})
    owner.post(f"{ROOT}/{number}/log", data={"words": "Seven reviews held"})
    owner.post(f"{ROOT}/{number}/more-time", data={**day("to_day", TODAY + timedelta(days=9)), "because": "Moved"})
    it.prove(number)
    it.propose(number)
    return number


def test_axe_finds_nothing_and_everything_fits(browser: Any, it: Improving, axe: Path) -> None:
    number = a_life(it)
    area = f"{ROOT}/{number}"
    pages = {
        "owner": [ROOT, area, f"{ROOT}/add", f"{area}/change", f"{area}/criteria", f"{area}/actions/1", f"{area}/same",
                  f"{area}/proofs/add", f"{ROOT}/reassign", f"{ROOT}/bring-in/report", "/improvement/calendar", "/"],
        "verifier": ["/improvement", area, f"{area}/check", f"{area}/proofs/1", f"{ROOT}/responses"],
        "force_lead": [f"{area}/more-time/1", f"{ROOT}/2/end"],
    }  # fmt: skip
    found: list[str] = []
    with real.served(it.app) as address:
        for role, paths in pages.items():
            with real.tab(browser, cookie=cookie(it, role), address=address) as page:
                for path in paths:
                    page.goto(address + path)
                    found += real.faults_at_both_widths(page, axe)
    assert found == []


def test_a_life_without_script(browser: Any, it: Improving) -> None:
    it.evidence("Minutes of the review")
    number = it.owned(title="Reviews are rare", published_on=TODAY, source="inspection")
    with real.served(it.app) as address:
        with real.tab(browser, cookie=cookie(it, "owner"), address=address, java_script_enabled=False) as page:
            page.goto(address + ROOT)
            page.get_by_role("link", name="Reviews are rare").click()
            page.get_by_label("Add to the log").fill("Seven reviews held")
            page.get_by_role("button", name="Add", exact=True).click()
            page.get_by_role("heading", name="Seven reviews held").wait_for()
            page.get_by_role("link", name="Add proof").click()
            page.get_by_label("Minutes of the review").check()
            page.get_by_label("Proof of action").check()
            page.get_by_label("What does it show?").fill("That reviews are held")
            page.get_by_role("button", name="Add this proof").click()
            page.get_by_role("button", name="Propose closure").click()
            page.get_by_label("What was done, and what changed because of it?").fill("Seven reviews were held")
            page.get_by_role("button", name="Propose closure").click()
            page.get_by_text("Somebody independent checks it now.").wait_for()
        with real.tab(browser, cookie=cookie(it, "verifier"), address=address, java_script_enabled=False) as page:
            page.goto(f"{address}{ROOT}/{number}")
            page.get_by_role("button", name="Record my check").click()
            page.get_by_label("I read the papers").check()
            page.get_by_label("What did you look at?").fill("The minutes")
            page.get_by_label("It is done: close it").check()
            page.get_by_role("button", name="Record my check").click()
            page.get_by_text("It is closed.").wait_for()
