"""What documents outside the product show of published areas: that something was done, that it helped, or neither.

It is not proof for closing anything: it says what can be read, where, and how sure that is. The application may be
given such readings for a force; without any there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from flask import Flask, current_app, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from ...assessment.models import Finding
from ..models import Area
from ..policy import Sight
from ..queries import seen
from ..told import Told

NAME = "shown_by_documents"
ACTION, OUTCOME, NEITHER = "action", "outcome", "neither"
WORDS = {
    (True, True): "Action is shown, and outcome.",
    (True, False): "Action is shown. Outcome is not.",
    (False, True): "A change in results is shown. That the action was taken is not.",
    (False, False): "Neither action nor outcome is shown.",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a document: what it shows, in our own words, and whether that is action, outcome or neither."""

    document: str
    place: str
    shows: str
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found about one area, by the printed number of its finding. Without passages nothing was found."""

    finding: str
    passages: Sequence[Passage] = ()

    @property
    def action(self) -> bool:
        return any(passage.shows == ACTION for passage in self.passages)

    @property
    def outcome(self) -> bool:
        return any(passage.shows == OUTCOME for passage in self.passages)

    @property
    def kind(self) -> str:
        """The strongest that is shown."""
        return OUTCOME if self.outcome else ACTION if self.action else NEITHER

    @property
    def words(self) -> str:
        return WORDS[(self.action, self.outcome)]


@dataclass(frozen=True, slots=True)
class Readings:
    """What was read about a force: which documents, a note on how, and what was found of each finding."""

    force: str
    documents: Sequence[tuple[str, str]]
    note: str
    found: Mapping[str, Shown] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One area with what documents show of it."""

    number: int
    title: str
    framework: str
    marking: str
    shown: Shown


def provide(app: Flask, readings: Readings) -> None:
    """Gives an application what was read about a force."""
    app.extensions.setdefault(NAME, {})[readings.force] = readings


def readings_of(force: str) -> Readings | None:
    """What was read about a force."""
    known: Mapping[str, Readings] = current_app.extensions.get(NAME, {})
    return known.get(force)


def of_force(session: Session, force: str, sight: Sight) -> list[Row]:
    """Every area of which documents were read, in the order of the register. One statement."""
    known = readings_of(force)
    if known is None:
        return []
    rows = session.execute(
        select(Area.number, Area.title, Area.framework, Area.marking, Finding.printed_id)
        .join(Finding, Finding.id == Area.finding_id)
        .where(seen(force, sight), Finding.printed_id.in_(known.found))
        .order_by(Area.number)
    )
    return [Row(r.number, r.title, r.framework or "", r.marking, known.found[r.printed_id]) for r in rows]


def tell(session: Session, force: str, areas: Collection[int]) -> Mapping[int, Told]:
    """What documents show of each of these areas, by the area's id. One statement."""
    known = readings_of(force)
    if known is None or not areas:
        return {}
    rows = session.execute(
        select(Area.id, Area.number, Finding.printed_id)
        .join(Finding, Finding.id == Area.finding_id)
        .where(Area.force_id == force, Area.id.in_(areas), Finding.printed_id.in_(known.found))
    )
    url = url_for("remediation_boards.shown", force=force)
    return {row.id: Told(known.found[row.printed_id].words, f"{url}#afi-{row.number}") for row in rows}
