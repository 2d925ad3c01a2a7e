"""Questions about judgements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..assessment.models import Entry
from .models import Caveat, Judgement


def judgements_of(session: Session, assessment: int) -> Mapping[int, tuple[Judgement, Sequence[Caveat]]]:
    """The judgement of each entry that has one, with its caveats, by entry. Two statements."""
    judgements = select(Judgement).join(Entry).where(Entry.assessment_id == assessment).order_by(Entry.place, Entry.id)
    caveats = (
        select(Caveat)
        .join(Judgement)
        .join(Entry)
        .where(Entry.assessment_id == assessment)
        .order_by(Caveat.judgement_id, Caveat.place)
    )
    of_judgement: dict[int, list[Caveat]] = defaultdict(list)
    for caveat in session.scalars(caveats):
        of_judgement[caveat.judgement_id].append(caveat)
    return {row.entry_id: (row, of_judgement[row.id]) for row in session.scalars(judgements)}


def published_entries(session: Session, assessment: int) -> Collection[int]:
    """The entries of an assessment whose judgement is published. One statement."""
    return frozenset(
        session.scalars(
            select(Judgement.entry_id)
            .join(Entry)
            .where(Entry.assessment_id == assessment, Judgement.published_on.is_not(None))
            .order_by(Judgement.entry_id)
        )
    )
