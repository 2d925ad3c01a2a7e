"""How an area ends: proof, proposal, an independent check, other ends, reopening; and what the database refuses."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError

from inspect_app import clock, db
from inspect_app.audit.models import AuditEvent
from inspect_app.jobs import due
from inspect_app.remediation.models import Area, Closure, Proof
from tests.slices.remediation.closing import rows
from tests.slices.remediation.improving import ROOT, TODAY, Improving, day, sentences, text


def proposed(it: Improving, **given: object) -> int:
    number = it.owned(**given)
    assert it.prove(number).status_code == 302
    assert it.propose(number).status_code == 302
    return number


def test_from_proof_to_a_checked_end(it: Improving) -> None:
    number = it.owned(published_on=TODAY, source="inspection")
    it.prove(number)
    owner = it.client("owner")
    assert "Action is shown. Outcome is not." in text(owner.get(f"{ROOT}/{number}"))
    it.propose(number)
    it.propose(number)
    assert "Pending sign-off. Due" in text(owner.get(f"{ROOT}/{number}"))
    verifier = it.client("verifier")
    assert "None. Nothing shows yet that it changed anything." in text(verifier.get(f"{ROOT}/{number}/check"))
    assert f"Check whether AFI {number} is done" in text(verifier.get("/"))
    assert it.check(number).status_code == 302
    assert (it.area(number).closed_how, it.area(number).closed_by) == ("verified", it.people["verifier"].id)
    page = text(owner.get(f"{ROOT}/{number}"))
    assert "papers read: The minutes" in page
    with db.reading(it.url) as session:
        verbs = list(session.scalars(select(AuditEvent.verb).where(AuditEvent.verb.like("remediation:%"))))
        assert len(session.scalars(select(Closure)).all()) == 1
    assert verbs.count("remediation:closure:proposed") == verbs.count("remediation:closure:checked") == 1


def test_without_proof_of_action_nobody_can_propose(it: Improving) -> None:
    number = it.owned()
    answer = it.propose(number)
    assert answer.status_code == 403
    assert "Add a proof of action first" in text(answer)
    it.prove(number, "outcome")
    assert it.propose(number).status_code == 403


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("owner", "You own this, so you cannot check it."),
        ("secretary", "Your role does not allow this."),
        ("chief_officer", "Your role does not allow this."),
    ],
)
def test_nobody_checks_their_own_work(it: Improving, role: str, sentence: str) -> None:
    number = proposed(it)
    answer = it.check(number, role)
    assert answer.status_code == 403
    assert sentence in text(answer)
    assert it.area(number).closed_how is None


def test_whoever_worked_on_it_does_not_check_it(it: Improving) -> None:
    number = it.owned()
    said = {"revision_id": str(it.evidence()), "of": "action", "shows": "Done"}
    it.client("force_lead").post(f"{ROOT}/{number}/proofs/add", data=said)
    it.propose(number)
    assert "You worked on this" in text(it.check(number, "force_lead"))
    assert it.check(number, "second_lead").status_code == 302


def test_a_verifier_checks_nothing_that_is_not_published(it: Improving) -> None:
    assert it.check(proposed(it)).status_code == 404


def test_it_is_sent_back_with_what_is_missing(it: Improving) -> None:
    number = proposed(it)
    answer = it.check(number, "second_lead", result="sent_back")
    assert sentences(answer) == ["Say what is missing, so that the owner knows what to add"]
    it.check(number, "second_lead", result="sent_back", missing="The second review")
    assert "Sent back by Fred Lowe: The second review" in text(it.client("owner").get(f"{ROOT}/{number}"))
    assert it.propose(number).status_code == 302


def test_a_proposal_that_changed_meanwhile_is_not_checked_blindly(it: Improving) -> None:
    number = proposed(it)
    answer = it.check(number, "second_lead", version="1")
    assert answer.status_code == 409
    assert "Somebody changed this after you opened the page." in text(answer)


def test_a_proposal_is_taken_back_by_whoever_made_it(it: Improving) -> None:
    number = proposed(it)
    assert it.client("force_lead").post(f"{ROOT}/{number}/propose/take-back").status_code == 403
    it.client("owner").post(f"{ROOT}/{number}/propose/take-back")
    assert "In progress. Due" in text(it.client("owner").get(f"{ROOT}/{number}"))


def test_a_later_check_of_the_effect_reopens_it(it: Improving) -> None:
    number = proposed(it)
    it.check(number, "second_lead")
    holds = {"result": "holds", "words": "Reviews are still held"}
    assert it.client("owner").post(f"{ROOT}/{number}/effect", data=holds).status_code == 403
    lead = it.client("second_lead")
    lead.post(f"{ROOT}/{number}/effect", data=holds)
    assert "Reviews are still held" in text(lead.get(f"{ROOT}/{number}"))
    lead.post(f"{ROOT}/{number}/effect", data={"result": "reopen", "words": "Nobody holds them any more"})
    assert it.area(number).closed_how is None
    page = text(lead.get(f"{ROOT}/{number}"))
    assert "It was closed before and reopened" in page
    assert it.propose(number).status_code == 302


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"how": "risk_accepted"}, "Enter the day until which the risk is accepted, after today"),
        ({"how": "superseded"}, "Enter the number of the one that replaces it"),
        ({"how": "superseded", "number": "1"}, "Enter the number of the one that replaces it"),
        ({"how": "not_accepted", "because": ""}, "Say why"),
    ],
)
def test_another_end_needs_its_reason(it: Improving, said: dict[str, str], sentence: str) -> None:
    number = it.owned()
    answer = it.client("force_lead").post(f"{ROOT}/{number}/end", data={"because": "It costs too much", **said})
    assert sentences(answer) == [sentence]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"how": "not_accepted"}, "Closed: not accepted"),
        ({"how": "done_elsewhere"}, "Closed: done elsewhere"),
        ({"how": "superseded", "number": "AFI 2"}, "Replaced by another (AFI 2)"),
    ],
)
def test_other_ends_say_why(it: Improving, said: dict[str, str], words: str) -> None:
    number = it.owned()
    it.add("Another")
    it.client("force_lead").post(f"{ROOT}/{number}/end", data={"because": "The county did it", **said})
    page = text(it.client("viewer").get(f"{ROOT}/{number}"))
    assert words in page
    assert "The county did it" in page


def test_an_owner_does_not_accept_the_risk_of_their_own_area(it: Improving) -> None:
    number = it.add(owner_id=it.people["force_lead"].id, due_on=TODAY)
    answer = it.client("force_lead").post(f"{ROOT}/{number}/end", data={"how": "not_accepted", "because": "No"})
    assert answer.status_code == 403


def test_an_accepted_risk_ends_and_opens_the_area_again(it: Improving) -> None:
    number = it.owned()
    said = {"how": "risk_accepted", "because": "The building goes", **day("until", TODAY + timedelta(days=5))}
    it.client("force_lead").post(f"{ROOT}/{number}/end", data=said)
    assert it.area(number).accepted_until == TODAY + timedelta(days=5)
    for days, state in ((5, "risk_accepted"), (6, None)):
        with clock.standing_at(clock.now() + timedelta(days=days)):
            due.run(it.app)
            assert it.area(number).closed_how == state
    assert it.log(number)[-1].startswith("Reopened: The risk was accepted until")


def test_those_who_check_read_the_proof_and_nothing_marked_higher(it: Improving) -> None:
    number = it.owned(published_on=TODAY, source="inspection")
    it.prove(number)
    assert "Minutes of the review in full." in text(it.client("verifier").get(f"{ROOT}/{number}/proofs/1"))
    secret = str(it.evidence("A secret paper", marking="SECRET"))
    said = {"revision_id": secret, "of": "outcome", "shows": "It worked"}
    it.client("owner").post(f"{ROOT}/{number}/proofs/add", data=said)
    assert it.client("viewer").get(f"{ROOT}/{number}/proofs/2").status_code == 404
    assert "A secret paper" not in text(it.client("viewer").get(f"{ROOT}/{number}"))
    assert "marked higher than you may read" in text(it.client("viewer").get(f"{ROOT}/{number}"))


def test_a_proof_is_taken_back_with_its_reason_but_not_while_it_is_checked(it: Improving) -> None:
    number, owner = it.owned(), it.client("owner")
    it.prove(number)
    it.propose(number)
    assert owner.post(f"{ROOT}/{number}/proofs/1/remove", data={"because": "Wrong file"}).status_code == 403
    owner.post(f"{ROOT}/{number}/propose/take-back")
    owner.post(f"{ROOT}/{number}/proofs/1/remove", data={"because": "Wrong file"})
    assert "Nothing is shown yet." in text(owner.get(f"{ROOT}/{number}"))
    with db.reading(it.url) as session:
        assert session.scalars(select(Proof)).one().taken_back_because == "Wrong file"


UNSAID = "only with proof and a check by somebody else"


@pytest.mark.parametrize("missing", ["proof", "closure", "another checker", "a proof of action"])
def test_the_database_closes_nothing_without_proof_and_check(either_database: str, missing: str) -> None:
    with pytest.raises(DBAPIError, match=UNSAID), db.unit_of_work(either_database) as session:
        made = rows.an_area(session)
        if missing != "proof":
            session.add(rows.proof(made, "outcome" if missing == "a proof of action" else "action"))
        if missing != "closure":
            checker, proposer = (made.owner, made.other) if missing == "another checker" else (made.other, made.owner)
            session.add(rows.closure(made, checked_by=checker, proposed_by=proposer))
        session.flush()
        rows.close(made)


def test_the_database_keeps_what_closed_an_area(either_database: str) -> None:
    with db.unit_of_work(either_database) as session:
        made = rows.an_area(session)
        session.add_all([rows.proof(made), rows.closure(made, checked_by=made.other, proposed_by=made.owner)])
        session.flush()
        rows.close(made)
    for statement in (
        "DELETE FROM proof",
        "UPDATE proof SET taken_back_at = added_at, taken_back_because = 'x'",
        "DELETE FROM closure",
        "UPDATE closure SET undone_at = checked_at, undone_because = 'x'",
    ):
        with pytest.raises(DBAPIError, match="stays while it is closed"), db.unit_of_work(either_database) as session:
            session.execute(sql(statement))
    with pytest.raises(DBAPIError, match="closed_with_closer_and_time"), db.unit_of_work(either_database) as session:
        session.execute(sql("UPDATE area SET closed_at = NULL"))
    with db.unit_of_work(either_database) as session:
        session.execute(sql("UPDATE area SET closed_how = NULL, closed_at = NULL, closed_by = NULL"))
        session.execute(sql("DELETE FROM proof"))


def test_nothing_is_added_closed(either_database: str) -> None:
    with pytest.raises(DBAPIError, match=UNSAID), db.unit_of_work(either_database) as session:
        made = rows.an_area(session)
        session.add(
            Area(
                force_id="kent", number=2, kind="action", source="board", source_words="", title="x", wrong="x",
                raised_on=clock.today(), marking="OFFICIAL", made_at=datetime(2006, 1, 1), closed_how="verified",
                closed_at=datetime(2006, 1, 2), closed_by=made.other,
            )
        )  # fmt: skip
