"""The whole story of a force: the first account, an invitation, the last rating, submission, and the signature."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import Any

from tests import factories
from tests.journeys.conftest import Site, Tab

PASSWORD = "a kettle sings at seven"


def first_link(site: Site) -> str:
    """The link that the command prints for the first administrator, at the address of this site."""
    command = [sys.executable, "-m", "inspect_app.cli", "add-user", "--email", "sam.whitby@example.org"]
    done = subprocess.run(
        [*command, "--name", "Sam Whitby", "--role", "administrator"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "INSPECT_DATABASE_URL": site.made.url},
    )
    assert done.returncode == 0, done.stderr
    found = re.search(r"https?://[^/\s]+(/\S+)", done.stdout)
    assert found is not None, done.stdout
    return site.address + found[1]


def choose_password(page: Any, link: str) -> None:
    page.goto(link)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.locator("main form button.govuk-button:not([type=button])").first.click()


def sign_in(page: Any, site: Site, email: str, password: str) -> None:
    page.goto(f"{site.address}/sign-in")
    page.get_by_label("E-mail address", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").first.wait_for()


def invited(page: Any, site: Site) -> str:
    """Invites a new assessor and returns the link that the message holds, as the administrator can copy it."""
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("button", name="Invite someone").click()
    page.get_by_label("Name", exact=True).fill("Dev Khan")
    page.get_by_label("E-mail address", exact=True).fill("dev.khan@example.org")
    page.get_by_label("Assessor", exact=True).check()
    page.get_by_label("Force", exact=True).select_option("kent")
    page.locator("main form button.govuk-button:not([type=button])").first.click()
    page.goto(f"{site.address}/people/messages")
    page.get_by_role("button", name="Show the link for Dev Khan").click()
    page.get_by_text("/choose-password/").wait_for()
    found = re.search(r"(/choose-password/[\w-]+)", page.locator("main").inner_html())
    assert found is not None
    return site.address + found[1]


def test_a_force_goes_from_its_first_account_to_a_signed_assessment(site: Site, tab: Tab) -> None:
    with tab() as page:
        choose_password(page, first_link(site))
        sign_in(page, site, "sam.whitby@example.org", PASSWORD)
        link = invited(page, site)
    with tab() as page:
        choose_password(page, link)
        sign_in(page, site, "dev.khan@example.org", PASSWORD)
        page.goto(site.url("/check"))
        page.get_by_role("link", name=re.compile(r"\bF4\b")).first.click()
        page.get_by_role("radio", name=re.compile("^Met")).check()
        page.get_by_role("button", name="Save rating").click()
        page.get_by_text("F4 saved as met.").first.wait_for()
        page.goto(site.url("/check"))
        page.get_by_role("button", name=re.compile("Mark all")).click()
        page.get_by_text("Submit for signature").first.click()
        page.locator("main form button.govuk-button:not([type=button])").first.click()
        page.get_by_text("Submitted on").first.wait_for()
    with tab(width=375) as page:
        sign_in(page, site, "anne.hollis@example.org", factories.PASSWORD)
        page.goto(site.url("/sign"))
        page.get_by_label("Your password", exact=True).fill(factories.PASSWORD)
        page.get_by_role("button", name="Sign this assessment").click()
        page.get_by_text("Signed by Anne Hollis, Deputy Chief Constable").first.wait_for()
    assert site.made.state() == "signed"


def test_a_wrong_password_signs_nothing(site: Site, tab: Tab) -> None:
    with tab(cookie=site.cookie("assessor"), address=site.address) as page:
        page.goto(site.url("/3c/f4"))
        page.get_by_role("radio", name=re.compile("^Met")).check()
        page.get_by_role("button", name="Save rating").click()
        page.get_by_text("F4 saved as met.").first.wait_for()
        page.goto(site.url("/check"))
        page.get_by_role("button", name=re.compile("Mark all")).click()
        page.get_by_text("Submit for signature").first.click()
        page.locator("main form button.govuk-button:not([type=button])").first.click()
        page.get_by_text("Submitted on").first.wait_for()
    with tab(cookie=site.cookie("chief_officer"), address=site.address) as page:
        page.goto(site.url("/sign"))
        page.get_by_label("Your password", exact=True).fill("not my password at all")
        page.get_by_role("button", name="Sign this assessment").click()
        page.locator(".govuk-error-summary").wait_for()
    assert site.made.state() == "submitted"
