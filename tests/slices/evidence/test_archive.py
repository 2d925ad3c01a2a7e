"""All evidence of a framework leaves as one ZIP with an index that names everything, also what is not in it."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from inspect_app import db
from inspect_app.audit.models import AuditEvent
from tests.slices.evidence.adding import LIBRARY, add

ARCHIVE = "/forces/kent/2005-06/assessment/3c/evidence.zip"


@pytest.fixture
def archive(priya: FlaskClient) -> zipfile.ZipFile:
    after = add(
        priya,
        ("plan.txt", b"Two areas." * 1000),
        ("=sum.csv", b"a,b\n"),
        link="https://example.org/a",
        note="Seen",
        p0__title="=HYPERLINK(1)",
    ).location
    data = {"which": ["1", "2", "3", "4"], "asked": "3c/3c-f2", "part": "page 2", "shows": "A plan <for> two"}
    priya.post(after, data=data)
    priya.post(f"{LIBRARY}/2/withdraw", data={"because": "Wrong year"})
    answer = priya.get(ARCHIVE)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kent 2005-06 3C evidence.zip"'
    return zipfile.ZipFile(io.BytesIO(answer.data))


def test_it_holds_the_files_and_notes_whole(archive: zipfile.ZipFile) -> None:
    assert archive.testzip() is None
    assert archive.namelist() == [
        "index.html",
        "index.csv",
        "0001 v1 plan.txt",
        "0002 v1 =sum.csv",
        "0004 v1 note.md",
    ]
    assert archive.read("0001 v1 plan.txt") == b"Two areas." * 1000


def test_the_index_names_every_piece_and_no_cell_is_a_formula(archive: zipfile.ZipFile) -> None:
    rows = list(csv.DictReader(io.StringIO(archive.read("index.csv").decode("utf-8-sig"))))
    assert [row["Title"] for row in rows] == ["'=HYPERLINK(1)", "'=sum", "example.org", "Seen"]
    assert rows[1]["Remark"] == "Withdrawn: Wrong year"
    assert rows[2]["Link"] == "https://example.org/a"
    assert {row["What it shows"] for row in rows} == {"page 2: A plan <for> two"}


def test_the_index_as_a_page_shows_words_as_words(archive: zipfile.ZipFile) -> None:
    page = archive.read("index.html").decode()
    assert "A plan &lt;for&gt; two" in page
    assert 'href="0001%20v1%20plan.txt"' in page


def test_it_is_logged_as_an_export(archive: zipfile.ZipFile, url: str) -> None:
    with db.reading(url) as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (event.verb, event.framework, event.says) == (
        "evidence:entry:exported",
        "3c",
        "downloaded all evidence of 3C, 3 files",
    )


def test_a_framework_without_evidence_and_one_that_is_none_have_no_archive(priya: FlaskClient) -> None:
    assert priya.get(ARCHIVE).status_code == 404
    assert priya.get(ARCHIVE.replace("3c", "9z")).status_code == 404
