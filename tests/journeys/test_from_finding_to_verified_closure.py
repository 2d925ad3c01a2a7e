"""Areas for improvement as a force lead, a verifier, a board's secretary and a national lead see them through."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from tests.journeys.improving import ROOT, Register, fill_day, number_in, press, said, served

PROCEDURE, CALLS = "Leaflet on civil contingencies", "Survey of residents"


@pytest.fixture
def register(tmp_path: Path, browser: Any, axe: Path, pictures: Path) -> Iterator[Register]:
    with served(tmp_path, browser, axe, pictures) as made:
        yield made


def take(page: Any, register: Register) -> int:
    """The force lead finds what nobody owns, and takes it with an earlier day."""
    page.goto(f"{register.address}/improvement")
    page.get_by_role("link", name=re.compile("no owner")).click()
    page.get_by_role("link", name=re.compile("publicity on civil contingencies")).click()
    said(page, "Not yet allocated")
    page.get_by_role("link", name="Change owner or date").click()
    page.get_by_label("Owner", exact=True).select_option(label="Martin Frost, Head of crime")
    fill_day(page, "Due on", date(2007, 3, 30))
    press(page, "Save")
    said(page, "Owner: Martin Frost")
    return number_in(page)


def work(page: Any, other: int) -> None:
    """An action that answers another area too, and what happened."""
    page.get_by_role("link", name="Add an action").click()
    page.get_by_label("What will be done").fill("Send a leaflet to every household and say it on local radio")
    fill_day(page, "By when", date(2007, 2, 28))
    page.get_by_label("Answers also").fill(f"AFI {other}")
    press(page, "Add the action")
    said(page, "The action was added.")
    page.get_by_label("Add to the log").fill("The leaflet is with the printer.")
    press(page, "Add")
    said(page, "The leaflet is with the printer.")


def add_evidence(page: Any, title: str, source: str, words: str) -> None:
    """From the page on which a proof is chosen to a new piece in the library."""
    page.get_by_role("link", name="Add evidence").click()
    page.get_by_label("Note").fill(words)
    press(page, "Add these files")
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_role("radio", name=re.compile(f"^{source}")).check()
    fill_day(page, "What day is it about?", date(2007, 1, 10))
    page.get_by_label("Protective marking").select_option("RESTRICTED")
    press(page, "Add this evidence")


def prove(page: Any, register: Register, number: int, kind: str, title: str, shows: str) -> None:
    register.open(page, f"/{number}")
    page.get_by_role("link", name="Add proof").click()
    page.get_by_label("Search the evidence library").fill(title)
    press(page, "Search")
    page.get_by_role("radio", name=re.compile(f"^{title}")).check()
    page.get_by_role("radio", name=kind).check()
    page.get_by_label("What does it show?").fill(shows)
    press(page, "Add this proof")
    said(page, f"{kind} was added.")


def test_walk(register: Register) -> None:
    with register.tab("force lead") as page:
        number = take(page, register)
        register.look(page, "taken")
        work(page, 51)
        register.look(page, "worked")
        page.get_by_role("link", name="Add proof").click()
        register.look(page, "proof")
        add_evidence(page, PROCEDURE, "Document", "What to do in a flood, and whom to call.")
        register.look(page, "added")
