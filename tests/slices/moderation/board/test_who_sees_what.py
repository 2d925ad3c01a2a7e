"""Nobody learns from the board what is not for them: a reading that lasts, a draft, or a grade of a home force."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from inspect_app import db
from inspect_app.assessment.models import Assessment, Entry
from inspect_app.moderation.models import Case, Decision
from tests import factories
from tests.nation import NOW
from tests.slices.moderation.board.conftest import BOARD, UNDER_WAY, Nation
from tests.slices.moderation.board.reading import cells, rows

CHECKING = ("sim-07", "Simulated force 07")
"""A force whose judgements are not published yet, as it checks the facts."""


def the_entry(made: Nation, cycle: str, force: str, framework: str) -> int:
    with db.reading(made.url) as session:
        return session.scalars(
            select(Entry.id)
            .join(Assessment)
            .where(Assessment.cycle_id == cycle, Assessment.force_id == force, Entry.framework == framework)
        ).one()


@pytest.mark.parametrize("role", ["assessor", "chief_officer", "force_lead", "viewer"])
def test_nobody_of_a_force_has_a_board(made: Nation, role: str) -> None:
    client = made.client(role, force="kent")
    for address in ("/board", BOARD, f"{BOARD}.csv", f"{BOARD}/3c"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("role", ["inspector", "moderator", "national_lead", "methodologist", "verifier"])
def test_the_inspectorate_reads_it(made: Nation, role: str) -> None:
    assert made.client(role).get(BOARD).status_code == 200


def test_an_administrator_sees_no_grade(made: Nation) -> None:
    assert made.client("administrator").get(BOARD).status_code == 404


def test_a_home_force_has_no_grade_before_it_is_published(made: Nation) -> None:
    force, name = CHECKING
    page = made.page(BOARD, "moderator", home=force)
    said = {words for (_, whose), words in cells(page).items() if whose == name}
    assert said == {"a force of your own, shown when it is published"}
    assert f"/3c/{force}" not in page
    assert "966 grades are decided" in page
    assert "you are too near to it" in page
    assert cells(made.page(BOARD))["3C", name].startswith(("Poor", "Fair", "Good", "Excellent"))


def test_a_home_force_is_shown_once_it_is_published(made: Nation) -> None:
    found = cells(made.page(BOARD, "moderator", home="sim-04"))
    assert found["3C", "Simulated force 04"].endswith("published")


def test_a_role_in_a_force_makes_it_a_home_force(changing: Nation) -> None:
    with db.unit_of_work(changing.url) as session:
        somebody = factories.person(session, "Two Hats", "inspector", ("assessor", CHECKING[0]))
        session.expunge(somebody)
    page = factories.signed_in(changing.app, somebody).get(BOARD).get_data(as_text=True)
    assert cells(page)["3C", CHECKING[1]].startswith("a force of your own")


def test_nothing_of_a_home_force_is_on_the_page_of_a_framework(made: Nation) -> None:
    force, name = CHECKING
    page = made.page(f"{BOARD}/3c", "moderator", home=force)
    row = next(row for row in rows(page) if row.startswith(name))
    assert row == f"{name} A force of your own, shown when it is published"
    assert "as published" not in page, "the national figures less these would be the grade of the home force"


def test_a_reading_that_lasts_shows_no_grade_whatever_is_on_record(changing: Nation) -> None:
    entry = the_entry(changing, UNDER_WAY, "sim-01", "3c")
    before = cells(changing.page(f"/board/{UNDER_WAY}?mark=proposed"))["3C", "Simulated force 01"]
    assert "proposed" in before
    with db.unit_of_work(changing.url) as session:
        session.execute(update(Entry).where(Entry.id == entry).values(state="in_reading"))
        session.execute(update(Case).where(Case.entry_id == entry).values(first_grade="poor", second_grade="poor"))
    for mark in ("", "proposed", "direction", "change", "state"):
        page = changing.page(f"/board/{UNDER_WAY}?mark={mark}")
        assert cells(page)["3C", "Simulated force 01"] == "being read"
        assert "/3c/sim-01" not in page
    row = next(row for row in rows(changing.page(f"/board/{UNDER_WAY}/3c")) if row.startswith("Simulated force 01"))
    assert row == "Simulated force 01 Being read"
    text = changing.client().get(f"/board/{UNDER_WAY}.csv").get_data(as_text=True)
    line = next(line for line in text.splitlines() if line.startswith("3C") and "Simulated force 01" in line)
    assert line.endswith("being read,,,,,no,,")


def test_before_signing_only_that_it_is_not_submitted(changing: Nation) -> None:
    with db.unit_of_work(changing.url) as session:
        session.execute(
            update(Assessment)
            .where(Assessment.cycle_id == UNDER_WAY, Assessment.force_id == "sim-01")
            .values(state="drafting")
        )
    found = cells(changing.page(f"/board/{UNDER_WAY}"))
    assert {said for (_, force), said in found.items() if force == "Simulated force 01"} == {"not submitted"}


def test_a_cycle_in_which_nobody_submitted_says_when_the_first_are_due(changing: Nation) -> None:
    with db.unit_of_work(changing.url) as session:
        session.execute(update(Assessment).where(Assessment.cycle_id == UNDER_WAY).values(state="drafting"))
    page = changing.page(f"/board/{UNDER_WAY}")
    assert "No force has submitted for 2006/07 yet. The first are due on 29 December 2006." in page
    assert cells(page) == {}


def test_a_decision_that_waits_for_agreement_shows_no_grade(changing: Nation) -> None:
    entry = the_entry(changing, UNDER_WAY, "sim-01", "4a")
    with db.unit_of_work(changing.url) as session:
        moderator = factories.person(session, "Moira Kent", "moderator")
        session.add(
            Decision(
                entry_id=entry, number=1, case_digest="", grade="excellent", direction="stable", departs=True,
                because="Seen on site.", needs_agreement=True, decided_by=moderator.id, decided_at=NOW,
            )
        )  # fmt: skip
    said = cells(changing.page(f"/board/{UNDER_WAY}"))["4A", "Simulated force 01"]
    assert said == "not decided, waiting for a second agreement"
    assert list(cells(changing.page(f"/board/{UNDER_WAY}?state=agreement"))) == [("4A", "Simulated force 01")]


def test_a_decision_on_facts_that_changed_since_says_so(changing: Nation) -> None:
    entry = the_entry(changing, UNDER_WAY, "sim-02", "3d")
    with db.unit_of_work(changing.url) as session:
        session.execute(update(Case).where(Case.entry_id == entry).values(digest="0" * 64))
    page = changing.page(f"/board/{UNDER_WAY}")
    assert cells(page)["3D", "Simulated force 02"].endswith("its facts changed since")
    assert page.count('class="cell cell-stale" tabindex') == 1
    assert list(cells(changing.page(f"/board/{UNDER_WAY}?state=stale"))) == [("3D", "Simulated force 02")]
