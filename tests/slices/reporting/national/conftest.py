"""The nation, its national report and that report's PDF, each made once for all these tests."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from inspect_app import db
from inspect_app.reporting.national.content import NationalReport
from inspect_app.reporting.national.making import national_report
from inspect_app.reporting.national.printed import national_report_pdf
from inspect_app.reporting.national.queries import nation as read
from tests import factories, nation
from tests.slices.reporting.pdf.reading import page_texts

CYCLE, UNDER_WAY = "2005-06", "2006-07"
REPORT = f"/cycles/{CYCLE}/report"


@dataclass
class Nation:
    url: str
    app: Flask

    def client(self, *roles: str | tuple[str, str]) -> FlaskClient:
        """In whose browser somebody new with these roles is signed in."""
        with db.unit_of_work(self.url) as session:
            made = factories.person(session, f"Somebody {secrets.token_hex(4)}", *roles)
            session.expunge(made)
        return factories.signed_in(self.app, made)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECT_NOW", nation.NOW.isoformat())


@pytest.fixture(scope="package")
def made(tmp_path_factory: pytest.TempPathFactory) -> Nation:
    folder: Path = tmp_path_factory.mktemp("nation")
    url = nation.nation_database(folder)
    return Nation(url, factories.application(url, folder))


@pytest.fixture(scope="package")
def report(made: Nation) -> NationalReport:
    with db.reading(made.url) as session:
        return national_report(factories.edition(), read(session, CYCLE))


@pytest.fixture(scope="package")
def data(report: NationalReport) -> bytes:
    return national_report_pdf(report)


@pytest.fixture(scope="package")
def texts(data: bytes) -> list[str]:
    pdf: Any = PdfReader(BytesIO(data))
    return page_texts(pdf)
