"""A judgement is somebody's, here or in a source; what is published says when."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inspect_app import db
from inspect_app.assessment.models import Entry
from inspect_app.moderation import queries
from inspect_app.moderation.models import Caveat, Judgement
from tests import factories

IN_A_SOURCE = {"source_line": 437, "published_on": "2006-10"}
DECIDED_HERE = {"decided_by": "Ann Lee", "decided_on": date(2006, 9, 1)}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with db.reading(factories.empty_database(tmp_path)) as session:
        yield session


@pytest.fixture
def entries(session: Session) -> list[Entry]:
    return factories.small_assessment(session, "1a", "1b")


def a_judgement(entry: Entry, **values: object) -> Judgement:
    return Judgement(entry_id=entry.id, grade="good", direction="stable", **values)


@pytest.mark.parametrize(
    "values", [IN_A_SOURCE, DECIDED_HERE, {**DECIDED_HERE, "reason": "It is better than the rules can see."}]
)
def test_a_judgement_of_somebody_is_kept(session: Session, entries: list[Entry], values: dict[str, object]) -> None:
    session.add(a_judgement(entries[0], **values))
    session.flush()


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({}, "decided_here_or_in_a_source"),
        ({"decided_by": "Ann Lee"}, "decided_by_with_decided_on"),
        ({**IN_A_SOURCE, "decided_on": date(2006, 9, 1)}, "decided_by_with_decided_on"),
        ({"source_line": 437}, "source_line_only_if_published"),
        ({**IN_A_SOURCE, "source_line": 0}, "source_line_counts_from_one"),
        ({**IN_A_SOURCE, "reason": "Because."}, "reason_has_its_person"),
        ({**DECIDED_HERE, "reason": ""}, "reason_says_something"),
        ({**IN_A_SOURCE, "published_on": "October"}, "published_month_or_day"),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused(
    session: Session, entries: list[Entry], values: dict[str, object], rule: str
) -> None:
    session.add(a_judgement(entries[0], **values))
    with pytest.raises(IntegrityError, match=f"ck_judgement_{rule}"):
        session.flush()


def test_an_entry_has_one_judgement(session: Session, entries: list[Entry]) -> None:
    session.add_all([a_judgement(entries[0], **IN_A_SOURCE), a_judgement(entries[0], **IN_A_SOURCE)])
    with pytest.raises(IntegrityError, match="UNIQUE"):
        session.flush()


def test_only_what_is_published_counts_as_published(session: Session, entries: list[Entry]) -> None:
    session.add_all([a_judgement(entries[0], **DECIDED_HERE), a_judgement(entries[1], **IN_A_SOURCE)])
    session.flush()
    assert queries.published_entries(session, entries[0].assessment_id) == {entries[1].id}


def test_caveats_come_with_their_judgement_in_order(session: Session, entries: list[Entry]) -> None:
    judgement = a_judgement(entries[1], **IN_A_SOURCE)
    session.add(judgement)
    session.flush()
    session.add_all(
        Caveat(judgement_id=judgement.id, text=text, source_line=1, place=place)
        for text, place in (("second", 1), ("first", 0))
    )
    session.flush()
    ((of, (found, caveats)),) = queries.judgements_of(session, entries[0].assessment_id).items()
    assert (of, found.grade, [c.text for c in caveats]) == (entries[1].id, "good", ["first", "second"])
