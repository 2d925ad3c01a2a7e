"""A cycle's file and its rows say the same, and a row that makes no sense is refused by the database."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from inspect_app import db
from inspect_app.forces import queries
from inspect_app.forces.models import Cycle, Force, NationalCount, NationalResult
from inspect_app.forces.operations import declare
from tests import factories


@pytest.fixture
def url(tmp_path: Path) -> str:
    return factories.empty_database(tmp_path)


def a_cycle(**other: object) -> Cycle:
    values = {
        "id": "2006-07",
        "title": "A cycle",
        "edition": "baseline_2006",
        "edition_digest": "sha256:0",
        "assessed_from": date(2006, 4, 1),
        "assessed_to": date(2007, 3, 31),
        "published": "2007-10",
        "forces": 43,
    }
    return Cycle(**(values | other))


def test_the_national_results_are_those_of_the_file(url: str) -> None:
    cycle = factories.cycle()
    with db.unit_of_work(url) as session:
        declare(db.Keeping(session), cycle, factories.edition())
    with db.reading(url) as session:
        results = queries.national_results(session, cycle.cycle)
        assert queries.cycle_ids(session) == [cycle.cycle]
    assert list(results) == [n.framework for n in cycle.national]
    for declared in cycle.national:
        row, counts = results[declared.framework]
        assert (row.text, row.source_line) == (declared.text, declared.source_line)
        assert list(counts.items()) == list(declared.distribution.items())


def test_the_national_results_take_two_questions(url: str) -> None:
    with db.unit_of_work(url) as session:
        declare(db.Keeping(session), factories.cycle(), factories.edition())
    with factories.counted(url) as asked, db.reading(url) as session:
        queries.national_results(session, factories.CYCLE)
    assert len(asked) == 2


def test_forces_come_in_alphabetical_order(url: str) -> None:
    with db.unit_of_work(url) as session:
        session.add_all([Force(id="kent", name="Kent Police"), Force(id="esk", name="Esk Police")])
    with db.reading(url) as session:
        assert queries.force_ids(session) == ["esk", "kent"]


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"assessed_to": date(2006, 3, 31)}, "ck_cycle_assessed_from_before_to"),
        ({"published": "October 2007"}, "ck_cycle_published_month_or_day"),
        ({"forces": 0}, "ck_cycle_forces_some"),
    ],
)
def test_a_cycle_that_makes_no_sense_is_refused(url: str, broken: dict[str, object], rule: str) -> None:
    with pytest.raises(IntegrityError, match=rule), db.unit_of_work(url) as session:
        session.add(a_cycle(**broken))


def test_a_framework_has_one_national_result_in_a_cycle(url: str) -> None:
    with pytest.raises(IntegrityError, match="UNIQUE"), db.unit_of_work(url) as session:
        session.add(a_cycle())
        session.flush()
        session.add_all(NationalResult(cycle_id="2006-07", framework="1a", source_line=1, place=n) for n in range(2))


def test_a_count_belongs_to_a_result(url: str) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), db.unit_of_work(url) as session:
        session.add(NationalCount(national_result_id=1, grade="good", forces=3, place=0))
