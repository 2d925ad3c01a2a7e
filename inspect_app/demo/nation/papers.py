"""Makes the evidence of forces that are read or check their facts: a note for each framework, and its citations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ...assessment import models as a
from ...evidence.models import Evidence, Revision
from ...grading.facts import Facts
from .entries import Place, Truth
from .rows import Rows

NOTE = "Records of four areas were drawn for the year and compared with the policy. Shortfalls are listed."
SHOWS = "What the records of the year show of this."


def cite(rows: Rows, place: Place, true: Truth, number: int, year: tuple[date, date], marking: str) -> Facts:
    """A note that stands for the papers of a framework, cited for most of what was rated; the facts with that support.

    `number` is the framework's place, and its piece of evidence has the number after it.
    """
    asked = [*true.facts.ratings, *true.facts.factors]
    cited = asked[: len(asked) - number % 3]
    if not cited:
        return replace(true.facts, supported=frozenset())
    by = {"added_by": place.assessor.id, "added_at": place.saved_at}
    piece = rows.add(
        Evidence,
        force=true.force,
        number=number + 1,
        title=f"{true.framework.short_title or true.framework.title}: what the force checked",
        kind="document",
        marking=marking,
        owner_id=place.assessor.id,
        effective_from=year[0],
        effective_to=year[1],
        **by,
    )
    revision = rows.add(Revision, evidence_id=piece, number=1, form="note", note=NOTE, **by)
    for name in cited:
        rows.add(
            a.Citation,
            entry_id=place.entry,
            asked=name,
            revision_id=revision,
            shows=SHOWS,
            cited_by=place.assessor.id,
            cited_at=place.saved_at,
        )
    return replace(true.facts, supported=frozenset(cited))
