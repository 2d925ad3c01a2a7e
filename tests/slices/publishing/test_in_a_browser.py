"""The pages of deciding, checking facts, good practice and publishing in a real browser, at both widths."""

from pathlib import Path
from typing import Any

from tests import browser as real
from tests.slices.moderation import judging
from tests.slices.moderation.judging import ROOT, Judging

BOARD = "/board/2005-06/6d/kent"


def faults(browser: Any, made: Judging, pages: dict[str, list[str]], axe: Path) -> list[str]:
    """What axe finds on the pages of each role at both widths."""
    found = []
    with real.served(made.app) as address:
        for role, paths in pages.items():
            cookie = made.client(role).get_cookie("session")
            assert cookie is not None
            with real.tab(browser, cookie=cookie.value, address=address) as tab:
                for path in paths:
                    tab.goto(address + path)
                    found += real.faults_at_both_widths(tab, axe)
    return found


def test_every_page_is_accessible(browser: Any, tmp_path: Path, checkout: Path) -> None:
    axe = checkout / "node_modules" / "axe-core" / "axe.min.js"
    waiting = judging.to_moderate(tmp_path)
    assert (
        faults(browser, waiting, {"moderator": [BOARD, f"{BOARD}/change", "/board/2005-06/1d/kent/change"]}, axe) == []
    )
    checking = tmp_path / "checking"
    checking.mkdir()
    made = judging.judged(checking, checking=True)
    pages = {
        "assessor": [f"{ROOT}/accuracy", f"{ROOT}/accuracy/6d", f"{ROOT}/accuracy/6d/challenge?asked=6d-f1"],
        "moderator": [BOARD, f"{BOARD}/reopen", f"{ROOT}/good-practice"],
        "lead": [f"{ROOT}/publish"],
    }
    assert faults(browser, made, pages, axe) == []


def test_every_page_of_what_is_published_is_accessible(browser: Any, published: Judging, checkout: Path) -> None:
    axe = checkout / "node_modules" / "axe-core" / "axe.min.js"
    report = f"{ROOT}/report"
    lead = [f"{ROOT}/publish", f"{report}/versions", f"{report}/correct", f"{report}/correct/6d"]
    assert faults(browser, published, {"lead": lead}, axe) == []
