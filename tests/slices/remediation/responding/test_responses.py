"""Responses within 56 days: a page of them, by state, and the document that the policing body publishes."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdf

from inspect_app import db
from inspect_app.remediation.area import operations
from inspect_app.remediation.models import Area
from tests import factories
from tests.slices.remediation.improving import ROOT, TODAY, Improving, text

RESPONSES = f"{ROOT}/responses"


def asked(it: Improving, title: str, days: int, response: str | None = None) -> int:
    """A recommendation that was published so many days ago, and what the policing body said of it."""
    number = it.add(title, kind="recommendation", source="inspection", published_on=TODAY - timedelta(days=days))
    if response:
        with db.unit_of_work(it.url) as session:
            area = session.get_one(Area, it.area(number).id)
            operations.respond(session, area, None, response, "**Every** report is read:\n\n- weekly\n- by a sergeant",
                               None, by=it.actor("secretary"))  # fmt: skip
    return number


def test_each_stands_in_the_state_that_its_day_and_its_response_give_it(it: Improving) -> None:
    late = asked(it, "Reports are late", 56)
    due = asked(it, "Reports are short", 55)
    asked(it, "Reports are lost", 90, "We agree.")
    viewer = it.client("viewer")
    everything = text(viewer.get(RESPONSES))
    assert "Three recommendations, two without a response." in everything
    assert "All (3) Overdue (1) Due (1) With a response (1)" in everything
    for show, title in (
        ("overdue", "Reports are late"),
        ("due", "Reports are short"),
        ("published", "Reports are lost"),
    ):
        page = text(viewer.get(f"{RESPONSES}?show={show}"))
        assert page.count("Reports are") == 1
        assert title in page
    assert f"Recommendation {due}: Reports are short" in everything
    assert f"Recommendation {late}: Reports are late" in everything


def test_twenty_stand_on_a_page_and_a_page_asks_as_much_with_more(it: Improving) -> None:
    viewer = it.client("viewer")
    asked(it, "The first", 3)
    with factories.counted(it.url) as few:
        viewer.get(RESPONSES)
    for number in range(21):
        asked(it, f"Number {number}", 4)
    with factories.counted(it.url) as many:
        page = text(viewer.get(RESPONSES))
    assert len(few) == len(many)
    assert "Showing 1 to 20 of 22." in page
    last = text(viewer.get(f"{RESPONSES}?page=99&show=nonsense"))
    assert "Showing 21 to 22 of 22." in last


def test_the_document_says_what_the_page_says_and_is_tagged(it: Improving) -> None:
    asked(it, "Reports are late", 56)
    asked(it, "Reports are lost", 90, "We agree & act.")
    answer = it.client("inspector").get(f"{RESPONSES}.pdf")
    reader = pypdf.PdfReader(io.BytesIO(answer.data))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Two recommendations, one of them without a response." in words
    assert "Comments of the policing body" in words
    assert "We agree & act." in words
    assert "Every report is read:" in words
    assert "by a sergeant" in words
    assert "No response yet. The last day was" in words
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    only = it.client("inspector").get(f"{RESPONSES}.pdf?show=overdue")
    assert "We agree" not in pypdf.PdfReader(io.BytesIO(only.data)).pages[0].extract_text()
