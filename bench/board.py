"""The board of a whole nation, one framework across its forces and the national report, against the minimal page."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import select, update

from inspect_app import clock, db
from inspect_app.accounts.models import Person, RoleHeld
from inspect_app.accounts.roles import Role
from inspect_app.catalogue import editions
from inspect_app.demo import record
from inspect_app.demo.nation import site
from inspect_app.demo.nation.plan import plan
from inspect_app.forces import cycles

from . import served
from .full_year import CYCLE, EDITION, Built
from .pages import _counted
from .table import Row
from .timing import Timed, timed

LIMIT, ROUNDS = 80, 15
ROLE = Role.NATIONAL_LEAD.value
SMALLER = "2006-07"
"""A cycle of the same nation with two forces: what it asks of the database, 43 may ask too and no more."""
PAGES = (
    ("board of 43 forces", "/board/{cycle}?force=kent"),
    ("board, peers of one force", "/board/{cycle}?force=kent&forces=peers"),
    ("board, departures by direction", "/board/{cycle}?state=differs&mark=direction&order=differs"),
    ("one framework across forces", "/board/{cycle}/3c?force=kent"),
    ("national report as a page", "/cycles/{cycle}/report"),
)


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built = _nation(folder)
        path = db.sqlite_file(built.url)
        assert path is not None
        with served.minimal(path) as least, served.product(built, folder) as client:
            app = served.application(built, folder)
            client.cookie = cookie = served.cookie_of(app, built, ROLE)
            calls = [_asking(client, address.format(cycle=CYCLE)) for _, address in PAGES]
            yardstick, *times = timed([lambda: least.get("/kent"), *calls], ROUNDS)
            for (what, address), time in zip(PAGES, times, strict=True):
                asked = []
                for cycle in (CYCLE, SMALLER):
                    with _counted(built.url) as statements:
                        app.test_client(use_cookies=False).get(address.format(cycle=cycle), headers={"Cookie": cookie})
                    asked.append(len(statements))
                yield _row(what, time, yardstick, asked)


def _nation(folder: Path) -> Built:
    """The demonstration's nation, with somebody who may see all of it."""
    edition = editions.load(EDITION)
    settings = site.settings(folder, 0)
    with clock.standing_at(plan().now):
        site.make(settings, record.load("kent", {EDITION: edition}), cycles.load(CYCLE, edition), lambda _words: None)
    with db.unit_of_work(settings.database_url) as session:
        # Real use refuses a database in which people of a demonstration can sign in.
        session.execute(update(Person).values(is_demo=False))
        person = session.scalars(select(RoleHeld.person_id).where(RoleHeld.role == ROLE).order_by(RoleHeld.id)).first()
    assert person is not None
    return Built(settings.database_url, {ROLE: person}, criteria=0, finding=0)


def _asking(client: served.Client, address: str) -> Callable[[], object]:
    return lambda: client.get(address)


def _row(what: str, time: Timed, least: Timed, asked: list[int]) -> Row:
    grows = "" if asked[0] <= asked[1] else f", {asked[1]} for two forces"
    return Row(what, time.seconds * 1000, "ms", 1 / time.against(least), f"at most {LIMIT} ({asked[0]} SQL{grows})")
