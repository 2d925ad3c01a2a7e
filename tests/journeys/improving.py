"""What journeys through the register share: the nation served in January 2007, its people, and a look at a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from inspect_app import clock, db
from inspect_app.accounts.models import Person
from inspect_app.application import create_app
from inspect_app.demo.nation import site as nation
from inspect_app.remediation.models import Area
from tests import browser as real
from tests.factories import signed_in
from tests.nation import NOW, evidence, nation_database

ROOT = "/forces/kent/improvement"
PEOPLE = {
    "assessor": "priya.nair",
    "force lead": "martin.frost",
    "board secretary": "simon.peel",
    "national lead": "judith.crane",
    "verifier": "nadia.faris",
}


@dataclass(frozen=True)
class Register:
    """Kent's register in the nation, served; `browser` opens tabs, `axe` and `pictures` are for looking at pages."""

    url: str
    app: Flask
    address: str
    browser: Any
    axe: Path
    pictures: Path

    def tab(self, who: str, width: int = 1280) -> AbstractContextManager[Any]:
        """A tab of somebody who is signed in."""
        with db.unit_of_work(self.url) as session:
            email = f"{PEOPLE[who]}@example.org"
            person = session.scalars(select(Person).where(Person.email == email)).one()
        held = signed_in(self.app, person).get_cookie("session")
        assert held is not None
        return real.tab(self.browser, width=width, cookie=held.value, address=self.address, accept_downloads=True)

    def open(self, page: Any, path: str = "") -> int:
        """Goes to a page of the register, and says with what status it answered."""
        return int(page.goto(f"{self.address}{ROOT}{path}").status)

    def look(self, page: Any, name: str) -> None:
        """Axe has nothing to say of the page as it stands, it fits, and its picture is kept."""
        width = page.viewport_size["width"]
        real.picture(page, self.pictures / f"journey-{name}-{width}.jpeg")
        assert real.faults(page, self.axe) == [], name

    def area(self, number: int) -> Area:
        with db.reading(self.url) as session:
            return session.scalars(select(Area).where(Area.force_id == "kent", Area.number == number)).one()


@contextmanager
def served(folder: Path, browser: Any, axe: Path, pictures: Path) -> Iterator[Register]:
    """A copy of the nation, whose server lives on 12 January 2007."""
    nation_database(folder)
    settings = nation.settings(folder, 0)
    evidence(folder, settings.evidence_folder.name)
    with pytest.MonkeyPatch.context() as patch:
        # The server answers in threads of its own, which know the clock of the demonstration from the environment only.
        patch.setenv(clock.SETTING, NOW.isoformat())
        app = create_app(settings, TESTING=True)
        with real.served(app) as address:
            yield Register(settings.database_url, app, address, browser, axe, pictures)


def fill_day(page: Any, legend: str, day: date) -> None:
    """Fills the three boxes of a day."""
    group = page.get_by_role("group", name=legend)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part, exact=True).fill(str(value))


def press(page: Any, name: str) -> None:
    """Presses the button of a form, or what looks like one."""
    page.get_by_role("button", name=name, exact=True).click()


def said(page: Any, words: str) -> None:
    """Waits until the page says something."""
    page.get_by_text(words).first.wait_for()


def number_in(page: Any) -> int:
    """The number of the area whose page is open."""
    found = re.search(rf"{ROOT}/(\d+)", page.url)
    assert found is not None, page.url
    return int(found[1])
