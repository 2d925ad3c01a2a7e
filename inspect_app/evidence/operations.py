"""Adds evidence, gives it new versions, changes what is said of it and withdraws it; each leaves one audit event.

Nothing is ever overwritten or deleted, and whether somebody may do it was decided before.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .. import clock
from ..accounts.actors import Actor
from ..audit.operations import About, record
from ..forces.models import Force
from ..jobs import operations as jobs
from ..promises import Conflict
from . import finding, policy, queries, source_kinds
from .content import Content
from .details import Details
from .models import Evidence, Revision, RevisionText

READ, SCAN = "evidence:read", "evidence:scan"


def add(
    session: Session, force: str, cycle: str, details: Details, content: Content, *, by: Actor, scanner: str = ""
) -> Evidence:
    """A new piece with its first revision. `cycle` is only where its address leads; `scanner` is the one set up."""
    # The force's row is held until this is kept, so that two pieces never take the same number.
    session.execute(select(Force.id).where(Force.id == force).with_for_update())
    last = session.scalar(select(func.max(Evidence.number)).where(Evidence.force == force)) or 0
    piece = Evidence(force=force, number=last + 1, added_by=by.id, added_at=_now(), version=1, **_columns(details))
    session.add(piece)
    session.flush()
    _revise(session, piece, content, by, scanner)
    record(
        session,
        "evidence:piece:added",
        about(piece, cycle),
        by=by,
        says=f"added “{piece.title}” to the evidence",
        change=(None, _as_json(session, piece)),
    )
    return piece


def add_version(
    session: Session, piece: Evidence, cycle: str, content: Content, *, by: Actor, scanner: str = ""
) -> Revision:
    """A further revision; those before it stay as they are. The same content as the newest adds nothing."""
    newest = _newest(session, piece)
    if _says_the_same(newest, content):
        return newest
    revision = _revise(session, piece, content, by, scanner)
    record(
        session,
        "evidence:version:added",
        about(piece, cycle),
        by=by,
        says=f"added version {revision.number} of “{piece.title}”",
        change=({"version": newest.number}, {"version": revision.number}),
    )
    return revision


def change(session: Session, piece: Evidence, cycle: str, details: Details, shown: int, *, by: Actor) -> bool:
    """Changes what is said of a piece; answers whether anything did change.

    `shown` is the version that the person saw. Raises Conflict where somebody else changed it since.
    """
    columns = _columns(details)
    if all(getattr(piece, name) == value for name, value in columns.items()):
        return False
    if piece.version != shown:
        raise Conflict("Somebody changed these details after you opened the page.")
    before = _as_json(session, piece)
    for name, value in columns.items():
        setattr(piece, name, value)
    piece.version += 1
    session.flush()
    after = _as_json(session, piece)
    changed = [name for name in after if before[name] != after[name]]
    finding.feed(session, piece)
    record(
        session,
        "evidence:details:changed",
        about(piece, cycle),
        by=by,
        says=f"changed {_words(changed)} of “{piece.title}”",
        change=({n: before[n] for n in changed}, {n: after[n] for n in changed}),
    )
    return True


def withdraw(session: Session, piece: Evidence, cycle: str, because: str, *, by: Actor) -> None:
    """Marks a piece as withdrawn; it stays, and counts for nothing. Doing it twice changes nothing."""
    if piece.withdrawn_at is not None:
        return
    piece.withdrawn_at, piece.withdrawn_by, piece.withdrawn_because = _now(), by.id, because
    piece.version += 1
    session.flush()
    record(
        session,
        "evidence:piece:withdrawn",
        about(piece, cycle),
        by=by,
        says=f"withdrew “{piece.title}” from the evidence",
        reason=because,
    )


def record_download(session: Session, about_it: About, revision: int, *, by: Actor, title: str) -> None:
    """Somebody took an original away."""
    record(
        session,
        "evidence:original:downloaded",
        about_it,
        by=by,
        says=f"downloaded version {revision} of “{title}”",
    )


def record_export(session: Session, force: str, cycle: str, framework: str, files: int, *, by: Actor) -> None:
    """Somebody took all evidence of a framework away."""
    record(
        session,
        "evidence:entry:exported",
        About("export", framework, force=force, cycle=cycle, framework=framework),
        by=by,
        says=f"downloaded all evidence of {framework.upper()}, {files} files",
    )


def about(piece: Evidence, cycle: str) -> About:
    """How the trail names a piece."""
    address = queries.address(piece.force, cycle, piece.number)
    return About("evidence", piece.id, force=piece.force, cycle=cycle, part=str(piece.number), address=address)


def _revise(session: Session, piece: Evidence, content: Content, by: Actor, scanner: str) -> Revision:
    last = session.scalar(select(func.max(Revision.number)).where(Revision.evidence_id == piece.id)) or 0
    is_file = content.form == "file"
    revision = Revision(
        evidence_id=piece.id,
        number=last + 1,
        form=content.form,
        file_name=content.file_name,
        file_kind=content.file_kind,
        size=content.size,
        sha256=content.sha256,
        url=content.url,
        note=content.note,
        added_by=by.id,
        added_at=_now(),
        scanned="waiting" if is_file and scanner else "not_scanned",
    )
    session.add(revision)
    session.flush()
    if is_file:
        session.add(
            RevisionText(revision_id=revision.id, state="waiting", text="", pages=[], note=content.remark, pictures=0)
        )
        session.flush()
        # What a scanner has not passed is not read either; the scan then asks for the reading.
        jobs.enqueue(session, SCAN if scanner else READ, revision.id, by=by.id)
    finding.feed(session, piece)
    return revision


def _newest(session: Session, piece: Evidence) -> Revision:
    return session.scalars(
        select(Revision).where(Revision.evidence_id == piece.id).order_by(Revision.number.desc()).limit(1)
    ).one()


def _says_the_same(revision: Revision, content: Content) -> bool:
    held = (revision.form, revision.sha256, revision.url, revision.note)
    return held == (content.form, content.sha256, content.url, content.note)


def _columns(details: Details) -> dict[str, Any]:
    names = ("title", "kind", "marking", "owner_id", "effective_from", "effective_to", "review_by")
    return {name: getattr(details, name) for name in names}


def _as_json(session: Session, piece: Evidence) -> dict[str, Any]:
    """The details as the trail keeps them, in the words that people read."""
    return {
        "title": piece.title,
        "kind": source_kinds.words_of(piece.kind),
        "marking": piece.marking,
        "owner": queries.names(session, [piece.owner_id])[piece.owner_id],
        "date": policy.date_words(piece.effective_from, piece.effective_to),
        "review by": piece.review_by.isoformat() if piece.review_by else None,
    }


def _words(changed: list[str]) -> str:
    return f"the {', '.join(changed[:-1])} and {changed[-1]}" if len(changed) > 1 else f"the {changed[0]}"


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
