"""What must be true of an assessment is true in the database, whoever writes to it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inspect_app import db
from inspect_app.assessment.models import (
    Answer,
    Assessment,
    CrossReference,
    Entry,
    EvidenceReference,
    Finding,
    Ground,
    Movement,
    Passage,
    PreviousResult,
    Rating,
    ResourceScore,
)
from inspect_app.forces.models import Force
from tests import factories


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with db.reading(factories.empty_database(tmp_path)) as session:
        yield session


@pytest.fixture
def entries(session: Session) -> list[Entry]:
    return factories.small_assessment(session, "1a", "1b")


def a_finding(entry: Entry, **other: object) -> Finding:
    values = {
        "assessment_id": entry.assessment_id,
        "entry_id": entry.id,
        "kind": "strength",
        "number": 1,
        "printed_id": "1A-S1",
        "text": "Good.",
        "place": 0,
    }
    return Finding(**(values | other))


def a_rating(entry: Entry, criterion: str = "1a-f1") -> Rating:
    return Rating(entry_id=entry.id, criterion=criterion, step="met", applies=True, because="So it is.", place=0)


def refused(session: Session, row: db.Base, rule: str) -> None:
    session.add(row)
    with pytest.raises(IntegrityError, match=rule):
        session.flush()


def test_a_force_has_one_assessment_in_a_cycle(session: Session, entries: list[Entry]) -> None:
    twin = Assessment(
        force_id="esk", cycle_id="2005-06", edition="baseline_2006", edition_digest="", coding_note="", marking=""
    )
    refused(session, twin, "UNIQUE constraint failed: assessment")


def test_an_assessment_is_against_the_edition_of_its_cycle(session: Session, entries: list[Entry]) -> None:
    session.add(Force(id="ayr", name="Ayr Police"))
    session.flush()
    other = Assessment(
        force_id="ayr", cycle_id="2005-06", edition="pledge", edition_digest="", coding_note="", marking=""
    )
    refused(session, other, "FOREIGN KEY")


def test_a_framework_has_one_entry(session: Session, entries: list[Entry]) -> None:
    refused(session, Entry(assessment_id=entries[0].assessment_id, framework="1a", place=9), "UNIQUE")


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"withdrawn_on": date(2006, 11, 1)}, "ck_finding_withdrawn_on_with_withdrawn_because"),
        ({"withdrawn_because": "Mistaken."}, "ck_finding_withdrawn_on_with_withdrawn_because"),
        (
            {"withdrawn_on": date(2006, 11, 1), "withdrawn_because": ""},
            "ck_finding_withdrawn_because_says_something",
        ),
        ({"text": ""}, "ck_finding_text_says_something"),
        ({"number": 0}, "ck_finding_number_counts_from_one"),
    ],
)
def test_a_finding_that_makes_no_sense_is_refused(
    session: Session, entries: list[Entry], broken: dict[str, object], rule: str
) -> None:
    refused(session, a_finding(entries[0], **broken), rule)


def test_a_printed_id_is_used_once_in_an_assessment(session: Session, entries: list[Entry]) -> None:
    session.add(a_finding(entries[0]))
    session.flush()
    refused(session, a_finding(entries[1]), "UNIQUE constraint failed: finding.assessment_id, finding.printed_id")


def test_a_finding_belongs_to_the_assessment_of_its_entry(session: Session, entries: list[Entry]) -> None:
    refused(session, a_finding(entries[0], assessment_id=entries[0].assessment_id + 1), "FOREIGN KEY")


def test_a_criterion_is_rated_once(session: Session, entries: list[Entry]) -> None:
    session.add(a_rating(entries[0]))
    session.flush()
    refused(session, a_rating(entries[0]), "UNIQUE constraint failed: rating.entry_id, rating.criterion")


def test_a_rating_rests_only_on_what_its_own_entry_found(session: Session, entries: list[Entry]) -> None:
    rating, finding = a_rating(entries[0]), a_finding(entries[1], printed_id="1B-S1")
    session.add_all([rating, finding])
    session.flush()
    ground = Ground(entry_id=entries[0].id, rating_id=rating.id, finding_id=finding.id, place=0)
    refused(session, ground, "FOREIGN KEY")


def test_what_a_rating_rests_on_cannot_be_deleted(session: Session, entries: list[Entry]) -> None:
    rating, finding = a_rating(entries[0]), a_finding(entries[0])
    session.add_all([rating, finding])
    session.flush()
    session.add(Ground(entry_id=entries[0].id, rating_id=rating.id, finding_id=finding.id, place=0))
    session.flush()
    session.delete(finding)
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        session.flush()


@pytest.mark.parametrize(
    ("on", "rule"),
    [
        ({}, "ck_ground_either_finding_id_or_passage_id"),
        ({"finding_id": 1, "passage_id": 1}, "ck_ground_either_finding_id_or_passage_id"),
        ({"finding_id": 1, "answer_id": 1}, "ck_ground_either_rating_id_or_answer_id"),
    ],
)
def test_a_ground_joins_one_thing_to_one_other(
    session: Session, entries: list[Entry], on: dict[str, int], rule: str
) -> None:
    session.add_all(
        [
            a_rating(entries[0]),
            a_finding(entries[0]),
            Passage(entry_id=entries[0].id, printed_id="1A-C1", text="Once.", source_line=1, place=0),
            Answer(entry_id=entries[0].id, kind="factor", asked="beacon", answer="no", because="No.", place=0),
        ]
    )
    session.flush()
    refused(session, Ground(entry_id=entries[0].id, rating_id=1, place=0, **on), rule)


def test_evidence_stands_somewhere(session: Session, entries: list[Entry]) -> None:
    finding = a_finding(entries[0])
    session.add(finding)
    session.flush()
    nowhere = EvidenceReference(entry_id=entries[0].id, finding_id=finding.id, document="report", place=0)
    refused(session, nowhere, "ck_evidence_reference_line_or_page")


def test_what_nobody_asks_has_no_answer(session: Session, entries: list[Entry]) -> None:
    odd = Answer(entry_id=entries[0].id, kind="opinion", asked="beacon", answer="no", because="No.", place=0)
    refused(session, odd, "ck_answer_kind_known")


def test_a_movement_goes_somewhere(session: Session, entries: list[Entry]) -> None:
    odd = Movement(
        entry_id=entries[0].id, name="m", verdict="sideways", basis="stated", text="So.", source_line=1, place=0
    )
    refused(session, odd, "ck_movement_verdict_known")


def test_what_is_told_of_last_year_has_its_line(session: Session, entries: list[Entry]) -> None:
    told = PreviousResult(entry_id=entries[0].id, comparability="full", grade="good", text="It was good.")
    refused(session, told, "ck_previous_result_text_with_source_line")


def test_a_cross_reference_leads_to_an_entry(session: Session, entries: list[Entry]) -> None:
    lost = CrossReference(
        assessment_id=entries[0].assessment_id,
        from_framework="1a",
        to_framework="9z",
        kind="see",
        note="",
        source_line=1,
        place=0,
    )
    refused(session, lost, "FOREIGN KEY")


def test_a_score_that_is_not_available_is_no_number(session: Session, entries: list[Entry]) -> None:
    session.add(ResourceScore(entry_id=entries[0].id, element="Reporting", score=None, source_line=1, place=0))
    session.flush()
    zero = ResourceScore(entry_id=entries[0].id, element="Management", score=0, source_line=1, place=1)
    refused(session, zero, "ck_resource_score_score_known")
