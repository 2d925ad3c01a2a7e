"""The findings from which areas can be made: of a published report, or of the force's own self-assessment.

It reads findings and never changes one. What is in the register already is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from ...assessment.findings.kinds import WEAKNESSES
from ...assessment.models import Assessment, Entry, Finding, FindingCriterion
from ...forces.models import Cycle
from ...moderation.models import Judgement
from ..models import Area

MOST_OF_A_TITLE = 120
LEAST = 30
"""A title that is shorter than this does not say what is wrong."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding that could become an area. `published` is the month or day of its publication, ISO 8601."""

    finding: int
    printed_id: str
    title: str
    text: str
    marking: str
    cycle: str
    cycle_words: str
    edition: str
    framework: str
    published: str | None
    criteria: tuple[str, ...] = ()


def published(session: Session, force: str) -> list[Candidate]:
    """Weaknesses of published reports that are not in the register, or only as the force's own. Two statements."""
    new = or_(Area.id.is_(None), Area.published_on.is_(None))
    return _found(session, force, and_(Judgement.published_on.is_not(None), new))


def own(session: Session, force: str) -> list[Candidate]:
    """Weaknesses of the force's own self-assessments that are not published yet and not in the register."""
    return _found(session, force, and_(Judgement.published_on.is_(None), Area.id.is_(None)))


def _found(session: Session, force: str, condition: ColumnElement[bool]) -> list[Candidate]:
    rows = session.execute(
        select(Finding, Entry.framework, Assessment, Cycle.title, Judgement.published_on)
        .join(Entry, Entry.id == Finding.entry_id)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .join(Cycle, Cycle.id == Assessment.cycle_id)
        .join(Judgement, Judgement.entry_id == Entry.id, isouter=True)
        .join(Area, and_(Area.finding_id == Finding.id, Area.force_id == force), isouter=True)
        .where(Assessment.force_id == force, Finding.kind.in_(WEAKNESSES), Finding.withdrawn_on.is_(None), condition)
        .order_by(Assessment.cycle_id.desc(), Entry.place, Finding.place, Finding.id)
    ).all()
    criteria: dict[int, list[str]] = defaultdict(list)
    for row in session.scalars(
        select(FindingCriterion)
        .where(FindingCriterion.finding_id.in_([finding.id for finding, *_ in rows]))
        .order_by(FindingCriterion.finding_id, FindingCriterion.place)
    ):
        criteria[row.finding_id].append(row.criterion)
    return [
        Candidate(
            finding=finding.id,
            printed_id=finding.printed_id,
            title=title_of(finding.title, finding.text),
            text=finding.text,
            marking=assessment.marking,
            cycle=assessment.cycle_id,
            cycle_words=title,
            edition=assessment.edition,
            framework=framework,
            published=day,
            criteria=tuple(criteria[finding.id]),
        )
        for finding, framework, assessment, title, day in rows
    ]


def title_of(title: str, text: str) -> str:
    """The title of a finding, or else its first sentence; of a long one what stands before a colon, or what fits."""
    said = " ".join((title or text).split())
    if title:
        return said
    first = said.partition(". ")[0].removesuffix(".")
    if len(first) <= MOST_OF_A_TITLE:
        return first
    # What stands before the last mark that fits reads as a whole; cut anywhere else, it would not.
    fitting = [place for mark in (": ", "; ", ", ") if (place := first.rfind(mark, 0, MOST_OF_A_TITLE)) >= LEAST]
    return first[: fitting[0]] if fitting else f"{first[:MOST_OF_A_TITLE].rsplit(' ', 1)[0]} …"


def one_day(found: Sequence[Candidate]) -> str | None:
    """The day of publication where all have the same one and it is a day and not only a month."""
    days = {one.published for one in found}
    day = next(iter(days), None)
    return day if len(days) == 1 and day is not None and len(day) == len("2006-10-26") else None
