"""Which areas come with a force into a cycle, and what is drafted about them for the cycle's report texts.

Nothing is rated: what was closed has to be rated like everything else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ...accounts.roles import Role
from ...assessment import policy as assessment_policy
from ...assessment import queries as assessments
from ...assessment.at import At
from ...assessment.models import Assessment, Entry
from ...evidence import markings
from ...forces.models import Cycle
from ...grading.edition import Edition, Framework
from ...promises import NotFound
from ..models import Area
from ..policy import Sight
from ..queries import frameworks_of, last_words, seen
from .progress import Since, by_framework
from .queries import Editions


@dataclass(frozen=True, slots=True)
class Carried:
    """The areas that are open, or were closed since the last cycle ended, with the texts about them."""

    assessment: Assessment
    edition: Edition
    entries: Sequence[Entry]
    since: date
    areas: Sequence[Any]
    texts: Mapping[str, str]

    @property
    def open(self) -> list[Any]:
        """Those that come along."""
        return [area for area in self.areas if area.closed_how is None]

    @property
    def frameworks(self) -> list[Framework]:
        """The frameworks for which there is something to draft, in the edition's order."""
        return [f for f in self.edition.frameworks if f.id in self.texts]

    @property
    def is_drafting(self) -> bool:
        return self.assessment.state == "drafting"

    def places(self, frameworks: Collection[str]) -> list[At]:
        """The entries of these frameworks, to be worked on."""
        force, cycle = self.assessment.force_id, self.assessment.cycle_id
        return [
            At(force, cycle, self.assessment, entry, self.edition, self.edition.framework[entry.framework])
            for entry in self.entries
            if entry.framework in frameworks and entry.framework in self.edition.framework
        ]

    def check_can_write(self, roles: Collection[Role]) -> None:
        """Raises NotAllowed unless report texts of this cycle can be written now."""
        assessment_policy.check_can_write("draft", self.assessment.state, roles)


def carried(session: Session, editions: Editions, force: str, cycle: str, sight: Sight) -> Carried:
    """What comes into a cycle. Raises NotFound where the force takes no part in it. Six statements."""
    found = assessments.assessment_of(session, force, cycle)
    if found is None or found[0].edition not in editions:
        raise NotFound
    assessment, _, year = found
    since = _last_time(session, force, year)
    entries = session.scalars(select(Entry).where(Entry.assessment_id == assessment.id).order_by(Entry.place)).all()
    areas = session.execute(
        select(
            Area.id, Area.number, Area.title, Area.framework, Area.due_on, Area.closed_how, Area.closed_at, Area.marking
        )
        .where(seen(force, sight), or_(Area.closed_at.is_(None), Area.closed_at > since))
        .order_by(Area.number)
    ).all()
    ids = [area.id for area in areas]
    said, bears_on = last_words(session, ids), frameworks_of(session, ids)
    those = {
        area.id: Since(
            area.number,
            area.title,
            area.closed_how,
            area.closed_at.date() if area.closed_at else None,
            area.due_on,
            said[area.id].words if area.id in said else "",
            said[area.id].at.date() if area.id in said else None,
        )
        for area in areas
    }
    known = {key: [f for f in names if f in editions[assessment.edition].framework] for key, names in bears_on.items()}
    texts = by_framework(those, known, since)
    return Carried(assessment, editions[assessment.edition], entries, since, areas, texts)


def _last_time(session: Session, force: str, year: Cycle) -> date:
    """The last day of the force's cycle before this one; the day before this one began where there is none."""
    before = session.scalar(
        select(Cycle.assessed_to)
        .join(Assessment, Assessment.cycle_id == Cycle.id)
        .where(Assessment.force_id == force, Cycle.assessed_to < year.assessed_from)
        .order_by(Cycle.assessed_to.desc())
        .limit(1)
    )
    return before or year.assessed_from


def highest(found: Iterable[str]) -> str | None:
    """The highest of these markings; None where nothing is marked."""
    return max(found, key=markings.level, default=None)
