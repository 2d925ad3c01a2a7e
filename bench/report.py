"""Kent's printed report against ReportLab's stock two-pass build of the same story, untagged, and its memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader

from inspect_app.catalogue import editions
from inspect_app.demo import record
from inspect_app.demo.year import force_year
from inspect_app.forces import cycles
from inspect_app.reporting.content import ForceReport
from inspect_app.reporting.force_report import force_report
from inspect_app.reporting.printed import force_report_pdf

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
MIB = 2**20


def kent() -> ForceReport:
    """The content of Kent's report."""
    edition = editions.load("baseline_2006")
    year = force_year(record.load("kent", {edition.id: edition}), cycles.load("2005-06", edition))
    return force_report(edition, year)


def _bytes(script: str) -> float:
    ran = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return float(ran.stdout) / MIB


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
