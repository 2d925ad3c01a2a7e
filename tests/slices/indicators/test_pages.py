"""Everybody who is signed in reads the figures: two years, peers, verdict and test; disputes and breaks are said."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from inspect_app import db
from inspect_app.forces.models import PeerForce, PeerGroup
from inspect_app.indicators.models import IndicatorBreak
from inspect_app.indicators.periods import period_in
from tests import factories
from tests.slices.indicators import figures

PAGE = "/forces/kent/2005-06/indicators"
DEFINITION = {
    "title": "Complaints settled in time",
    "short_name": "complaints_in_time",
    "code": "",
    "domain": "Citizen focus",
    "unit": "%",
    "polarity": "higher",
    "kind": "proportion",
    "footnotes": "Without appeals\r\n",
    "breaks": "1 April 2004 Definition: appeals are left out",
}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return figures.database(tmp_path, ratings=False)


@pytest.fixture
def app(url: str, tmp_path: Path) -> Flask:
    return factories.application(url, tmp_path)


@pytest.fixture
def reader(app: Flask) -> FlaskClient:
    return figures.client(app, "Rhys Watts", "inspector")


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A national lead whose forms are all refused, so that one database does for all of them."""
    folder = tmp_path_factory.mktemp("asking")
    return figures.client(factories.application(figures.database(folder), folder), "Nora Lead", "national_lead")


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2])).split())


@pytest.mark.parametrize("role", ["inspector", "administrator", ("assessor", "esk"), ("board_secretary", "kent")])
def test_everybody_who_is_signed_in_reads_them(app: Flask, role: str | tuple[str, str]) -> None:
    somebody = figures.client(app, "Priya Nair", role)
    for path in ("/indicators", "/indicators/spi_7a", PAGE, f"{PAGE}/spi_7a"):
        assert somebody.get(path).status_code == 200
    assert app.test_client().get("/indicators").status_code == 302


def test_what_does_not_exist_is_not_found(reader: FlaskClient) -> None:
    for path in ("/indicators/none", "/forces/none/2005-06/indicators", f"{PAGE}/none", "/forces/kent/1999/indicators"):
        assert reader.get(path).status_code == 404
    assert reader.get(f"{PAGE}?year=nonsense").status_code == 200
    assert reader.get(f"{PAGE}?year=1901-02").status_code == 200


def test_shipped_figures_are_listed_with_what_cannot_be_tested(reader: FlaskClient) -> None:
    this_year = text(reader, PAGE)
    assert "6b Offences brought to justice 24.0% or 23.5% Two sources disagree" in this_year
    assert "2a BCS: local police do a good or excellent job 41% 2005" in this_year
    next_year = text(reader, f"{PAGE}?year=2006-07")
    assert "7a Sanction detections of notifiable offences 24.7% 23.7% Not testable, up 1.0 points" in next_year
    assert "11a" in this_year
    assert "70.2% 67.6% Not testable, up 2.6 points" in this_year


def test_a_figure_is_set_beside_the_year_before_and_similar_forces(reader: FlaskClient, url: str) -> None:
    with db.unit_of_work(url) as session:
        figures.group(session, counts_itself=True)
        figures.detections(session)
        before = period_in("2004/05")
        figures.known(session, "murder_detection", "kent", "26.9", (2690, 10_000), period=before)
    page = text(reader, f"{PAGE}/murder_detection")
    assert "Up 0.1 points on the year before. No difference by the 5% level: chance alone could give as much" in page
    assert "(test of two proportions, p = 0.873)" in page
    assert (
        "3.5 points above the average of seven similar forces and the force itself, 23.5% over all their cases" in page
    )
    assert "Better against those forces" in page
    assert "Ranked 1 of 8 among similar forces, in the best quarter." in page
    assert page.index("Kent Police 27%") < page.index("Coquet Police 26%") < page.index("Glen Police 20%")
    assert "Better , 3.5 points above 1 of 8" in text(reader, PAGE)


def test_a_peer_about_whom_sources_disagree_is_left_out_and_named(reader: FlaskClient, url: str) -> None:
    with db.unit_of_work(url) as session:
        figures.group(session)
        figures.detections(session)
        figures.known(session, "murder_detection", "glen", "90", source="Another book")
    page = text(reader, f"{PAGE}/murder_detection")
    assert "Left out of the average, as two sources disagree: Glen Police." in page
    assert "the average of six similar forces," in page
    assert "Two sources disagree. Both are shown." in text(reader, "/indicators/murder_detection?year=2005-06")


def test_no_year_is_set_beside_one_of_another_definition(reader: FlaskClient, url: str) -> None:
    with db.unit_of_work(url) as session:
        figures.known(session, "murder_detection", "kent", "20", (20, 100), period=period_in("2004/05"))
        figures.known(session, "murder_detection", "kent", "90", (90, 100))
        session.add(
            IndicatorBreak(
                indicator_id="murder_detection", begins_on=date(2005, 4, 1), kind="scale", because="Counts otherwise"
            )
        )
    page = text(reader, f"{PAGE}/murder_detection")
    assert "Not comparable with the year before: its scale changed on 1 April 2005." in page
    assert "Scale changed: Counts otherwise" in page
    assert 'class="trend-line"' not in reader.get(f"{PAGE}/murder_detection").text


def test_the_group_that_held_when_the_period_ended_counts(reader: FlaskClient, url: str) -> None:
    with db.unit_of_work(url) as session:
        figures.group(session)
        figures.detections(session)
        old = PeerGroup(
            force_id="kent", title="Old", begins_on=date(2000, 1, 1), ends_on=date(2005, 12, 31), source="Made up"
        )
        session.add(old)
        session.flush()
        session.add(PeerForce(group_id=old.id, force_id="esk"))
    assert "“Group of 2005”" in text(reader, PAGE)
    assert "“Old”" in text(reader, f"{PAGE}?year=2004-05")
    with db.unit_of_work(url) as session:
        session.execute(delete(PeerForce).where(PeerForce.group_id != old.id))
        session.execute(delete(PeerGroup).where(PeerGroup.id != old.id))
    assert "No similar forces are named for 2005/06." in text(reader, PAGE)


def test_two_groups_are_compared_by_the_gap_between_them(reader: FlaskClient) -> None:
    assert "The gap to the other group is 5.2 points" in text(reader, f"{PAGE}/spi_3c_minority")
    assert "is 2.9 points; the year before it was 5.2 points" in text(reader, f"{PAGE}/spi_3c_minority?year=2006-07")


def test_pages_take_the_same_statements_however_much_there_is(reader: FlaskClient, url: str) -> None:
    paths = ("/indicators", "/indicators/murder_detection", PAGE, f"{PAGE}/murder_detection")
    with db.unit_of_work(url) as session:
        figures.group(session, peers=["aln"])
        figures.known(session, "murder_detection", "kent", "20", (20, 100))

    def statements() -> list[int]:
        found = []
        for path in (*paths, *paths):
            with factories.counted(url) as asked:
                reader.get(path)
            found.append(len(asked))
        # The first round also remembers where somebody works.
        return found[len(paths) :]

    before = statements()
    with db.unit_of_work(url) as session:
        session.add_all(
            PeerForce(group_id=session.query(PeerGroup).one().id, force_id=name) for name in figures.PEERS[1:]
        )
        for name in ("rape_detection", "burglary_detection"):
            for force in figures.PEERS:
                figures.known(session, name, force, "12", (12, 100))
        for force in figures.PEERS:
            figures.known(session, "murder_detection", force, "21", (21, 100))
    assert statements() == before


def test_an_indicator_is_defined_and_its_definition_changed(app: Flask, url: str) -> None:
    lead = figures.client(app, "Nora Lead", "national_lead")
    answer = lead.post("/indicators/new", data=DEFINITION)
    assert answer.location == "/indicators/complaints_in_time"
    page = text(lead, answer.location)
    assert "Definition changed on 1 April 2004: appeals are left out" in page
    assert "Without appeals" in page
    again = lead.post("/indicators/new", data=DEFINITION)
    assert again.status_code == 400
    assert "There is an indicator complaints_in_time already" in again.text
    form = {**DEFINITION, "kind": "rate", "per": "1,000", "version": "1"}
    path = f"{answer.location}/change"
    assert lead.post(path, data=form).status_code == 302
    assert "1,000" in text(lead, answer.location)
    late = lead.post(path, data={**form, "title": "Other"})
    assert late.status_code == 409
    assert "Somebody else changed this indicator" in late.text


def test_what_only_an_edition_knew_is_defined_by_its_first_change(app: Flask) -> None:
    lead = figures.client(app, "Nora Lead", "national_lead")
    form = {**DEFINITION, "title": "People killed or seriously injured", "kind": "number", "short_name": "ksi"}
    assert lead.post("/indicators/ksi/change", data=form).status_code == 302
    assert "People killed or seriously injured" in text(lead, "/indicators/ksi")
    assert figures.send(lead, figures.csv("Kent,ksi,2005/06,112,,,A")).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Enter a title"),
        ({"short_name": "Seven A"}, "Enter a short name of small letters, figures and low lines"),
        ({"short_name": "import"}, "Enter a short name of small letters, figures and low lines"),
        ({"unit": " "}, "Enter the unit"),
        ({"polarity": ""}, "Say which way is better"),
        ({"polarity": "sideways"}, "Choose one from the list"),
        ({"kind": "rate", "per": "many"}, "Enter for how many of something the rate counts events"),
        ({"kind": "rate", "per": "0"}, "Enter for how many of something the rate counts events"),
        ({"breaks": "soon"}, "Breaks, line 1: write the day, Definition or Scale"),
        ({"breaks": "1 April 2004 Weather: rain"}, "Breaks, line 1: write the day, Definition or Scale"),
        ({"breaks": "1 April 2004 Scale: a\n1 April 2004 Scale: b"}, "two of them are on the same day"),
        ({"polarity": "parity", "pair": "nothing"}, "There is no indicator called nothing. Define it first"),
    ],
)
def test_a_definition_that_cannot_be_taken_is_said_in_a_sentence(
    asking: FlaskClient, wrong: dict[str, str], sentence: str
) -> None:
    answer = asking.post("/indicators/new", data={**DEFINITION, **wrong})
    assert answer.status_code == 400
    assert sentence in unescape(answer.text)
