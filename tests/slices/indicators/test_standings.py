"""Criteria that rest on a measure get a suggestion where figures can carry it, and none where they cannot."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from inspect_app import db
from inspect_app.assessment import proposals
from inspect_app.indicators import queries
from tests import factories
from tests.slices.indicators import figures

WHERE = ("kent", "2005-06")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return figures.database(tmp_path)


def standings(session: Session, framework: str = "3a") -> dict[str, str]:
    return queries.standings(session, factories.edition(), *WHERE, [framework])[framework]


def test_a_force_that_is_better_than_its_peers_stands_so(url: str) -> None:
    with db.unit_of_work(url) as session:
        figures.group(session)
        figures.detections(session)
        assert standings(session) == {"3a-f7": "better"}


@pytest.mark.parametrize("change", ["no group", "no counts", "disputed", "other year", "few cases"])
def test_figures_that_cannot_carry_a_suggestion_make_none(url: str, change: str) -> None:
    with db.unit_of_work(url) as session:
        if change != "no group":
            figures.group(session)
        if change == "other year":
            for force, share in figures.DETECTED.items():
                figures.known(session, "murder_detection", force, str(share), (share, 100))
        else:
            figures.detections(session, cases=100 if change == "few cases" else 10_000)
        if change == "no counts":
            session.connection().exec_driver_sql("UPDATE indicator_value SET numerator = NULL, denominator = NULL")
        if change == "disputed":
            figures.known(session, "murder_detection", "kent", "12", (12, 100), source="Another book")
        assert standings(session) == ({"3a-f7": "in_line"} if change == "few cases" else {})


def test_the_best_quarter_is_a_fact_without_a_test(url: str) -> None:
    with db.unit_of_work(url) as session:
        figures.group(session)
        for force, value in {**figures.DETECTED, "kent": 27}.items():
            figures.known(session, "serious_violence_detection", force, str(value))
        assert standings(session) == {"3a-g1": "top_quartile"}


def test_outside_the_best_quarter_is_a_fact_too(url: str) -> None:
    with db.unit_of_work(url) as session:
        figures.group(session)
        for force, value in {**figures.DETECTED, "kent": 23}.items():
            figures.known(session, "serious_violence_detection", force, str(value))
        assert standings(session) == {"3a-g1": "misses"}


def test_a_standard_is_met_or_missed_without_peers(url: str) -> None:
    for value, standing in (("2", "meets"), ("1", "misses")):
        with db.unit_of_work(url) as session:
            figures.known(session, "use_of_resources", "kent", value)
            assert standings(session, "6d")["6d-f3"] == standing
            session.rollback()


def test_all_frameworks_are_asked_in_four_statements(url: str) -> None:
    with db.unit_of_work(url) as session:
        figures.group(session)
        figures.detections(session)
    with db.reading(url) as session, factories.counted(url) as asked:
        found = queries.standings(session, factories.edition(), *WHERE, factories.edition().framework)
    assert len(asked) == 4
    assert set(found) == set(factories.edition().framework)


def test_standings_reach_the_facts_and_change_no_grade(url: str) -> None:
    edition = factories.edition()
    with db.reading(url) as session:
        before = proposals.proposals_of(session, edition, factories.the_assessment(session))
    with db.unit_of_work(url) as session:
        figures.group(session)
        figures.detections(session)
    with db.reading(url) as session:
        after = proposals.proposals_of(session, edition, factories.the_assessment(session))
    assert [p.view for p in after.values()] == [p.view for p in before.values()]
    assert any(node.kind == "measure" for node in after["3a"].reasons.walk())
    assert not any(node.kind == "measure" for node in before["3a"].reasons.walk())


def test_the_open_criterion_says_what_figures_suggest_and_who_decides(url: str, tmp_path: Path) -> None:
    with db.unit_of_work(url) as session:
        figures.group(session)
        figures.detections(session)
    app = factories.application(url, tmp_path)
    client = figures.client(app, "Priya Nair", ("assessor", "kent"))
    show: Callable[[str], str] = lambda path: " ".join(  # noqa: E731
        unescape(re.sub(r"<[^>]+>", "", client.get(f"/forces/kent/2005-06/assessment/3a/{path}").text)).split()
    )
    assert "The figures suggest met: better than similar forces. You decide. See the figures" in show("f7")
    assert "The figures suggest" not in show("f8")
