"""Records and editions that nobody had in mind: other letters, markup, endless findings, other scales."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from inspect_app.catalogue import editions
from inspect_app.grading.edition import Edition
from inspect_app.grading.facts import Facts
from inspect_app.reporting.content import ComponentRow, ForceReport
from inspect_app.reporting.force_report import force_report
from inspect_app.reporting.printed import force_report_pdf
from inspect_app.reporting.year import EntryYear, Finding, ForceYear, Judgement, Passage
from tests.slices.reporting.pdf.reading import faults, page_texts

WRITTEN = "<b>bold</b> & **stars** [x](y) &amp; {{ 7 * 7 }} \\ (open"
WELSH = "Heddlu Dyfed-Powys: ŵ ŷ Ŵ Ŷ â ê î ô û"


def printed(report: ForceReport) -> tuple[bytes, str]:
    data = force_report_pdf(report)
    return data, " ".join(page_texts(PdfReader(BytesIO(data))))


def with_finding(year: ForceYear, text: str) -> ForceReport:
    """The report of a year whose first framework alone is left, with one finding changed."""
    first = year.entries[0]
    changed = replace(first, findings=(replace(first.findings[0], text=text), *first.findings[1:]))
    return force_report(editions.load("baseline_2006"), replace(year, entries=(changed,)))


def test_what_a_report_does_not_hold_is_named_and_not_linked(year: ForceYear) -> None:
    """1A and 6C speak of each other; a report of 1A alone still prints."""
    first = year.entries[0].framework
    other = next(c.to_framework for c in year.cross_references if c.from_framework == first)
    edition = editions.load("baseline_2006")
    data, text = printed(with_finding(year, "One framework alone."))
    assert f"{edition.framework[other].code}:" in text
    assert faults(data) == []


def test_markup_prints_as_it_was_written(year: ForceYear) -> None:
    data, text = printed(with_finding(year, WRITTEN))
    assert WRITTEN in text
    assert faults(data) == []


def test_welsh_letters_print_and_what_the_face_lacks_is_a_box(year: ForceYear) -> None:
    data, text = printed(with_finding(year, f"{WELSH} 🎉 done"))
    assert f"{WELSH} □ done" in text
    assert faults(data) == []


def test_a_finding_of_100_000_characters_flows_as_one(year: ForceYear) -> None:
    words = ("The force has a long record of inventive joint work against nuisance. " * 1500)[:100_000]
    data, text = printed(with_finding(year, words + " The very end."))
    assert "The very end." in text
    assert faults(data) == []


def test_stars_in_a_reason_are_the_writers_own(year: ForceYear) -> None:
    judged = tuple(
        replace(entry, judgement=replace(entry.judgement, reason="Rated **twice**.", decided_by="A & B"))
        for entry in year.entries
    )
    report = force_report(editions.load("baseline_2006"), replace(year, entries=judged))
    rows = [row for part in report.frameworks for row in part.reached.rows if row.as_written]
    assert all(row.text == "“Rated **twice**.” Decided by A & B." for row in rows)
    if rows:
        assert "“Rated **twice**.” Decided by A & B." in printed(report)[1]


def test_a_component_prints_one_outcome_or_a_range(report: ForceReport) -> None:
    rows = (ComponentRow("Settled part", ("3 of 3", "0 of 3"), "fair", "fair", "G1"),)
    rows += (ComponentRow("Open part", ("1 of 3", "0 of 3"), "poor", "between_poor_and_fair", ""),)
    changed = tuple(
        replace(part, reached=replace(part.reached, components=rows)) if part.reached.components else part
        for part in report.frameworks
    )
    text = printed(replace(report, frameworks=changed))[1]
    assert "Settled part 3 of 3 0 of 3 F Fair" in text
    assert "Open part 1 of 3 0 of 3 P Poor P–F to between Poor and Fair" in text


@pytest.fixture(scope="module")
def harbours(checkout: Path) -> Edition:
    folder = checkout / "tests" / "data" / "editions"
    return editions.load("harbour_safety_9", editions.Folders(folder / "frameworks", folder / "grading_criteria"))


@pytest.fixture(scope="module")
def harbour(harbours: Edition) -> ForceReport:
    """Five grades, parts instead of criteria, no domain, no direction, no national picture, one framework ungraded."""
    facts = {
        "pilotage": Facts(harbours.id, "pilotage", ratings={f"pilotage-{n}": "3" for n in range(1, 6)}),
        "quays": Facts(harbours.id, "quays", parts={"walls": "sound", "lights": "sound"}),
        "community": Facts(harbours.id, "community"),
    }
    grades = {"pilotage": "sound", "quays": "exemplary", "community": ""}
    entries = tuple(
        EntryYear(
            framework.id,
            facts[framework.id],
            Judgement(grades[framework.id], "", 0),
            context=(Passage("What the harbour is.", 0),),
            findings=(Finding(f"{framework.code}-D1", "advice", f"Mend {WELSH}.", (), 0),),
        )
        for framework in harbours.frameworks
    )
    assessed = ("2031-01-01", "2031-12-31")
    year = ForceYear("wyth", "Port of Ŵyth", "2031", "Harbour review 2031", assessed, "2032-02-03", entries)
    return force_report(harbours, year)


def test_five_grades_without_direction_or_national_results_print(harbour: ForceReport) -> None:
    data, text = printed(harbour)
    assert faults(data) == []
    assert all(label in text for label in ("Exemplary", "Sound", "Guarded", "Exposed", "Unsafe"))
    assert not any(word in text for word in ("Direction of travel", "The national picture", "Poor", "Excellent"))
    assert "Community-D1" in text
    assert "Not graded" in text


def test_its_summary_has_no_column_for_what_it_lacks(harbour: ForceReport) -> None:
    data = force_report_pdf(harbour)
    page: Any = next(t for t in page_texts(PdfReader(BytesIO(data))) if "Port of Ŵyth Summary of judgements" in t)
    assert "Framework Grade Method Page" in page
    assert "Priority framework" not in page
