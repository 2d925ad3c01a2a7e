"""The first administrator comes from the command line, with a link and no password on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from sqlalchemy import select

from inspect_app import db
from inspect_app.accounts.models import Person, RoleHeld
from inspect_app.cli import main

JOAN = ("--email", "Joan.Ash@example.org", "--name", "Joan Ash")


def add_user(url: str, *given: str) -> Result:
    environment = {db.SETTING: url, "INSPECT_BASE_URL": "https://inspect.example.org/"}
    return CliRunner().invoke(main, ["add-user", *given], env=environment)


def test_the_first_administrator_gets_a_link_and_comes_in(url: str, client: FlaskClient) -> None:
    result = add_user(url, *JOAN, "--role", "administrator")
    assert result.exit_code == 0
    link = next(line for line in result.stdout.splitlines() if line.startswith("https://inspect.example.org/choose"))
    path = link.removeprefix("https://inspect.example.org")
    client.post(path, data={"password": "lantern meadow kettle"})
    client.post("/sign-in", data={"email": "joan.ash@example.org", "password": "lantern meadow kettle"})
    assert client.get("/people").status_code == 200


def test_roles_in_a_force(url: str) -> None:
    assert add_user(url, *JOAN, "--role", "Force lead", "--role", "viewer", "--force", "kent").exit_code == 0
    with db.reading(url) as session:
        assert [(row.role, row.force) for row in session.scalars(select(RoleHeld).order_by(RoleHeld.id))] == [
            ("force_lead", "kent"),
            ("viewer", "kent"),
        ]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((*JOAN, "--role", "boss"), "There is no role boss. The roles are: assessor"),
        ((*JOAN, "--role", "assessor"), "name it with --force"),
        (
            (*JOAN, "--role", "assessor", "--force", "atlantis"),
            "There is no force atlantis. The forces are: esk, kent.",
        ),
        ((*JOAN, "--role", "inspector", "--force", "kent"), "leave --force out"),
        (("--email", "joan", "--name", "Joan", "--role", "verifier"), "joan is not an e-mail address"),
        (("--email", "joan@example.org", "--name", " ", "--role", "verifier"), "Give a name"),
        (JOAN, "Missing option '--role'"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(url: str, given: tuple[str, ...], sentence: str) -> None:
    result = add_user(url, *given)
    assert result.exit_code == 2
    assert sentence in result.stderr
    with db.reading(url) as session:
        assert session.scalars(select(Person)).all() == []


def test_the_same_address_twice_is_refused(url: str) -> None:
    add_user(url, *JOAN, "--role", "administrator")
    again = add_user(url, *JOAN, "--role", "administrator")
    assert again.exit_code == 2
    assert "Joan Ash has an account with this e-mail address." in again.stderr


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "folder" / "none.db"
    result = add_user(db.sqlite_url(missing), *JOAN, "--role", "administrator")
    assert result.exit_code == 2
    assert "inspect-app migrate" in result.stderr
    assert not missing.parent.exists()
