"""Evidence is added once however often a form is sent, each file by itself, and what cannot be taken is said why."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from inspect_app import db
from inspect_app.accounts.models import Person
from inspect_app.audit.models import AuditEvent
from inspect_app.evidence.adding import operations as adding
from inspect_app.evidence.models import Addition, Evidence, Revision
from tests.factories import application, person, signed_in
from tests.slices.evidence.adding import (
    LIBRARY,
    add,
    day,
    details,
    new_key,
    send,
    sentences,
    stored,
    text,
    titles,
    value,
)
from tests.unit.evidence import samples

PLAN = ("detections_recovery-plan.txt", b"Two areas review open crimes every week.")


def pieces(url: str) -> list[Evidence]:
    with db.reading(url) as session:
        return list(session.scalars(select(Evidence).order_by(Evidence.force, Evidence.number)))


def count(url: str, table: type[db.Base]) -> int:
    with db.reading(url) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_files_a_link_and_a_note_become_pieces_with_what_was_said_of_them(priya: FlaskClient, url: str) -> None:
    add(
        priya,
        PLAN,
        ("figures.csv", b"area,rate\nMedway,23.7\n"),
        link="https://example.org/a",
        note="# Seen\nThe desk.",
    )
    added = pieces(url)
    assert [piece.title for piece in added] == ["Detections recovery plan", "Figures", "example.org", "Seen"]
    assert [piece.number for piece in added] == [1, 2, 3, 4]
    assert {(piece.kind, piece.marking, str(piece.effective_from)) for piece in added} == {
        ("document", "RESTRICTED", "2005-11-14")
    }


def test_each_piece_leaves_one_event_with_its_author(priya: FlaskClient, url: str) -> None:
    add(priya, PLAN, note="Seen")
    with db.reading(url) as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.thing == "evidence")).all()
    assert [(event.person_name, event.verb, event.force) for event in events] == [
        ("Priya Nair", "evidence:piece:added", "kent")
    ] * 2


def test_a_refused_file_gives_its_sentence_beside_the_others_which_go_on(priya: FlaskClient, url: str) -> None:
    first = send(priya, PLAN, ("report.docx", b""), ("plan.pdf", b"MZ\x90\x00" + b"\x00" * 200))
    page = text(priya.get(first.location))
    assert "report.docx is empty. Check the original and choose it again." in page
    assert "plan.pdf is not a PDF. It looks like a program. We did not store it." in page
    priya.post(first.location, data=details(priya, first.location))
    assert [piece.title for piece in pieces(url)] == ["Detections recovery plan"]


HOSTILE = {
    "locked.pdf": (lambda: samples.pdf_that_is_locked("secret"), "is encrypted"),
    "figures.xlsx": (lambda: samples.with_macros(samples.workbook()), "contains macros"),
    "cut.pdf": (lambda: samples.pdf()[:200], "damaged or cut off"),
    "old.doc": (lambda: samples.compound("WordDocument"), "old Office format"),
    "page.html": (lambda: b"<html><script>alert(1)</script>", "web page"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_taken_is_refused_with_its_sentence_and_not_stored(
    name: str, priya: FlaskClient, app: Flask, url: str
) -> None:
    make, says = HOSTILE[name]
    answer = send(priya, (name, make()))
    assert answer.status_code == 400
    assert says in sentences(answer)[0]
    assert stored(app) == {}
    assert count(url, Addition) == 0


def test_a_file_above_the_limit_is_refused_with_its_size_and_what_to_do(
    priya: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], upload_limit_mb=0))
    assert sentences(send(priya, ("long.txt", b"word " * 300))) == [
        "We cannot take long.txt. It is 1.5 KB. The limit is 0 bytes. Add a link to where it is kept instead."
    ]
    assert stored(app) == {}


def test_names_lose_paths_control_characters_and_marks_that_turn_the_text(priya: FlaskClient, url: str) -> None:
    add(priya, ("..\\..\\etc/\u202egnp\x07.txt", b"words"))
    with db.reading(url) as session:
        assert session.scalars(select(Revision.file_name)).one() == "gnp.txt"


def test_a_first_page_that_is_sent_twice_holds_each_file_once(priya: FlaskClient, url: str) -> None:
    key = new_key(priya)
    first, second = send(priya, PLAN, key=key, note="Seen"), send(priya, PLAN, key=key, note="Seen")
    assert first.location == second.location
    priya.post(first.location, data=details(priya, first.location))
    assert len(pieces(url)) == 2


def test_a_second_page_that_is_sent_twice_answers_alike_and_adds_once(priya: FlaskClient, url: str) -> None:
    first = send(priya, PLAN)
    data = details(priya, first.location)
    answers = [priya.post(first.location, data=data) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert len(pieces(url)) == 1


def test_the_same_file_found_again_is_offered_and_using_it_stores_nothing_twice(
    priya: FlaskClient, app: Flask, url: str
) -> None:
    add(priya, PLAN, p0__title="Recovery plan")
    again = send(priya, ("copy.txt", PLAN[1]))
    assert "You already have this file, as Recovery plan, version 1. Use that one, or keep both?" in text(
        priya.get(again.location)
    )
    priya.post(again.location, data=details(priya, again.location, p0__again="cite"))
    assert [piece.title for piece in pieces(url)] == ["Recovery plan"]
    assert len(stored(app)) == 1


def test_both_can_be_kept_and_the_bytes_are_stored_once(priya: FlaskClient, app: Flask, url: str) -> None:
    add(priya, PLAN)
    add(priya, ("copy.txt", PLAN[1]), p0__again="keep")
    assert [piece.title for piece in pieces(url)] == ["Detections recovery plan", "Copy"]
    assert len(stored(app)) == 1


def test_nobody_learns_that_another_force_has_the_same_file(
    clients: dict[str, FlaskClient], priya: FlaskClient
) -> None:
    add(priya, PLAN)
    library = "/forces/esk/2005-06/evidence"
    key = new_key(clients["eskil"], library)
    data = {"key": key, "files": [(io.BytesIO(PLAN[1]), "plan.txt")]}
    answer = clients["eskil"].post(f"{library}/add", data=data)
    assert "already" not in text(clients["eskil"].get(answer.location))


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "ftp://example.org/a", "example.org", "https://", "http://[", "https://a@b/", "x" * 9],
)
def test_a_link_that_is_no_page_is_refused_and_the_words_are_kept(link: str, priya: FlaskClient) -> None:
    answer = send(priya, link=link)
    assert sentences(answer) == ["Enter the whole address of the page, beginning with https:// or http://"]
    assert value(answer.text, "link") == link


def test_files_that_came_with_a_faulty_link_are_not_lost(priya: FlaskClient) -> None:
    answer = send(priya, PLAN, link="nowhere")
    assert answer.status_code == 200
    assert "detections_recovery-plan.txt Checked and ready." in text(answer)
    second = send(priya, key=value(answer.text, "key"), link="https://example.org/a")
    page = priya.get(second.location).text
    assert 'value="Detections recovery plan"' in page
    assert 'value="example.org"' in page


def test_nothing_chosen_is_said_and_nothing_is_begun(priya: FlaskClient, url: str) -> None:
    answer = send(priya)
    assert sentences(answer) == ["Choose at least one file, or enter a link or a note"]
    assert count(url, Addition) == 0


def test_what_one_piece_says_of_itself_counts_before_what_is_the_same_for_all(priya: FlaskClient, url: str) -> None:
    own = {name.replace("-", "__"): word for name, word in day("p1-effective_from", 1, 4, 2006).items()}
    add(priya, PLAN, ("figures.csv", b"a,b\n"), p1__kind="outcome_measure", p1__marking="CONFIDENTIAL", **own)
    assert [(p.kind, p.marking, str(p.effective_from)) for p in pieces(url)] == [
        ("document", "RESTRICTED", "2005-11-14"),
        ("outcome_measure", "CONFIDENTIAL", "2006-04-01"),
    ]


def test_details_that_are_missing_are_all_named_at_once_and_titles_are_kept(priya: FlaskClient, url: str) -> None:
    first = send(priya, PLAN, note="Seen")
    answer = priya.post(first.location, data={"p0-title": "My title", "p1-title": ""})
    assert answer.status_code == 400
    assert sentences(answer) == [
        "Choose where it comes from",
        "Choose the protective marking",
        "Choose the owner",
        "Enter a title",
    ]
    assert 'value="My title"' in answer.text
    assert pieces(url) == []


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ({**day("all-effective_from", 31, 2, 2006)}, "What day is it about? must be a real date, like 31 3 2007"),
        (
            {**day("all-effective_from", 2, 2, 2006), **day("all-effective_to", 1, 2, 2006)},
            "The last day must not be before the first",
        ),
        (
            {**day("all-effective_from"), **day("all-effective_to", 1, 2, 2006)},
            "Enter the first day of the period as well",
        ),
    ],
)
def test_days_that_cannot_be_are_refused_with_a_sentence(priya: FlaskClient, days: dict[str, str], says: str) -> None:
    answer = add(priya, PLAN, **{name.replace("-", "__"): word for name, word in days.items()})
    assert answer.status_code == 400
    assert sentences(answer) == [says]


@pytest.mark.parametrize(
    ("field", "sent", "says"),
    [
        ("all__owner_id", "99999", "Choose one from the list"),
        ("all__kind", "hearsay", "Choose one from the list"),
        ("all__marking", "COSMIC", "Choose one from the list"),
    ],
)
def test_an_answer_that_was_never_offered_is_refused(priya: FlaskClient, field: str, sent: str, says: str) -> None:
    assert sentences(add(priya, PLAN, **{field: sent})) == [says]


def test_the_owner_must_belong_to_the_force(priya: FlaskClient, people: dict[str, Person]) -> None:
    answer = add(priya, PLAN, all__owner_id=str(people["eskil"].id))
    assert sentences(answer) == ["Choose one from the list"]


def test_what_somebody_begins_is_theirs_alone(clients: dict[str, FlaskClient], priya: FlaskClient, url: str) -> None:
    first = send(priya, PLAN)
    assert clients["karen"].get(first.location).status_code == 404
    assert clients["karen"].post(first.location, data={}).status_code == 404
    assert pieces(url) == []


def test_a_key_that_is_somebody_elses_or_none_takes_nothing(
    clients: dict[str, FlaskClient], priya: FlaskClient
) -> None:
    key = new_key(priya)
    send(priya, PLAN, key=key)
    assert send(clients["karen"], ("other.txt", b"other"), key=key).status_code == 404
    assert send(priya, PLAN, key="short").status_code == 400


def test_step_three_cites_what_was_added_and_can_be_skipped(priya: FlaskClient) -> None:
    after = add(priya, PLAN, note="Seen").location
    assert after.endswith("/supports")
    data = {"which": ["1", "2"], "asked": "3c/3c-f2", "part": "page 2", "shows": "A plan for two areas"}
    assert priya.post(after, data=data).location.endswith("/evidence")
    priya.post(after, data=data)
    page = text(priya.get(f"{LIBRARY}/1"))
    assert "It is cited once." in page
    assert "3C F2, not rated page 2. A plan for two areas" in page
    assert titles(priya.get(f"{LIBRARY}?framework=3c")) == ["Seen", "Detections recovery plan"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"asked": "3c/3c-f2", "shows": "x"}, "Choose at least one"),
        ({"which": "7", "asked": "3c/3c-f2", "shows": "x"}, "Choose only from the list"),
        ({"which": "1", "asked": "3c/nothing", "shows": "x"}, "Choose one from the list"),
        ({"which": "1", "asked": "3c/3c-f2"}, "Say what it shows"),
    ],
)
def test_step_three_refuses_what_it_did_not_offer(priya: FlaskClient, data: dict[str, str], says: str) -> None:
    after = add(priya, PLAN).location
    answer = priya.post(after, data=data)
    assert answer.status_code == 400
    assert sentences(answer) == [says]


def test_what_was_never_finished_is_forgotten_after_a_month(
    priya: FlaskClient, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(priya, PLAN)
    with db.unit_of_work(url) as session:
        assert adding.forget_unfinished(session) == 0
        session.scalars(select(Addition)).one().begun_at -= adding.KEPT * 2
        assert adding.forget_unfinished(session) == 1


def test_without_the_token_of_our_own_page_nothing_is_added(url: str, tmp_path: Path) -> None:
    with db.unit_of_work(url) as session:
        made = person(session, "Tom Ashby", ("assessor", "kent"))
    app = application(url, tmp_path)
    app.config["WTF_CSRF_ENABLED"] = True
    client = signed_in(app, made)
    key = new_key(client)
    assert send(client, PLAN, key=key).status_code == 400
    token = value(client.get(f"{LIBRARY}/add").text, "csrf_token")
    data = {"csrf_token": token, "key": key, "note": "Seen"}
    assert client.post(f"{LIBRARY}/add", data=data).status_code == 302
    assert count(url, Addition) == 1
