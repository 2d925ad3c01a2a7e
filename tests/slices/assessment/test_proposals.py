"""The rows of an assessment propose what its facts propose, and no finding moves a proposal."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from inspect_app import db
from inspect_app.assessment import operations, proposals, queries
from inspect_app.assessment.models import Entry, EvidenceReference, Finding, FindingCriterion, Ground, Rating
from inspect_app.grading.engine import propose
from inspect_app.grading.facts import BadFacts
from tests import factories

KINDS = ["strength", "work_in_progress", "area_for_improvement"]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return factories.kents_database(tmp_path_factory.mktemp("kent"))


def proposed(session: Session) -> Mapping[str, str]:
    """Every proposal of the only assessment, as printed."""
    found = proposals.proposals_of(session, factories.edition(), factories.the_assessment(session))
    return {framework: json.dumps(proposal.as_json()) for framework, proposal in found.items()}


def test_the_rows_propose_what_the_files_propose(url: str) -> None:
    edition, record = factories.edition(), factories.kent()
    with db.reading(url) as session:
        found = proposals.proposals_of(session, edition, factories.the_assessment(session))
    assert list(found) == [f.id for f in edition.frameworks]
    assert dict(found) == {name: propose(edition, entry.facts(edition)) for name, entry in record.entries.items()}


def test_one_entry_is_proposed_as_among_all(url: str) -> None:
    with db.reading(url) as session:
        assessment = factories.the_assessment(session)
        alone = proposals.proposal_of(session, factories.edition(), assessment, "4b")
        assert alone == proposals.proposals_of(session, factories.edition(), assessment)["4b"]
        with pytest.raises(KeyError):
            proposals.proposal_of(session, factories.edition(), assessment, "9z")


def test_a_whole_assessment_is_read_with_eleven_questions(url: str) -> None:
    with db.reading(url) as session:
        assessment = factories.the_assessment(session)
        with factories.counted(url) as asked:
            proposals.proposals_of(session, factories.edition(), assessment)
    assert len(asked) == 11


def test_a_rating_that_does_not_apply_brings_its_reason(tmp_path: Path) -> None:
    with db.reading(factories.empty_database(tmp_path)) as session:
        (entry,) = factories.small_assessment(session, "4b")
        because = "No such unit in this force."
        session.add_all(
            [
                Rating(entry_id=entry.id, criterion="4b-cp-g1", step="not_applicable", applies=False, because=because),
                Rating(entry_id=entry.id, criterion="4b-dv-f1", step="met", applies=True, because="It is."),
            ]
        )
        for place, row in enumerate(session.new):
            row.place = place
        session.flush()
        facts = proposals.facts_in(factories.EDITION, queries.asked(session, entry.assessment_id))["4b"]
        proposals.proposal_of(session, factories.edition(), factories.the_assessment(session), "4b")
    assert facts.reasons == {"4b-cp-g1": because}


def test_a_rating_that_the_edition_does_not_know_is_refused(tmp_path: Path) -> None:
    with db.reading(factories.empty_database(tmp_path)) as session:
        (entry,) = factories.small_assessment(session, "1b")
        session.add(Rating(entry_id=entry.id, criterion="1b-x1", step="met", applies=True, because="So.", place=0))
        session.flush()
        with pytest.raises(BadFacts, match="1b-x1"):
            proposals.proposals_of(session, factories.edition(), factories.the_assessment(session))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_adding_deleting_retyping_and_withdrawing_findings_changes_no_proposal(url: str, data: st.DataObject) -> None:
    """Promise 8, through the database; each example is rolled back."""
    with db.reading(url) as session:
        before = proposed(session)
        for _ in range(data.draw(st.integers(1, 6))):
            findings = session.scalars(select(Finding).order_by(Finding.id)).all()
            finding = data.draw(st.sampled_from(findings))
            change = data.draw(st.sampled_from([add, remove, retype, withdraw, reword]))
            change(session, finding, data.draw(st.sampled_from(KINDS)))
        assert proposed(session) == before


def test_an_assessment_without_a_single_finding_is_proposed_alike(url: str) -> None:
    with db.reading(url) as session:
        before = proposed(session)
        for finding in session.scalars(select(Finding).order_by(Finding.id)).all():
            remove(session, finding, "")
        assert session.scalars(select(Finding)).all() == []
        assert proposed(session) == before


def add(session: Session, finding: Finding, kind: str) -> None:
    entry = session.get_one(Entry, finding.entry_id)
    bears_on = [c.id for c in factories.edition().framework[entry.framework].criteria][:3]
    operations.add_finding(session, factories.edition(), entry, kind=kind, text="Outstanding.", bears_on=bears_on)


def remove(session: Session, finding: Finding, _kind: str) -> None:
    for table in (Ground, FindingCriterion, EvidenceReference):
        session.execute(delete(table).where(table.finding_id == finding.id))
    session.delete(finding)
    session.flush()


def retype(session: Session, finding: Finding, kind: str) -> None:
    entry = session.get_one(Entry, finding.entry_id)
    operations.retype_finding(session, factories.edition(), entry, finding, kind=kind)


def withdraw(session: Session, finding: Finding, _kind: str) -> None:
    session.execute(delete(Ground).where(Ground.finding_id == finding.id))
    if finding.withdrawn_on is None:
        operations.withdraw_finding(session, finding, on=date(2006, 11, 1), because="Mistaken.")


def reword(session: Session, finding: Finding, kind: str) -> None:
    finding.text = f"{kind}, and quite unlike what it was."
    session.flush()
