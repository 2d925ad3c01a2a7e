"""The pages of evidence in a real browser: no fault that axe knows, nothing wider than the screen, no script needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import browser as browsers
from tests.slices.evidence.adding import LIBRARY, add, read_everything, send
from tests.unit.evidence import samples


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with browsers.served(app) as found:
        yield found


def opened(browser: Any, address: str, client: FlaskClient, **how: Any) -> AbstractContextManager[Any]:
    """A page in which the person of this client is signed in."""
    cookie = client.get_cookie("session")
    assert cookie is not None
    return browsers.tab(browser, cookie=cookie.value, address=address, **how)


def test_axe_finds_nothing_and_everything_fits(
    browser: Any, address: str, checkout: Path, app: Flask, priya: FlaskClient
) -> None:
    axe = checkout / "node_modules" / "axe-core" / "axe.min.js"
    after = add(priya, ("plan.pdf", samples.pdf(pages=2)), ("words.txt", b"long " * 500), link="https://example.org/a")
    add(priya, note="# Visit\n\nSeen.", **{"all__effective_from-year": "2007"})
    priya.post(f"{LIBRARY}/3/withdraw", data={"because": "Wrong"})
    read_everything(app)
    described = send(priya, ("plan.pdf", samples.pdf(pages=2)), ("bad.pdf", b"MZ\x00"), note="One more").location
    own = [
        f"{LIBRARY}{path}" for path in ("", "?q=plan", "/1", "/2", "/3", "/4", "/4/edit", "/4/versions", "/4/withdraw")
    ]
    found = []
    with opened(browser, address, priya) as page:
        for path in [*own, f"{LIBRARY}/add", described, after.location]:
            page.goto(address + path)
            found += browsers.faults_at_both_widths(page, axe, unfolded=True)
    assert found == []


@pytest.mark.parametrize("script", [True, False])
def test_from_choosing_two_files_to_citing_them(
    script: bool, browser: Any, address: str, priya: FlaskClient, tmp_path: Path
) -> None:
    with opened(browser, address, priya, java_script_enabled=script) as page:
        page.goto(f"{address}{LIBRARY}")
        page.get_by_role("button", name="Add evidence").click()
        plan = {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"Two areas."}
        page.set_input_files("input[type=file]", [plan, plan | {"name": "empty.docx", "buffer": b""}])
        page.get_by_role("button", name="Go on").click()
        assert page.get_by_text("empty.docx is empty.").is_visible()
        page.get_by_label("Title").fill("Recovery plan")
        page.get_by_label("Independent").check()
        page.get_by_label("Protective marking").select_option("RESTRICTED")
        page.get_by_role("button", name="Add this evidence").click()
        page.get_by_label("What does it support?").select_option("3c/3c-f2")
        page.get_by_label("What does it show?").fill("A plan for two areas")
        page.get_by_role("button", name="Cite it", exact=True).click()
        assert page.get_by_text("One piece of evidence cited.").is_visible()
        assert page.get_by_role("row").filter(has_text="Recovery plan").get_by_text("1 cited").is_visible()
