"""What happens when somebody saves a finding or a report text that was saved by another meanwhile.

The same words are agreed; other words open the page with both versions. Nothing is decided for anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ... import clock
from ...accounts.actors import Actor
from ..at import At
from ..together.comparison import merged
from ..together.conflict import Chosen, Conflict, Piece, Side
from .kinds import kinds
from .queries import Found
from .wording import Wording, wording_of


@dataclass(frozen=True, slots=True)
class Saved:
    """Who saved the version that is there, when, and which number it has."""

    who: str
    at: datetime | None
    version: int


def of_finding(at: At, found: Found, yours: Wording, *, by: Actor, seen: int, chosen: Chosen | None) -> Conflict:
    """The two versions of a finding. A merged text that was typed before stays, with what is new behind it."""
    saved = wording_of(found)
    both = merged(saved.text, yours.text) if chosen and chosen.which == "both" else None
    pieces = (
        Piece("kind", "Kind", "choice", saved.kind, yours.kind, [(s.id, s.title) for s in kinds(at.edition)]),
        Piece("title", "Title", "line", saved.title, yours.title),
        Piece("text", "Words", "words", saved.text, yours.text, both=both),
        Piece(
            "bears_on",
            "Bears on",
            "several",
            saved.bears_on,
            yours.bears_on,
            [(c.id, c.number) for c in at.framework.criteria],
        ),
    )
    return _conflict(
        at,
        Saved(found.by or "Somebody", found.at, found.version),
        pieces,
        by=by,
        thing=found.printed_id,
        post_to=f"{at.finding(found.id)}/change",
        subject=f"finding:{found.id}",
        seen=seen,
    )


def of_text(at: At, who: str, yours: str, *, by: Actor, seen: int, chosen: Chosen | None) -> Conflict:
    """The two versions of a report text; `who` saved the one that is there."""
    saved = at.entry.text or ""
    both = merged(saved, yours) if chosen and chosen.which == "both" else None
    return _conflict(
        at,
        Saved(who or "Somebody", at.entry.text_at, at.entry.text_version),
        (Piece("text", "Report text", "words", saved, yours, both=both),),
        by=by,
        thing=f"the report text of {at.code}",
        post_to=f"{at.address}/text",
        subject="text",
        seen=seen,
    )


def _conflict(
    at: At,
    saved: Saved,
    pieces: tuple[Piece, ...],
    *,
    by: Actor,
    thing: str,
    post_to: str,
    subject: str,
    seen: int,
) -> Conflict:
    return Conflict(
        thing=thing,
        pieces=pieces,
        saved=Side(saved.who, saved.at),
        yours=Side(by.name, clock.now().replace(tzinfo=None)),
        version=saved.version,
        post_to=post_to,
        entry=at.entry.id,
        subject=subject,
        seen=seen,
        crumbs=[(f"{at.code} {at.framework.title}", at.address), (thing[:1].upper() + thing[1:], None)],
        marking=at.assessment.marking,
        edition_title=at.edition.title,
        mine=saved.who == by.name,
    )
