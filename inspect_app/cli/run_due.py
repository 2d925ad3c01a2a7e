"""`inspect-app run-due`: what comes round again, now."""

from __future__ import annotations

import sys

import click

from ..jobs import due
from .starting import application, or_refuse, settings


@click.command("run-due")
def command() -> None:
    """Do everything that has become due: forget drafts and links that expired, send reminders.

    A worker does this every hour by itself; run it from a timetable of your own where no worker runs all day. Doing it
    twice does no more. Exit 1 where something failed.
    """
    with or_refuse():
        app = application(settings())
    outcomes = due.run(app)
    for outcome in outcomes:
        click.echo(f"{outcome.name}: {'failed, see the log' if outcome.done is None else outcome.done}")
    if any(outcome.done is None for outcome in outcomes):
        sys.exit(1)
