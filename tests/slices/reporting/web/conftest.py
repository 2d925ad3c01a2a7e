"""Kent's report as a page, and a browser to open it in, once for all these tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from inspect_app.catalogue import editions
from inspect_app.demo import record
from inspect_app.demo.year import force_year
from inspect_app.forces import cycles
from inspect_app.grading.edition import Edition
from inspect_app.grading.facts import Facts
from inspect_app.reporting.content import ForceReport
from inspect_app.reporting.force_report import force_report
from inspect_app.reporting.web import force_report_html
from inspect_app.reporting.year import EntryYear, Finding, ForceYear, Judgement, Passage
from tests.slices.reporting.web.reading import Page, read

FEW = {"1a", "1d", "4b", "6d", "6e"}


@pytest.fixture(scope="session")
def year() -> ForceYear:
    edition = editions.load("baseline_2006")
    return force_year(record.load("kent", {edition.id: edition}), cycles.load("2005-06", edition))


@pytest.fixture(scope="session")
def report(year: ForceYear) -> ForceReport:
    return force_report(editions.load("baseline_2006"), year)


@pytest.fixture(scope="session")
def html(report: ForceReport) -> str:
    return force_report_html(report)


@pytest.fixture(scope="session")
def page(html: str) -> Page:
    return read(html)


@pytest.fixture(scope="session")
def kent(html: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page as a file."""
    path: Path = tmp_path_factory.mktemp("page") / "kent.html"
    path.write_text(html, encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="session")
def few(year: ForceYear) -> ForceReport:
    """Kent's report of five frameworks that have between them every kind of content: axe takes its time."""
    entries = tuple(entry for entry in year.entries if entry.framework in FEW)
    return force_report(editions.load("baseline_2006"), replace(year, entries=entries))


@pytest.fixture(scope="session")
def harbour(checkout: Path) -> ForceReport:
    """Five grades, parts instead of criteria, no domain, no direction, no national picture, one framework ungraded."""
    folder = checkout / "tests" / "data" / "editions"
    edition = editions.load("harbour_safety_9", editions.Folders(folder / "frameworks", folder / "grading_criteria"))
    year = ForceYear(
        force="wyth",
        force_name="Port of Ŵyth",
        cycle="2031",
        cycle_title="Harbour review 2031",
        assessed=("2031-01-01", "2031-12-31"),
        published="2032-02-03",
        entries=tuple(_harbour_entries(edition)),
    )
    return force_report(edition, year)


def _harbour_entries(edition: Edition) -> Iterator[EntryYear]:
    facts = {
        "pilotage": Facts(edition.id, "pilotage", ratings={f"pilotage-{n}": "3" for n in range(1, 6)}),
        "quays": Facts(edition.id, "quays", parts={"walls": "sound", "lights": "sound"}),
        "community": Facts(edition.id, "community"),
    }
    grades = {"pilotage": "sound", "quays": "exemplary", "community": ""}
    for framework in edition.frameworks:
        yield EntryYear(
            framework.id,
            facts[framework.id],
            Judgement(grades[framework.id], "", 0),
            context=(Passage("What the harbour is.", 0),),
            findings=(Finding(f"{framework.code}-D1", "advice", "Mend the wall.", (), 0),),
        )
