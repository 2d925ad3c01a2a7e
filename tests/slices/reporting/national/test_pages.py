"""The national report over the web: everybody with a role but administrators, within the marking, at both widths."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from inspect_app import db
from inspect_app.accounts.roles import Role
from inspect_app.audit.models import AuditEvent
from inspect_app.reporting.national import policy
from tests import browser as real
from tests.slices.reporting.national.conftest import REPORT, UNDER_WAY, Nation


@pytest.mark.parametrize("role", [("viewer", "kent"), ("assessor", "sim-07"), "inspector", "verifier"])
def test_whoever_has_a_role_reads_it(made: Nation, role: str | tuple[str, str]) -> None:
    page = made.client(role).get(REPORT)
    assert page.status_code == 200
    said = page.get_data(as_text=True)
    assert "920 judgements of 40 forces are published" in said
    assert "are simulated: made up" in said


def test_administrators_and_strangers_do_not(made: Nation) -> None:
    assert made.client("administrator").get(REPORT).status_code == 404
    assert made.app.test_client().get(REPORT).status_code == 302


@pytest.mark.parametrize(
    ("roles", "marking", "may"),
    [
        ({Role.VIEWER}, "RESTRICTED", True),
        ({Role.VIEWER}, "CONFIDENTIAL", False),
        ({Role.VIEWER, Role.ASSESSOR}, "CONFIDENTIAL", True),
        ({Role.VIEWER}, "", True),
        ({Role.ADMINISTRATOR}, "", False),
        ({Role.ADMINISTRATOR, Role.VIEWER}, "CONFIDENTIAL", False),
    ],
)
def test_a_marking_above_what_viewers_see_is_not_for_them(roles: set[Role], marking: str, may: bool) -> None:
    assert policy.may_read(roles, marking) is may


@pytest.mark.parametrize(("ending", "kind"), [("pdf", "application/pdf"), ("csv", "text/csv")])
def test_a_file_is_given_and_taking_it_is_on_record(made: Nation, ending: str, kind: str) -> None:
    answer = made.client("national_lead").get(f"{REPORT}.{ending}")
    assert (answer.status_code, answer.mimetype) == (200, kind)
    with db.reading(made.url) as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event is not None
    assert (event.verb, event.says) == (
        "reporting:national:downloaded", f"downloaded the national report as {ending.upper()}",
    )  # fmt: skip


def test_before_anything_is_published_the_page_says_so_and_there_is_no_file(made: Nation) -> None:
    client = made.client("inspector")
    address = f"/cycles/{UNDER_WAY}/report"
    assert "No judgement of this cycle is published yet." in client.get(address).get_data(as_text=True)
    assert client.get(f"{address}.pdf").status_code == 404
    assert client.get("/cycles/1999-00/report").status_code == 404


def test_the_page_is_accessible_and_fits_both_widths(browser: Any, made: Nation, checkout: Path) -> None:
    axe = checkout / "node_modules" / "axe-core" / "axe.min.js"
    found = made.client("moderator").get_cookie("session")
    assert found is not None
    with real.served(made.app) as address, real.tab(browser, cookie=found.value, address=address) as tab:
        tab.goto(address + REPORT)
        assert real.faults_at_both_widths(tab, axe) == []
