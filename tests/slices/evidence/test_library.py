"""The library says how things stand, finds words wherever they are, and drops nothing without saying so."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from inspect_app import db
from inspect_app.accounts.models import Person
from inspect_app.evidence.models import Evidence, Revision
from inspect_app.search import operations as search
from tests.factories import counted
from tests.slices.evidence.adding import LIBRARY, add, day, read_everything, text, titles
from tests.unit.evidence import samples

NOW = datetime(2006, 6, 30, 9, 12)


def fill(url: str, by: Person, number: int, first: int = 1) -> None:
    """That many notes, as rows."""
    with db.unit_of_work(url) as session:
        ids = range(first, first + number)
        piece = {"force": "kent", "kind": "document", "marking": "RESTRICTED", "owner_id": by.id, "version": 1}
        added = {"added_by": by.id, "added_at": NOW}
        session.execute(insert(Evidence), [{"id": n, "number": n, "title": f"Note {n}", **piece, **added} for n in ids])
        note = {"number": 1, "form": "note", "note": "words", "scanned": "not_scanned"}
        session.execute(insert(Revision), [{"evidence_id": n, **note, **added} for n in ids])


def test_an_empty_library_says_what_to_do_first(priya: FlaskClient) -> None:
    page = priya.get(LIBRARY)
    assert "No evidence yet. Add what you have: several files at once is fine." in text(page)
    assert f'href="{LIBRARY}/add"' in page.text


def test_it_opens_with_how_things_stand_and_each_figure_leads_to_what_it_counts(priya: FlaskClient) -> None:
    outside = {name.replace("-", "__"): word for name, word in day("all-effective_from", 1, 5, 2006).items()}
    review = {name.replace("-", "__"): word for name, word in day("all-review_by", 1, 5, 2006).items()}
    add(priya, note="One")
    add(priya, note="Two", **outside)
    add(priya, note="Three", **review)
    add(priya, note="Four")
    priya.post(f"{LIBRARY}/4/withdraw", data={"because": "Wrong"})
    page = priya.get(LIBRARY)
    assert "3 pieces. 1 is outside the assessment year, 1 is due for review, 3 are not cited. 1 was withdrawn." in text(
        page
    )
    listed = {state: titles(priya.get(f"{LIBRARY}?state={state}")) for state in ("outside", "review", "withdrawn")}
    assert listed == {"outside": ["Two"], "review": ["Three"], "withdrawn": ["Four"]}


def test_filters_say_how_much_they_hide(priya: FlaskClient) -> None:
    add(priya, note="One", all__kind="independent")
    add(priya, note="Two")
    page = priya.get(f"{LIBRARY}?kind=independent")
    assert titles(page) == ["One"]
    assert "1 is hidden by your filters. Show all" in text(page)


@pytest.mark.parametrize(
    "query", ["kind=x", "owner=x", "owner=9" * 40, "marking=%00", "state=x", "page=-1", "page=9e9"]
)
def test_filters_that_are_none_of_ours_narrow_nothing(query: str, priya: FlaskClient) -> None:
    add(priya, note="One")
    assert titles(priya.get(f"{LIBRARY}?{query}")) == ["One"]


def test_words_are_found_in_titles_in_notes_and_inside_documents(priya: FlaskClient, app: Flask) -> None:
    add(
        priya,
        ("a.pdf", samples.pdf(words="The custody suite was audited.")),
        ("b.docx", samples.word("Detections rose in Medway.")),
        ("c.xlsx", samples.workbook([["Area", "Burglary"], ["Thanet", 31]])),
        ("d.eml", samples.mail(subject="About the call centre")),
        note="The helpdesk was staffed.",
    )
    read_everything(app)
    found = {
        word: titles(priya.get(f"{LIBRARY}?q={word}")) for word in ("audited", "Medway", "Thanet", "centre", "desk")
    }
    assert found == {"audited": ["A"], "Medway": ["B"], "Thanet": ["C"], "centre": ["D"], "desk": []}
    assert titles(priya.get(f"{LIBRARY}?q=helpd")) == ["The helpdesk was staffed."]


def test_matching_words_are_marked_and_what_the_text_holds_stays_words(priya: FlaskClient) -> None:
    add(priya, note="Before <b>medway</b> after")
    page = priya.get(f"{LIBRARY}?q=medway").text
    assert "<mark>medway</mark>" in page
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


@pytest.mark.parametrize("words", ["o'neil", '"', "x* (", "NEAR(", "-", "%", "%00", "\\", "a" * 5000])
def test_no_words_break_the_search(words: str, priya: FlaskClient) -> None:
    add(priya, note="One")
    assert priya.get(LIBRARY, query_string={"q": words}).status_code == 200


def test_a_search_goes_with_the_filters(priya: FlaskClient) -> None:
    add(priya, note="A plan of one kind", all__kind="independent")
    add(priya, note="A plan of another kind")
    assert len(titles(priya.get(f"{LIBRARY}?q=plan"))) == 2
    page = priya.get(f"{LIBRARY}?q=plan&kind=independent")
    assert titles(page) == ["A plan of one kind"]
    assert "1 is hidden by your filters." in text(page)


def test_fifty_stand_on_a_page_and_links_keep_the_filters(
    priya: FlaskClient, url: str, people: dict[str, Person]
) -> None:
    fill(url, people["priya"], 120)
    page = priya.get(f"{LIBRARY}?kind=document&page=2")
    assert len(titles(page)) == 50
    assert "Showing 51 to 100 of 120." in text(page)
    assert "?kind=document&amp;page=3" in page.text
    assert len(titles(priya.get(f"{LIBRARY}?page=99"))) == 20


def test_the_number_of_statements_does_not_grow_with_the_evidence(
    priya: FlaskClient, url: str, people: dict[str, Person]
) -> None:
    asked = []
    fill(url, people["priya"], 3)
    for more in range(2):
        for query in ("", "?q=words", "?framework=3c&state=uncited"):
            priya.get(f"{LIBRARY}{query}")
            with counted(url) as statements:
                priya.get(f"{LIBRARY}{query}")
            asked.append(len(statements))
        fill(url, people["priya"], 200, first=100 + 1000 * more)
    assert asked[:3] == asked[3:]


def test_findings_with_the_words_stand_below(priya: FlaskClient, url: str) -> None:
    with db.unit_of_work(url) as session:
        entry = search.Entry(
            kind="finding",
            thing_id="1",
            force="kent",
            title="A plan that worked",
            text="The recovery plan lifted two areas.",
            address="/forces/kent/2005-06/assessment/3c/findings/1",
            cycle="2005-06",
            framework="3c",
        )
        search.feed(session, entry)
    add(priya, note="A plan")
    page = priya.get(f"{LIBRARY}?q=plan")
    assert "Findings with these words" in text(page)
    assert 'href="/forces/kent/2005-06/assessment/3c/findings/1"' in page.text
