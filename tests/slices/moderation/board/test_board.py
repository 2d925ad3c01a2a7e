"""The board shows every grade at once, in an order that makes the odd one stand out, and one step from its reasons."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select

from inspect_app import db
from inspect_app.audit.models import AuditEvent
from inspect_app.forces import queries as forces
from inspect_app.forces.models import Cycle, Force
from tests import factories
from tests.slices.moderation.board.conftest import BOARD, CYCLE, UNDER_WAY, Nation
from tests.slices.moderation.board.reading import cells, columns


def test_the_board_opens_with_the_newest_cycle(made: Nation) -> None:
    answer = made.client().get("/board")
    assert (answer.status_code, answer.location) == (302, f"/board/{UNDER_WAY}")


def test_a_newer_cycle_that_forces_only_draft_is_not_what_board_and_queue_open_with(changing: Nation) -> None:
    with db.unit_of_work(changing.url) as session:
        last = session.get_one(Cycle, UNDER_WAY)
        session.add(
            Cycle(
                id="2007-08",
                title="The year after",
                edition=last.edition,
                edition_digest=last.edition_digest,
                assessed_from=date(2007, 4, 1),
                assessed_to=date(2008, 3, 31),
                published=None,
                forces=43,
            )
        )
    for page in ("board", "queue"):
        assert changing.client().get(f"/{page}").location == f"/{page}/{UNDER_WAY}"


def test_every_framework_of_every_force_is_a_cell_with_a_name(made: Nation) -> None:
    found = cells(made.page(BOARD))
    assert len(found) == 989
    assert re.fullmatch(r"(Poor|Fair|Good|Excellent), \w+, .*published", found["3C", "Simulated force 04"])


def test_the_grades_of_the_board_are_the_published_distributions(made: Nation) -> None:
    counted: dict[str, Counter[str]] = {}
    for (code, _), said in cells(made.page(BOARD)).items():
        counted.setdefault(code, Counter())[said.partition(",")[0].lower()] += 1
    with db.reading(made.url) as session:
        published = forces.national_results(session, CYCLE)
    for framework, (_, counts) in published.items():
        assert counted[framework.upper()] == Counter({grade: n for grade, n in counts.items() if n})


def test_a_cell_leads_to_its_reasons_and_a_framework_to_all_forces(made: Nation) -> None:
    page = made.page(BOARD)
    assert f'href="{BOARD}/3c/sim-04"' in page
    assert f'href="{BOARD}/3c"' in page


def test_the_chosen_force_comes_first_and_the_highest_grades_next(made: Nation) -> None:
    page = made.page(f"{BOARD}?force=kent")
    names, found, worth = columns(page), cells(page), {"Poor": 0, "Fair": 1, "Good": 2, "Excellent": 3}
    assert names[0] == "Kent"
    codes = {code for code, _ in found}
    heights = [sum(worth[found[code, name].partition(",")[0]] for code in codes) for name in names[1:]]
    assert heights == sorted(heights, reverse=True)


def test_forces_can_stand_by_name_or_by_departures(made: Nation) -> None:
    by_name = columns(made.page(f"{BOARD}?order=name"))
    assert by_name == sorted(by_name)
    page = made.page(f"{BOARD}?order=differs")
    departing = Counter(force for (_, force), said in cells(page).items() if "the proposal was" in said)
    numbers = [departing[name] for name in columns(page)]
    assert numbers == sorted(numbers, reverse=True)


def test_peers_narrow_the_columns_and_the_rest_is_said_to_be_hidden(made: Nation) -> None:
    page = made.page(f"{BOARD}?force=kent&forces=peers")
    names = columns(page)
    assert names[0] == "Kent"
    assert 3 < len(names) < 12
    assert f"{989 - 23 * len(names)} are hidden by your filters." in page


@pytest.mark.parametrize(("part", "codes"), [("2", {"2A"}), ("priority", None), ("", None), ("unheard-of", None)])
def test_domains_and_priorities_narrow_the_rows(made: Nation, part: str, codes: set[str] | None) -> None:
    found = {code for code, _ in cells(made.page(f"{BOARD}?part={part}"))}
    if codes is not None:
        assert found == codes
    else:
        assert len(found) == (8 if part == "priority" else 23)


def test_a_state_leaves_only_the_cells_that_are_in_it(made: Nation) -> None:
    found = cells(made.page(f"{BOARD}?state=differs"))
    assert found
    assert all("the proposal was" in said for said in found.values())
    assert all("published" not in said for said in cells(made.page(f"/board/{UNDER_WAY}?state=open")).values())


def test_a_group_without_anything_in_a_state_says_so(made: Nation) -> None:
    page = made.page(f"{BOARD}?state=agreement")
    assert "Nothing in this group is in that state." in page
    assert cells(page) == {}


@pytest.mark.parametrize("mark", ["", "direction", "state", "proposed", "change", "unheard-of"])
def test_each_mark_says_the_same_cells(made: Nation, mark: str) -> None:
    page = made.page(f"{BOARD}?mark={mark}")
    assert len(cells(page)) == 989
    assert page.count('<use href="#b') == 989


def test_a_departure_has_its_corner_and_its_words(made: Nation) -> None:
    page = made.page(BOARD)
    said = cells(page)
    number = sum("the proposal was" in words for words in said.values())
    assert f"{number} decisions differ from what the method proposes." in page
    drawn = dict(re.findall(r'<g id="(b\d+)"(.*?)</g>', page))
    cornered = {name for name, picture in drawn.items() if "corner" in picture}
    assert sum(page.count(f'<use href="#{name}"/></svg></a>') for name in cornered) == number


def test_the_board_asks_the_same_of_the_database_however_much_there_is(made: Nation) -> None:
    client = made.client()
    client.get(BOARD)
    asked = []
    for address in (f"{BOARD}?force=kent", f"/board/{UNDER_WAY}?force=kent", f"{BOARD}?state=differs&mark=change"):
        with factories.counted(made.url) as statements:
            client.get(address)
        asked.append(len(statements))
    assert len(set(asked)) == 1
    assert asked[0] <= 12


def test_the_spreadsheet_holds_what_the_board_shows_and_taking_it_is_on_record(made: Nation) -> None:
    answer = made.client().get(f"{BOARD}.csv?part=3&force=kent&forces=peers")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    shown = cells(made.page(f"{BOARD}?part=3&force=kent&forces=peers"))
    assert len(rows) == len(shown)
    assert {row["Framework"] for row in rows} == {"3A", "3B", "3C", "3D", "3E"}
    kent = next(row for row in rows if (row["Force"], row["Framework"]) == ("Kent Police", "3C"))
    assert (kent["Grade"], kent["Simulated"], kent["State"]) == ("Fair", "no", "published")
    with db.reading(made.url) as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.verb, event.audience) == ("moderation:board:exported", "inspectorate")


def test_looking_at_the_board_writes_nothing(made: Nation) -> None:
    client = made.client()
    client.get(BOARD)

    def events() -> int:
        with db.reading(made.url) as session:
            return session.scalar(select(func.count(AuditEvent.id))) or 0

    before = events()
    for address in (BOARD, f"{BOARD}/3c", f"/board/{UNDER_WAY}"):
        client.get(address)
    assert events() == before


def test_a_name_that_looks_like_markup_or_a_formula_stays_a_name(changing: Nation) -> None:
    with db.unit_of_work(changing.url) as session:
        session.get_one(Force, "sim-04").name = '=<b>"Esk"</b> Police'
    page = changing.page(BOARD)
    assert "<b>&#34;" not in page.replace("&lt;b&gt;", "")
    assert ("3C", '=<b>"Esk"</b>') in cells(page)
    rows = csv.DictReader(io.StringIO(changing.client().get(f"{BOARD}.csv").get_data(as_text=True)))
    assert '\'=<b>"Esk"</b> Police' in {row["Force"] for row in rows}


@pytest.mark.parametrize("address", ["/board/1999-00", "/board/1999-00.csv", f"{BOARD}/9z", "/board/1999-00/3c"])
def test_what_is_not_there_is_not_found(made: Nation, address: str) -> None:
    assert made.client().get(address).status_code == 404
