"""A report is published once, frozen with its digest, and only ever followed by a version that says what changed."""

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from inspect_app import db
from inspect_app.assessment.models import Finding
from inspect_app.audit.models import AuditEvent
from inspect_app.cli.verify_report import command as verify
from inspect_app.mail.models import Message
from inspect_app.moderation import cases
from inspect_app.moderation.models import Challenge, Judgement, Publication
from inspect_app.moderation.queries import judgements_of
from inspect_app.search.models import Found
from tests import factories
from tests.slices.assessment.submission.finishing import the_assessment
from tests.slices.moderation.judging import ROOT, Judging, the_case

REPORT = f"{ROOT}/report"


def publish(made: Judging) -> None:
    answer = made.client("lead").post(f"{ROOT}/publish", follow_redirects=True)
    assert (answer.status_code, "The report for Kent is published." in answer.text) == (200, True)


def publications(made: Judging) -> list[Publication]:
    with db.reading(made.url) as session:
        return list(session.scalars(select(Publication).order_by(Publication.number)))


def test_publishing_freezes_the_document_the_judgements_and_the_state(checked: Judging) -> None:
    page = checked.client("lead").get(f"{ROOT}/publish").text
    assert "You are about to publish 23 grades for Kent. They cannot be changed afterwards" in page
    publish(checked)
    (made,) = publications(checked)
    client = checked.client("viewer")
    pdf, data = client.get(f"{REPORT}.pdf"), client.get(f"{REPORT}.json")
    assert pdf.data.startswith(b"%PDF")
    assert hashlib.sha256(pdf.data).hexdigest() == made.document
    assert hashlib.sha256(data.data).hexdigest() == made.content
    assert (len(pdf.data), made.number, made.changed) == (made.size, 1, None)
    assert checked.state() == "published"
    with db.reading(checked.url) as session:
        judged = judgements_of(session, the_assessment(session).id).values()
        assert len(judged) == 23
        assert all(judgement.published_on for judgement, _ in judged)
        found = session.scalars(select(Found).where(Found.kind == "report")).one()
        assert (found.audience, found.address) == ("everyone", REPORT)
        assert session.scalars(select(Message).where(Message.subject.startswith("Published"))).all()
    assert "Version 1, published" in client.get(REPORT).text
    assert client.get(f"{REPORT}.csv").text.startswith("Code,")


def test_the_page_says_the_same_as_the_document_of_its_version(published: Judging) -> None:
    assert "A correction is being made" not in published.client("viewer").get(REPORT).text


def test_the_page_runs_nothing_and_takes_only_its_own_style(published: Judging) -> None:
    answer = published.client("viewer").get(REPORT)
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "<script" not in answer.text
    assert 'style="' not in answer.text


def test_publishing_twice_is_publishing_once(checked: Judging) -> None:
    publish(checked)
    answer = checked.client("lead").post(f"{ROOT}/publish", follow_redirects=True)
    assert answer.status_code == 200
    assert len(publications(checked)) == 1


@pytest.mark.parametrize("role", ["moderator", "inspector", "assessor"])
def test_only_a_national_lead_publishes(checked: Judging, role: str) -> None:
    assert checked.client(role).get(f"{ROOT}/publish").status_code == 404
    assert checked.client(role).post(f"{ROOT}/publish").status_code == 403
    assert publications(checked) == []


def test_an_open_challenge_stops_it_and_nothing_is_half_done(checked: Judging) -> None:
    with db.unit_of_work(checked.url) as session:
        session.add(
            Challenge(
                assessment_id=the_assessment(session).id,
                number=1,
                entry_id=factories.the_entry(session, "3c").id,
                about="passage",
                words="The plan",
                wrong="There is none.",
                made_by=checked.people["assessor"].id,
                made_at=the_case(session, "3c").made_at,
            )
        )
    client = checked.client("lead")
    page = client.get(f"{ROOT}/publish").text
    assert "One challenge is not answered" in page
    assert "Publish and freeze" not in page
    assert client.post(f"{ROOT}/publish").status_code == 403
    assert (publications(checked), checked.state()) == ([], "factual_accuracy")


def test_a_stale_decision_stops_it(checked: Judging) -> None:
    with db.unit_of_work(checked.url) as session:
        the_case(session, "6d").digest = "another"
    client = checked.client("lead")
    assert "The facts changed after the decision" in client.get(f"{ROOT}/publish").text
    assert client.post(f"{ROOT}/publish").status_code == 403


def test_an_entry_that_is_not_judged_stops_it(checked: Judging) -> None:
    with db.unit_of_work(checked.url) as session:
        factories.the_entry(session, "6d").state = "to_moderate"
    assert "One framework is not judged" in checked.client("lead").get(f"{ROOT}/publish").text


def test_a_published_grade_cannot_be_reopened(published: Judging) -> None:
    answer = published.client("lead").post("/board/2005-06/6d/kent/reopen", data={"because": "A new thought."})
    assert answer.status_code == 403
    assert "can only be corrected with a new version" in answer.text


def test_a_draft_is_read_by_the_inspectorate_and_by_the_force_that_checks_it(checked: Judging) -> None:
    for role, status in (("inspector", 200), ("lead", 200), ("assessor", 200), ("viewer", 404), ("at_home", 404)):
        assert (role, checked.client(role).get(REPORT).status_code) == (role, status)
    assert "Draft, not published" in checked.client("inspector").get(REPORT).text
    with db.unit_of_work(checked.url) as session:
        the_assessment(session).state = "with_inspectorate"
    assert checked.client("assessor").get(REPORT).status_code == 404
    assert checked.client("inspector").get(f"{REPORT}.json").status_code == 200
    with db.reading(checked.url) as session:
        (taken,) = session.scalars(select(AuditEvent).where(AuditEvent.verb == "publishing:draft:downloaded"))
    assert (taken.person_name, taken.says) == ("Ian Speke", "downloaded the draft report as JSON")


def test_the_report_shows_the_ratings_on_which_it_was_decided(checked: Judging) -> None:
    with db.unit_of_work(checked.url) as session:
        row = the_case(session, "6d")
        facts = cases.from_text(row.facts)
        criterion = next(iter(facts.ratings))
        worst = factories.edition().scales.ratings.ids()[0]
        row.facts = cases.as_text(
            type(facts)(
                **{**{f: getattr(facts, f) for f in facts.__slots__}, "ratings": {**facts.ratings, criterion: worst}}
            )
        )
    said = json.loads(checked.client("inspector").get(f"{REPORT}.json").data)
    framework = next(one for one in said["frameworks"] if one["id"] == "6d")
    assert next(c for c in framework["criteria"] if c["id"] == criterion)["rating"] == worst


def test_a_correction_of_words_is_a_new_version_and_the_old_one_stays(published: Judging, tmp_path: Path) -> None:
    before = published.client("viewer").get(f"{REPORT}.pdf").data
    with db.reading(published.url) as session:
        finding = session.scalars(select(Finding).where(Finding.printed_id == "6D-S1")).one()
    lead = published.client("lead")
    address = f"{REPORT}/correct/6d/finding-{finding.id}"
    assert finding.text[:30] in lead.get(address).text
    said = {"words": "In other words.", "changed": "6D-S1 says who evaluated it.", "because": "It named another unit."}
    assert lead.post(address, data={**said, "number": "1", "changed": ""}).status_code == 400
    assert lead.post(address, data={**said, "number": "0"}).status_code == 409
    assert lead.post(address, data={**said, "number": "1"}).status_code == 302
    first, second = publications(published)
    assert (second.number, second.changed, second.because) == (2, said["changed"], said["because"])
    assert published.state() == "corrected"
    client = published.client("viewer")
    assert client.get(f"{REPORT}/versions/1.pdf").data == before
    after = client.get(f"{REPORT}.pdf").data
    assert hashlib.sha256(after).hexdigest() == second.document != first.document
    assert "In other words." in client.get(REPORT).text
    assert said["because"] in client.get(f"{REPORT}/versions").text
    assert answers(published, tmp_path, before) == (1, "A newer version exists: version 2.")
    assert answers(published, tmp_path, after) == (0, "It is the newest version.")


def test_a_corrected_grade_needs_a_second_person_and_counts_with_its_version(published: Judging) -> None:
    wanted = {"shown": published.shown("6d"), "grade": "fair", "direction": "stable", "because": "A rule was misread."}
    published.client("moderator").post("/board/2005-06/6d/kent/change", data=wanted)
    lead = published.client("lead")
    version = {"number": "1", "changed": "6D: Fair instead of Good.", "because": "A rule was misread."}
    assert lead.post(f"{ROOT}/publish", data=version).status_code == 403
    published.client("second").post("/board/2005-06/6d/kent/agree")
    assert grade(published) == "good"
    assert "6D: Fair instead of Good." in lead.get(f"{ROOT}/publish").text
    lead.post(f"{ROOT}/publish", data=version)
    assert (grade(published), len(publications(published)), published.state()) == ("fair", 2, "corrected")


def grade(made: Judging) -> str:
    with db.reading(made.url) as session:
        entry = factories.the_entry(session, "6d").id
        return session.scalars(select(Judgement.grade).where(Judgement.entry_id == entry)).one()


def answers(made: Judging, folder: Path, content: bytes) -> tuple[int, str]:
    """What the command says of a file with this content, as far as its version goes."""
    path = folder / "some.pdf"
    path.write_bytes(content)
    result = CliRunner().invoke(verify, [str(path)], env={db.SETTING: made.url})
    said = [s for s in ("It is the newest version.", "A newer version exists: version 2.") if s in result.output]
    return result.exit_code, said[0] if said else result.output


def test_a_file_that_differs_in_one_byte_is_no_published_report(published: Judging, tmp_path: Path) -> None:
    content = published.client("viewer").get(f"{REPORT}.json").data
    assert answers(published, tmp_path, content) == (0, "It is the newest version.")
    code, said = answers(published, tmp_path, content + b" ")
    assert (code, "is no published report" in said) == (1, True)
    path = tmp_path / "some.pdf"
    path.write_bytes(content)
    result = CliRunner().invoke(verify, [str(path), "--json"], env={db.SETTING: published.url})
    assert json.loads(result.output)["force"] == "kent"
    missing = CliRunner().invoke(verify, [str(tmp_path / "none.pdf")], env={db.SETTING: published.url})
    nowhere = CliRunner().invoke(verify, [str(path)], env={db.SETTING: db.sqlite_url(tmp_path / "none.db")})
    assert (missing.exit_code, nowhere.exit_code) == (2, 2)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE publication SET document = 'other'",
        "DELETE FROM publication",
        "UPDATE decision SET grade = 'excellent'",
        "UPDATE decision SET because = 'Another reason.'",
        "DELETE FROM decision",
    ],
)
def test_the_database_refuses_to_change_what_was_decided_or_published(published: Judging, statement: str) -> None:
    with db.reading(published.url) as session, pytest.raises(DBAPIError, match="never"):
        session.execute(text(statement))


def test_a_record_taken_over_from_a_source_can_be_read_and_has_no_version(tmp_path: Path) -> None:
    url = factories.kents_database(tmp_path)
    app = factories.application(url, tmp_path)
    with db.unit_of_work(url) as session:
        reader = factories.person(session, "Vera Watts", ("viewer", "kent"))
    client = factories.signed_in(app, reader)
    assert client.get(REPORT).status_code == 200
    assert "taken over from its source" in client.get(f"{REPORT}/versions").text
    assert client.get(f"{REPORT}/versions/1.pdf").status_code == 404
