"""The register with 10,000 areas and 100,000 lines of log, page by page, against the least that a page can be."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import perf_counter

from flask import Flask
from sqlalchemy import insert, select

from inspect_app import clock, db
from inspect_app.accounts import sign_ins
from inspect_app.accounts.models import Person
from inspect_app.assessment.models import Entry, Rating
from inspect_app.catalogue import editions
from inspect_app.remediation.models import Area, AreaCriterion, LogEntry
from inspect_app.remediation.register import operations
from inspect_app.remediation.register.operations import New
from inspect_app.search.models import Found

from . import full_year, served
from .full_year import EDITION, FORCE, WORDS, Built
from .pages import _counted
from .table import Row
from .timing import Timed, timed

AREAS, LINES, SMALLER = 10_000, 100_000, 50
LIMIT, ROUNDS, SHARE = 40, 15, 0.01
ROWS, IMPORT_LIMIT = 5_000, 5
REGISTER = f"/forces/{FORCE}/improvement"
PAGES = (
    "",
    "?show=in_progress",
    "?show=awaiting_allocation",
    "?show=closed",
    "?page=150",
    "?owner=nobody",
    "?overdue=y",
    "?priority=high&kind=action",
    "?framework=3c",
    "?order=due",
    "?q=burglary+patrol",
    "/77",
    "/reassign",
    "/alike",
    "/responses",
    "/responses?show=overdue",
    "/dashboard",
    "/dashboard?whose=mine",
)
NATION = "/improvement/dashboard"
CROWDED = ("1a", "3c", "4b")


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built = full_year.build(db.sqlite_url(folder / "full.db"), SHARE)
        _whole(folder / "full.db")
        few = replace(built, url=db.sqlite_url(folder / "few.db"))
        shutil.copyfile(folder / "full.db", folder / "few.db")
        fill(few, AREAS // SMALLER, LINES // SMALLER)
        fill(built)
        apps = [served.application(each, folder) for each in (built, few)]
        cookies = {role: served.cookie_of(apps[0], built, role) for role in ("assessor", "inspector")}
        with served.minimal(folder / "full.db") as least, served.product(built, folder) as client:
            asked = [partial(_ask, client, path, cookies[role]) for _, path, role in _pages()]
            failed = [page[0] for page, ask in zip(_pages(), asked, strict=True) if ask().status != 200]
            least_of_all, *times = timed([lambda: least.get(f"/{FORCE}"), *asked], ROUNDS)
        for (what, path, role), time in zip(_pages(), times, strict=True):
            statements = [_statements(app, each, path, role) for app, each in zip(apps, (built, few), strict=True)]
            yield _row(what, time, least_of_all, statements)
        yield Row("pages of the register that failed", len(failed), "pages", None, f"none {'; '.join(failed)}")
        yield _imported(few)


def _pages() -> list[tuple[str, str, str]]:
    """What each page is called, where it is, and as whom it is asked for."""
    mine = [(f"register {page or 'open'}", f"{REGISTER}{page}", "assessor") for page in PAGES]
    return [*mine, ("dashboard of the nation", NATION, "inspector")]


def _ask(client: served.Client, path: str, cookie: str) -> served.Answer:
    client.cookie = cookie
    return client.get(path)


def _statements(app: Flask, built: Built, path: str, role: str) -> int:
    headers = {"Cookie": served.cookie_of(app, built, role)}
    with _counted(built.url) as asked:
        app.test_client(use_cookies=False).get(path, headers=headers)
    return len(asked)


def _row(what: str, time: Timed, least: Timed, asked: Sequence[int]) -> Row:
    grows = "" if asked[0] <= asked[1] else f", {asked[1]} with fewer"
    return Row(what, time.seconds * 1000, "ms", 1 / time.against(least), f"at most {LIMIT} ({asked[0]} SQL{grows})")


def _imported(built: Built) -> Row:
    """How long it takes to bring a whole spreadsheet in, once its rows are checked."""
    new = [
        New(f"Point {number} of a sheet", "Words about it", "OFFICIAL", clock.today(), due_on=clock.today())
        for number in range(ROWS)
    ]
    with db.unit_of_work(built.url) as session:
        by = sign_ins.actor(session, session.get_one(Person, built.people["assessor"]))
        began = perf_counter()
        operations.add_all(session, FORCE, new, by=by)
        taken = perf_counter() - began
    return Row(
        f"{ROWS:,} rows of a spreadsheet brought in", taken, "s", taken / IMPORT_LIMIT, f"at most {IMPORT_LIMIT} s"
    )


def _whole(path: Path) -> None:
    """Brings everything into the file itself, so that it can be copied."""
    with db.engine(db.sqlite_url(path)).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def fill(built: Built, areas: int = AREAS, lines: int = LINES) -> None:
    """Fills the register of one force: random words, owners and days from a fixed seed."""
    chance, words, today = random.Random(1), WORDS.split(), clock.today()
    now, people = clock.now().replace(tzinfo=None), [built.people["assessor"], built.people["force_lead"], None]
    values, found, criteria = [], [], []
    low = _not_met(built)
    for number in range(1, areas + 1):
        title = " ".join(chance.choices(words, k=8)).capitalize()
        closed, owner = chance.random() < 0.3, chance.choice(people)
        raised = today - timedelta(days=chance.randint(400, 1500))
        framework, criterion = chance.choice(low)
        ended = now - timedelta(days=chance.randint(0, 390)) if closed else None
        values.append(
            {
                "id": number, "force_id": FORCE, "number": number,
                "kind": "recommendation" if number % 4 == 1 else "action",
                "source": "board", "source_words": "", "title": title, "wrong": title,
                "priority": chance.choice(("high", "medium", "low")), "raised_on": raised,
                "published_on": raised if number % 2 else None,
                "framework": framework if number % 2 else None,
                "due_on": today + timedelta(days=chance.randint(-200, 400)), "owner_id": owner,
                "owner_post": f"Post {chance.randint(1, 20)}" if owner is None and chance.random() < 0.7 else None,
                "marking": "OFFICIAL", "made_at": now, "version": 1,
                "closed_how": "not_accepted" if closed else None, "closed_because": "x" if closed else None,
                "closed_at": ended, "closed_by": built.people["assessor"] if closed else None,
            }
        )  # fmt: skip
        found.append(
            {
                "kind": "improvement", "thing_id": str(number), "force": FORCE, "audience": "force",
                "marking": "OFFICIAL", "address": f"{REGISTER}/{number}", "title": title, "text": title,
            }
        )  # fmt: skip
        criteria.append({"area_id": number, "edition": EDITION, "framework": framework, "criterion": criterion})
    log = [
        {"area_id": chance.randint(1, areas), "at": now, "kind": "progress", "words": "Something was done."}
        for _ in range(lines)
    ]
    with db.unit_of_work(built.url) as session:
        for table, its in ((Area, values), (AreaCriterion, criteria), (LogEntry, log), (Found, found)):
            session.execute(insert(table), its)


def _not_met(built: Built) -> list[tuple[str, str]]:
    """The criteria that areas can bear on: half of the areas fall to three frameworks, the rest to all."""
    best = editions.load(EDITION).scales.ratings.steps[-1].id
    with db.reading(built.url) as session:
        asked = select(Entry.framework, Rating.criterion).join(Entry).where(Rating.step != best).order_by(Rating.id)
        every = [(row.framework, row.criterion) for row in session.execute(asked)]
    few = [one for one in every if one[0] in CROWDED]
    return [*every, *few * (len(every) // len(few))]
