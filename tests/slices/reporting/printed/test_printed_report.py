"""Kent's printed report: accessible, complete, linked, the same every time, and set without accidents."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from itertools import pairwise
from typing import Any

from inspect_app.reporting.content import ForceReport
from inspect_app.reporting.printed import force_report_pdf
from tests.slices.reporting.pdf.reading import bookmarks, elements, faults, tagged

ELSEWHERE = """
import hashlib
from inspect_app.catalogue import editions
from inspect_app.demo import record
from inspect_app.demo.year import force_year
from inspect_app.forces import cycles
from inspect_app.reporting.force_report import force_report
from inspect_app.reporting.printed import force_report_pdf
edition = editions.load("baseline_2006")
year = force_year(record.load("kent", {edition.id: edition}), cycles.load("2005-06", edition))
print(hashlib.sha256(force_report_pdf(force_report(edition, year))).hexdigest())
"""
HEADS = ("Strengths", "Work in progress", "Areas for improvement", "Criteria and ratings", "How this grade was reached")


def test_it_passes_pdf_ua_1(data: bytes) -> None:
    assert faults(data) == []


def test_the_same_report_gives_the_same_bytes(report: ForceReport, data: bytes) -> None:
    assert force_report_pdf(report) == data


def test_another_process_with_another_hash_seed_gives_the_same_bytes(data: bytes) -> None:
    seeded = {**os.environ, "PYTHONHASHSEED": "4711"}
    ran = subprocess.run([sys.executable, "-c", ELSEWHERE], env=seeded, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == hashlib.sha256(data).hexdigest()


def test_everything_citable_is_a_destination(report: ForceReport, pdf: Any) -> None:
    places = set(pdf.named_destinations)
    wanted = {f"fw{f.code}" for f in report.frameworks} | {f"r{f.code}" for f in report.frameworks}
    wanted |= {f"f{found.id}" for f in report.frameworks for _, _, findings in f.findings for found in findings}
    wanted |= {f"f{passage.id}" for f in report.frameworks for passage in f.context}
    wanted |= {f"f{practice.id}" for f in report.frameworks for practice in f.good_practice}
    wanted |= {f"c{f.code}-{criterion.number}" for f in report.frameworks for criterion in f.criteria}
    assert len(wanted) > 800
    assert wanted <= places


def test_every_link_resolves_and_says_where_it_goes(pdf: Any) -> None:
    links = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    assert len(links) > 1000
    assert all(link["/Contents"] for link in links)
    assert {link["/Dest"] for link in links} <= set(pdf.named_destinations)


def test_the_summary_stands_on_one_page(report: ForceReport, texts: list[str]) -> None:
    pages = [text for text in texts if "Kent Police Summary of judgements" in text]
    assert len(pages) == 1
    assert report.summary.agreement in pages[0]
    assert all(part.code in pages[0] for part in report.frameworks)


def test_the_contents_stand_on_one_page(texts: list[str]) -> None:
    assert sum("Kent Police Contents" in text for text in texts) == 1


def test_no_page_is_blank(texts: list[str]) -> None:
    around = re.compile(r"OFFICIAL|Kent Police|Baseline assessment 2005/06|Page \d+ of \d+")
    assert all(len(around.sub("", text)) > 40 for text in texts)


def test_no_head_stands_last_on_its_page(texts: list[str]) -> None:
    foot = re.compile(r"OFFICIAL Kent Police .*$")
    for text in texts:
        body = foot.sub("", text).strip()
        assert not any(body.endswith(head) for head in HEADS)


def test_all_codes_are_read_in_order(report: ForceReport, pdf: Any) -> None:
    codes = [part.code for part in report.frameworks]
    assert len(codes) == 23
    listed = [title.split()[0] for title in bookmarks(pdf) if re.match(r"  \d\w ", title)]
    assert listed == codes
    assert len(tagged(pdf, "/H2")) >= 23


def test_each_framework_opens_a_page_that_carries_its_name(report: ForceReport, pdf: Any, texts: list[str]) -> None:
    for part in report.frameworks:
        number = pdf.get_destination_page_number(pdf.named_destinations[f"fw{part.code}"])
        assert f"{part.code} {part.title}" in texts[number]


def test_no_face_but_the_reports_own_is_named(data: bytes, pdf: Any) -> None:
    fonts = {font["/BaseFont"] for page in pdf.pages for font in _fonts(page)}
    assert b"Helvetica" not in data
    assert fonts
    assert all("SourceSans3" in font for font in fonts)


def _fonts(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_metadata_and_language(report: ForceReport, pdf: Any) -> None:
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert pdf.metadata.title == "Kent Police: baseline assessment 2005/06, force report"
    assert pdf.metadata.subject == report.subject
    assert pdf.metadata["/CreationDate"] == "D:20061001000000Z"
    assert "baseline_2006" in pdf.metadata["/Keywords"]


def test_headings_never_skip_a_level(pdf: Any) -> None:
    levels = [int(e["/S"][2]) for e in elements(pdf) if re.fullmatch(r"/H\d", e["/S"])]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_method_that_differs_is_said_in_every_row(report: ForceReport, texts: list[str]) -> None:
    page = next(text for text in texts if "Kent Police Summary of judgements" in text)
    counted = {word: len(re.findall(rf"(?<=\d) {word}\b", page)) for word in ("agrees", "differs", "open")}
    assert counted == {word: sum(row.method == word for row in report.summary.rows) for word in counted}


def test_the_auditors_scores_name_what_was_not_available(texts: list[str]) -> None:
    text = " ".join(texts)
    assert "Financial reporting not available" in text
    assert "Financial management 4" in text


def test_memory_and_time_stay_small(report: ForceReport) -> None:
    import tracemalloc  # noqa: PLC0415  only this test traces

    tracemalloc.start()
    try:
        force_report_pdf(report)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 60 * 2**20
