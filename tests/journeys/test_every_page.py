"""Every page that links lead to, for each role: it opens, it fits both widths, and its picture is kept to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from inspect_app import clock, db
from inspect_app.accounts.models import Person
from inspect_app.application import create_app
from inspect_app.demo.live import site as live
from inspect_app.demo.live.plan import plan
from tests import browser as real
from tests import factories
from tests.factories import signed_in
from tests.pages import Page, pictured, reached

WHO = {
    "assessor": "priya.nair",
    "chief officer": "anne.hollis",
    "force lead": "martin.frost",
    "viewer": "grace.obi",
    "board secretary": "simon.peel",
    "inspector": "carys.rowlands",
    "moderator": "ian.mercer",
    "national lead": "judith.crane",
    "methodologist": "owen.tate",
    "verifier": "nadia.faris",
    "administrator": "sam.whitby",
}


@dataclass(frozen=True)
class Seen:
    """A site, its people, and what each of them reached."""

    app: Flask
    clients: Mapping[str, FlaskClient]
    pages: Mapping[str, list[Page]]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    settings = live.settings(tmp_path_factory.mktemp("site"), 0)
    with pytest.MonkeyPatch.context() as patch:
        # The server answers in threads of its own, which know the clock of the demonstration from the environment only.
        patch.setenv(clock.SETTING, plan().now.isoformat())
        live.make(settings, factories.kent(), factories.cycle())
        app = create_app(settings, TESTING=True)
        with db.unit_of_work(settings.database_url) as session:
            found = {
                who: session.scalars(select(Person).where(Person.email == f"{name}@example.org")).one()
                for who, name in WHO.items()
            }
        clients = {who: signed_in(app, person) for who, person in found.items()} | {"nobody": app.test_client()}
        yield Seen(app, clients, {who: list(reached(app, client)) for who, client in clients.items()})


@pytest.mark.parametrize("who", [*WHO, "nobody"])
def test_no_link_leads_nowhere(seen: Seen, who: str) -> None:
    wrong = [f"{p.address} ({p.status}), linked from {p.linked_from}" for p in seen.pages[who] if p.status >= 400]
    assert wrong == []


@pytest.mark.parametrize("width", real.WIDTHS)
def test_every_page_fits_and_leaves_its_picture(seen: Seen, browser: Any, pictures: Path, width: int) -> None:
    wide = []
    with real.served(seen.app) as address:
        for who, pages in groupby(sorted(pictured(seen.pages)), key=lambda page: page.who):
            held = seen.clients[who].get_cookie("session")
            with real.tab(browser, width=width, cookie=held.value if held else None, address=address) as page:
                for _, endpoint, path in pages:
                    page.goto(address + path)
                    assert page.url == address + path
                    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                    wide += [f"{path}: {over} pixels too wide"] if over > 0 else []
                    page.screenshot(path=pictures / f"{endpoint}-{width}.png", full_page=True)
    assert wide == []
