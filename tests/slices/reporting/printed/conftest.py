"""Kent's report, assembled and printed once for all these tests."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from inspect_app.catalogue import editions
from inspect_app.demo import record
from inspect_app.demo.year import force_year
from inspect_app.forces import cycles
from inspect_app.reporting.content import ForceReport
from inspect_app.reporting.force_report import force_report
from inspect_app.reporting.printed import force_report_pdf
from inspect_app.reporting.year import ForceYear
from tests.slices.reporting.pdf.reading import page_texts


@pytest.fixture(scope="session")
def year() -> ForceYear:
    edition = editions.load("baseline_2006")
    return force_year(record.load("kent", {edition.id: edition}), cycles.load("2005-06", edition))


@pytest.fixture(scope="session")
def report(year: ForceYear) -> ForceReport:
    return force_report(editions.load("baseline_2006"), year)


@pytest.fixture(scope="session")
def data(report: ForceReport) -> bytes:
    return force_report_pdf(report)


@pytest.fixture(scope="session")
def pdf(data: bytes) -> Any:
    return PdfReader(BytesIO(data))


@pytest.fixture(scope="session")
def texts(pdf: Any) -> list[str]:
    return page_texts(pdf)
