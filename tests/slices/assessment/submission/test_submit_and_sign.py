"""From submitted to signed, returned and submitted again: what is kept, who is told, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, select, update

from inspect_app import db
from inspect_app.accounts.models import Person
from inspect_app.assessment.models import Entry, Rating, Signature, Version
from inspect_app.assessment.submission import operations
from inspect_app.audit.models import AuditEvent
from inspect_app.audit.operations import About, record
from inspect_app.mail.models import Message
from tests import factories
from tests.slices.assessment.submission.finishing import ROOT, Finishing, hidden, the_assessment

REASON = "The ratings in 4B need evidence before I can sign them."


def rows(made: Finishing, table: Any) -> list[Any]:
    with db.reading(made.url) as session:
        return list(session.scalars(select(table).order_by(table.id)))


def told(made: Finishing, subject: str) -> set[str]:
    return {message.to for message in rows(made, Message) if message.subject.startswith(subject)}


def change_a_rating(made: Finishing, criterion: str = "4b-mp-g1") -> None:
    with db.unit_of_work(made.url) as session:
        row = session.scalars(select(Rating).where(Rating.criterion == criterion)).one()
        row.step = next(step for step in factories.edition().scales.ratings.ids() if step != row.step)
        author = session.scalars(select(Person).order_by(Person.id)).first()
        record(session, "assessment:rating:changed", About("rating", row.id), by=author, says="changed a rating")


def give_back(made: Finishing, because: str = REASON) -> Any:
    return made.client("chief_officer").post(f"{ROOT}/return", data={"because": because})


def make_ready_again(made: Finishing) -> None:
    made.client("assessor").post(f"{ROOT}/ready", data={"all": "1"})


def test_submitting_keeps_a_numbered_version_and_asks_for_a_signature(done: Finishing) -> None:
    assert done.submit().status_code == 302
    (version,) = rows(done, Version)
    assert (version.number, done.state(), done.entry_states()) == (1, "submitted", {"submitted"})
    assert told(done, "To sign") == {"anne.hollis@example.org"}
    assert rows(done, Message)[0].link.endswith(f"{ROOT}/sign")
    assert rows(done, AuditEvent)[-1].verb == "assessment:assessment:submitted"


def test_nothing_is_submitted_while_anything_is_missing(done: Finishing) -> None:
    with db.unit_of_work(done.url) as session:
        session.execute(delete(Rating).where(Rating.criterion == "6d-g2"))
    answer = done.submit()
    assert answer.status_code == 409
    assert "One thing stops you submitting." in answer.text
    assert (rows(done, Version), done.state()) == ([], "drafting")


def test_nothing_is_submitted_while_a_framework_is_not_marked_ready(done: Finishing) -> None:
    done.client("assessor").post(f"{ROOT}/draft", data={"framework": "6d"})
    assert done.submit().status_code == 409
    assert done.state() == "drafting"


def test_submitting_twice_is_submitting_once(done: Finishing) -> None:
    digest = done.digest()
    for _ in range(2):
        answer = done.client("assessor").post(f"{ROOT}/submit", data={"digest": digest})
        assert answer.headers["Location"] == f"{ROOT}/check"
    assert len(rows(done, Version)) == 1


def test_a_stale_page_submits_nothing(done: Finishing) -> None:
    digest = done.digest()
    change_a_rating(done)
    answer = done.client("assessor").post(f"{ROOT}/submit", data={"digest": digest})
    assert answer.status_code == 409
    assert "This changed after you opened it. Read it again, then submit." in answer.text
    assert hidden(answer.text, "digest") == done.digest() != digest
    assert rows(done, Version) == []


@pytest.mark.parametrize("role", ["chief_officer", "force_lead", "viewer"])
def test_only_an_assessor_submits(role: str, done: Finishing) -> None:
    assert done.client(role).post(f"{ROOT}/submit", data={"digest": done.digest()}).status_code == 403
    assert done.state() == "drafting"


def test_a_chief_officer_signs_exactly_what_was_submitted(done: Finishing) -> None:
    done.submit()
    page = done.client("chief_officer").get(f"{ROOT}/sign").text
    assert "You are signing exactly what was submitted on" in page
    assert done.sign().headers["Location"] == f"{ROOT}/sign"
    (version,), (signature,) = rows(done, Version), rows(done, Signature)
    assert signature.digest == version.digest
    assert (signature.name, signature.post) == ("Anne Hollis", "Deputy Chief Constable")
    assert (done.state(), done.entry_states()) == ("signed", {"submitted"})
    after = done.client("chief_officer").get(f"{ROOT}/sign").text
    assert "Signed by Anne Hollis, Deputy Chief Constable," in after
    assert "Your password" not in after


def test_the_team_is_told_of_the_signature_but_not_the_one_who_signed(done: Finishing) -> None:
    done.submit()
    done.sign()
    assert told(done, "Signed") == {"ruth.lane@example.org", "vera.watts@example.org", "fred.lowe@example.org"}


def test_signing_needs_ones_own_password(done: Finishing) -> None:
    done.submit()
    officer = done.client("chief_officer")
    digest = hidden(officer.get(f"{ROOT}/sign").text, "digest")
    for typed, sentence in (("", "Enter your password to sign"), ("not mine", "That is not your password")):
        answer = officer.post(f"{ROOT}/sign", data={"digest": digest, "password": typed})
        assert answer.status_code == 400
        assert sentence in answer.text
        assert f'value="{typed}"' not in answer.text or not typed
    assert (rows(done, Signature), done.state()) == ([], "submitted")


def test_signing_twice_is_signing_once(done: Finishing) -> None:
    done.submit()
    officer = done.client("chief_officer")
    data = {"digest": hidden(officer.get(f"{ROOT}/sign").text, "digest"), "password": factories.PASSWORD}
    for _ in range(2):
        assert officer.post(f"{ROOT}/sign", data=data).headers["Location"] == f"{ROOT}/sign"
    assert len(rows(done, Signature)) == 1


def test_what_changed_while_the_officer_was_reading_is_not_signed(done: Finishing) -> None:
    done.submit()
    officer = done.client("chief_officer")
    digest = hidden(officer.get(f"{ROOT}/sign").text, "digest")
    done.client("assessor").post(f"{ROOT}/take-back", data={"because": "One more rating."})
    change_a_rating(done)
    make_ready_again(done)
    done.submit()
    answer = officer.post(f"{ROOT}/sign", data={"digest": digest, "password": factories.PASSWORD})
    assert answer.status_code == 409
    assert "after you opened it. Read the change, then sign." in answer.text
    assert "What changed since version 1" in answer.text
    assert rows(done, Signature) == []


def test_what_changed_behind_a_submission_is_not_signed(done: Finishing) -> None:
    done.submit()
    officer = done.client("chief_officer")
    digest = hidden(officer.get(f"{ROOT}/sign").text, "digest")
    change_a_rating(done)
    answer = officer.post(f"{ROOT}/sign", data={"digest": digest, "password": factories.PASSWORD})
    assert answer.status_code == 409
    assert "Return it, so that it is submitted as it is now." in answer.text
    assert rows(done, Signature) == []


@pytest.mark.parametrize("role", ["assessor", "force_lead", "viewer"])
def test_only_a_chief_officer_signs_or_returns(role: str, done: Finishing) -> None:
    done.submit()
    client = done.client(role)
    data = {"digest": rows(done, Version)[0].digest, "password": factories.PASSWORD, "because": REASON}
    assert client.post(f"{ROOT}/sign", data=data).status_code == 403
    assert client.post(f"{ROOT}/return", data=data).status_code == 403
    assert "Sign this assessment" not in client.get(f"{ROOT}/sign").text
    assert done.state() == "submitted"


def test_a_return_says_why_and_opens_everything_again(done: Finishing) -> None:
    done.submit()
    assert give_back(done).status_code == 302
    assert (done.state(), done.entry_states()) == ("drafting", {"draft"})
    version, event = rows(done, Version)[0], rows(done, AuditEvent)[-1]
    assert (version.returned_because, event.reason) == (REASON, REASON)
    assert "ruth.lane@example.org" in told(done, "Returned")
    assert REASON in done.client("assessor").get(f"{ROOT}/check").text


def test_a_return_without_a_reason_is_asked_for_one(done: Finishing) -> None:
    done.submit()
    answer = give_back(done, "  ")
    assert answer.status_code == 400
    assert "Say what has to change, so that the others know" in answer.text
    assert done.state() == "submitted"


def test_returning_twice_is_returning_once(done: Finishing) -> None:
    done.submit()
    give_back(done)
    assert give_back(done, "And another reason.").status_code == 302
    assert rows(done, Version)[0].returned_because == REASON


def test_what_is_not_submitted_cannot_be_returned(done: Finishing) -> None:
    answer = give_back(done)
    assert answer.status_code == 403
    assert "This assessment is being drafted now, so nobody can return it." in answer.text


def test_assessors_take_back_what_is_not_signed_and_not_what_is(done: Finishing) -> None:
    done.submit()
    assessor, data = done.client("assessor"), {"because": "The wrong file is cited in 3C."}
    assert assessor.post(f"{ROOT}/take-back", data=data).status_code == 302
    assert done.state() == "drafting"
    assert "anne.hollis@example.org" in told(done, "Taken back")
    make_ready_again(done)
    done.submit()
    done.sign()
    assert assessor.post(f"{ROOT}/take-back", data=data).status_code == 403
    assert done.state() == "signed"


def test_submitting_again_makes_another_version_and_keeps_the_first(done: Finishing) -> None:
    done.submit()
    first = rows(done, Version)[0].content
    give_back(done)
    change_a_rating(done)
    make_ready_again(done)
    done.submit()
    versions = rows(done, Version)
    assert [version.number for version in versions] == [1, 2]
    assert versions[0].content == first != versions[1].content


def test_a_signature_no_longer_stands_when_what_was_signed_changes(done: Finishing) -> None:
    done.submit()
    done.sign()
    give_back(done)
    officer = done.client("chief_officer")
    assert "This signature no longer stands." not in officer.get(f"{ROOT}/sign").text
    change_a_rating(done)
    page = officer.get(f"{ROOT}/sign").text
    assert "This signature no longer stands." in page
    assert "<s>Signed by Anne Hollis" in page


def test_a_new_version_takes_the_place_of_a_signed_one(done: Finishing) -> None:
    done.submit()
    done.sign()
    give_back(done)
    change_a_rating(done)
    make_ready_again(done)
    done.submit()
    (signature,) = rows(done, Signature)
    assert signature.fell_because == "Version 2 was submitted in its place."
    assert done.sign().status_code == 302
    assert [s.fell_at is None for s in rows(done, Signature)] == [False, True]


def test_whoever_changes_something_signed_makes_the_signature_fall_and_everyone_is_told(done: Finishing) -> None:
    done.submit()
    done.sign()
    by, what = done.actor("assessor"), "Two ratings in 4B changed on 5 July."
    for fell in (True, False):
        with db.unit_of_work(done.url) as session:
            assert operations.something_changed(session, the_assessment(session), by, what) is fell
    assert rows(done, Signature)[0].fell_because == what
    assert "anne.hollis@example.org" in told(done, "No longer signed")
    assert rows(done, AuditEvent)[-1].verb == "assessment:signature:fallen"
    page = done.client("chief_officer").get(f"{ROOT}/sign").text
    assert "<s>Signed by Anne Hollis" in page
    assert what in page


def test_nothing_falls_where_nothing_was_signed(done: Finishing) -> None:
    with db.unit_of_work(done.url) as session:
        assert not operations.something_changed(session, the_assessment(session), done.actor("assessor"), "A change.")
    assert rows(done, Message) == []


def test_the_forms_need_the_token_of_our_own_pages(done: Finishing) -> None:
    done.app.config["WTF_CSRF_ENABLED"] = True
    for page in ("submit", "ready"):
        assert done.client("assessor").post(f"{ROOT}/{page}", data={"all": "1"}).status_code == 400
    for page in ("sign", "return"):
        assert done.client("chief_officer").post(f"{ROOT}/{page}", data={"because": REASON}).status_code == 400
    assert done.state() == "drafting"
    client = done.client("assessor")
    page = client.get(f"{ROOT}/submit").text
    data = {"digest": hidden(page, "digest"), "csrf_token": hidden(page, "csrf_token")}
    assert client.post(f"{ROOT}/submit", data=data).status_code == 302
    assert done.state() == "submitted"


def test_the_officer_looks_at_the_gravest_first_and_at_no_more_than_seven(done: Finishing) -> None:
    done.submit()
    page = done.client("chief_officer").get(f"{ROOT}/sign").text
    looks = page.partition('<ul class="plain looks">')[2].partition("</ul>")[0]
    assert 1 <= looks.count("<li>") <= 7
    worst = factories.edition().scales.outcomes.grades.steps[0].label
    assert looks.index("from the method") < looks.index(f"put forward as {worst}")


def test_nothing_waits_for_the_officer_before_submission(done: Finishing) -> None:
    page = done.client("chief_officer").get(f"{ROOT}/sign").text
    assert "Nothing waits to be signed." in page
    assert "Sign this assessment" not in page


def test_entries_that_were_submitted_say_why_they_cannot_be_changed(done: Finishing) -> None:
    done.submit()
    assert done.client("assessor").post(f"{ROOT}/draft", data={"framework": "3c"}).status_code == 403
    with db.unit_of_work(done.url) as session:
        session.execute(update(Entry).values(state="ready"))
    assert "Submitted on" in done.client("assessor").post(f"{ROOT}/draft", data={"framework": "3c"}).text
