"""First pages, rules, cycles and history in a browser: no fault that axe knows at either width, no script needed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from inspect_app import clock, db
from inspect_app.accounts.models import Person
from inspect_app.assessment.models import Entry
from inspect_app.audit.operations import About, record
from tests import browser as browsers
from tests import factories

PAGES = {
    "priya": (
        "/",
        "/where",
        "/forces/kent/history",
        "/forces/kent/history?words=nothing+at+all",
        "/forces/kent/history?first=yesterday",
        "/forces/kent/2005-06/assessment/1b/history",
        "/history/check",
    ),
    "anne": ("/",),
    "nora": ("/", "/cycles", "/cycles/2005-06", "/history"),
    "ada": (
        "/",
        "/cycles/2005-06",
        "/cycles/2005-06/timetable",
        "/cycles/new",
        "/cycles/new?edition=",
        "/cycles/new?edition=policing_pledge_2009",
        "/cycles/new-force",
        "/history",
    ),
    "": (
        "/rules",
        "/rules/baseline_2006",
        "/rules/policing_pledge_2009",
        "/rules/baseline_2006/4b",
        "/rules/policing_pledge_2009/overall",
        "/rules/baseline_2006/3c/try?3c-f1=met",
        "/rules/baseline_2006/examples",
        "/rules/baseline_2006/examples/40",
        "/rules/baseline_2006/glossary",
        "/rules/compare?before=policing_pledge_2009&after=baseline_2006",
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("site")
    return factories.application(factories.live_database(folder), folder)


@pytest.fixture(scope="module")
def people(site: Flask) -> dict[str, FlaskClient]:
    with db.unit_of_work(site.config["DATABASE_URL"]) as session:
        made = {
            "priya": factories.person(session, "Priya Nair", ("assessor", "kent")),
            "anne": factories.person(session, "Anne Hollis", ("chief_officer", "kent")),
            "nora": factories.person(session, "Nora Hale", "national_lead"),
            "ada": factories.person(session, "Ada Minns", "administrator"),
        }
        now = clock.now().replace(tzinfo=None)
        anne = factories.actor(session, made["anne"])
        for n in range(60):
            at = About("rating", n, "kent", "2005-06", "1b", "1b-f6", "/forces/kent/2005-06/assessment/1b/f6")
            change = ({"step": "met"}, {"step": "partly_met", "effect": "1B went from Good to Fair" if n % 30 else ""})
            says = f"rated 1B F{n} partly met, was met"
            record(session, "assessment:rating:saved", at, by=anne, says=says, change=change, reason="One area only")
        frameworks = ("1a", "1b", "7b")
        session.execute(update(Entry).where(Entry.framework.in_(frameworks)).values(lead_id=made["priya"].id))
    clients = {key: factories.signed_in(site, person) for key, person in made.items()}
    with db.unit_of_work(site.config["DATABASE_URL"]) as session:
        values = {"previous_visit_ended_at": now - timedelta(hours=9), "last_here_at": now}
        session.execute(update(Person).values(values))
    return clients


@pytest.fixture(scope="module")
def address(site: Flask) -> Iterator[str]:
    with browsers.served(site) as found:
        yield found


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie("session")
    assert found is not None
    return str(found.value)


@pytest.mark.parametrize("who", PAGES)
def test_axe_finds_nothing_and_nothing_is_too_wide(
    browser: Any, address: str, people: dict[str, FlaskClient], checkout: Path, who: str
) -> None:
    axe = checkout / "node_modules" / "axe-core" / "axe.min.js"
    mine = cookie(people[who]) if who else None
    with browsers.tab(browser, cookie=mine, address=address) as page:
        for path in PAGES[who]:
            page.goto(f"{address}{path}")
            assert browsers.faults_at_both_widths(page, axe, unfolded=True) == []


def test_the_trail_is_searched_without_script(browser: Any, address: str, people: dict[str, FlaskClient]) -> None:
    mine = cookie(people["priya"])
    with browsers.tab(browser, cookie=mine, address=address, java_script_enabled=False) as page:
        page.goto(f"{address}/forces/kent/history")
        page.get_by_label("Words").fill("F59")
        browsers.follow(page.get_by_role("button", name="Search"))
        assert page.locator(".trail > li").count() == 1
        browsers.follow(page.get_by_role("link", name="Show all"))
        assert page.locator(".trail > li").count() == 50
        browsers.follow(page.get_by_role("link", name="Next"))
        assert page.locator(".trail > li").count() >= 10


def test_a_rating_is_tried_by_keyboard_and_without_script(browser: Any, address: str) -> None:
    with browsers.tab(browser, java_script_enabled=False) as page:
        page.goto(f"{address}/rules/baseline_2006/3c/try")
        page.get_by_role("link", name="Choose the best everywhere").click()
        best = page.locator("#answer .panel-says").inner_text()
        page.locator("select").first.focus()
        page.keyboard.press("Home")
        page.get_by_role("button", name="Show the grade").press("Enter")
        page.wait_for_url("**/try?*")
        assert page.locator("#answer .panel-says").inner_text() != best


def test_a_cycle_is_set_up_without_script(browser: Any, address: str, people: dict[str, FlaskClient]) -> None:
    mine = cookie(people["ada"])
    with browsers.tab(browser, cookie=mine, address=address, java_script_enabled=False) as page:
        page.goto(f"{address}/cycles")
        page.get_by_role("button", name="Add a cycle").click()
        page.get_by_label("Baseline assessment 2006").check()
        page.get_by_role("button", name="Continue").click()
        page.get_by_label("Year", exact=True).first.fill("2006/07")
        page.get_by_label("Title").fill("Baseline assessment 2006/07")
        for group, day in (
            ("First day assessed", "1 4 2006"),
            ("Last day assessed", "31 3 2007"),
            ("Submit by", "30 6 2007"),
        ):
            boxes = page.get_by_role("group", name=group).get_by_role("textbox")
            for box, number in zip(boxes.all(), day.split(), strict=True):
                box.fill(number)
        page.get_by_role("button", name="Set up the cycle").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Baseline assessment 2006/07"
        assert page.get_by_text("Baseline assessment 2006/07 is set up.").is_visible()
