"""A real browser for tests: served applications, tabs that must end without complaint, and axe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask
from playwright.sync_api import sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first is the same browser without windows, which is quicker to open a page in."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
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


class _Quiet(WSGIRequestHandler):
    """Answers without a line in the log for each request, which nobody reads."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address at which an application answers while the block runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    # Ending waits for the next look at whether to end, so the looks are close together.
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def tab(browser: Any, *, width: int = 1280, cookie: str | None = None, address: str = "", **how: Any) -> Iterator[Any]:
    """A new tab, which must end without a fault of script and without anything that the page's policy refused.

    It knows nothing of the tabs before it and of those that are open beside it: no cookie, and no word that was kept.
    """
    context = _context(browser, how)
    if cookie is not None:
        context.add_cookies([{"name": "session", "value": cookie, "url": address}])
    page = context.new_page()
    if width != WIDTHS[0]:
        page.set_viewport_size({"width": width, "height": 900})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    _put_back(browser, how, context)
    assert complaints == []


# A context is a window of its own with nothing in its cache, and costs more than the pages that most tests open in it.
# So one that a test has left in order is emptied and used again; `_spare` holds them by what was asked for.
_spare: dict[tuple[Any, str], list[Any]] = {}


def _context(browser: Any, how: Mapping[str, Any]) -> Any:
    spare = _spare.get((browser, repr(sorted(how.items()))))
    if spare:
        return spare.pop()
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": 900}, **how)
    context.set_default_timeout(PATIENCE)
    return context


def _put_back(browser: Any, how: Mapping[str, Any], context: Any) -> None:
    for page in context.pages:
        if page.url.startswith("http"):
            page.evaluate("localStorage.clear()")
        page.close()
    context.clear_cookies()
    if "base_url" in how:
        context.close()
        return
    _spare.setdefault((browser, repr(sorted(how.items()))), []).append(context)


# Every rule that axe has on by itself, and the size of targets. Only what is wrong comes back, a few words of each: the
# whole report names every part of a page several times over, and takes longer to hand over than to make.
_LOOK = """async where => {
    const asked = {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}};
    const report = await axe.run(where, asked);
    return report.violations.flatMap(v => v.nodes.slice(0, 3).map(n => `${v.id}: ${n.html.slice(0, 200)}`));
}"""


def follow(link: Any) -> None:
    """Clicks a link or a button that leads to another page, and waits until all of that page is there."""
    link.click()
    link.page.wait_for_load_state()


def wrong(page: Any, axe: Path, where: str = "html") -> list[str]:
    """What axe finds wrong with the page as it stands, or with the part of it that a selector names."""
    page.wait_for_load_state()
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(_text(axe))
    return list(page.evaluate(_LOOK, where))


def too_wide(page: Any) -> int:
    """By how many pixels the page is wider than the screen."""
    # A click returns when the next page begins to arrive, and until its first words are there it has no width.
    page.wait_for_load_state()
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def faults(page: Any, axe: Path) -> list[str]:
    """What axe finds wrong with the page as it stands, and whether it is wider than the screen."""
    wide = too_wide(page)
    return wrong(page, axe) + ([f"{wide} pixels too wide"] if wide > 0 else [])


def faults_at_both_widths(page: Any, axe: Path, *, unfolded: bool = False) -> list[str]:
    """The faults of the page as it stands on a wide and on a narrow screen; with `unfolded` all that folds is open.

    It is loaded once: what is drawn follows from the width by the style alone. The tab is wide again afterwards.
    """
    if unfolded:
        page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    found = []
    for width in sorted(WIDTHS):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{page.url} at {width}: {fault}" for fault in faults(page, axe)]
    return found


TALLEST = 16_000
"""So many pixels of a page fit into one picture; a whole report is longer."""


def picture(page: Any, path: Path) -> None:
    """Keeps what the page looks like, as much of it as fits into a picture, in a file to be looked at."""
    width, height = page.evaluate("[window.innerWidth, document.documentElement.scrollHeight]")
    part = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
    page.screenshot(path=path, full_page=True, clip=part, type="jpeg", quality=80, animations="allow", caret="initial")
    assert path.stat().st_size, path


@cache
def _text(axe: Path) -> str:
    return axe.read_text(encoding="utf-8")
