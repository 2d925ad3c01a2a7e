"""The pages of people and of signing in, in a real browser: no fault that axe knows, no word lost without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from inspect_app import clock, db
from inspect_app.accounts import attempts
from inspect_app.accounts.models import Person, SignIn
from tests import browser as browsers
from tests.factories import PASSWORD, person

Somebody = Callable[..., tuple[FlaskClient, Person]]
NEW = "lantern meadow kettle"


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The site as it is for people: forms need their token."""
    app.config["WTF_CSRF_ENABLED"] = True
    with browsers.served(app) as address:
        yield address
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def people(url: str) -> None:
    with db.unit_of_work(url) as session:
        person(session, "Ruth Lane", "administrator")
        person(session, "Helen Marsh", ("assessor", "kent"))
        person(session, "Mo Farrow", "inspector", home=["kent"])
        for _ in range(attempts.LOCK_AFTER):
            attempts.note(session, "mo.farrow@example.org", "")


def sign_in(page: Any, email: str = "ruth.lane@example.org", password: str = PASSWORD) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def time_out(url: str) -> None:
    with db.unit_of_work(url) as session:
        long_ago = clock.now().replace(tzinfo=None) - timedelta(hours=2)
        session.execute(update(SignIn).values(last_seen_at=long_ago))


def test_no_page_has_a_fault_that_axe_knows(browser: Any, site: str, people: None, checkout: Path) -> None:
    axe = checkout / "node_modules" / "axe-core" / "axe.min.js"
    wrong: dict[str, list[str]] = {}

    with browsers.tab(browser) as page:

        def look(name: str) -> None:
            if found := browsers.faults_at_both_widths(page, axe):
                wrong[name] = found

        for path in ("/sign-in", "/forgotten-password", "/choose-password/none", "/accessibility", "/help"):
            page.goto(site + path)
            look(path)
        page.goto(f"{site}/people")
        sign_in(page, password="wrong")
        look("a failed try")
        sign_in(page)
        page.wait_for_url("**/people")
        forms = [
            "/people/invite",
            "/people/2/roles/new",
            "/people/2/details",
            "/people/2/close",
            "/people/3/home-forces",
        ]
        shown = ["/people", "/people/1", "/people/2", "/people/3", "/people?state=left", "/people/messages", "/profile"]
        for path in [*shown, *forms, "/profile/details", "/profile/password", "/kept-words"]:
            page.goto(site + path)
            look(path)
        for path, button in (("/people/invite", "Send the invitation"), ("/profile/password", "Change the password")):
            page.goto(site + path)
            page.locator("main").get_by_role("button", name=button).click()
            page.wait_for_selector(".govuk-error-summary")
            look(f"{path} with faults")
        page.goto(f"{site}/people/2")
        page.get_by_role("button", name="Send a link").click()
        page.goto(f"{site}/people/messages")
        look("messages")
        page.get_by_role("button", name="Show the link").click()
        look("a link")
    assert wrong == {}


def test_an_invitation_from_sending_to_signing_in_by_keyboard(browser: Any, site: str, people: None) -> None:
    with browsers.tab(browser) as page:
        page.goto(f"{site}/people/invite")
        sign_in(page)
        page.get_by_label("Name", exact=True).focus()
        for keys in ("Priya Nair", "priya@example.org", "Inspector"):
            page.keyboard.type(keys)
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.get_by_label("Force", exact=True).focus()
        page.keyboard.type("Kent")
        page.get_by_role("button", name="Send the invitation").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:text('Priya Nair')")
        page.goto(f"{site}/people/messages")
        page.get_by_role("button", name="Show the link for Priya Nair").press("Enter")
        link = page.get_by_label("Link, works once").input_value()
        page.get_by_role("button", name="Sign out").first.press("Enter")
        page.wait_for_url("**/sign-in")
        page.goto(site + "/choose-password/" + link.rsplit("/", 1)[1])
        page.get_by_label("New password", exact=True).focus()
        page.keyboard.type(NEW)
        page.keyboard.press("Enter")
        page.wait_for_url("**/sign-in")
        assert page.get_by_label("E-mail address").input_value() == "priya@example.org"
        sign_in(page, "priya@example.org", NEW)
        page.wait_for_selector("text=Priya Nair, assessor")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_words_typed_while_signed_out_can_be_saved_afterwards(
    browser: Any, site: str, people: None, url: str, script: bool
) -> None:
    with browsers.tab(browser, java_script_enabled=script) as page:
        page.goto(f"{site}/profile/details")
        sign_in(page)
        page.get_by_label("Post").fill("Administrator of the whole of it")
        time_out(url)
        page.locator("main").get_by_role("button", name="Save").click()
        sign_in(page)
        page.wait_for_selector("text=You were signed out. Your words are here, not yet saved.")
        assert page.get_by_label("Post").input_value() == "Administrator of the whole of it"
        page.get_by_role("button", name="Send again").click()
        page.wait_for_selector("text=Your details are saved.")
        assert page.locator("text=Administrator of the whole of it").count()


def test_a_password_can_be_seen_while_it_is_typed(browser: Any, site: str) -> None:
    with browsers.tab(browser) as page:
        page.goto(f"{site}/sign-in")
        page.get_by_label("Password", exact=True).fill("lantern")
        page.get_by_role("button", name="Show password").click()
        assert page.locator("#password").get_attribute("type") == "text"
        page.get_by_role("button", name="Hide password").click()
        assert page.locator("#password").get_attribute("type") == "password"
