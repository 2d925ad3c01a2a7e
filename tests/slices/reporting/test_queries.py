"""A year that was written to the database is read back as it was, with a fixed number of questions."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from inspect_app import db
from inspect_app.assessment import operations
from inspect_app.assessment.models import EvidenceReference, Ground
from inspect_app.demo import year as from_files
from inspect_app.forces.models import Force
from inspect_app.moderation.models import Judgement
from inspect_app.reporting.queries import NO_LINE, NoSuchYear, force_year
from tests import factories

QUESTIONS = 26
DECIDED = {"decided_by": "Ann Lee", "decided_on": date(2006, 9, 1)}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return factories.kents_database(tmp_path)


def test_the_year_of_the_database_is_the_year_of_the_files(url: str) -> None:
    with db.reading(url) as session:
        found = force_year(session, "kent", factories.CYCLE)
    expected = from_files.force_year(factories.kent(), factories.cycle())
    for entry, other in zip(found.entries, expected.entries, strict=True):
        assert entry == other
    assert found == expected


def test_the_number_of_questions_is_fixed(url: str) -> None:
    with factories.counted(url) as asked, db.reading(url) as session:
        force_year(session, "kent", factories.CYCLE)
    assert len(asked) == QUESTIONS


def test_a_year_with_less_in_it_takes_as_many_questions(tmp_path: Path) -> None:
    url = factories.empty_database(tmp_path)
    with db.unit_of_work(url) as session:
        for entry in factories.small_assessment(session, "1a", "1b"):
            session.add(
                Judgement(entry_id=entry.id, grade="good", direction="stable", **DECIDED, published_on="2006-10")
            )
    with factories.counted(url) as asked, db.reading(url) as session:
        found = force_year(session, "esk", factories.CYCLE)
    assert len(asked) == QUESTIONS
    assert [(e.framework, e.national, e.judgement.source_line) for e in found.entries] == [
        ("1a", None, NO_LINE),
        ("1b", None, NO_LINE),
    ]
    assert found.entries[0].judgement.decided_by == "Ann Lee"


def test_a_withdrawn_finding_is_not_reported(url: str) -> None:
    with db.unit_of_work(url) as session:
        finding = factories.the_finding(session, "1B-A7")
        session.execute(delete(Ground).where(Ground.finding_id == finding.id))
        operations.withdraw_finding(session, finding, on=date(2006, 11, 1), because="Mistaken.")
    with db.reading(url) as session:
        found = force_year(session, "kent", factories.CYCLE)
    ids = [f.id for entry in found.entries for f in entry.findings]
    assert "1B-A6" in ids
    assert "1B-A7" not in ids


def test_a_finding_that_stands_in_no_source_has_no_line(url: str) -> None:
    with db.unit_of_work(url) as session:
        finding = factories.the_finding(session, "1B-S1")
        session.execute(delete(EvidenceReference).where(EvidenceReference.finding_id == finding.id))
    with db.reading(url) as session:
        found = force_year(session, "kent", factories.CYCLE)
    lines = {f.id: f.source_line for entry in found.entries for f in entry.findings}
    assert (lines["1B-S1"], lines["1B-S2"]) == (NO_LINE, 467)


@pytest.mark.parametrize(
    ("force", "cycle", "says"),
    [
        ("surrey", "2005-06", r"^There is no force called 'surrey': there is esk, kent\.$"),
        ("kent", "2019-20", r"^There is no cycle called '2019-20': there is 2005-06\.$"),
        ("esk", "2005-06", r"^There is no assessment of esk in 2005-06: there is kent in 2005-06\.$"),
    ],
)
def test_an_unknown_year_is_answered_with_those_that_there_are(url: str, force: str, cycle: str, says: str) -> None:
    with db.unit_of_work(url) as session:
        session.add(Force(id="esk", name="Esk Police"))
    with db.reading(url) as session, pytest.raises(NoSuchYear, match=says):
        force_year(session, force, cycle)


def test_an_empty_database_says_that_it_is_empty(tmp_path: Path) -> None:
    with db.reading(factories.empty_database(tmp_path)) as session, pytest.raises(NoSuchYear, match="none at all"):
        force_year(session, "kent", factories.CYCLE)


def test_a_year_is_not_reported_before_every_judgement_is_published(url: str) -> None:
    with db.unit_of_work(url) as session:
        entry = factories.the_entry(session, "3c").id
        unpublished = {**DECIDED, "published_on": None, "source_line": None}
        session.execute(update(Judgement).where(Judgement.entry_id == entry).values(unpublished))
    with db.reading(url) as session, pytest.raises(NoSuchYear, match="no published judgement of 3c"):
        force_year(session, "kent", factories.CYCLE)


def test_a_contextual_factor_that_was_written_here_is_printed_behind_the_passages(url: str) -> None:
    with db.unit_of_work(url) as session:
        entry = factories.the_entry(session, "3c")
        operations.add_finding(
            session, factories.edition(), entry, kind="context", title="Crime rose", text="By 7%.", bears_on=["3c-f2"]
        )
    with db.reading(url) as session:
        found = next(e for e in force_year(session, "kent", factories.CYCLE).entries if e.framework == "3c")
    assert [p.id for p in found.context][-2:] == ["3C-C6", "3C-C7"]
    assert (found.context[-1].text, found.context[-1].source_line) == ("Crime rose. By 7%.", NO_LINE)
    assert "context" not in {f.kind for f in found.findings}


def test_a_finding_is_printed_behind_its_title(url: str) -> None:
    with db.unit_of_work(url) as session:
        factories.the_finding(session, "3C-S1").title = "Who answers for it?"
    with db.reading(url) as session:
        found = next(e for e in force_year(session, "kent", factories.CYCLE).entries if e.framework == "3c")
    assert found.findings[0].text.startswith("Who answers for it? An assistant chief constable has")
