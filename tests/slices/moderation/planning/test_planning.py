"""A national lead plans: levels with reasons, readers, visits, receiving and returning; others only read."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from inspect_app import clock, db
from inspect_app.accounts.actors import Actor
from inspect_app.accounts.models import Person
from inspect_app.assessment.models import Assessment, Entry, Signature, Version
from inspect_app.audit.models import AuditEvent
from inspect_app.forces.models import Cycle
from inspect_app.mail.models import Message
from inspect_app.moderation.models import Case, Decision, InspectionPlan, Judgement, Reading, SiteVisit
from inspect_app.moderation.planning import operations
from inspect_app.promises import BadInput, NotAllowed, NotFound
from tests import browser as real
from tests import factories, nation
from tests.slices.assessment.submission.finishing import hidden

CYCLE, PLAN = "/cycles/2006-07/plan", "/forces/sim-01/2006-07/plan"
JUST_READ = {"level": "on_site", "readers": "2", "because": "A fatal incident in the year.", "version": "0"}


@pytest.fixture(autouse=True)
def _in_january(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.SETTING, nation.NOW.isoformat())


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return factories.application(nation.nation_database(tmp_path), tmp_path)


@pytest.fixture
def url(app: Flask) -> str:
    return str(app.config["DATABASE_URL"])


def someone(url: str, name: str) -> Person:
    with db.reading(url) as session:
        return session.scalars(select(Person).where(Person.name == name)).one()


def actor(url: str, name: str) -> Actor:
    with db.reading(url) as session:
        return factories.actor(session, someone(url, name))


def client_of(app: Flask, name: str) -> FlaskClient:
    return factories.signed_in(app, someone(app.config["DATABASE_URL"], name))


@pytest.fixture
def lead(app: Flask) -> FlaskClient:
    return client_of(app, "Judith Crane")


def entry_of(url: str, framework: str, force: str = "sim-01", cycle: str = "2006-07") -> Entry:
    with db.reading(url) as session:
        return session.scalars(
            select(Entry)
            .join(Assessment, Assessment.id == Entry.assessment_id)
            .where(Assessment.force_id == force, Assessment.cycle_id == cycle, Entry.framework == framework)
        ).one()


def named(url: str, framework: str) -> dict[int, str]:
    """Who is named for an entry, by number."""
    with db.reading(url) as session:
        rows = session.execute(
            select(Reading.number, Person.name)
            .join(Person, Person.id == Reading.reader_id)
            .where(Reading.entry_id == entry_of(url, framework).id, Reading.stood_down_at.is_(None))
        )
        return {row.number: row.name for row in rows}


def naming(url: str, frameworks: list[str], name: str, number: int = 1) -> dict[str, object]:
    ids = [str(entry_of(url, framework).id) for framework in frameworks]
    return {"entries": ids, "person": str(someone(url, name).id), "number": str(number)}


def messages(url: str) -> int:
    with db.reading(url) as session:
        return session.scalar(select(func.count(Message.id))) or 0


def test_a_reader_is_named_for_several_frameworks_with_one_message(app: Flask, lead: FlaskClient, url: str) -> None:
    answer = lead.post(PLAN, data=naming(url, ["3d", "3e", "6c"], "Ewa Lindqvist"), follow_redirects=True)
    assert "Ewa Lindqvist is the first reader of three frameworks more, and is told" in answer.text
    assert [named(url, name) for name in ("3d", "3e", "6c")] == [{1: "Ewa Lindqvist"}] * 3
    with db.reading(url) as session:
        message = session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one()
        says = session.scalars(select(AuditEvent.says).where(AuditEvent.verb == "planning:reader:named")).all()
    assert "Simulated force 01: 3D, 3E and 6C" in message.text
    assert len(says) == 3
    assert messages(url) == 1
    again = lead.post(PLAN, data=naming(url, ["3d"], "Ewa Lindqvist"), follow_redirects=True)
    assert "was the first reader already" in again.text
    assert messages(url) == 1


def test_a_reader_is_named_for_one_framework_in_several_forces(app: Flask, lead: FlaskClient, url: str) -> None:
    ids = [str(entry_of(url, "6f", force).id) for force in ("sim-01", "sim-02")]
    sent = {"entries": ids, "person": str(someone(url, "Ewa Lindqvist").id), "number": "1"}
    assert lead.post(f"{CYCLE}/6f", data=sent).status_code == 302
    assert lead.get(f"{CYCLE}/6f").text.count('<span class="plan-reader">Ewa Lindqvist') == 2


@pytest.mark.parametrize(
    ("frameworks", "name", "number", "sentence"),
    [
        (["3d"], "Ewa Lindqvist", 2, "3D has one reader. Plan two readers for it first"),
        (["7a"], "Carys Rowlands", 2, "the same person cannot be named twice"),
        (["3d", "2a"], "Ewa Lindqvist", 1, "The first reader of Simulated force 01 2A has begun"),
        (["3c"], "Ewa Lindqvist", 1, "Choose only from the list"),
        ([], "Ewa Lindqvist", 1, "Choose at least one framework"),
        (["3d"], "Ian Mercer", 1, "Choose one from the list"),
    ],
)
def test_who_cannot_read_is_not_named_and_nothing_is_half_done(
    lead: FlaskClient, url: str, frameworks: list[str], name: str, number: int, sentence: str
) -> None:
    answer = lead.post(PLAN, data=naming(url, frameworks, name, number))
    assert answer.status_code == 400
    assert sentence in answer.text
    assert named(url, "3d") == {}
    assert messages(url) == 0


def test_nobody_is_named_to_read_a_home_force(lead: FlaskClient, url: str) -> None:
    home = next(member for member in nation.plan().readers if "sim-01" in actor(url, member.name).home_forces)
    page = lead.get(PLAN).text
    assert home.name not in page.partition("Name a reader")[2]
    assert lead.post(PLAN, data=naming(url, ["3d"], home.name)).status_code == 400
    with pytest.raises(BadInput, match="home force"), db.unit_of_work(url) as session:
        person, entry = someone(url, home.name).id, entry_of(url, "3d").id
        operations.name_reader(session, factories.edition(), entry, person, 1, by=actor(url, "Judith Crane"))


def test_a_reader_who_has_not_begun_makes_room_for_another(lead: FlaskClient, url: str) -> None:
    lead.post(PLAN, data=naming(url, ["1a"], "Ewa Lindqvist"))
    assert named(url, "1a") == {1: "Ewa Lindqvist"}
    assert lead.post(f"{PLAN}/1a/readers/1/off").status_code == 302
    assert named(url, "1a") == {}
    refused = lead.post(f"{PLAN}/2a/readers/1/off")
    assert (refused.status_code, "has begun" in refused.text) == (403, True)


def test_naming_by_itself_refuses_what_it_does_not_know(url: str) -> None:
    edition, by = factories.edition(), actor(url, "Judith Crane")
    with db.unit_of_work(url) as session:
        made = operations.name_reader(
            session, edition, entry_of(url, "6d").id, someone(url, "Ewa Lindqvist").id, 1, by=by
        )
        assert (made.number, made.begun_at) == (1, None)
        with pytest.raises(NotFound):
            operations.name_reader(session, edition, 999_999, someone(url, "Ewa Lindqvist").id, 1, by=by)
        with pytest.raises(NotAllowed, match="Only the national lead"):
            operations.name_reader(
                session, edition, entry_of(url, "6e").id, someone(url, "Ben Okafor").id, 1, by=actor(url, "Ian Mercer")
            )


def test_an_entry_is_planned_with_a_reason_and_then_has_two_readers(lead: FlaskClient, url: str) -> None:
    page = lead.get(f"{PLAN}/3d").text
    assert "The defaults of the cycle stand" in page
    assert "Say why it is inspected so" in lead.post(f"{PLAN}/3d", data=JUST_READ | {"because": " "}).text
    assert lead.post(f"{PLAN}/3d", data=JUST_READ).status_code == 302
    with db.reading(url) as session:
        row = session.scalars(select(InspectionPlan).where(InspectionPlan.entry_id == entry_of(url, "3d").id)).one()
        event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "planning:entry:planned")).one()
    assert (row.level, row.readers, row.because) == ("on_site", 2, "A fatal incident in the year.")
    assert (event.reason, event.audience) == ("A fatal incident in the year.", "inspectorate")
    assert lead.post(PLAN, data=naming(url, ["3d"], "Ewa Lindqvist", 2)).status_code == 302
    stale = lead.post(f"{PLAN}/3d", data=JUST_READ | {"level": "desk_top"})
    assert (stale.status_code, "Somebody else changed this plan" in stale.text) == (409, True)


def test_one_reader_is_too_few_where_two_are_named(lead: FlaskClient) -> None:
    answer = lead.post(f"{PLAN}/7a", data=JUST_READ | {"readers": "1"})
    assert (answer.status_code, "Take the second one off first" in answer.text) == (400, True)


def test_the_defaults_of_a_cycle_stand_where_nothing_else_is_planned(lead: FlaskClient, url: str) -> None:
    version = hidden(lead.get(f"{CYCLE}/defaults").text, "version")
    sent = {"level": "on_site", "readers": "2", "priority_readers": "2", "version": version}
    assert lead.post(f"{CYCLE}/defaults", data=sent).status_code == 302
    with db.reading(url) as session:
        cycle = session.get_one(Cycle, "2006-07")
        assert (cycle.level, cycle.readers) == ("on_site", 2)
    assert "17 of 46" in lead.get(CYCLE).text
    assert lead.post(f"{CYCLE}/defaults", data=sent | {"readers": "1"}).status_code == 409


def test_visits_have_days_in_order_and_keep_notes(lead: FlaskClient, url: str) -> None:
    days = {"on_day-day": "7", "on_day-month": "2", "on_day-year": "2007", "places": "Two areas"}
    late = days | {"until_on-day": "6", "until_on-month": "2", "until_on-year": "2007"}
    assert "The last day must not be before the first" in lead.post(f"{PLAN}/visits/new", data=late).text
    assert lead.post(f"{PLAN}/visits/new", data=days).status_code == 302
    with db.reading(url) as session:
        visit = session.scalars(select(SiteVisit).where(SiteVisit.places == "Two areas")).one()
    changed = days | {"notes": "Custody was seen.", "version": "1"}
    assert lead.post(f"{PLAN}/visits/{visit.id}", data=changed).status_code == 302
    assert "Custody was seen." in lead.get(PLAN).text
    assert lead.post(f"{PLAN}/visits/{visit.id}", data=days | {"notes": "", "version": "1"}).status_code == 409
    assert lead.get("/forces/sim-02/2006-07/plan/visits/" + str(visit.id)).status_code == 404


def test_a_signed_assessment_is_received_once_and_its_force_is_told(lead: FlaskClient, url: str) -> None:
    with db.unit_of_work(url) as session:
        assessment = session.get_one(Assessment, entry_of(url, "1a").assessment_id)
        assessment.state = "signed"
    assert "Receive it" in lead.get(PLAN).text
    assert lead.post(f"{PLAN}/receive").status_code == 302
    assert lead.post(f"{PLAN}/receive").status_code == 302
    with db.reading(url) as session:
        assert session.get_one(Assessment, assessment.id).state == "with_inspectorate"
        assert len(session.scalars(select(Message).where(Message.subject.like("Received%"))).all()) == 2


def test_an_assessment_whose_signature_fell_is_not_received(lead: FlaskClient, url: str) -> None:
    with db.unit_of_work(url) as session:
        assessment = session.get_one(Assessment, entry_of(url, "1a").assessment_id)
        assessment.state = "signed"
        signature = session.scalars(select(Signature).join(Version).where(Version.assessment_id == assessment.id)).one()
        signature.fell_at, signature.fell_because = nation.NOW, "A rating changed."
    refused = lead.post(f"{PLAN}/receive")
    assert (refused.status_code, "The signature no longer stands" in refused.text) == (403, True)


def test_returning_takes_everything_back_but_keeps_what_was_decided(lead: FlaskClient, url: str) -> None:
    assert "Say what has to change" in lead.post(f"{PLAN}/return", data={"because": ""}).text
    assert lead.post(f"{PLAN}/return", data={"because": "The figures are last year's."}).status_code == 302
    with db.reading(url) as session:
        mine = select(Entry.id).where(Entry.assessment_id == entry_of(url, "1a").assessment_id)
        assert set(session.scalars(select(Entry.state).where(Entry.id.in_(mine)))) == {"draft"}
        assert session.scalars(select(Case).where(Case.entry_id.in_(mine))).all() == []
        assert session.scalars(select(Judgement).where(Judgement.entry_id.in_(mine))).all() == []
        decision = session.scalars(select(Decision).where(Decision.entry_id.in_(mine))).one()
        assert decision.reopened_because == "The assessment was returned: The figures are last year's."
        assert session.scalars(select(Reading).where(Reading.entry_id.in_(mine))).all() != []
    again = lead.post(f"{PLAN}/return", data={"because": "Once more."})
    assert again.status_code == 403


def test_a_published_assessment_is_neither_planned_nor_returned(lead: FlaskClient) -> None:
    there = "/forces/sim-03/2005-06/plan"
    assert "Name this reader" not in lead.get(there).text
    assert lead.post(f"{there}/3c", data=JUST_READ).status_code == 403
    assert lead.post(f"{there}/return", data={"because": "No."}).status_code == 403


def test_inspectors_read_plans_and_change_none_and_the_force_sees_none(app: Flask, url: str) -> None:
    inspector = client_of(app, "Carys Rowlands")
    assert "Name this reader" not in inspector.get(PLAN).text
    assert inspector.post(PLAN, data=naming(url, ["3d"], "Ewa Lindqvist")).status_code == 403
    for address in (f"{PLAN}/3d", f"{PLAN}/return", f"{CYCLE}/defaults"):
        assert inspector.get(address).status_code == 404
    for name in ("Wendy Sharples", "Sam Whitby"):
        assert client_of(app, name).get(CYCLE).status_code == 404
    assert client_of(app, "Wendy Sharples").get("/forces/sim-07/2005-06/plan").status_code == 404


def test_a_plan_of_a_draft_does_not_say_how_far_its_force_is(lead: FlaskClient, url: str) -> None:
    with db.unit_of_work(url) as session:
        session.get_one(Assessment, entry_of(url, "1a").assessment_id).state = "drafting"
        session.get_one(Entry, entry_of(url, "1a").id).state = "ready"
    page = lead.get(PLAN).text
    assert "With the force" in page
    assert "Marked ready" not in page


@pytest.mark.parametrize(
    ("small", "large"), [(CYCLE, "/cycles/2005-06/plan"), (f"{CYCLE}/3a", "/cycles/2005-06/plan/3a")]
)
def test_a_plan_of_43_forces_takes_as_many_statements_as_one_of_two(
    lead: FlaskClient, url: str, small: str, large: str
) -> None:
    counts = []
    for address in (small, small, large):
        with factories.counted(url) as asked:
            assert lead.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[1] == counts[2]


def test_forms_of_the_plan_need_their_token(tmp_path: Path, app: Flask, url: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    lead = client_of(app, "Judith Crane")
    sent = naming(url, ["3d"], "Ewa Lindqvist")
    assert lead.post(PLAN, data=sent).status_code == 400
    assert named(url, "3d") == {}
    token = hidden(lead.get(PLAN).text, "csrf_token")
    assert lead.post(PLAN, data=sent | {"csrf_token": token}).status_code == 302


def test_the_pages_of_the_plan_are_accessible(app: Flask, lead: FlaskClient, checkout: Path, browser: object) -> None:
    cookie = lead.get_cookie("session")
    assert cookie is not None
    axe, found = checkout / "node_modules" / "axe-core" / "axe.min.js", []
    with real.served(app) as address, real.tab(browser, cookie=cookie.value, address=address) as page:
        for path in (CYCLE, f"{CYCLE}/3a", PLAN, f"{PLAN}/3d", f"{PLAN}/visits/new"):
            page.goto(address + path)
            found += real.faults_at_both_widths(page, axe)
    assert found == []
