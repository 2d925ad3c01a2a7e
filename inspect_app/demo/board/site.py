"""The board as a site: a database and a store of papers of its own, made once and then kept as it is used."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from ... import clock, db, migrate
from ...audit.models import AuditEvent
from ...config import Settings
from ...evidence import storage
from ..live import site as live
from .build import build
from .plan import plan

FILE = "board.db"


def settings(folder: Path, port: int) -> Settings:
    """Settings of the board in a folder; nothing of them is taken from the environment."""
    return Settings(
        secret_key=live.SECRET,
        database_url=db.sqlite_url(folder / FILE),
        evidence_folder=folder / "board-papers",
        base_url=f"http://127.0.0.1:{port}",
        demo=True,
    )


def make(made: Settings) -> None:
    """Makes the board from nothing; what was there before is gone."""
    path = db.sqlite_file(made.database_url)
    assert path is not None
    path.parent.mkdir(parents=True, exist_ok=True)
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        name.unlink(missing_ok=True)
    migrate.upgrade(made.database_url)
    try:
        with db.unit_of_work(made.database_url) as session:
            build(session, storage.of(made), plan())
    except BaseException:
        # Half a board would pass for a whole one the next time.
        path.unlink(missing_ok=True)
        raise


def set_clock(made: Settings) -> None:
    """Lets the program live in November 2019: from the plan's moment, or from where earlier work ended."""
    with db.reading(made.database_url) as session:
        last = session.scalar(select(func.max(AuditEvent.at)))
    begins = max(plan().now, last + timedelta(minutes=1)) if last else plan().now
    os.environ[clock.SETTING] = begins.isoformat()
