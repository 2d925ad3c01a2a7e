"""What the sites of all demonstrations share: each is made once and whole in a folder, and lives in its own time."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .. import clock, db, migrate
from ..audit.models import AuditEvent
from ..config import Settings

SECRET = "only for a demonstration on this machine"


def settings(folder: Path, port: int, database: str, documents: str) -> Settings:
    """Settings of a demonstration, by the names of its database and its documents in a folder.

    Nothing of them is taken from the environment.
    """
    return Settings(
        secret_key=SECRET,
        database_url=db.sqlite_url(folder / database),
        evidence_folder=folder / documents,
        base_url=f"http://127.0.0.1:{port}",
        demo=True,
    )


def is_made(made: Settings) -> bool:
    """Whether the demonstration is there already, in the newest step of its history."""
    path = db.sqlite_file(made.database_url)
    return path is not None and path.exists() and migrate.current(made.database_url) == migrate.head()


def make_anew(made: Settings, fill: Callable[[Session], None]) -> None:
    """Makes the demonstration from nothing; what was there before is gone. `fill` gets an empty database."""
    path = db.sqlite_file(made.database_url)
    assert path is not None
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        name.unlink(missing_ok=True)
    migrate.upgrade(made.database_url)
    try:
        with db.unit_of_work(made.database_url) as session:
            fill(session)
    except BaseException:
        # Half a demonstration would pass for a whole one the next time.
        path.unlink(missing_ok=True)
        raise


def set_clock(made: Settings, begins: datetime) -> None:
    """Lets the program live in the time of the demonstration: from its beginning, or from where earlier work ended."""
    with db.reading(made.database_url) as session:
        last = session.scalar(select(func.max(AuditEvent.at)))
    at = max(begins, last + timedelta(minutes=1)) if last else begins
    os.environ[clock.SETTING] = at.isoformat()
