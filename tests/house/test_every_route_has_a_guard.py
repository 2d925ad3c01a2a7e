"""Deny by default: every route declares who may use it, and the page that says so is true."""

from __future__ import annotations

import pytest
from flask import Flask

from inspect_app.accounts import access_table, guards
from inspect_app.accounts.roles import Role
from inspect_app.application import create_app
from inspect_app.config import Settings
from tests.house.tree import text

PAGE = "docs/access.md"
PUBLISHED = ("publishing.report", "publishing.csv", "publishing.json", "publishing.pdf", "publishing.versions")
OPEN_TO_OTHERS = {*PUBLISHED, "publishing.one_version", "indicators.of_force", "indicators.one_of_force"}
"""Published reports and figures are for everybody who is signed in; before publication their policy lets nobody in."""
MANAGED = {"forces_peers.of_force", "forces_peers.change", "forces_peers.add"}
"""Which forces are compared belongs to a cycle, which administrators manage."""


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(Settings(secret_key="for tests only", database_url="sqlite://"))


def test_every_route_has_a_guard(app: Flask) -> None:
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert routes
    assert sorted(endpoint for endpoint in routes if guards.guard_of(app, endpoint) is None) == []


def test_a_route_without_a_guard_stops_the_start() -> None:
    small = Flask("small", static_folder=None)
    small.add_url_rule("/open", "open_to_whom", lambda: "")
    with pytest.raises(guards.Unguarded, match="open_to_whom"):
        guards.check_all(small)


def test_the_page_of_the_table_is_true(app: Flask) -> None:
    assert text(PAGE) == access_table.markdown(app), f"run: inspect-app access-table > {PAGE}"


def test_an_administrator_may_use_no_page_of_a_force(app: Flask) -> None:
    """They manage accounts and cycles, and see no finding, rating or document."""
    pages = [row for row in access_table.rows(app) if row.has_force and not row.guard.open_to_all]
    assert pages
    used = {row.endpoint for row in pages if row.guard.roles is None or Role.ADMINISTRATOR in row.guard.roles}
    assert used == OPEN_TO_OTHERS | MANAGED


def test_every_page_of_a_force_is_closed_to_other_forces(app: Flask) -> None:
    of_a_force = [role for role in Role if access_table.holder(role).forces]
    pages = [row for row in access_table.rows(app) if row.has_force and not row.guard.open_to_all]
    entered = {row.endpoint for row in pages for role in of_a_force if row.lets(role, access_table.OTHER)}
    assert entered == OPEN_TO_OTHERS


def test_whoever_changes_something_must_be_signed_in(app: Flask) -> None:
    """Only signing in and out, and links to choose a password, are for those who cannot be signed in yet."""
    changes = {row.endpoint for row in access_table.rows(app) if row.guard.open_to_all and row.method != "GET"}
    assert changes == {"accounts.enter", "accounts.leave", "accounts.send_link", "accounts.chosen"}
