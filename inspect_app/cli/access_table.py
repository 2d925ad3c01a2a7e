"""`inspect-app access-table`: who may use which page, worked out from the routes and their guards."""

from __future__ import annotations

import secrets

import click

from ..accounts import access_table
from ..application import create_app
from ..config import Settings


@click.command("access-table")
def command() -> None:
    """Print which role may use which page, as Markdown. It reads no database and no setting."""
    settings = Settings(secret_key=secrets.token_hex(), database_url="sqlite://")
    click.echo(access_table.markdown(create_app(settings)), nl=False)
