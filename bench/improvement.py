"""The register with 10,000 areas and 100,000 lines of log, page by page, against the least that a page can be."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import insert

from inspect_app import clock, db
from inspect_app.remediation.models import Area, AreaCriterion, LogEntry
from inspect_app.search.models import Found

from . import full_year, served
from .full_year import EDITION, FORCE, WORDS, Built
from .table import Row
from .timing import timed

AREAS, LINES = 10_000, 100_000
LIMIT, ROUNDS, SHARE = 40, 15, 0.01
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
)


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built = full_year.build(db.sqlite_url(folder / "full.db"), SHARE)
        fill(built)
        app = served.application(built, folder)
        cookie = served.cookie_of(app, built, "assessor")
        with served.minimal(folder / "full.db") as least, served.product(built, folder) as client:
            client.cookie = cookie
            asked = [partial(client.get, f"{REGISTER}{page}") for page in PAGES]
            failed = [page for page, ask in zip(PAGES, asked, strict=True) if ask().status != 200]
            least_of_all, *times = timed([lambda: least.get(f"/{FORCE}"), *asked], ROUNDS)
            for page, time in zip(PAGES, times, strict=True):
                ratio = 1 / time.against(least_of_all)
                yield Row(f"register {page or 'open'}", time.seconds * 1000, "ms", ratio, f"at most {LIMIT}")
            yield Row("pages of the register that failed", len(failed), "pages", None, f"none {'; '.join(failed)}")


def fill(built: Built, areas: int = AREAS, lines: int = LINES) -> None:
    """Fills the register of one force: random words, owners and days from a fixed seed."""
    chance, words, today = random.Random(1), WORDS.split(), clock.today()
    now, people = clock.now().replace(tzinfo=None), [built.people["assessor"], built.people["force_lead"], None]
    values, found, criteria = [], [], []
    for number in range(1, areas + 1):
        title = " ".join(chance.choices(words, k=8)).capitalize()
        closed, owner = chance.random() < 0.3, chance.choice(people)
        values.append(
            {
                "id": number, "force_id": FORCE, "number": number, "kind": chance.choice(("action", "recommendation")),
                "source": "board", "source_words": "", "title": title, "wrong": title,
                "priority": chance.choice(("high", "medium", "low")), "raised_on": today - timedelta(days=400),
                "due_on": today + timedelta(days=chance.randint(-200, 400)), "owner_id": owner,
                "owner_post": f"Post {chance.randint(1, 20)}" if owner is None and chance.random() < 0.7 else None,
                "marking": "OFFICIAL", "made_at": now, "version": 1,
                "closed_how": "not_accepted" if closed else None, "closed_because": "x" if closed else None,
                "closed_at": now if closed else None, "closed_by": built.people["assessor"] if closed else None,
            }
        )  # fmt: skip
        found.append(
            {
                "kind": "improvement", "thing_id": str(number), "force": FORCE, "audience": "force",
                "marking": "OFFICIAL", "address": f"{REGISTER}/{number}", "title": title, "text": title,
            }
        )  # fmt: skip
        framework = chance.choice(("1a", "3c", "4b"))
        criteria.append({"area_id": number, "edition": EDITION, "framework": framework, "criterion": f"{framework}-f1"})
    log = [
        {"area_id": chance.randint(1, areas), "at": now, "kind": "progress", "words": "Something was done."}
        for _ in range(lines)
    ]
    with db.unit_of_work(built.url) as session:
        for table, its in ((Area, values), (AreaCriterion, criteria), (LogEntry, log), (Found, found)):
            session.execute(insert(table), its)
