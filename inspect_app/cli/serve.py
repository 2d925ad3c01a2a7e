"""`inspect-app serve`: the site, with a worker of its own."""

from __future__ import annotations

import click

from .. import migrate
from ..serving import check, serve
from ..serving.site import CannotListen
from .folders import refuse
from .starting import application, or_refuse, settings


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one.")
@click.option("--migrate", "takes_steps", is_flag=True, help="Bring the database up to date first.")
def command(host: str, port: int, takes_steps: bool) -> None:
    """Serve the site until it is stopped, and work in the background unless INSPECT_WORKER is no.

    Settings come from the environment; docs/settings.md lists them. Exit 2, with a sentence, where it would not be safe
    to start.
    """
    with or_refuse():
        found = settings()
        if takes_steps:
            migrate.upgrade(found.database_url)
        check(found, host)
        app = application(found)
    try:
        serve(app, host, port, lambda address: click.echo(f"Open {address}. Stop with Control-C.", err=True))
    except CannotListen as fault:
        refuse([fault], 2)
