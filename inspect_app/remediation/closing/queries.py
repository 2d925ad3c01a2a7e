"""Questions about closing: proofs of an area, evidence that could prove something, and what waits for a check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, false, func, or_, select
from sqlalchemy.orm import Session

from ...evidence import markings
from ...evidence.finding import KIND
from ...evidence.models import Evidence, Revision
from ...promises import NotFound
from ...search import queries as search
from .. import queries
from ..models import Area, Closure, Proof
from ..policy import Sight

OFFERED = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence in its newest revision, as it can be chosen for a proof."""

    revision_id: int
    number: int
    title: str
    kind: str
    marking: str
    effective_from: date | None
    effective_to: date | None


def proof(session: Session, area: Area, proof_id: int) -> Proof:
    """A proof of an area, taken back or not. Raises NotFound."""
    found = session.get(Proof, proof_id)
    if found is None or found.area_id != area.id:
        raise NotFound
    return found


def pieces(session: Session, force: str, sight: Sight, words: str, chosen: int | None = None) -> Sequence[Piece]:
    """Evidence of a force that holds the words, the best first, or else the newest; always with the one chosen."""
    newest = select(func.max(Revision.id)).group_by(Revision.evidence_id)
    seen = and_(
        Evidence.force == force,
        Evidence.withdrawn_at.is_(None),
        Evidence.marking.in_(markings.up_to(sight.level)),
        Revision.id.in_(newest),
        Revision.disposed_at.is_(None),
    )
    found = select(Revision.id, Evidence).join(Evidence, Evidence.id == Revision.evidence_id).where(seen)
    places: dict[int, int] = {}
    if words:
        hits = search.find(
            session, words, force=force, kinds=(KIND,), markings=markings.up_to(sight.level), limit=OFFERED
        )
        places = {int(hit.thing_id): place for place, hit in enumerate(hits.hits)}
        found = found.where(or_(Evidence.id.in_(places), Revision.id == chosen if chosen else false()))
    rows: Sequence[Any] = session.execute(
        found.order_by((Revision.id != chosen) if chosen else Evidence.number.desc(), Evidence.number.desc()).limit(
            OFFERED + 1
        )
    ).all()
    shown = [
        Piece(revision, one.number, one.title, one.kind, one.marking, one.effective_from, one.effective_to)
        for revision, one in sorted(rows, key=lambda row: places.get(row[1].id, -1) if words else 0)
    ]
    return shown[:OFFERED]


def waiting(session: Session, sights: Mapping[str, Sight], me: int) -> list[tuple[Area, Closure]]:
    """What waits for an independent check in these forces, but what somebody owns or proposed. One statement."""
    rows = session.execute(
        select(Area, Closure)
        .join(Closure, Closure.area_id == Area.id)
        .where(
            or_(false(), *(queries.seen(force, sight) for force, sight in sights.items())),
            queries.is_open(),
            Closure.result.is_(None),
            Closure.proposed_by != me,
            func.coalesce(Area.owner_id, 0) != me,
        )
        .order_by(Closure.proposed_at, Area.force_id, Area.number)
    )
    return [(area, closure) for area, closure in rows]
