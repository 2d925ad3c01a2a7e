"""A real browser for tests: served applications, tabs that must end without complaint, and axe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1280, 320)
PATIENCE = 15_000
"""How long a page may take before a test gives up, in milliseconds; machines that test are often busy."""


@contextmanager
def opened() -> Iterator[Any]:
    """A browser, the machine's own."""
    program = next(found for name in PROGRAMS if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address at which an application answers while the block runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def tab(browser: Any, *, width: int = 1280, cookie: str | None = None, address: str = "", **how: Any) -> Iterator[Any]:
    """A new tab, which must end without a fault of script and without anything that the page's policy refused."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **how)
    context.set_default_timeout(PATIENCE)
    if cookie is not None:
        context.add_cookies([{"name": "session", "value": cookie, "url": address}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert complaints == []


def faults(page: Any, axe: Path) -> list[str]:
    """What axe finds wrong with the page as it stands, and whether it is wider than the screen."""
    page.evaluate(axe.read_text(encoding="utf-8"))
    report = page.evaluate("tags => axe.run({runOnly: tags})", STANDARDS)
    found = [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in report["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return found + ([f"{wide} pixels too wide"] if wide > 0 else [])
