"""Figures that prove a movement are offered; one press makes one a fact, and a correction shows it as overtaken."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from inspect_app import db
from inspect_app.assessment.models import Movement
from inspect_app.indicators.periods import period_in
from tests import factories
from tests.slices.assessment.together import kent_team
from tests.slices.assessment.together.kent_team import Team
from tests.slices.assessment.workspace.working import proposed
from tests.slices.indicators import figures

HERE = "/forces/kent/2005-06/assessment/3a"
BEFORE, NOW = period_in("2004/05"), period_in("2005/06")


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Kent's draft with two measures of 3A: homicides detected, with counts; rapes detected, without."""
    made = kent_team.team(tmp_path)
    with db.unit_of_work(made.url) as session:
        figures.known(session, "murder_detection", "kent", "24", (2_400, 10_000), period=BEFORE)
        figures.known(session, "murder_detection", "kent", "27", (2_700, 10_000), period=NOW)
        figures.known(session, "rape_detection", "kent", "30", period=BEFORE)
        figures.known(session, "rape_detection", "kent", "35", period=NOW)
    return made


def correct(team: Team, value: str, count: int) -> None:
    """The yearbook corrects what it said of homicides detected this year: a file comes in, with the reason."""
    lead = figures.client(team.app, f"Lena Orr {count}", "national_lead")
    row = f"Kent,murder_detection,2005/06,{value},{count},10000,A yearbook"
    sent = figures.send(lead, figures.csv(row))
    assert lead.post(sent.location, data={"because": "Counted again."}).status_code == 302


def seen(team: Team, who: str = "priya") -> str:
    """The figures that the page shows to somebody, as its form sends them back."""
    found = re.search(r'name="figures" value="([\d-]+)"', team.browsers[who].get(HERE).text)
    assert found
    return found[1]


def take_over(team: Team, indicator: str = "murder_detection", who: str = "priya", what: str | None = None) -> int:
    data = {"figures": seen(team, who) if what is None else what}
    return team.browsers[who].post(f"{HERE}/movements/{indicator}", data=data).status_code


def taken(team: Team) -> Movement | None:
    with team.reading() as session:
        return session.scalars(select(Movement).where(Movement.value_id.is_not(None))).one_or_none()


def test_what_figures_prove_is_offered_and_counts_only_once_somebody_takes_it_over(team: Team) -> None:
    page = team.priya.get(HERE).text
    assert "Homicides detected" in page and "27% in 2005/06, 24% in 2004/05." in page
    assert "more than chance at the 5% level" in page and "The proposed direction would be Improved" in page
    assert proposed(team, "3a").direction.value is None
    assert take_over(team) == 302
    row = taken(team)
    assert row is not None
    assert (row.verdict, row.basis, row.test) == ("better", "tested", "test of two proportions")
    assert row.probability is not None and row.probability < 0.001 and row.source_line is None
    direction = proposed(team, "3a").direction
    assert (direction.value, direction.flags) == ("improved", ())
    page = team.priya.get(HERE).text
    assert "Taken over" in page and "by Priya Nair" in page and "Proposed direction: Improved." in page
    assert "Homicides detected: better (tested statistically, test of two proportions, p below 0.001; it counts)" in (
        team.priya.get(f"{HERE}/reasons").text
    )
    event = team.trail()[-1]
    assert event.verb == "assessment:movement:taken_over" and event.part == "murder_detection"
    assert event.after["figures"] == [row.value_id, row.earlier_id]


def test_a_figure_without_counts_is_named_as_not_testable_and_cannot_be_taken_over(team: Team) -> None:
    page = team.priya.get(HERE).text
    assert "One figure that cannot be tested" in page
    assert "Not testable: no counts or sample sizes are known." in page
    answer = team.priya.post(f"{HERE}/movements/rape_detection", data={"figures": "1-2"})
    assert answer.status_code == 403 and "cannot be taken over" in answer.text
    assert taken(team) is None


def test_a_corrected_figure_shows_the_movement_as_overtaken_and_moves_nothing_by_itself(team: Team) -> None:
    take_over(team)
    correct(team, "24.1", 2_410)
    page = team.priya.get(HERE).text
    assert "Overtaken" in page and "24.1% in 2005/06, 24% in 2004/05." in page
    assert proposed(team, "3a").direction.value == "improved"
    assert take_over(team) == 302
    row = taken(team)
    assert row is not None and row.verdict == "no_difference"
    assert proposed(team, "3a").direction.value == "stable"
    assert "Overtaken" not in team.priya.get(HERE).text


def test_a_press_on_figures_that_were_corrected_meanwhile_is_refused(team: Team) -> None:
    before = seen(team)
    correct(team, "26", 2_600)
    assert take_over(team, what=before) == 409
    assert taken(team) is None


def test_taking_over_twice_records_one_event_and_taking_back_leaves_it_out(team: Team) -> None:
    what = seen(team)
    assert [take_over(team, what=what), take_over(team, what=what)] == [302, 302]
    assert sum(event.verb == "assessment:movement:taken_over" for event in team.trail()) == 1
    assert team.priya.post(f"{HERE}/movements/murder_detection/take-back").status_code == 302
    assert taken(team) is None and proposed(team, "3a").direction.value is None
    assert team.trail()[-1].verb == "assessment:movement:taken_back"


def test_a_stated_movement_gives_way_to_the_same_one_tested(team: Team) -> None:
    """A source says that detections rose; the figures, tested, say no difference: the test counts."""
    with db.unit_of_work(team.url) as session:
        for period, value, count in ((BEFORE, "23.7", 2_370), (NOW, "23.8", 2_380)):
            figures.known(session, "spi_7a", "kent", value, (count, 10_000), period=period)
    page = team.priya.get("/forces/kent/2005-06/assessment/3c").text
    found = re.search(r'name="figures" value="([\d-]+)"', page)
    assert found and proposed(team, "3c").direction.value == "improved"
    team.priya.post("/forces/kent/2005-06/assessment/3c/movements/spi_7a", data={"figures": found[1]})
    assert proposed(team, "3c").direction.value == "stable"


def test_only_assessors_of_the_force_are_offered_it(team: Team) -> None:
    for who in ("vera", "tom"):
        page = team.browsers[who].get(HERE).text
        assert "27% in 2005/06" in page and "Take it over" not in page
        assert take_over(team, who=who, what="1-2") == 403
    assert team.esk.post(f"{HERE}/movements/murder_detection", data={"figures": "1-2"}).status_code in (403, 404)


def test_showing_it_asks_only_for_the_name_of_who_took_it_over(team: Team) -> None:
    team.priya.get(HERE)
    with factories.counted(team.url) as before:
        team.priya.get(HERE)
    take_over(team)
    team.priya.get(HERE)
    with factories.counted(team.url) as after:
        team.priya.get(HERE)
    assert len(after) <= len(before) + 1


def test_a_press_that_did_not_come_from_the_page_takes_nothing_over(team: Team) -> None:
    what = seen(team)
    team.app.config["WTF_CSRF_ENABLED"] = True
    assert take_over(team, what=what) == 400
    assert taken(team) is None
