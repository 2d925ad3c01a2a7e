"""`inspect-app worker`: work in the background, apart from the site."""

from __future__ import annotations

import signal
from threading import Event

import click

from ..jobs.worker import Worker
from .starting import application, or_refuse, settings


@click.command("worker")
@click.option("--threads", type=click.IntRange(1, 32), default=2, show_default=True, help="How many jobs at a time.")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
def command(threads: int, once: bool) -> None:
    """Do the jobs of the database until stopped: send mail, read files, and whatever else was asked for.

    Several workers can share one database. `inspect-app serve` has a worker of its own; set INSPECT_WORKER=no for it
    when workers run apart.
    """
    with or_refuse():
        app = application(settings())
    worker = Worker(app, threads)
    if once:
        click.echo(f"Done: {worker.do_all()}.")
        return
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    worker.start()
    stopping.wait()
    worker.stop(patience=60.0)
