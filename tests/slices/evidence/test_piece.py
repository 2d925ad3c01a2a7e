"""One piece of evidence: what is shown of it, how it is looked after, and that nothing of it is ever overwritten."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from inspect_app import db
from inspect_app.accounts.models import Person
from inspect_app.assessment.models import Rating
from inspect_app.audit.models import AuditEvent
from inspect_app.evidence.files import pictures
from inspect_app.evidence.models import Evidence, Revision
from tests.factories import the_entry
from tests.slices.evidence.adding import LIBRARY, add, day, read_everything, sentences, text, value
from tests.unit.evidence import samples

PIECE = f"{LIBRARY}/1"
PLAN = ("plan.txt", b"Two areas review open crimes every week.")


@pytest.fixture
def plan(priya: FlaskClient) -> FlaskClient:
    """The browser of an assessor who has added one plain text."""
    add(priya, PLAN)
    return priya


def edited(client: FlaskClient, **said: str) -> dict[str, str]:
    """The answers of the details page as it stands, with some changed."""
    page = client.get(f"{PIECE}/edit").text
    owner = re.search(r'<option value="(\d+)" selected', page)
    assert owner
    same = {"title": value(page, "title"), "version": value(page, "version"), "owner_id": owner[1]}
    return {**same, "kind": "document", "marking": "RESTRICTED", **day("effective_from", 14, 11, 2005), **said}


def test_an_original_leaves_as_a_download_that_nothing_can_run_in(plan: FlaskClient) -> None:
    answer = plan.get(f"{PIECE}/revisions/1/download")
    assert answer.data == PLAN[1]
    assert answer.headers["Content-Disposition"] == "attachment; filename=plan.txt"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_download_stands_in_the_trail(plan: FlaskClient, url: str) -> None:
    plan.get(f"{PIECE}/revisions/1/download")
    with db.reading(url) as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (event.verb, event.person_name, event.says) == (
        "evidence:original:downloaded",
        "Priya Nair",
        "downloaded version 1 of “Plan”",
    )
    assert "Downloaded version 1 of “Plan”" in text(plan.get(PIECE))


def test_the_text_is_shown_once_it_was_read_and_until_then_the_page_says_so(plan: FlaskClient, app: Flask) -> None:
    assert "We are still reading this file." in text(plan.get(PIECE))
    read_everything(app)
    assert "Two areas review open crimes every week." in text(plan.get(PIECE))


def test_pages_of_a_pdf_are_pictures_that_we_drew(priya: FlaskClient, app: Flask) -> None:
    add(priya, ("plan.pdf", samples.pdf(pages=3)))
    read_everything(app)
    page = text(priya.get(f"{PIECE}?page=2"))
    assert "Page 2 of 3" in page
    picture = priya.get(f"{PIECE}/revisions/1/pages/2")
    assert picture.mimetype == "image/png"
    assert picture.data.startswith(b"\x89PNG")
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert priya.get(f"{PIECE}/revisions/1/pages/4").status_code == 404
    assert priya.get(f"{PIECE}/revisions/1/pages/0").status_code == 404


def test_a_picture_is_drawn_once(priya: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    add(priya, ("plan.pdf", samples.pdf(pages=2)))
    read_everything(app)
    first = priya.get(f"{PIECE}/revisions/1/pages/2").data
    monkeypatch.setattr(pictures, "draw", None)
    assert priya.get(f"{PIECE}/revisions/1/pages/2").data == first


def test_a_photograph_is_drawn_anew_without_what_the_camera_wrote(priya: FlaskClient, app: Flask) -> None:
    photograph = samples.picture("JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00SECRET PLACE")
    add(priya, ("photo.jpg", photograph))
    read_everything(app)
    shown = priya.get(f"{PIECE}/revisions/1/pages/1").data
    assert b"SECRET PLACE" in photograph
    assert b"SECRET PLACE" not in shown


def test_a_file_whose_text_cannot_be_read_is_still_evidence(priya: FlaskClient, app: Flask) -> None:
    add(priya, ("photo.png", samples.picture("PNG")))
    read_everything(app)
    assert "This is a picture, so it has no text that can be searched." in text(priya.get(PIECE))


def test_a_note_is_drawn_as_markdown_and_scripts_in_it_stay_words(priya: FlaskClient) -> None:
    add(priya, note="# Visit\n\n<script>alert(1)</script>\n\n[here](javascript:alert(1))")
    page = priya.get(PIECE).text
    assert "<h3>Visit</h3>" in page
    assert "&lt;script&gt;alert(1)" in page
    assert 'href="javascript' not in page


def test_a_link_leads_out_without_telling_where_from(priya: FlaskClient) -> None:
    add(priya, link="https://example.org/figures?a=1&b=2")
    page = priya.get(PIECE).text
    assert 'href="https://example.org/figures?a=1&amp;b=2" rel="noopener noreferrer nofollow external"' in page


def test_a_new_version_leaves_the_old_one_as_it_is(plan: FlaskClient, url: str) -> None:
    answer = plan.post(f"{PIECE}/versions", data={"files": (io.BytesIO(b"Three areas now."), "plan.txt")})
    assert answer.status_code == 302
    assert plan.get(f"{PIECE}/revisions/1/download").data == PLAN[1]
    assert plan.get(f"{PIECE}/revisions/2/download").data == b"Three areas now."
    assert "This is version 1. Version 2 exists." in text(plan.get(f"{PIECE}/revisions/1"))


def test_the_same_content_again_is_no_new_version(plan: FlaskClient, url: str) -> None:
    for _ in range(2):
        plan.post(f"{PIECE}/versions", data={"files": (io.BytesIO(b"Three areas now."), "plan.txt")})
    with db.reading(url) as session:
        assert [r.number for r in session.scalars(select(Revision).order_by(Revision.number))] == [1, 2]


def test_a_version_that_cannot_be_taken_says_why(plan: FlaskClient) -> None:
    answer = plan.post(f"{PIECE}/versions", data={"files": (io.BytesIO(b""), "plan.txt")})
    assert sentences(answer) == ["plan.txt is empty. Check the original and choose it again."]
    assert sentences(plan.post(f"{PIECE}/versions")) == ["Choose a file, or enter a link or a note"]


@pytest.mark.parametrize("what", [delete(Revision), update(Revision).values(sha256="0" * 64)])
def test_the_database_refuses_to_change_a_revision(plan: FlaskClient, url: str, what: Any) -> None:
    with pytest.raises(IntegrityError, match="never overwritten"), db.unit_of_work(url) as session:
        session.execute(what)


def test_details_can_be_changed_and_the_trail_has_the_old_words(plan: FlaskClient) -> None:
    assert (
        plan.post(f"{PIECE}/edit", data=edited(plan, title="Recovery plan", marking="CONFIDENTIAL")).status_code == 302
    )
    page = text(plan.get(PIECE))
    assert "CONFIDENTIAL the highest marking on this page" in page
    assert (
        "Changed the title and marking of “Recovery plan” (title: Plan is now Recovery plan; "
        "marking: RESTRICTED is now CONFIDENTIAL)"
    ) in page


def test_of_two_who_change_the_same_details_the_second_sees_both_and_loses_no_word(plan: FlaskClient) -> None:
    mine, theirs = edited(plan, title="Mine"), edited(plan, title="Theirs")
    plan.post(f"{PIECE}/edit", data=theirs)
    answer = plan.post(f"{PIECE}/edit", data=mine)
    assert answer.status_code == 409
    assert "Somebody saved these details after you opened the page." in text(answer)
    assert "Theirs" in text(answer)
    assert value(answer.text, "title") == "Mine"
    again = {**mine, "version": value(answer.text, "version")}
    assert plan.post(f"{PIECE}/edit", data=again).status_code == 302
    assert "<h1>Mine</h1>" in plan.get(PIECE).text


def test_two_who_save_the_same_details_are_of_one_mind(plan: FlaskClient, url: str) -> None:
    same = edited(plan, title="Recovery plan")
    assert [plan.post(f"{PIECE}/edit", data=same).status_code for _ in range(2)] == [302, 302]
    with db.reading(url) as session:
        assert session.scalars(select(Evidence.version)).one() == 2


def test_withdrawing_needs_a_reason_and_keeps_the_piece_marked(plan: FlaskClient, url: str) -> None:
    assert sentences(plan.post(f"{PIECE}/withdraw", data={"because": " "})) == ["Say why it is withdrawn"]
    plan.post(f"{PIECE}/withdraw", data={"because": "Replaced by the final paper"})
    page = text(plan.get(PIECE))
    assert "Withdrawn by Priya Nair," in page
    assert "Replaced by the final paper" in page
    assert plan.get(f"{PIECE}/revisions/1/download").status_code == 200


def test_withdrawing_twice_is_withdrawing_once(plan: FlaskClient, url: str) -> None:
    for because in ("First", "Second"):
        assert plan.post(f"{PIECE}/withdraw", data={"because": because}).status_code == 302
    with db.reading(url) as session:
        assert session.scalars(select(Evidence.withdrawn_because)).one() == "First"


def test_what_is_withdrawn_cannot_be_changed_any_more(plan: FlaskClient) -> None:
    data = edited(plan, title="Other")
    plan.post(f"{PIECE}/withdraw", data={"because": "Wrong year"})
    assert plan.post(f"{PIECE}/edit", data=data).status_code == 403
    assert plan.post(f"{PIECE}/versions", data={"note": "New"}).status_code == 403


def test_the_ratings_that_lose_their_only_evidence_are_named_before(priya: FlaskClient, url: str) -> None:
    with db.unit_of_work(url) as session:
        entry = the_entry(session, "3c")
        for place, name in enumerate(("3c-f1", "3c-f2")):
            session.add(Rating(entry_id=entry.id, criterion=name, step="met", applies=True, place=place))
    after = add(priya, PLAN).location
    for asked in ("3c/3c-f1", "3c/3c-f2"):
        priya.post(after, data={"which": "1", "asked": asked, "shows": "The plan"})
    second = add(priya, note="Seen on the day").location
    priya.post(second, data={"which": "2", "asked": "3c/3c-f1", "shows": "The plan at work"})
    page = text(priya.get(f"{PIECE}/withdraw"))
    assert "One rating loses its only evidence: 3C F2, rated met" in page
    assert "3C F1" not in page


def test_evidence_about_another_year_is_kept_and_says_that_it_does_not_count(priya: FlaskClient) -> None:
    days = {**day("all-effective_from", 1, 4, 2006), **day("all-effective_to", 30, 4, 2006)}
    add(priya, PLAN, **{name.replace("-", "__"): word for name, word in days.items()})
    assert "Dated April 2006, outside the assessment year. It is kept, and does not count." in text(priya.get(PIECE))


def test_undated_evidence_says_that_it_does_not_count_until_it_is_dated(priya: FlaskClient) -> None:
    add(priya, PLAN, **{name.replace("-", "__"): word for name, word in day("all-effective_from").items()})
    assert "Undated. It is kept, and does not count until you say what day or period it is about." in text(
        priya.get(PIECE)
    )


def test_an_owner_who_left_stays_named_and_can_stay_the_owner(
    plan: FlaskClient, url: str, people: dict[str, Person]
) -> None:
    data = edited(plan, title="Other")
    with db.unit_of_work(url) as session:
        karen = people["karen"].id
        session.execute(update(Evidence).values(owner_id=karen))
        session.get_one(Person, karen).closed_at = session.get_one(Person, karen).created_at
    assert plan.post(f"{PIECE}/edit", data={**data, "owner_id": str(karen)}).status_code == 302
    assert "Karen Boyd" in text(plan.get(PIECE))
