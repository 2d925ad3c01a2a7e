"""The pages of finishing in a real browser: no fault of accessibility, and nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import browser as real
from tests.slices.assessment.submission.finishing import ROOT, Finishing


@pytest.fixture
def address(done: Finishing) -> Iterator[str]:
    with real.served(done.app) as found:
        yield found


def faults(browser: Any, made: Finishing, address: str, role: str, pages: list[str], axe: Path) -> list[str]:
    """Everything that axe finds on these pages at both widths, and every page that is wider than the screen."""
    client = made.client(role)
    cookie = client.get_cookie("session")
    assert cookie is not None
    found: list[str] = []
    with real.tab(browser, cookie=cookie.value, address=address) as tab:
        for page in pages:
            tab.goto(f"{address}{ROOT}/{page}")
            found += real.faults_at_both_widths(tab, axe)
    return found


def test_every_page_is_accessible_before_and_after_signing(
    browser: Any, address: str, done: Finishing, checkout: Path
) -> None:
    axe = checkout / "node_modules" / "axe-core" / "axe.min.js"
    assert faults(browser, done, address, "assessor", ["check", "submit", "versions"], axe) == []
    done.submit()
    assert faults(browser, done, address, "assessor", ["check", "take-back"], axe) == []
    assert faults(browser, done, address, "chief_officer", ["sign", "return"], axe) == []
    done.sign()
    pages = ["sign", "versions", "versions/1", "versions/1/3c", "versions/changes"]
    assert faults(browser, done, address, "chief_officer", pages, axe) == []
