"""The nation as a site: a database and an evidence store of its own, made once and then kept as it is used."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from ... import clock, db, migrate
from ...audit.models import AuditEvent
from ...config import Settings
from ...evidence import storage
from ...forces.cycles import CycleFile
from ..live import site as live
from ..record import Record
from . import improvement
from .build import build
from .plan import plan

FILE = "nation.db"


def settings(folder: Path, port: int) -> Settings:
    """Settings of the nation in a folder; nothing of them is taken from the environment."""
    return Settings(
        secret_key=live.SECRET,
        database_url=db.sqlite_url(folder / FILE),
        evidence_folder=folder / "nation-evidence",
        base_url=f"http://127.0.0.1:{port}",
        demo=True,
    )


def make(
    made: Settings,
    record: Record,
    cycle: CycleFile,
    progress: Callable[[str], None],
    documents: Collection[str] | None = None,
) -> None:
    """Makes the nation from nothing; what was there before is gone.

    `documents` may name the only forces whose reports are drawn, where the others are not needed.
    """
    path = db.sqlite_file(made.database_url)
    assert path is not None
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        name.unlink(missing_ok=True)
    migrate.upgrade(made.database_url)
    try:
        with db.unit_of_work(made.database_url) as session:
            build(session, storage.of(made), record, cycle, plan(), progress, documents)
            progress("Seeing improvement through")
            improvement.load(session, record.edition, plan().now, storage.of(made))
    except BaseException:
        # Half a nation would pass for a whole one the next time.
        path.unlink(missing_ok=True)
        raise


def set_clock(made: Settings) -> None:
    """Lets the program live in January 2007: from the plan's moment, or from where earlier work ended."""
    with db.reading(made.database_url) as session:
        last = session.scalar(select(func.max(AuditEvent.at)))
    begins = max(plan().now, last + timedelta(minutes=1)) if last else plan().now
    os.environ[clock.SETTING] = begins.isoformat()
