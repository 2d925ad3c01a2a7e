"""The demonstration as a site: a database and an evidence store of its own, made once and then kept as it is used."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from ... import clock, db, migrate
from ...audit.models import AuditEvent
from ...config import Settings
from ...evidence.files.store import Folder
from ...forces.cycles import CycleFile
from ..record import Record
from .build import build
from .plan import plan

SECRET = "only for a demonstration on this machine"


def settings(folder: Path, port: int) -> Settings:
    """Settings of the demonstration in a folder; nothing of them is taken from the environment."""
    return Settings(
        secret_key=SECRET,
        database_url=db.sqlite_url(folder / "site.db"),
        evidence_folder=folder / "evidence",
        base_url=f"http://127.0.0.1:{port}",
        demo=True,
    )


def is_made(made: Settings) -> bool:
    """Whether the demonstration is there already, in the newest step of its history."""
    path = db.sqlite_file(made.database_url)
    return path is not None and path.exists() and migrate.current(made.database_url) == migrate.head()


def make(made: Settings, record: Record, cycle: CycleFile) -> None:
    """Makes the demonstration from nothing; what was there before is gone."""
    path = db.sqlite_file(made.database_url)
    assert path is not None
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        name.unlink(missing_ok=True)
    migrate.upgrade(made.database_url)
    try:
        with db.unit_of_work(made.database_url) as session:
            build(session, Folder(made.evidence_folder), record, cycle, plan())
    except BaseException:
        # Half a demonstration would pass for a whole one the next time.
        path.unlink(missing_ok=True)
        raise


def set_clock(made: Settings) -> None:
    """Lets the program live in June 2006: from the plan's moment, or from where the work of an earlier time ended."""
    with db.reading(made.database_url) as session:
        last = session.scalar(select(func.max(AuditEvent.at)))
    begins = max(plan().now, last + timedelta(minutes=1)) if last else plan().now
    os.environ[clock.SETTING] = begins.isoformat()
