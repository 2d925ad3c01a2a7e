"""The PDF is tagged, the same for the same judgements, and says on every page what is simulated; the CSV is plain."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from inspect_app.reporting.national.as_csv import COLUMNS, national_report_csv
from inspect_app.reporting.national.content import NationalReport
from inspect_app.reporting.national.printed import national_report_pdf
from tests.slices.reporting.pdf.reading import faults


def test_the_pdf_breaks_no_rule_of_pdf_ua(data: bytes) -> None:
    assert faults(data) == []


def test_the_same_judgements_give_the_same_bytes(report: NationalReport, data: bytes) -> None:
    assert national_report_pdf(report) == data


def test_the_cover_and_the_foot_of_every_page_say_that_forces_are_simulated(texts: list[str]) -> None:
    assert "39 of the 40 forces in this report are simulated" in texts[0]
    assert [place for place, text in enumerate(texts[1:], 2) if "39 of 40 forces simulated" not in text] == []


def test_every_part_is_in_the_document(texts: list[str], report: NationalReport) -> None:
    whole = " ".join(texts)
    wanted = ("Contents", "The year in brief", "How grades are spread", "How grades are reached", "Every grade")
    for title in (*wanted, "Every direction of travel", "How to reproduce this report"):
        assert title in whole
    assert all(one.title in whole.replace("\u00a0", " ") for one in report.frameworks if len(one.title) < 30)
    assert report.missing[:40] in whole


def test_the_csv_has_a_row_for_each_judgement_and_starts_no_formula(report: NationalReport) -> None:
    rows = list(csv.reader(io.StringIO(national_report_csv(report))))
    assert rows[0] == list(COLUMNS)
    assert len(rows) == len(report.judged) + 1
    first = report.forces[0]
    evil = replace(report, forces=(replace(first, name="=1+1"), *report.forces[1:]))
    assert list(csv.reader(io.StringIO(national_report_csv(evil))))[1][0] == "'=1+1"
