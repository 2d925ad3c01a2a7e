"""Makes evidence findable by its title and its text, whenever either changes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..search import operations as search
from . import queries
from .models import Evidence, Revision, RevisionText

KIND = "evidence"


def feed(session: Session, piece: Evidence) -> None:
    """Makes the index hold this piece as it is now, with the text of its newest revision."""
    newest = session.scalars(
        select(Revision).where(Revision.evidence_id == piece.id).order_by(Revision.number.desc()).limit(1)
    ).one()
    read = session.get(RevisionText, newest.id)
    words = (newest.note, newest.url, newest.file_name, read.text if read else None)
    cycle = queries.newest_cycle(session) or ""
    search.feed(
        session,
        search.Entry(
            kind=KIND,
            thing_id=str(piece.id),
            force=piece.force,
            title=piece.title,
            text="\n".join(part for part in words if part),
            address=queries.address(piece.force, cycle, piece.number),
            marking=piece.marking,
        ),
    )
