"""The register: what it holds and shows, in which order, to whom, and how things come into it."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import select

from inspect_app import db
from inspect_app.accounts import handover
from inspect_app.accounts.handover import Change
from inspect_app.audit.models import AuditEvent
from inspect_app.remediation.models import Area, AreaCriterion, AreaLink
from inspect_app.remediation.register import candidates
from tests import factories
from tests.slices.remediation.improving import ROOT, TODAY, Improving, day, sentences, text, titles

SAID = {
    "title": "Custody records are thin",
    "wrong": "Half of them lack a reason.",
    "kind": "area_for_improvement",
    "source": "board",
    "source_words": "The board of May",
    "priority": "high",
    "marking": "OFFICIAL",
    "owner_post": "Head of Custody",
    **day("raised_on", TODAY),
    **day("due_on", TODAY + timedelta(days=40)),
}


def filled(it: Improving) -> None:
    """One area for each thing that it may need."""
    it.add("Later", owner_post="Head of HR", due_on=TODAY + timedelta(days=90))
    it.add("Soon", owner_post="Head of HR", due_on=TODAY + timedelta(days=9), priority="high")
    it.add("Nobody has it", no_due_because="Waits for the board")
    it.owned(title="Overdue", due_on=TODAY - timedelta(days=3))


def test_what_needs_attention_comes_first_and_states_are_counted(it: Improving) -> None:
    filled(it)
    page = it.client("force_lead").get(ROOT)
    assert titles(page) == ["Overdue", "Nobody has it", "Soon", "Later"]
    words = text(page)
    assert "4 of 4 are open. One is overdue and one has no owner." in words
    assert "Open (4) Awaiting allocation (1) In progress (3) Pending sign-off (0) Closed (0)" in words
    assert "Waits for the board" in words


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("overdue=y", ["Overdue"]),
        ("show=awaiting_allocation", ["Nobody has it"]),
        ("owner=nobody", ["Nobody has it"]),
        ("owner=post:Head+of+HR", ["Soon", "Later"]),
        ("priority=high", ["Soon"]),
        ("order=number", ["Later", "Soon", "Nobody has it", "Overdue"]),
        ("q=nobody", ["Nobody has it"]),
        ("show=closed", []),
        ("show=nonsense&order=nonsense&page=99999&owner=x", []),
    ],
)
def test_filters_search_and_order_are_in_the_address(it: Improving, query: str, shown: list[str]) -> None:
    filled(it)
    assert titles(it.client("force_lead").get(f"{ROOT}?{query}")) == shown


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("viewer", 200),
        ("secretary", 200),
        ("verifier", 200),
        ("inspector", 200),
        ("stranger", 404),
        ("administrator", 404),
    ],
)
def test_who_may_open_the_register(it: Improving, role: str, status: int) -> None:
    assert it.client(role).get(ROOT).status_code == status


def test_outside_the_force_only_what_is_published_is_seen(it: Improving) -> None:
    own = it.add("Our own", source="self_assessment")
    published = it.add("Published", source="inspection", published_on=TODAY)
    verifier = it.client("verifier")
    assert titles(verifier.get(ROOT)) == ["Published"]
    assert titles(verifier.get(f"{ROOT}?q=own")) == []
    assert verifier.get(f"{ROOT}/{own}").status_code == 404
    assert verifier.get(f"{ROOT}/{published}").status_code == 200
    assert sorted(titles(it.client("force_lead").get(ROOT))) == ["Our own", "Published"]


def test_viewers_see_up_to_their_marking(it: Improving) -> None:
    it.add("Plain")
    secret = it.add("Hidden", marking="SECRET")
    viewer = it.client("viewer")
    assert titles(viewer.get(ROOT)) == ["Plain"]
    assert titles(viewer.get(f"{ROOT}?q=hidden")) == []
    assert viewer.get(f"{ROOT}/{secret}").status_code == 404


def test_a_person_adds_one_by_hand(it: Improving) -> None:
    answer = it.client("secretary").post(f"{ROOT}/add", data=SAID)
    assert answer.location == f"{ROOT}/1"
    area = it.area(1)
    assert (area.title, area.owner_post, area.priority) == ("Custody records are thin", "Head of Custody", "high")
    assert it.log(1) == ["Raised from the board of May"]
    with db.reading(it.url) as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "remediation:area:added")).one()
        assert (event.person_name, event.address) == ("Sam Pike", f"{ROOT}/1")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (day("due_on", TODAY - timedelta(days=1)), "The due date cannot be before the day on which it was raised"),
        (day("due_on", None), "Enter a due date, or say below why none is set"),
        ({"no_due_because": "None"}, "Enter a due date, or say why there is none, but not both"),
        ({"effort": "many"}, "Enter the effort as a whole number of days"),
        ({"title": ""}, "Say in one sentence what is wrong"),
        ({"kind": "recommendation", "source": "inspection"}, "Enter the day on which it was published"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(it: Improving, wrong: dict[str, str], sentence: str) -> None:
    answer = it.client("force_lead").post(f"{ROOT}/add", data={**SAID, **wrong})
    assert answer.status_code == 400
    assert any(sentence in said for said in sentences(answer))
    assert "Half of them lack a reason." in answer.text


def chosen(it: Improving) -> list[str]:
    with db.reading(it.url) as session:
        return [str(one.finding) for one in candidates.published(session, "kent")]


def test_the_findings_of_a_published_report_are_brought_in_once(it: Improving) -> None:
    lead, found = it.client("force_lead"), chosen(it)
    said = {"findings": found, **day("published_on", TODAY)}
    assert len(found) == 83
    assert "Bring in 83 areas from the published report" in text(lead.get(ROOT))
    lead.post(f"{ROOT}/bring-in/report", data=said)
    lead.post(f"{ROOT}/bring-in/report", data=said)
    with db.reading(it.url) as session:
        areas = session.scalars(select(Area).order_by(Area.number)).all()
        assert [area.number for area in areas] == list(range(1, 84))
        assert {area.source for area in areas} == {"judgement"}
        assert session.scalars(select(AreaCriterion)).first() is not None
    assert "50 of 83" in text(it.client("inspector").get(ROOT))


def test_bringing_in_needs_the_day_of_publication(it: Improving) -> None:
    answer = it.client("force_lead").post(f"{ROOT}/bring-in/report", data={"findings": chosen(it)[:1]})
    assert sentences(answer) == ["Enter the day on which the report was published"]


def test_a_weakness_of_the_forces_own_becomes_public_with_the_report(it: Improving) -> None:
    finding = chosen(it)[0]
    number = it.add("Ours", source="self_assessment", finding_id=int(finding))
    said = {"findings": [finding], **day("published_on", TODAY)}
    it.client("force_lead").post(f"{ROOT}/bring-in/report", data=said)
    assert (it.area(number).source, it.area(number).published_on) == ("judgement", TODAY)


def test_what_looks_alike_is_offered_and_linked_only_by_a_person(it: Improving) -> None:
    first = it.add("Area commanders are not held to account for volume crime", raised_on=TODAY - timedelta(days=500))
    said = {**SAID, "title": "Commanders are rarely held to account"}
    lead = it.client("force_lead")
    answer = lead.post(f"{ROOT}/add", data=said)
    assert answer.location == f"{ROOT}/2/same"
    assert "same words: commanders, account, held" in text(lead.get(answer.location))
    assert "This looks like AFI 1 (same words" in text(lead.get(f"{ROOT}/2"))
    with db.reading(it.url) as session:
        assert session.scalars(select(AreaLink)).all() == []
    lead.post(answer.location, data={"number": "AFI 1", "kind": "repeats"})
    page = text(lead.get(f"{ROOT}/2"))
    assert "found for the second time, open 16 months" in page
    assert "This looks like" not in page
    year = (TODAY - timedelta(days=500)).year
    assert f"Also in {year}" in text(lead.get(ROOT))
    assert sentences(lead.post(f"{ROOT}/2/same", data={"number": "2", "kind": "same"})) == [
        "An area cannot be linked to itself"
    ]
    assert sentences(lead.post(f"{ROOT}/2/same", data={"number": "77", "kind": "same"})) == [
        "There is no AFI 77 in this register"
    ]
    lead.post(f"{ROOT}/2/same/{first}/remove", data={"because": "Another matter"})
    with db.reading(it.url) as session:
        assert session.scalars(select(AreaLink)).all() == []


def test_several_pass_on_with_a_note(it: Improving) -> None:
    one, two = it.owned(title="One"), it.owned(title="Two")
    ids = [str(it.area(number).id) for number in (one, two)]
    lead = it.client("force_lead")
    assert sentences(lead.post(f"{ROOT}/reassign", data={"areas": ids, "note": "He left"})) == [
        "Choose who takes over, or enter a post"
    ]
    taker = str(it.people["assessor"].id)
    lead.post(f"{ROOT}/reassign", data={"areas": ids, "owner_id": taker, "note": "He left"})
    assert it.area(one).owner_id == it.area(two).owner_id == it.people["assessor"].id
    assert it.log(two)[-1] == "Owner set: Priya Nair, before: Omar Reid. He left"


def test_a_leavers_areas_are_handed_over(it: Improving) -> None:
    number = it.owned()
    leaver, taker = it.people["owner"].id, it.people["assessor"].id
    with it.app.app_context(), db.unit_of_work(it.url) as session:
        assert handover.held(session, leaver)["kent"] == ["one area for improvement"]
        handover.hand_over(session, Change("kent", leaver, taker, it.actor("administrator")))
    assert it.area(number).owner_id == taker
    assert it.log(number)[-1] == "Owner set: Priya Nair, because Omar Reid left"


def test_the_spreadsheet_holds_what_the_filters_let_through(it: Improving) -> None:
    filled(it)
    it.add("=cmd()", owner_post="Head of HR")
    answer = it.client("force_lead").get(f"{ROOT}.xlsx?owner=post:Head+of+HR")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows] == ["Soon", "Later", "=cmd()"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"n", "s"}


def test_the_list_asks_as_much_of_the_database_however_long_it_is(it: Improving) -> None:
    lead = it.client("force_lead")
    it.add("The first one")
    lead.get(ROOT)
    with factories.counted(it.url) as few:
        lead.get(ROOT)
    for number in range(60):
        it.add(f"One more, {number}", owner_post=f"Post {number % 7}")
    with factories.counted(it.url) as many:
        assert "Showing 1 to 50 of 61." in text(lead.get(ROOT))
    assert len(few) == len(many)


def test_forces_are_offered_to_those_who_work_in_none(it: Improving) -> None:
    it.add("Published", published_on=TODAY, source="inspection")
    page = it.client("verifier").get("/improvement")
    assert "Kent Police 1 open" in text(page)
    assert it.client("owner").get("/improvement").location == ROOT


def test_forms_are_safe_from_other_sites(it: Improving) -> None:
    lead = it.client("force_lead")
    it.app.config["WTF_CSRF_ENABLED"] = True
    try:
        assert lead.post(f"{ROOT}/add", data=SAID).status_code == 400
        token = lead.get(f"{ROOT}/add").text.partition('name="csrf_token" value="')[2].partition('"')[0]
        assert lead.post(f"{ROOT}/add", data={**SAID, "csrf_token": token}).status_code == 302
    finally:
        it.app.config["WTF_CSRF_ENABLED"] = False
