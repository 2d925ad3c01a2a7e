"""What is done to judgements: here, those that somebody else published are taken over from a source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from ..assessment.models import Entry
from ..db import Keeping, Values
from .models import Caveat, Judgement


def take_over(
    keeping: Keeping, assessment: int, published_on: str, published: Mapping[int, tuple[Values, Sequence[Values]]]
) -> None:
    """Makes an assessment hold the judgements that a source published, by entry, each with its caveats in order.

    A judgement is its grade, direction and source line; a caveat its text and source line.
    """
    mine = select(Entry.id).where(Entry.assessment_id == assessment)
    judgements = keeping.keep(
        Judgement,
        Judgement.entry_id.in_(mine),
        ["entry_id"],
        [
            {"entry_id": entry, "published_on": published_on, **judgement}
            for entry, (judgement, _caveats) in published.items()
        ],
    )
    keeping.keep(
        Caveat,
        Caveat.judgement_id.in_(select(Judgement.id).where(Judgement.entry_id.in_(mine))),
        ["judgement_id", "place"],
        [
            {"judgement_id": judgements[(entry,)].id, "place": place, **caveat}
            for entry, (_judgement, caveats) in published.items()
            for place, caveat in enumerate(caveats)
        ],
    )
