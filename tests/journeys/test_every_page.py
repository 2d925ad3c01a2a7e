"""Every page that links lead to, for each role: it opens, it fits both widths, and its picture is kept to look at.

Two sites are walked: a force that assesses itself, and the nation that moderators see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from inspect_app import clock, db
from inspect_app.accounts.models import Person
from inspect_app.application import create_app
from inspect_app.config import Settings
from inspect_app.demo.live import site as live
from inspect_app.demo.live.plan import plan
from inspect_app.demo.nation import site as over_all
from tests import browser as real
from tests import factories, nation
from tests.factories import signed_in
from tests.pages import Page, pictured, reached

ELSEWHERE = {
    "board secretary": "simon.peel",
    "inspector": "carys.rowlands",
    "moderator": "ian.mercer",
    "national lead": "judith.crane",
    "methodologist": "owen.tate",
    "verifier": "nadia.faris",
    "administrator": "sam.whitby",
}
ASSESSING = {
    "assessor": "priya.nair",
    "chief officer": "anne.hollis",
    "force lead": "martin.frost",
    "viewer": "grace.obi",
    **ELSEWHERE,
}
CHECKING = {
    "assessor": "wendy.sharples",
    "chief officer": "alan.brigstock",
    "force lead": "yasmin.holt",
    "viewer": "zoe.farrant",
    **ELSEWHERE,
}
"""Who walks where, by the same roles: in the nation the force is one that checks the facts of its draft."""


def _assessing(folder: Path) -> Settings:
    settings = live.settings(folder, 0)
    live.make(settings, factories.kent(), factories.cycle())
    return settings


def _nation(folder: Path) -> Settings:
    nation.nation_database(folder)
    settings = over_all.settings(folder, 0)
    nation.evidence(folder, settings.evidence_folder.name)
    return settings


@dataclass(frozen=True)
class Walk:
    """A site to be made in a folder, when it is there, and its people."""

    make: Callable[[Path], Settings]
    now: datetime
    people: Mapping[str, str]


WALKS = {
    "assessing": Walk(_assessing, plan().now, ASSESSING),
    "nation": Walk(_nation, nation.NOW, CHECKING),
}


@dataclass(frozen=True)
class Seen:
    """A site, its people, and what each of them reached. `cookies` are as they were when each had just signed in."""

    name: str
    app: Flask
    cookies: Mapping[str, str]
    pages: Mapping[str, list[Page]]


@pytest.fixture(scope="module", params=WALKS)
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    walk = WALKS[request.param]
    with pytest.MonkeyPatch.context() as patch:
        # The server answers in threads of its own, which know the clock of a demonstration from the environment only.
        patch.setenv(clock.SETTING, walk.now.isoformat())
        settings = walk.make(tmp_path_factory.mktemp(request.param))
        app = create_app(settings, TESTING=True)
        db.keep_connections(settings.database_url)
        with db.unit_of_work(settings.database_url) as session:
            found = {
                who: session.scalars(select(Person).where(Person.email == f"{name}@example.org")).one()
                for who, name in walk.people.items()
            }
        clients = {who: signed_in(app, person) for who, person in found.items()} | {"nobody": app.test_client()}
        cookies = {who: cookie.value for who, client in clients.items() if (cookie := client.get_cookie("session"))}
        pages = {who: list(reached(app, client, most=1)) for who, client in clients.items()}
        yield Seen(request.param, app, cookies, pages)


@pytest.mark.parametrize("who", [*ASSESSING, "nobody"])
def test_no_link_leads_nowhere(seen: Seen, who: str) -> None:
    wrong = [f"{p.address} ({p.status}), linked from {p.linked_from}" for p in seen.pages[who] if p.status >= 400]
    assert wrong == []


def test_every_page_fits_and_leaves_its_picture(seen: Seen, browser: Any, pictures: Path) -> None:
    wide = []
    with real.served(seen.app) as address:
        for who, pages in groupby(sorted(pictured(seen.pages)), key=lambda page: page.who):
            with real.tab(browser) as page:
                for _, endpoint, path in pages:
                    if who in seen.cookies:
                        # Where somebody was last decides where some links lead, so each page is opened as the first.
                        page.context.add_cookies([{"name": "session", "value": seen.cookies[who], "url": address}])
                    page.goto(address + path)
                    assert page.url == address + path
                    for width in real.WIDTHS:
                        if width != page.viewport_size["width"]:
                            page.set_viewport_size({"width": width, "height": 900})
                        over = real.too_wide(page)
                        wide += [f"{path}: {over} pixels too wide at {width}"] if over > 0 else []
                        real.picture(page, pictures / f"{seen.name}-{endpoint}-{width}.jpeg")
                    page.set_viewport_size({"width": real.WIDTHS[0], "height": 900})
    assert wide == []
