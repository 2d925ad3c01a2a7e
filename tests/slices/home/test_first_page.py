"""The first page: for each role how things stand, what to do next, and what changed while they were away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from inspect_app import clock, db
from inspect_app.accounts.models import OneTimeLink, Person
from inspect_app.assessment.models import Assessment, Assignment, Comment, Entry, Mention, Rating, Signature, Version
from inspect_app.audit.operations import About, record
from inspect_app.evidence.models import Evidence
from inspect_app.forces.models import Cycle, CycleDate
from inspect_app.mail.operations import write
from tests import factories

PEOPLE: Mapping[str, tuple[Any, ...]] = {
    "priya": ("Priya Nair", ("assessor", "kent")),
    "helen": ("Helen Marsh", ("assessor", "kent")),
    "anne": ("Anne Hollis", ("chief_officer", "kent")),
    "karen": ("Karen Boyd", ("force_lead", "kent")),
    "vera": ("Vera Lunt", ("viewer", "kent")),
    "eskil": ("Eskil Moor", ("assessor", "esk")),
    "nora": ("Nora Hale", "national_lead"),
    "ines": ("Ines Rook", "inspector"),
    "mo": ("Mo Adeyemi", "moderator"),
    "ada": ("Ada Minns", "administrator"),
    "sid": ("Sid Board", ("board_secretary", "kent")),
}


@pytest.fixture(autouse=True)
def in_june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECT_NOW", "2006-06-14T09:00:00")


@pytest.fixture
def url(tmp_path: Path) -> str:
    made = factories.live_database(tmp_path)
    with db.unit_of_work(made) as session:
        cycle = session.get(Cycle, "2005-06")
        assert cycle is not None
        cycle.submit_by, cycle.sign_by = date(2006, 6, 30), date(2006, 7, 4)
        session.add(CycleDate(cycle_id=cycle.id, on=date(2006, 6, 23), what="All ratings in"))
        session.add(CycleDate(cycle_id=cycle.id, on=date(2006, 5, 2), what="Training"))
    return made


@pytest.fixture
def app(url: str, tmp_path: Path) -> Flask:
    return factories.application(url, tmp_path)


@pytest.fixture
def people(url: str) -> dict[str, Person]:
    with db.unit_of_work(url) as session:
        return {key: factories.person(session, name, *roles) for key, (name, *roles) in PEOPLE.items()}


def page(app: Flask, made: Person) -> str:
    answer = factories.signed_in(app, made).get("/")
    assert answer.status_code == 200
    return answer.text


def said(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def steps(html: str) -> list[str]:
    return [said(found) for found in re.findall(r'<p class="next-step">(.*?)</p>', html, re.S)]


def lead(url: str, person: Person, *frameworks: str) -> None:
    with db.unit_of_work(url) as session:
        session.execute(update(Entry).where(Entry.framework.in_(frameworks)).values(lead_id=person.id))


def now() -> datetime:
    return clock.now().replace(tzinfo=None)


def was_here(url: str, person: Person, ago: timedelta) -> None:
    values = {"previous_visit_ended_at": now() - ago, "last_here_at": now()}
    with db.unit_of_work(url) as session:
        session.execute(update(Person).where(Person.id == person.id).values(values))


def test_an_assessor_sees_the_day_and_one_step_for_each_framework_of_theirs(
    app: Flask, url: str, people: dict[str, Person]
) -> None:
    lead(url, people["priya"], "1a", "1b", "7b")
    html = page(app, people["priya"])
    assert "Kent submits by 30 June 2006, in 16 days. Three of your frameworks need something from you." in said(html)
    assert sorted(step[-2:] for step in steps(html)) == ["1A", "1B", "7B"]
    assert html.count('class="range"') == 3


def test_a_judgement_that_the_method_leaves_open_comes_first(app: Flask, url: str, people: dict[str, Person]) -> None:
    lead(url, people["priya"], "1a", "7b")
    with db.unit_of_work(url) as session:
        entry = factories.the_entry(session, "7b")
        there = set(session.scalars(select(Rating.criterion).where(Rating.entry_id == entry.id)))
        criteria = factories.edition().framework["7b"].criteria
        missing = [c.id for c in criteria if c.id not in there]
        session.add_all(
            Rating(entry_id=entry.id, criterion=c, step="met", applies=True, place=90 + n)
            for n, c in enumerate(missing)
        )
    assert steps(page(app, people["priya"]))[0] == "Judge 7B: the method gives no grade"


def test_never_more_than_seven_steps_and_the_rest_is_counted(app: Flask, url: str, people: dict[str, Person]) -> None:
    lead(url, people["priya"], "1a", "1b", "1c", "2a", "3a", "3b", "3c", "3d", "3e")
    html = page(app, people["priya"])
    assert len(steps(html)) == 7
    assert "And two more: see the whole assessment" in said(html)


def test_somebody_who_looks_after_one_criterion_is_asked_for_that_one_only(
    app: Flask, url: str, people: dict[str, Person]
) -> None:
    with db.unit_of_work(url) as session:
        entry = factories.the_entry(session, "3c")
        session.execute(delete(Assignment))
        there = set(session.scalars(select(Rating.criterion).where(Rating.entry_id == entry.id)))
        missing = next(c.id for c in factories.edition().framework["3c"].criteria if c.id not in there)
        session.add(Assignment(entry_id=entry.id, criterion=missing, person_id=people["priya"].id))
    assert steps(page(app, people["priya"])) == ["Rate one criterion of yours in 3C"]


def test_without_a_framework_the_page_says_so(app: Flask, people: dict[str, Person]) -> None:
    told = said(page(app, people["priya"]))
    assert "You have no framework yet." in told
    assert "No framework has you as its lead, and no criterion was given to you." in told


def test_a_question_put_to_somebody_is_a_step_and_stands_with_the_asker_as_waiting(
    app: Flask, url: str, people: dict[str, Person]
) -> None:
    with db.unit_of_work(url) as session:
        entry = factories.the_entry(session, "4b")
        comment = Comment(
            entry_id=entry.id,
            criterion="4b-dv-f3",
            text="Do the figures cover the whole year?",
            written_by=people["helen"].id,
            written_at=now() - timedelta(days=3),
        )
        session.add(comment)
        session.flush()
        session.add(Mention(comment_id=comment.id, person_id=people["priya"].id))
    html = page(app, people["priya"])
    assert steps(html) == ["Answer Helen Marsh on 4B, criterion DV-F3"]
    waiting = said(page(app, people["helen"]))
    assert "Waiting for others Priya Nair, Do the figures cover the whole year? on 4B DV-F3, asked" in waiting


def test_dates_still_to_come_stand_beside_the_work_and_submitting_stands_out(
    app: Flask, people: dict[str, Person]
) -> None:
    html = page(app, people["priya"])
    told = said(html)
    assert "23 June 2006 All ratings in 30 June 2006 Submit 4 July 2006 Chief officer signs" in told
    assert "Training" not in told
    assert "<strong>Submit</strong>" in html


def test_own_evidence_that_needs_care_is_named_and_no_other(app: Flask, url: str, people: dict[str, Person]) -> None:
    year, after = (date(2005, 5, 1), date(2005, 6, 1)), (date(2006, 4, 1), date(2006, 4, 30))
    pieces = (
        ("Contact log", "priya", year, date(2006, 6, 20), "RESTRICTED"),
        ("Fear of crime bulletin", "priya", after, None, "NOT PROTECTIVELY MARKED"),
        ("In order", "priya", year, date(2007, 1, 1), "CONFIDENTIAL"),
        ("Somebody else's", "helen", after, None, "CONFIDENTIAL"),
    )
    with db.unit_of_work(url) as session:
        for number, (title, owner, days, review, marking) in enumerate(pieces, 1):
            session.add(
                Evidence(
                    force="kent",
                    number=number,
                    title=title,
                    kind="document",
                    marking=marking,
                    owner_id=people[owner].id,
                    effective_from=days[0],
                    effective_to=days[1],
                    review_by=review,
                    added_by=people[owner].id,
                    added_at=now(),
                )
            )
    told = said(page(app, people["priya"]))
    assert "Contact log is due for review on 20 June 2006." in told
    assert "Fear of crime bulletin . Dated April 2006, outside the assessment year." in told
    assert "In order" not in told
    assert "Somebody else" not in told
    assert "RESTRICTED the highest marking on this page" in told


def test_changes_are_told_by_effect_first_and_many_of_a_kind_are_counted(
    app: Flask, url: str, people: dict[str, Person]
) -> None:
    was_here(url, people["priya"], timedelta(hours=16))
    effect = "1B went from Good to Fair"
    with db.unit_of_work(url) as session:
        helen, eskil = factories.actor(session, people["helen"]), factories.actor(session, people["eskil"])
        at = About("rating", 1, "kent", "2005-06", "1b", "1b-f6", "/forces/kent/2005-06/assessment/1b/f6")
        says = f"rated 1B F6 partly met, was met: {effect}"
        record(session, "assessment:rating:saved", at, by=helen, says=says, change=(None, {"effect": effect}))
        for n in range(16):
            paper = About("evidence", n, "kent", "2005-06")
            record(session, "evidence:piece:added", paper, by=helen, says=f"added “Paper {n}” to the evidence")
        taken = About("assessment", 1, "kent", "2005-06")
        record(session, "assessment:overview:exported", taken, by=helen, says="downloaded the overview")
        elsewhere = About("evidence", 99, "esk", "2005-06")
        record(session, "evidence:piece:added", elsewhere, by=eskil, says="added “Esk paper”")
        record(session, "accounts:person:invited", About("person", 9), by=None, says="invited", audience="accounts")
    html = page(app, people["priya"])
    told = said(html)
    assert f"{effect} because Helen Marsh rated 1B F6 partly met, was met." in told
    assert told.index(effect) < told.index("Paper 15")
    assert "Twelve more pieces of evidence." in told
    assert "Everything that changed (17)" in told
    assert "Esk paper" not in told
    assert "downloaded the overview" not in told
    assert "Since you were last here Yesterday, 18:00" in told


def test_what_somebody_did_themselves_and_what_they_saw_before_is_no_news(
    app: Flask, url: str, people: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.unit_of_work(url) as session:
        helen = factories.actor(session, people["helen"])
        record(session, "evidence:piece:added", About("evidence", 1, "kent", "2005-06"), by=helen, says="added early")
    was_here(url, people["priya"], -timedelta(minutes=1))
    with db.unit_of_work(url) as session:
        priya = factories.actor(session, people["priya"])
        record(session, "evidence:piece:added", About("evidence", 2, "kent", "2005-06"), by=priya, says="added mine")
    assert "Nobody else changed anything." in said(page(app, people["priya"]))


def test_an_hour_away_begins_a_new_visit_on_the_very_page_that_ends_it(
    app: Flask, url: str, people: dict[str, Person]
) -> None:
    client = factories.signed_in(app, people["priya"])
    values = {"previous_visit_ended_at": now() - timedelta(days=2), "last_here_at": now() - timedelta(hours=3)}
    with db.unit_of_work(url) as session:
        session.execute(update(Person).where(Person.id == people["priya"].id).values(values))
        helen = factories.actor(session, people["helen"])
        record(session, "evidence:piece:added", About("evidence", 1, "kent", "2005-06"), by=helen, says="added a paper")
    told = said(client.get("/").text)
    assert "Since you were last here Today, 07:00" in told
    assert "Helen Marsh added a paper." in told


def test_three_steps_greet_somebody_new_and_vanish_when_they_are_done(
    app: Flask, url: str, people: dict[str, Person]
) -> None:
    lead(url, people["priya"], "3c")
    assert "New here: three steps" in said(page(app, people["priya"]))
    with db.unit_of_work(url) as session:
        entry = factories.the_entry(session, "3c")
        rating = session.scalars(select(Rating).where(Rating.entry_id == entry.id)).first()
        assert rating is not None
        rating.saved_by = people["priya"].id
    assert said(page(app, people["priya"])).count("Done") == 2


def submitted(url: str, people: dict[str, Person], state: str) -> None:
    with db.unit_of_work(url) as session:
        assessment = factories.the_assessment(session)
        assessment.state = state
        session.add(
            Version(
                assessment_id=assessment.id,
                number=1,
                content="{}",
                digest="0",
                submitted_by=people["priya"].id,
                submitted_at=now(),
            )
        )


def test_a_chief_officer_is_asked_to_sign_when_there_is_something_to_sign(
    app: Flask, url: str, people: dict[str, Person]
) -> None:
    told = said(page(app, people["anne"]))
    assert "Nothing waits for you. Submission is due on 30 June 2006." in told
    assert "Grades so far" in told
    submitted(url, people, "submitted")
    html = page(app, people["anne"])
    assert "Kent's self-assessment is ready for you to sign." in said(html)
    assert steps(html) == ["Read and sign the self-assessment"]
    assert "/forces/kent/2005-06/assessment/sign" in html
    labels = [step.label for step in reversed(factories.edition().scales.outcomes.grades.steps)]
    panel = html[html.index("Grades put forward") :]
    assert [panel.index(label) for label in labels] == sorted(panel.index(label) for label in labels)


def test_a_chief_officer_is_told_that_a_signature_fell(app: Flask, url: str, people: dict[str, Person]) -> None:
    submitted(url, people, "drafting")
    with db.unit_of_work(url) as session:
        version = session.scalars(select(Version)).one()
        session.add(
            Signature(
                version_id=version.id,
                digest="0",
                signed_by=people["anne"].id,
                name="Anne Hollis",
                post="",
                signed_at=now(),
                fell_at=now(),
                fell_because="Two ratings changed.",
            )
        )
    assert "no longer stands" in said(page(app, people["anne"]))


def test_an_assessor_has_nothing_to_rate_once_it_is_submitted(app: Flask, url: str, people: dict[str, Person]) -> None:
    lead(url, people["priya"], "1a", "1b")
    submitted(url, people, "submitted")
    html = page(app, people["priya"])
    assert steps(html) == []
    assert "Kent submitted its self-assessment for 2005/06 on 14 June 2006. It waits for a signature." in said(html)


def test_a_viewer_reads_how_things_stand_and_has_nothing_to_do(app: Flask, url: str, people: dict[str, Person]) -> None:
    assert "Kent submits by 30 June 2006" in said(page(app, people["vera"]))
    with db.unit_of_work(url) as session:
        session.execute(update(Assessment).values(state="published"))
        session.execute(update(Cycle).values(published="2006-10-26"))
    html = page(app, people["vera"])
    assert "Kent 2005/06 was published on 26 October 2006." in said(html)
    assert steps(html) == []


@pytest.mark.parametrize("who", ["nora", "ines", "mo"])
def test_the_inspectorate_sees_counts_of_forces_and_nothing_of_a_draft(
    app: Flask, url: str, people: dict[str, Person], who: str
) -> None:
    html = page(app, people[who])
    assert "No force has submitted and signed for Baseline assessment 2005/06." in said(html)
    assert steps(html) == []
    assert not re.search(r"/assessment", html)
    with db.unit_of_work(url) as session:
        session.execute(update(Assessment).values(state="signed"))
    assert "The only force has submitted and signed for Baseline assessment 2005/06." in said(page(app, people[who]))


def test_an_administrator_is_told_what_failed_and_what_runs_and_no_work(
    app: Flask, url: str, people: dict[str, Person]
) -> None:
    assert "Nothing waits for you today." in said(page(app, people["ada"]))
    with db.unit_of_work(url) as session:
        message = write(session, to="a@example.org", subject="Hello", text="Hello")
        message.state = "failed"
        invited = factories.person(session, "Tom Ashby", ("assessor", "kent"))
        invited.password_hash = None
        session.add(
            OneTimeLink(
                person_id=invited.id,
                purpose="invitation",
                token_sha256="0",
                made_at=now() - timedelta(days=9),
                expires_at=now() - timedelta(days=2),
            )
        )
    html = page(app, people["ada"])
    told = said(html)
    assert "One invitation has expired. One message could not be sent." in told
    assert factories.edition().digest[:19] in told
    assert "Kent" not in told
    assert "/assessment" not in html


def test_everybody_who_is_signed_in_has_a_first_page_and_nobody_else(app: Flask, people: dict[str, Person]) -> None:
    for made in people.values():
        assert "Your work" in said(page(app, made))
    assert app.test_client().get("/").status_code == 302


def test_two_roles_make_one_page(app: Flask, url: str) -> None:
    with db.unit_of_work(url) as session:
        both = factories.person(session, "Bo Both", ("assessor", "kent"), ("chief_officer", "kent"))
    submitted(url, {"priya": both}, "submitted")
    html = page(app, both)
    assert steps(html) == ["Read and sign the self-assessment"]
    assert said(html).count("4 July 2006 Chief officer signs") == 1


def test_the_page_takes_the_same_statements_however_much_there_is(
    app: Flask, url: str, people: dict[str, Person]
) -> None:
    was_here(url, people["priya"], timedelta(hours=5))
    client = factories.signed_in(app, people["priya"])
    client.get("/")

    def statements() -> int:
        with factories.counted(url) as asked:
            client.get("/")
        return len(asked)

    lead(url, people["priya"], "1a")
    before = statements()
    lead(url, people["priya"], *(f.id for f in factories.edition().frameworks))
    with db.unit_of_work(url) as session:
        helen = factories.actor(session, people["helen"])
        for n in range(60):
            at = About("evidence", n, "kent", "2005-06")
            record(session, "evidence:piece:added", at, by=helen, says=f"added {n}")
    assert statements() == before
