"""Every page of the product over HTTP, against the least that a page can be; and the SQL statements that each asks.

The addresses come from the product's own routes, so that no page is forgotten: one that cannot be opened here is
named, never left out in silence.
"""

from __future__ import annotations

import gzip
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from flask import Flask
from sqlalchemy import event

from inspect_app import db
from inspect_app.accounts import guards
from inspect_app.accounts.actors import Actor, Held
from inspect_app.accounts.roles import OF_A_FORCE, Role
from inspect_app.search import queries as search

from . import full_year, served
from .full_year import CYCLE, EDITION, FORCE, Built
from .served import Client
from .table import Row
from .timing import Timed, timed

SAVE_LIMIT, PAGE_LIMIT, SIZE_LIMIT_KB, SEARCH_LIMIT_MS = 15, 40, 100, 50
ROUNDS, SAVES = 15, 25
SHARE = 0.1
SHOWN = 12
ROLES = ("assessor", "chief_officer", "administrator", "inspector")
WORKSPACE = f"/forces/{FORCE}/{CYCLE}/assessment/{full_year.SHOWN}"
# A value for each part of an address, and those for single routes where the usual one would not do.
VALUES: Mapping[str, object] = {
    "force": FORCE,
    "cycle": CYCLE,
    "edition": EDITION,
    "framework": full_year.SHOWN,
    "part": "f2",
}
ASKED = {"evidence.library": "?q=burglary"}
# No page, or a page that needs something that happens only once; the tests of each slice have these.
ELSEWHERE = re.compile(
    r"^ui\.|^(moderation|remediation|indicators|publishing|forces_peers)|\.csv|\.json|\.pdf|\.zip|\.xlsx|/download$|/pages/|<token>|<key>|/readyz|/healthz|/versions/<|<int:citation>"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page to open: its route, an address, and a role that may."""

    route: str
    address: str
    role: str


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        full = full_year.build(db.sqlite_url(folder / "full.db"))
        part = full_year.build(db.sqlite_url(folder / "part.db"), SHARE)
        app, small = served.application(full, folder), served.application(part, folder)
        pages = list(pages_of(app, full))
        asked, asked_of_part = (statements(a, b, pages) for a, b in ((app, full), (small, part)))
        with served.minimal(folder / "full.db") as least, served.product(full, folder) as client:
            yield _save(app, full, least, client)
            yield _size(app, full, client)
            yield from _timed_pages(app, full, pages, (asked, asked_of_part), least, client)
        yield _search(full)


def pages_of(app: Flask, built: Built) -> Iterator[Page]:
    """Every page of an application that somebody can open, with the first role that may."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if "GET" not in (rule.methods or ()) or ELSEWHERE.search(rule.rule) or ELSEWHERE.search(rule.endpoint):
            continue
        guard = guards.guard_of(app, rule.endpoint)
        force = FORCE if "force" in rule.arguments else None
        role = next((r for r in ROLES if guard is not None and guard.lets(_actor(r), force)), ROLES[0])
        given = {name: built.finding if name == "finding" else VALUES.get(name, 1) for name in rule.arguments}
        with app.test_request_context():
            yield Page(rule.rule, app.url_for(rule.endpoint, **given) + ASKED.get(rule.endpoint, ""), role)  # type: ignore[arg-type]


def statements(app: Flask, built: Built, pages: list[Page]) -> dict[str, int]:
    """How many SQL statements each page that opens asks, by route."""
    cookies = {role: served.cookie_of(app, built, role) for role in ROLES}
    counts = {}
    for page in pages:
        with _counted(built.url) as asked:
            answer = app.test_client(use_cookies=False).get(page.address, headers={"Cookie": cookies[page.role]})
        if answer.status_code == 200:
            counts[page.route] = len(asked)
        answer.close()
    return counts


def _timed_pages(
    app: Flask,
    full: Built,
    pages: list[Page],
    asked: tuple[dict[str, int], dict[str, int]],
    least: Client,
    client: Client,
) -> Iterator[Row]:
    cookies = {role: served.cookie_of(app, full, role) for role in ROLES}

    def ask(page: Page) -> served.Answer:
        client.cookie = cookies[page.role]
        return client.get(page.address)

    there, least_of_all, times = _opened_and_timed(ask, pages, least)
    full_year.submit(full)
    rest, _, more = _opened_and_timed(ask, [page for page in pages if page not in there], least)
    there, times = [*there, *rest], [*times, *more]
    statuses = {page: ask(page).status for page in pages if page not in there}
    missing = [f"{page.address} for {page.role}: {status}" for page, status in statuses.items() if status >= 400]
    yield Row("the minimal page", least_of_all.seconds * 1000, "ms", None, "the yardstick")
    found = sorted(zip(there, times, strict=True), key=lambda pair: -pair[1].seconds)
    for page, time in found[:SHOWN]:
        yield _row(page, time, least_of_all, asked[0].get(page.route, 0))
    slow = [page.route for page, time in found if _ratio(time, least_of_all) > PAGE_LIMIT]
    yield Row(f"pages over {PAGE_LIMIT} times, of {len(found)}", len(slow), "pages", None, f"none {'; '.join(slow)}")
    grown = sorted(route for route, count in asked[0].items() if count > asked[1].get(route, count))
    yield Row("pages whose statements grow with the data", len(grown), "pages", None, f"none {'; '.join(grown)}")
    yield Row("pages that did not open", len(missing), "pages", None, f"none {'; '.join(missing)}")


def _size(app: Flask, full: Built, client: Client) -> Row:
    client.cookie = served.cookie_of(app, full, "assessor")
    size = client.get(WORKSPACE).size / 1000
    return Row("the framework page, compressed", size, "KB", size / SIZE_LIMIT_KB, f"at most 1.00 ({SIZE_LIMIT_KB} KB)")


def _opened_and_timed(
    ask: Callable[[Page], served.Answer], pages: list[Page], least: Client
) -> tuple[list[Page], Timed, list[Timed]]:
    """Those of the pages that open, and how long the minimal page and each of them take."""
    there = [page for page in pages if ask(page).status == 200]
    least_of_all, *times = timed([lambda: least.get(f"/{FORCE}"), *(_asking(ask, page) for page in there)], ROUNDS)
    return there, least_of_all, times


def _asking(ask: Callable[[Page], object], page: Page) -> Callable[[], object]:
    return lambda: ask(page)


def _row(page: Page, time: Timed, least: Timed, count: int) -> Row:
    ratio = _ratio(time, least)
    return Row(
        _short(page.route), time.seconds * 1000, "ms", ratio, f"at most {PAGE_LIMIT} ({_late(time)}, {count} SQL)"
    )


def _save(app: Flask, full: Built, least: Client, client: Client) -> Row:
    """One rating after the other is saved, each with the version that its page showed; the page is not counted."""
    client.cookie = served.cookie_of(app, full, "assessor")
    saves, leasts = [], []
    steps = [step.id for step in app.extensions["editions"][EDITION].scales.ratings.steps]
    for number in range(SAVES):
        fields = _hidden(client.get(f"{WORKSPACE}/f2"))
        fields |= {"step": steps[number % len(steps)], "because": f"Because of {number}"}
        leasts.append(_seconds(lambda: least.get(f"/{FORCE}")))
        answers: list[served.Answer] = []
        saves.append(_seconds(lambda: answers.append(client.post(f"{WORKSPACE}/f2", fields))))  # noqa: B023
        if answers[0].status not in (200, 302, 303):
            return Row("saving a rating failed", answers[0].status, "status", None, "302")
    time, least_of_all = Timed(tuple(saves)), Timed(tuple(leasts))
    ratio = _ratio(time, least_of_all)
    return Row("save one rating", time.seconds * 1000, "ms", ratio, f"at most {SAVE_LIMIT} ({_late(time)})")


def _hidden(answer: served.Answer) -> dict[str, str]:
    """The fields that travel unseen with the form of the open criterion."""
    page = gzip.decompress(answer.body).decode() if answer.body[:2] == b"\x1f\x8b" else answer.body.decode()
    form = next(part for part in page.split("<form")[1:] if 'name="version"' in part).partition("</form>")[0]
    found = {}
    for control in re.findall(r'<input type="hidden"[^>]*>', form):
        name, value = re.search(r'name="([^"]*)"', control), re.search(r'value="([^"]*)"', control)
        if name:
            found[name[1]] = value[1] if value else ""
    return found


def _search(full: Built) -> Row:
    """The query of a search over everything, for words that are in many texts."""

    def look() -> None:
        with db.reading(full.url) as session:
            search.find(session, "burglary pol", force=FORCE, limit=50)

    (time,) = timed([look], ROUNDS)
    limit = f"at most 1.00 ({SEARCH_LIMIT_MS} ms, {_late(time)})"
    return Row(
        "search all evidence and findings", time.seconds * 1000, "ms", time.seconds * 1000 / SEARCH_LIMIT_MS, limit
    )


def _ratio(time: Timed, least: Timed) -> float:
    """How many times as long as the minimal page."""
    return 1 / time.against(least)


def _late(time: Timed) -> str:
    """The time within which 95 of 100 are done."""
    return f"95% in {sorted(time.rounds)[int(len(time.rounds) * 0.95)] * 1000:.1f} ms"


def _seconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start


def _short(route: str) -> str:
    """An address that fits into the table."""
    short = route.replace("/forces/<force>/<cycle>", "…").replace("int:", "")
    return short if len(short) <= 50 else f"{short[:24]}…{short[-25:]}"


def _actor(role: str) -> Actor:
    held = Held(Role(role), FORCE if Role(role) in OF_A_FORCE else None)
    return Actor(0, "", "", "", (held,))


@contextmanager
def _counted(url: str) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            asked.append(statement)

    event.listen(db.engine(url), "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine(url), "before_cursor_execute", note)
