"""One framework across forces: the rule of fairness is stated, what breaks it is named, and every rating is a mark."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select, update

from inspect_app import db
from inspect_app.assessment.models import Assessment, Entry
from inspect_app.moderation.board import across
from inspect_app.moderation.models import Challenge
from tests import factories, nation
from tests.slices.moderation.board.conftest import BOARD, CYCLE, Nation
from tests.slices.moderation.board.reading import rows


def named(force: str) -> str:
    return f"Simulated force {force.removeprefix('sim-')}"


def row_of(page: str, force: str) -> str:
    return next(row for row in rows(page) if row.startswith(force))


@pytest.mark.parametrize("pair", nation.planted(), ids=lambda pair: pair.framework)
def test_every_planted_inversion_is_named_in_the_row_of_the_force_that_was_treated_unfairly(
    made: Nation, pair: nation.Pair
) -> None:
    page = made.page(f"{BOARD}/{pair.framework}?force=")
    assert re.search(r"pairs? breaks? that rule\.", page)
    assert re.search(r"At least as good as .* on every criterion, yet graded lower$", row_of(page, named(pair.lowered)))


def test_where_no_pair_breaks_the_rule_the_page_says_so(made: Nation) -> None:
    planted = {pair.framework for pair in nation.planted()}
    quiet = next(f.id for f in factories.edition().frameworks if f.id not in planted and f.criteria)
    assert "should not have lower grades." in made.page(f"{BOARD}/{quiet}")


def test_forces_stand_under_their_grades_from_most_to_fewest_met(made: Nation) -> None:
    found = rows(made.page(f"{BOARD}/3d?force="))
    cuts = [row for row in found if re.fullmatch(r"(Excellent|Good|Fair|Poor) \d+ forces?", row)]
    assert [cut.split()[0] for cut in cuts] == ["Excellent", "Good", "Fair", "Poor"]
    good = found[found.index(cuts[1]) + 1 : found.index(cuts[2])]
    numbers = [sum(map(int, re.findall(r"(\d+) of \d+", row))) for row in good]
    assert numbers == sorted(numbers, reverse=True)


def test_a_row_says_what_its_marks_show(made: Nation) -> None:
    row = row_of(made.page(f"{BOARD}/3c?force="), "Simulated force 14")
    assert re.search(r"Not met: G\d.*\. Partly met: G1\.", row)
    assert re.search(r"\d+ of 11 Fair, \d+ of 7 Good met", row)


def test_a_chosen_criterion_orders_the_rows_and_shows_what_it_says(made: Nation) -> None:
    page = made.page(f"{BOARD}/3c?force=&criterion=3c-g4")
    assert factories.edition().framework["3c"].criterion["3c-g4"].text in page
    found = rows(page)
    first = next(place for place, row in enumerate(found) if row.startswith("Good "))
    last = next(place for place, row in enumerate(found) if row.startswith("Fair "))
    not_met = [bool(re.search(r"(Not|Partly) met: [^.]*G4", row)) for row in found[first + 1 : last]]
    assert not_met == sorted(not_met)


def test_a_force_to_compare_with_is_pinned_and_differences_are_underlined(made: Nation) -> None:
    page = made.page(f"{BOARD}/3c?force=sim-14")
    assert rows(page)[1] == "Compared with"
    assert rows(page)[2].startswith("Simulated force 14")
    assert '<span class="m m-apart">' in page
    assert 'class="m m-apart"' not in made.page(f"{BOARD}/3c?force=").partition("</thead>")[2]


def test_an_open_challenge_is_a_thing_to_look_at(changing: Nation) -> None:
    with db.unit_of_work(changing.url) as session:
        entry = session.scalars(
            select(Entry)
            .join(Assessment)
            .where(Assessment.cycle_id == CYCLE, Assessment.force_id == "sim-07", Entry.framework == "3e")
        ).one()
        force_person = factories.person(session, "Carys Moll", ("assessor", "sim-07"))
        session.execute(update(Challenge).where(Challenge.entry_id == entry.id).values(answer=None))
        session.add(
            Challenge(
                assessment_id=entry.assessment_id, number=99, entry_id=entry.id, about="rating", words="Not met",
                wrong="It is met.", made_by=force_person.id, made_at=nation.NOW,
            )
        )  # fmt: skip
    assert row_of(changing.page(f"{BOARD}/3e?force="), "Simulated force 07").endswith("Challenged by the force")


@pytest.mark.parametrize(("framework", "says"), [("1d", "from another inspection"), ("4b", "Domestic violence, ")])
def test_frameworks_of_another_shape_have_their_page(made: Nation, framework: str, says: str) -> None:
    assert says in made.page(f"{BOARD}/{framework}")


def test_last_year_is_shown_or_it_is_said_why_not(made: Nation) -> None:
    assert "One force cannot be compared." in made.page(f"{BOARD}/3c")
    assert "Not recorded here." in made.page(f"{BOARD}/4b")


def test_the_page_asks_the_same_of_the_database_whatever_it_shows(made: Nation) -> None:
    client = made.client()
    client.get(f"{BOARD}/3c")
    asked = []
    for address in (f"{BOARD}/3c?force=kent", f"{BOARD}/1d?force=kent", f"{BOARD}/4b?force=kent"):
        with factories.counted(made.url) as statements:
            client.get(address)
        asked.append(len(statements))
    assert max(asked) <= 13
    assert max(asked) - min(asked) <= 1, "one more where last year is asked of another cycle"


@pytest.mark.parametrize(
    ("own", "peers", "says"),
    [
        ("excellent", ["fair"] * 4, "Higher than all its peers: 4 Fair"),
        ("fair", ["excellent", "excellent", "good", "excellent"], "Lower than all its peers: 3 Excellent and 1 Good"),
        ("good", ["fair"] * 5, ""),
        ("excellent", ["fair"] * 3, ""),
        ("excellent", ["fair", "fair", "fair", "excellent"], ""),
    ],
)
def test_a_grade_is_unlike_its_peers_only_where_all_of_them_are_far_to_one_side(
    own: str, peers: list[str], says: str
) -> None:
    assert across.unlike_peers(factories.edition(), own, peers) == says
