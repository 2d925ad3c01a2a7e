"""Rows of an area, its proof and its closure, made without the product, to see what the database alone refuses."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from inspect_app import clock
from inspect_app.evidence.models import Evidence, Revision
from inspect_app.forces.models import Force
from inspect_app.remediation.models import Area, Closure, LogEntry, Proof
from tests import factories

NOW = clock.now().replace(tzinfo=None)


@dataclass
class Rows:
    area: Area
    owner: int
    other: int
    revision: int


def an_area(session: Session) -> Rows:
    """An open area with an owner and a line in its log, and a piece of evidence beside it."""
    session.add(Force(id="kent", name="Kent Police"))
    session.flush()
    owner, other = (factories.person(session, name).id for name in ("Omar Reid", "Ruth Lane"))
    area = Area(
        force_id="kent", number=1, kind="area_for_improvement", source="board", source_words="", title="Thin",
        wrong="Thin", raised_on=clock.today(), owner_id=owner, marking="OFFICIAL", made_at=NOW,
    )  # fmt: skip
    piece = Evidence(
        force="kent", number=1, title="Minutes", kind="document", marking="OFFICIAL", owner_id=owner, added_by=owner,
        added_at=NOW,
    )  # fmt: skip
    session.add_all([area, piece])
    session.flush()
    revision = Revision(evidence_id=piece.id, number=1, form="note", note="words", added_by=owner, added_at=NOW)
    session.add_all([revision, LogEntry(area_id=area.id, at=NOW, by_id=owner, kind="progress", words="Raised")])
    session.flush()
    return Rows(area, owner, other, revision.id)


def proof(rows: Rows, of: str = "action") -> Proof:
    return Proof(
        area_id=rows.area.id, revision_id=rows.revision, of=of, shows="It was done", added_by=rows.owner, added_at=NOW
    )


def closure(rows: Rows, *, checked_by: int, proposed_by: int) -> Closure:
    return Closure(
        area_id=rows.area.id, number=1, says="Done", proposed_by=proposed_by, proposed_at=NOW, result="closed",
        level="papers", looked_at="Minutes", checked_by=checked_by, checked_at=NOW,
    )  # fmt: skip


def close(rows: Rows) -> None:
    rows.area.closed_how, rows.area.closed_at, rows.area.closed_by = "verified", NOW, rows.other
