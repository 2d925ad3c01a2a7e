"""The pages of evidence in a real browser: no fault that axe knows, nothing wider than the screen, no script needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from tests.slices.evidence.adding import LIBRARY, add, read_everything, send
from tests.unit.evidence import samples

RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
WIDE, NARROW = 1280, 320


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def axe(checkout: Path) -> str:
    return (checkout / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def opened(browser: Any, address: str, client: FlaskClient, width: int = WIDE, **how: Any) -> Any:
    """A page in which the person of this client is signed in."""
    cookie = client.get_cookie("session")
    assert cookie is not None
    context = browser.new_context(viewport={"width": width, "height": 900}, **how)
    context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
    context.set_default_timeout(10_000)
    return context.new_page()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_axe_finds_nothing_and_everything_fits(
    width: int, browser: Any, address: str, axe: str, app: Flask, priya: FlaskClient
) -> None:
    after = add(priya, ("plan.pdf", samples.pdf(pages=2)), ("words.txt", b"long " * 500), link="https://example.org/a")
    add(priya, note="# Visit\n\nSeen.", **{"all__effective_from-year": "2007"})
    priya.post(f"{LIBRARY}/3/withdraw", data={"because": "Wrong"})
    read_everything(app)
    described = send(priya, ("plan.pdf", samples.pdf(pages=2)), ("bad.pdf", b"MZ\x00"), note="One more").location
    page = opened(browser, address, priya, width)
    own = [
        f"{LIBRARY}{path}" for path in ("", "?q=plan", "/1", "/2", "/3", "/4", "/4/edit", "/4/versions", "/4/withdraw")
    ]
    found = []
    for path in [*own, f"{LIBRARY}/add", described, after.location]:
        page.goto(address + path)
        page.evaluate(axe)
        page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
        faults = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
        found += [f"{path}: {fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in faults]
        if (wide := page.evaluate("document.documentElement.scrollWidth")) != width:
            found.append(f"{path}: {wide} wide")
    page.context.close()
    assert found == []


@pytest.mark.parametrize("script", [True, False])
def test_from_choosing_two_files_to_citing_them(
    script: bool, browser: Any, address: str, priya: FlaskClient, tmp_path: Path
) -> None:
    page = opened(browser, address, priya, java_script_enabled=script)
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
    page.context.close()
