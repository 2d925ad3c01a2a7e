"""Findings are added, retyped and withdrawn under numbers that mean one text, and never without a reason."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from inspect_app import db
from inspect_app.assessment import operations, queries
from inspect_app.assessment.models import Entry, Finding, Ground, Rating
from tests import factories

TODAY = date(2006, 11, 1)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with db.reading(factories.empty_database(tmp_path)) as session:
        yield session


@pytest.fixture
def entry(session: Session) -> Entry:
    return factories.small_assessment(session, "1b")[0]


def add(session: Session, entry: Entry, kind: str = "strength") -> Finding:
    return operations.add_finding(session, factories.edition(), entry, kind=kind, text="So.", bears_on=["1b-f1"])


def test_findings_of_a_kind_are_numbered_with_its_letter(session: Session, entry: Entry) -> None:
    kinds = ["strength", "area_for_improvement", "strength"]
    assert [add(session, entry, kind).printed_id for kind in kinds] == ["1B-S1", "1B-A1", "1B-S2"]


def test_a_kind_that_the_edition_does_not_know_is_refused(session: Session, entry: Entry) -> None:
    with pytest.raises(operations.NoSuchKind, match="no kind of finding called 'weakness': it has strength, work_in"):
        add(session, entry, "weakness")


def test_a_retyped_finding_gets_the_next_number_of_its_new_kind(session: Session, entry: Entry) -> None:
    finding = add(session, entry)
    add(session, entry, "area_for_improvement")
    operations.retype_finding(session, factories.edition(), entry, finding, kind="area_for_improvement")
    assert (finding.kind, finding.printed_id) == ("area_for_improvement", "1B-A2")


def test_a_withdrawn_finding_is_kept_with_its_reason_and_reported_no_more(session: Session, entry: Entry) -> None:
    finding = add(session, entry)
    operations.withdraw_finding(session, finding, on=TODAY, because="It was about another force.")
    assert (finding.withdrawn_on, finding.withdrawn_because) == (TODAY, "It was about another force.")
    assert queries.found(session, entry.assessment_id).findings.get(entry.id, []) == []


def test_the_number_of_a_withdrawn_finding_is_not_given_again(session: Session, entry: Entry) -> None:
    operations.withdraw_finding(session, add(session, entry), on=TODAY, because="Mistaken.")
    assert add(session, entry).printed_id == "1B-S2"


def test_nothing_is_withdrawn_without_a_reason(session: Session, entry: Entry) -> None:
    with pytest.raises(operations.ReasonMissing, match="1B-S1"):
        operations.withdraw_finding(session, add(session, entry), on=TODAY, because="  ")


def test_nothing_is_withdrawn_twice(session: Session, entry: Entry) -> None:
    finding = add(session, entry)
    operations.withdraw_finding(session, finding, on=TODAY, because="Mistaken.")
    with pytest.raises(operations.AlreadyWithdrawn, match="1B-S1 was withdrawn on 2006-11-01"):
        operations.withdraw_finding(session, finding, on=TODAY, because="Mistaken.")


def test_a_finding_that_a_rating_rests_on_is_not_withdrawn(session: Session, entry: Entry) -> None:
    finding = add(session, entry)
    rating = Rating(entry_id=entry.id, criterion="1b-f1", step="met", applies=True, because="So.", place=0)
    session.add(rating)
    session.flush()
    session.add(Ground(entry_id=entry.id, rating_id=rating.id, finding_id=finding.id, place=0))
    session.flush()
    with pytest.raises(operations.StillRestedOn, match="1B-S1 cannot be withdrawn: 1b-f1 rest on it"):
        operations.withdraw_finding(session, finding, on=TODAY, because="Mistaken.")
