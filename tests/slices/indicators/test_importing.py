"""A file is checked row by row, shown as a dry run, and brought in as a whole; nothing is written over."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from inspect_app import db
from inspect_app.audit.models import AuditEvent
from inspect_app.indicators.models import Delivery, Indicator, IndicatorValue
from tests import factories
from tests.slices.indicators import figures
from tests.slices.indicators.figures import csv, send, xlsx


@pytest.fixture
def url(tmp_path: Path) -> str:
    return figures.database(tmp_path, ratings=False)


@pytest.fixture
def app(url: str, tmp_path: Path) -> Flask:
    return factories.application(url, tmp_path)


@pytest.fixture
def lead(app: Flask) -> FlaskClient:
    return figures.client(app, "Nora Lead", "national_lead")


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A national lead whose files are all refused, so that one database does for all of them."""
    folder = tmp_path_factory.mktemp("refused")
    return figures.client(factories.application(figures.database(folder), folder), "Nora Lead", "national_lead")


def text(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def values(url: str) -> int:
    with db.reading(url) as session:
        return session.scalar(select(func.count()).select_from(IndicatorValue)) or 0


def of(url: str, indicator: str, force: str = "kent") -> list[IndicatorValue]:
    with db.reading(url) as session:
        mine = (IndicatorValue.indicator_id == indicator, IndicatorValue.force_id == force)
        return list(session.scalars(select(IndicatorValue).where(*mine).order_by(IndicatorValue.id)))


def test_new_values_are_shown_first_and_brought_in_once(lead: FlaskClient, url: str) -> None:
    before = values(url)
    answer = send(lead, csv("Aln,rape_detection,2005/06,30,30,100,Yearbook", "Blyth Police,7a,2005/06,21.5,,,Yearbook"))
    assert answer.status_code == 302
    page = lead.get(answer.location)
    assert "Two new values" in text(page)
    assert "Bring in 2 rows" in text(page)
    assert values(url) == before
    done = lead.post(answer.location)
    assert (done.status_code, done.location) == (302, "/indicators")
    assert values(url) == before + 2
    again = lead.post(answer.location, follow_redirects=True)
    assert "brought in already" in text(again)
    assert values(url) == before + 2
    (row,) = of(url, "rape_detection", "aln")
    assert (row.value, row.numerator, row.denominator, row.source) == ("30", "30", "100", "Yearbook")
    assert row.imported_by is not None
    with db.reading(url) as session:
        assert session.get(Indicator, "rape_detection") is not None
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.verb, event.audience) == ("indicators:values:brought_in", "everyone")
    assert event.says == "brought in two indicator values from values.csv"


def test_the_same_value_again_changes_nothing(lead: FlaskClient, url: str) -> None:
    data = csv("Aln,7a,2005/06,20.50,,,Yearbook")
    lead.post(send(lead, data).location)
    again = send(lead, csv("Aln,7a,2005/06,20.5,,,Yearbook"))
    assert "nothing to bring in" in text(lead.get(again.location))
    before = values(url)
    lead.post(again.location)
    assert values(url) == before


def test_a_correction_needs_its_reason_and_keeps_what_was_said_before(lead: FlaskClient, url: str) -> None:
    lead.post(send(lead, csv("Aln,7a,2005/06,20.5,,,Yearbook")).location)
    sent = send(lead, csv("Aln,7a,2005/06,21.0,,,Yearbook"))
    assert "Will be" in text(lead.get(sent.location))
    refused = lead.post(sent.location, data={"because": "  "})
    assert refused.status_code == 400
    assert "Say why the figures change" in text(refused)
    assert len(of(url, "spi_7a", "aln")) == 1
    lead.post(sent.location, data={"because": "The yearbook was reprinted."})
    old, new = of(url, "spi_7a", "aln")
    assert (old.value, old.replaced_at is None) == ("20.5", False)
    assert (new.value, new.replaces_id, new.because) == ("21.0", old.id, "The yearbook was reprinted.")
    page = text(lead.get("/indicators/spi_7a"))
    assert "20.5% 21.0% “The yearbook was reprinted.” Yearbook. Nora Lead" in page


def test_another_source_stands_beside_and_neither_counts(lead: FlaskClient, url: str) -> None:
    sent = send(lead, csv("Kent,7a,2005/06,22.0,,,Another book", "Kent,7a,2003/04,19,,,Another book"))
    page = text(lead.get(sent.location))
    assert "Two sources disagree" in page
    assert page.count("Another book 23.7%") == 1
    lead.post(sent.location)
    assert "Two sources disagree" in text(lead.get("/forces/kent/2005-06/indicators/spi_7a"))
    assert "Two sources disagree" not in text(lead.get("/forces/kent/2005-06/indicators/spi_7a?year=2003-04"))[:600]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (["Kent,7a,2005/06,112%,,,A"], "Row 2, Value: 112% is more than 100."),
        (["Kent,7a,2005/06,112,,,A"], "Row 2, Value: 112% is more than 100."),
        (["Kent,7a,2005/06,-1,,,A"], "Row 2, Value: -1 is less than 0."),
        (["Kent,7a,2005/06,,,,A"], "Row 2, Value: is empty."),
        (["Kent,7a,2005/06,n/a,,,A"], "Row 2, Value: “n/a” is not a number."),
        (["Kent,7a,2005/06,1.234.5,,,A"], "Row 2, Value: “1.234.5” is not a number."),
        (["Kemt,7a,2005/06,12,,,A"], "Row 2, Force: there is no force called “Kemt”. Did you mean Kent Police?"),
        (["Mars,7a,2005/06,12,,,A"], "there is no force called “Mars”. An administrator can add it."),
        (["Kent,7z,2005/06,12,,,A"], "Row 2, Indicator: there is no indicator called “7z”."),
        (["Kent,3b,2005/06,12,,,A"], "Row 2, Indicator: 3b can be spi_3b_a or spi_3b_b. Write which one."),
        (["Kent,7a,2005/07,12,,,A"], "Row 2, Period: 2005/07 is not one year after the other."),
        (["Kent,7a,lately,12,,,A"], "Row 2, Period: lately is not a period"),
        (["Kent,7a,2005/06,50,40,,A"], "Row 2, Denominator: is empty, although there is a numerator."),
        (["Kent,7a,2005/06,50,0,0,A"], "Row 2, Denominator: is 0"),
        (["Kent,7a,2005/06,50,40,100,A"], "Row 2, Value: 50% is not 40 of 100, which is 40.0%."),
        (["Kent,7a,2005/06,50.12345678901234567890,1,3,A"], "is not 1 of 3, which is 33.333333%."),
        (["Kent,7a,2005/06,50,120,100,A"], "Row 2, Numerator: 120 is more than the denominator, 100."),
        (["Kent,7a,2005/06,50,,,"], "Row 2, Source: say where the figure comes from."),
        (["Kent,5b,2005/06,12%,,,A"], "Row 2, Value: 12% is a percentage, and this indicator is in another unit"),
        (
            ["Kent,7a,2005/06,12,,,A", "", "kent police,spi 7a,2005-06,12,,,A"],
            "Row 4: repeats row 2: Kent Police, spi_7a, 2005/06, from the same source.",
        ),
        (["Kent,7a,2005/06,12,,,A", "Kent,7a,2005/06,13,,,A"], "Row 3: contradicts row 2"),
    ],
)
def test_every_fault_is_named_by_row_and_column_and_nothing_is_written(
    refused: FlaskClient, rows: list[str], sentence: str
) -> None:
    url = refused.application.config["DATABASE_URL"]
    before = values(url)
    answer = send(refused, csv(*rows))
    assert answer.status_code == 400
    assert sentence in text(answer)
    assert values(url) == before
    with db.reading(url) as session:
        assert session.scalar(select(func.count()).select_from(Delivery)) == 0


@pytest.mark.parametrize(
    ("head", "rows", "sentence"),
    [
        (figures.HEAD, ["7a,Kent,2005/06,12,,,A", "1a,Aln,2005/06,13,,,A"], "Force and Indicator seem to be swapped"),
        (figures.HEAD, ["Kent,7a,23.1,2005/06,,,A"], "Period and Value seem to be swapped"),
        (
            figures.HEAD,
            ["Kent,7a,2005/06,24,100,24,A", "Aln,7a,2005/06,25,200,50,A"],
            "Numerator and Denominator seem to be swapped",
        ),
        (
            figures.HEAD,
            ["Kent,7a,2005/06,240,24,1000,A", "Aln,7a,2005/06,250,25,1000,A"],
            "Value and Numerator seem to be swapped",
        ),
        (
            "Force,Indicator,From,To,Value,Source",
            ["Kent,7a,31/3/2006,1/4/2005,24,A"],
            "From and To seem to be swapped",
        ),
    ],
)
def test_swapped_columns_are_one_fault_and_not_one_for_every_row(
    refused: FlaskClient, head: str, rows: list[str], sentence: str
) -> None:
    answer = send(refused, csv(*rows, head=head))
    assert answer.status_code == 400
    assert f"The columns {sentence}." in text(answer)
    assert "One thing to put right" in text(answer)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 \x00\x01", "cannot read values.csv as a spreadsheet"),
        (b"PK\x03\x04 not a workbook", "cannot read values.csv as a spreadsheet"),
        (b'Force,Indicator,Period,Value\r\n"Kent,7a', "cannot read values.csv as a spreadsheet"),
        (b"Dear all,\r\nhere they are", "No row of headings was found"),
        (b"Force,Indicator,Value\r\nKent,7a,12", "The period is missing"),
        (b"Force,Period,Note\r\nKent,2005/06,x", "The columns Indicator and Value are missing."),
        (b"Force,Indicator,Period,Value,Value\r\n", "There are two columns Value."),
        (b"Force,Indicator,Period,Value\r\n", "There are headings and no values under them."),
    ],
)
def test_files_that_are_no_list_of_values_are_refused_in_a_sentence(
    refused: FlaskClient, data: bytes, sentence: str
) -> None:
    answer = send(refused, data, source="A")
    assert answer.status_code == 400
    assert sentence in text(answer)


def test_no_file_at_all_is_asked_for(lead: FlaskClient) -> None:
    answer = lead.post("/indicators/import", data={"source": "A"})
    assert answer.status_code == 400
    assert "Choose a spreadsheet" in text(answer)


def test_days_are_read_with_the_day_before_the_month(lead: FlaskClient, url: str) -> None:
    head = "Force;Indicator;From;To;Value"
    sent = send(lead, csv("Aln;7a;1/4/2005;30.6.2005;20", head=head), source="A quarter")
    lead.post(sent.location)
    (row,) = of(url, "spi_7a", "aln")
    assert (row.begins_on, row.ends_on) == (date(2005, 4, 1), date(2005, 6, 30))
    wrong = send(lead, csv("Aln;7a;4/30/2005;30.6.2005;20", head=head), source="A quarter")
    assert "Row 2, From: 4/30/2005 has no month 30. Write the day before the month: 30/4/2005." in text(wrong)
    wrong = send(lead, csv("Aln;7a;31/4/2005;30.6.2005;20", head=head), source="A quarter")
    assert "31/4/2005 is not a real date." in text(wrong)


def test_a_workbook_is_read_as_it_is_seen(lead: FlaskClient, url: str) -> None:
    book = xlsx(
        [
            ("Force", "Indicator", "From", "To", "Value", "Sample size"),
            ("Aln Police", "7a", date(2005, 4, 1), date(2006, 3, 31), 0.237, 1200),
            (None, None, None, None, None, None),
            ("Blyth Police", "7a", date(2005, 4, 1), date(2006, 3, 31), 0.3, 900),
        ],
        percent="E",
    )
    sent = send(lead, book, "values.xlsx", source="A survey")
    assert sent.status_code == 302
    lead.post(sent.location)
    (row,) = of(url, "spi_7a", "aln")
    assert (row.value, row.numerator, row.denominator) == ("23.7", None, "1200")
    wrong = xlsx(
        [("Force", "Indicator", "Period", "Value"), *[("Kent", "7a", "2005/06", 20)], ("Kent", "7a", 2004, 130)]
    )
    assert "Row 3, Value: 130% is more than 100." in text(send(lead, wrong, "values.xlsx", source="B"))


def test_text_of_a_file_is_shown_as_text(lead: FlaskClient) -> None:
    answer = send(lead, csv("<script>alert(1)</script>,7a,2005/06,1,,,A"), name="<b>.csv")
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text
    assert "<b>.csv" not in answer.text


def test_a_file_belongs_to_whoever_sent_it(app: Flask, lead: FlaskClient) -> None:
    sent = send(lead, csv("Aln,7a,2005/06,20,,,A"))
    other = figures.client(app, "Ada Minns", "administrator")
    assert other.get(sent.location).status_code == 404
    assert other.post(sent.location).status_code == 404


@pytest.mark.parametrize("roles", [["inspector"], ["moderator"], [("assessor", "kent")], ["methodologist"]])
def test_others_bring_nothing_in_and_define_nothing(app: Flask, roles: list[Any]) -> None:
    somebody = figures.client(app, "Priya Nair", *roles)
    for path in ("/indicators/import", "/indicators/new", "/indicators/spi_7a/change", "/indicators/import/1"):
        assert somebody.get(path).status_code == 404
        assert somebody.post(path).status_code in (403, 404)
    assert "Import values" not in somebody.get("/indicators").text


def test_a_form_from_elsewhere_is_refused(url: str, tmp_path: Path) -> None:
    app = factories.application(url, tmp_path)
    app.config["WTF_CSRF_ENABLED"] = True
    lead = figures.client(app, "Nora Lead", "national_lead")
    assert send(lead, csv("Aln,7a,2005/06,20,,,A")).status_code == 400
    token = re.search(r'name="csrf_token" value="([^"]+)"', lead.get("/indicators/import").text)
    assert token is not None
    form = {"files": (figures.io.BytesIO(csv("Aln,7a,2005/06,20,,,A")), "v.csv"), "csrf_token": token[1]}
    assert lead.post("/indicators/import", data=form, content_type="multipart/form-data").status_code == 302
