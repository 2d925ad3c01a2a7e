"""What the worker does for evidence: reading files, having them scanned, and forgetting what was never finished."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..jobs import operations as jobs
from ..jobs.handlers import CannotBeDone, Progress, Site, TryLater
from . import reading
from .adding.operations import forget_unfinished
from .files.store import NotKept
from .models import Revision
from .operations import READ, SCAN


def read(site: Site, subject: str, progress: Progress) -> None:
    """Reads one revision's file, named by its id."""
    progress(10)
    reading.read(site.unit_of_work, int(subject), site.settings)


def scan(site: Site, subject: str, _: Progress) -> None:
    """Has one revision's file checked for viruses, named by its id."""
    try:
        reading.scan(site.unit_of_work, int(subject), site.settings)
    except reading.ScannerSilent as silent:
        raise TryLater(str(silent)) from None
    except NotKept:
        raise CannotBeDone(reading.GONE) from None


def scan_the_unscanned(session: Session) -> int:
    """Asks for a scan of every file that came before a scanner was set up; answers how many."""
    if not current_app.config["SETTINGS"].clamd:
        return 0
    waiting = session.scalars(
        select(Revision.id).where(Revision.form == "file", Revision.scanned == "not_scanned").order_by(Revision.id)
    ).all()
    for revision in waiting:
        jobs.enqueue(session, SCAN, revision)
    return len(waiting)


HANDLERS = {READ: read, SCAN: scan}
DUE = {"evidence:forget_unfinished": forget_unfinished, "evidence:scan_the_unscanned": scan_the_unscanned}
