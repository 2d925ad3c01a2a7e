"""Kent's printed report against ReportLab's stock two-pass build of the same story, untagged, and its memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from time import perf_counter

from pypdf import PdfReader

from inspect_app.catalogue import editions
from inspect_app.demo import record
from inspect_app.demo.year import force_year
from inspect_app.forces import cycles
from inspect_app.grading.edition import Edition
from inspect_app.reporting.as_data import force_report_json
from inspect_app.reporting.content import ForceReport
from inspect_app.reporting.force_report import force_report
from inspect_app.reporting.printed import force_report_pdf
from inspect_app.reporting.web import force_report_html
from inspect_app.reporting.year import ForceYear

from .stock_report import register, stock_pdf
from .table import Row
from .timing import timed

_PEAK = """
import tracemalloc
from bench.report import kent
from inspect_app.reporting.printed import force_report_pdf
report = kent()
tracemalloc.start()
force_report_pdf(report)
print(tracemalloc.get_traced_memory()[1])
"""
# The kernel's own count of this process alone; getrusage would inherit the peak of whoever started it.
_WHOLE = """
from pathlib import Path
from bench.report import kent
from inspect_app.reporting.printed import force_report_pdf
force_report_pdf(kent())
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(int(status["VmHWM"].split()[0]) * 1024)
"""
_MANY = """
import sys
from dataclasses import replace
from bench.report import edition_and_year
from inspect_app.reporting.force_report import force_report
from inspect_app.reporting.printed import force_report_pdf
edition, year = edition_and_year()
for number in range(int(sys.argv[1])):
    force_report_pdf(force_report(edition, replace(year, force=f"force-{number}")))
"""
FORCES = 43
MIB = 2**20


def edition_and_year() -> tuple[Edition, ForceYear]:
    """The edition, and Kent's year as its record gives it."""
    edition = editions.load("baseline_2006")
    return edition, force_year(record.load("kent", {edition.id: edition}), cycles.load("2005-06", edition))


def kent() -> ForceReport:
    """The content of Kent's report."""
    return force_report(*edition_and_year())


def _bytes(script: str) -> float:
    ran = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return float(ran.stdout) / MIB


def _process(reports: int) -> float:
    """The seconds of a whole process that makes so many reports."""
    start = perf_counter()
    subprocess.run([sys.executable, "-c", _MANY, str(reports)], check=True, capture_output=True)
    return perf_counter() - start


def rows() -> Iterator[Row]:
    report = kent()
    register()
    pages = len(PdfReader(BytesIO(force_report_pdf(report))).pages)
    theirs = len(PdfReader(BytesIO(stock_pdf(report))).pages)
    own, stock = timed([lambda: force_report_pdf(report), lambda: stock_pdf(report)], rounds=5)
    assemble, _ = timed([kent, register], rounds=3)
    yield Row("Kent's report assembled from its record", assemble.seconds, "s", None, "printed")
    yield Row(f"stock two-pass build, untagged, {theirs} pages", stock.seconds, "s", 1.0, "the peer")
    yield Row(f"tagged PDF, {pages} pages", own.seconds, "s", 1 / own.against(stock), "at most 1.00, aim 0.60")
    yield Row("... seconds per page", own.seconds / pages, "s", None, "printed")
    traced, whole = _bytes(_PEAK), _bytes(_WHOLE)
    yield Row("peak memory of the build, as Python counts it", traced, "MiB", traced / 60, "at most 1.00 (60 MiB)")
    yield Row("... of the whole process that loads, proposes and builds", whole, "MiB", None, "printed")
    page, data = timed([lambda: force_report_html(report), lambda: force_report_json(report)], rounds=3)
    yield Row("the same report as a page", page.seconds, "s", None, "printed")
    yield Row("... as JSON", data.seconds, "s", None, "printed")
    single, nation = _process(1), _process(FORCES) / FORCES
    yield Row("one report, whole process", single, "s", 1.0, "the peer")
    yield Row(f"each of {FORCES} in one process", nation, "s", nation / single, "at most 0.50")
