"""`inspect-app migrate`: the database, brought to the version that the program needs."""

from __future__ import annotations

import click

from .. import db, migrate
from .folders import refuse


@click.command("migrate")
def command() -> None:
    """Bring the database that INSPECT_DATABASE_URL names up to date; an empty one gets its tables.

    All steps are taken or none. Exit 2, with a sentence, where they cannot be.
    """
    url = db.database_url()
    before = migrate.current(url)
    if before is not None and before not in migrate.steps():
        refuse([f"The database is at step {before}, which this version does not know: a newer version made it."], 2)
    try:
        migrate.upgrade(url)
    except migrate.BrokenReferences as fault:
        refuse([f"Nothing was changed: {fault}."], 2)
    after = migrate.current(url)
    click.echo(f"The database is at step {after}{' as before' if after == before else ''}.")
