"""Reads stored files in the background: their text for searching, their first pictures, and what a virus scanner says.

Each step can be done again without harm. Files are opened between two units of work, never inside one.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from ..config import Settings
from ..jobs import operations as jobs
from . import finding, policy, storage
from .files import scan as scanner
from .files.extract import UNREADABLE, Extracted, extract
from .files.scan import Scanned, Verdict
from .files.signatures import Kind
from .files.store import NotKept
from .models import Evidence, Revision, RevisionText
from .operations import READ

Open = Callable[[], AbstractContextManager[Session]]
"""Opens a unit of work."""
WAITING = "waiting"
GONE = "The store does not hold this file any more."


class ScannerSilent(Exception):
    """A virus scanner is set up and gave no verdict; asking again later may help."""


def read(open_unit: Open, revision_id: int, settings: Settings) -> None:
    """Reads the text of a file and counts and draws its pages."""
    with open_unit() as session:
        revision, read = session.get(Revision, revision_id), session.get(RevisionText, revision_id)
        if revision is None or read is None or read.state != WAITING or not revision.sha256:
            return
        sha256, kind = revision.sha256, Kind(revision.file_kind or "")
    extracted, pictures = _look(settings, sha256, kind)
    with open_unit() as session:
        _keep(session, revision_id, extracted, pictures)
    if pictures:
        storage.picture(settings, sha256, kind, 1)


def _look(settings: Settings, sha256: str, kind: Kind) -> tuple[Extracted, int]:
    try:
        with storage.of(settings).on_disk(sha256) as path:
            extracted = extract(path, kind)
        return extracted, storage.pages(settings, sha256, kind)
    except NotKept:
        return Extracted("", note=GONE, is_read=False), 0


def _keep(session: Session, revision_id: int, extracted: Extracted, pictures: int) -> None:
    revision, read = session.get(Revision, revision_id), session.get(RevisionText, revision_id)
    if revision is None or read is None or read.state != WAITING:
        return
    note = extracted.note or (None if extracted.is_read else UNREADABLE)
    read.state = "read" if extracted.is_read else "unreadable"
    read.text, read.pages, read.pictures = extracted.text, list(extracted.pages or ()), pictures
    read.note = " ".join(part for part in (read.note, note) if part) or None
    session.flush()
    piece = session.get(Evidence, revision.evidence_id)
    if piece is not None:
        finding.feed(session, piece)


def scan(open_unit: Open, revision_id: int, settings: Settings) -> None:
    """Has a file checked and, where nothing was found, asks for its reading. Raises ScannerSilent without a verdict."""
    with open_unit() as session:
        revision = session.get(Revision, revision_id)
        if revision is None or not revision.sha256 or revision.scanned not in (WAITING, "not_scanned"):
            return
        sha256 = revision.sha256
    with storage.of(settings).open(sha256) as stream:
        said = scanner.scan(stream, settings.clamd)
    if said.can_retry:
        raise ScannerSilent("The virus scanner did not answer.")
    with open_unit() as session:
        _keep_verdict(session, revision_id, said)


def _keep_verdict(session: Session, revision_id: int, said: Scanned) -> None:
    revision = session.get_one(Revision, revision_id)
    revision.scanned = policy.TOO_LARGE_TO_SCAN if said.verdict is Verdict.NOT_SCANNED else said.verdict.value
    if said.verdict is Verdict.INFECTED:
        revision.scanned = f"infected:{said.contains}"
    session.flush()
    read = session.get(RevisionText, revision_id)
    if said.verdict is Verdict.CHECKED and read is not None and read.state == WAITING:
        jobs.enqueue(session, READ, revision_id)
