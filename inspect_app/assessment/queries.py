"""Questions about an assessment. Each takes a fixed number of statements, however much there is to answer.

What comes back is grouped by entry. Withdrawn findings are kept in the table and are in no answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from ..db import Base
from ..evidence.models import Evidence, Revision
from ..evidence.queries import counts_in
from ..forces.models import Cycle, Force
from .models import (
    Answer,
    Assessment,
    Citation,
    CrossReference,
    Entry,
    EvidenceReference,
    ExternalGrade,
    Finding,
    FindingCriterion,
    GoodPractice,
    Ground,
    Movement,
    OverviewParagraph,
    OverviewSection,
    Passage,
    PreviousResult,
    Rating,
    ResourceScore,
    SourceFile,
)


class OfAnEntry(Protocol):
    @property
    def entry_id(self) -> Any: ...


PUBLISHED = ("published", "corrected")
Row = TypeVar("Row", bound=OfAnEntry)
ByEntry = Mapping[int, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the engine is given, as rows: the entries in order, and the rest by entry.

    `supported` holds what is cited with evidence that counts; None for a record that was never cited in, of which
    nobody knows what supports it.
    """

    entries: Sequence[Entry]
    ratings: ByEntry[Rating]
    answers: ByEntry[Answer]
    movements: ByEntry[Movement]
    previous: Mapping[int, PreviousResult]
    external: Mapping[int, ExternalGrade]
    supported: Mapping[int, frozenset[str]] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: passages and findings by entry; criteria and lines by finding; grounds by what rests on them.

    `lines` holds the line of a finding's first evidence reference that has one.
    """

    passages: ByEntry[Passage]
    findings: ByEntry[Finding]
    criteria: Mapping[int, Sequence[str]]
    lines: Mapping[int, int]
    of_rating: Mapping[int, Sequence[str]]
    of_answer: Mapping[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed around the entries."""

    overview: Sequence[tuple[OverviewSection, Sequence[OverviewParagraph]]]
    good_practice: Sequence[GoodPractice]
    cross_references: Sequence[CrossReference]
    resource_scores: Sequence[ResourceScore]
    sources: Sequence[SourceFile]


def assessment_of(session: Session, force: str, cycle: str) -> tuple[Assessment, Force, Cycle] | None:
    """The assessment of a force in a cycle, with both; None where there is none. One statement."""
    found = session.execute(
        select(Assessment, Force, Cycle)
        .join(Force, Force.id == Assessment.force_id)
        .join(Cycle, Cycle.id == Assessment.cycle_id)
        .where(Force.id == force, Cycle.id == cycle)
    ).one_or_none()
    return None if found is None else (found[0], found[1], found[2])


def assessed(session: Session) -> Sequence[tuple[str, str]]:
    """Every force and cycle of which there is an assessment, in order. One statement."""
    rows = session.execute(
        select(Assessment.force_id, Assessment.cycle_id).order_by(Assessment.force_id, Assessment.cycle_id)
    )
    return [(force, cycle) for force, cycle in rows]


def asked(session: Session, assessment: int, framework: str | None = None) -> Asked:
    """What the engine is given for every entry of an assessment, or for the one of a framework. Seven statements."""
    these = {"assessment": assessment} | ({} if framework is None else {"framework": framework})

    def rows(table: type[Base]) -> Any:
        return session.execute(_of_entries(table, framework is not None), these)

    return Asked(
        entries=session.scalars(_entries(framework is not None), these).all(),
        ratings=_by_entry(rows(Rating)),
        answers=_by_entry(rows(Answer)),
        movements=_by_entry(rows(Movement)),
        previous={row.entry_id: row for row in rows(PreviousResult).scalars()},
        external={row.entry_id: row for row in rows(ExternalGrade).scalars()},
        supported=supported(session, assessment),
    )


@cache
def _entries(one: bool) -> Select[Entry]:
    """Asks for the entries of an assessment, or for the one of a framework. Made once, as every page asks it."""
    return select(Entry).where(*_which(one)).order_by(Entry.place, Entry.id)


@cache
def _of_entries(table: type[Base], one: bool) -> Select[Any]:
    """Asks for the rows of a table that belong to these entries. Made once, as every page asks it.

    Of what an entry has many, all columns as rows that are only read: seven times quicker than objects that could be
    changed.
    """
    in_order: Any = table
    if hasattr(table, "place"):
        return select(*table.__table__.columns).join(Entry).where(*_which(one)).order_by(in_order.place, in_order.id)
    return select(table).join(Entry).where(*_which(one)).order_by(in_order.id)


def _which(one: bool) -> tuple[ColumnElement[bool], ...]:
    of_assessment = Entry.assessment_id == bindparam("assessment")
    return (of_assessment, Entry.framework == bindparam("framework")) if one else (of_assessment,)


def supported(session: Session, assessment: int) -> Mapping[int, frozenset[str]] | None:
    """The criteria and factors of each entry that evidence supports which counts: cited, in force, about the year.

    None where support is not known: a published record in which nobody ever cited anything. One statement.
    """
    rows = session.execute(_support(), {"assessment": assessment}).all()
    if all(row.entry_id is None and row.state in PUBLISHED for row in rows):
        return None
    found: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        if row.counts and row.asked is not None:
            found[row.entry_id].add(row.asked)
    return {entry: frozenset(asked) for entry, asked in found.items()}


@cache
def _support() -> Select[Any]:
    """Asks for every criterion and factor that was cited for, and whether it counts. Made once."""
    cited = (
        select(
            Entry.assessment_id,
            Citation.entry_id,
            Citation.asked,
            and_(Citation.taken_back_at.is_(None), counts_in((Cycle.assessed_from, Cycle.assessed_to))).label("counts"),
        )
        .join(Entry, Entry.id == Citation.entry_id)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .join(Cycle, Cycle.id == Assessment.cycle_id)
        .join(Revision, Revision.id == Citation.revision_id)
        .join(Evidence, Evidence.id == Revision.evidence_id)
        .where(Entry.assessment_id == bindparam("assessment"))
        .distinct()
        .subquery()
    )
    return (
        select(Assessment.state, cited.c.entry_id, cited.c.asked, cited.c.counts)
        .outerjoin(cited, cited.c.assessment_id == Assessment.id)
        .where(Assessment.id == bindparam("assessment"))
        .order_by(cited.c.entry_id, cited.c.asked)
    )


def found(session: Session, assessment: int) -> Found:
    """What was found in an assessment. Five statements."""
    mine = Entry.assessment_id == assessment
    passages = select(Passage).join(Entry).where(mine).order_by(Passage.place, Passage.id)
    findings = (
        select(Finding)
        .where(Finding.assessment_id == assessment, Finding.withdrawn_on.is_(None))
        .order_by(Finding.place, Finding.id)
    )
    criteria = (
        select(FindingCriterion)
        .join(Finding)
        .where(Finding.assessment_id == assessment)
        .order_by(FindingCriterion.finding_id, FindingCriterion.place)
    )
    references = (
        select(EvidenceReference.finding_id, EvidenceReference.line)
        .join(Entry, Entry.id == EvidenceReference.entry_id)
        .where(mine)
        .order_by(EvidenceReference.finding_id, EvidenceReference.place)
    )
    of_finding: dict[int, list[str]] = defaultdict(list)
    for criterion in session.scalars(criteria):
        of_finding[criterion.finding_id].append(criterion.criterion)
    lines: dict[int, int] = {}
    for finding, line in session.execute(references):
        if finding is not None and line is not None:
            lines.setdefault(finding, line)
    of_rating, of_answer = _grounds(session, assessment)
    return Found(
        passages=_by_entry(session.scalars(passages)),
        findings=_by_entry(session.scalars(findings)),
        criteria=of_finding,
        lines=lines,
        of_rating=of_rating,
        of_answer=of_answer,
    )


def printed(session: Session, assessment: int) -> Printed:
    """What is printed around the entries of an assessment. Six statements."""
    sections = (
        select(OverviewSection).where(OverviewSection.assessment_id == assessment).order_by(OverviewSection.place)
    )
    paragraphs = (
        select(OverviewParagraph)
        .join(OverviewSection)
        .where(OverviewSection.assessment_id == assessment)
        .order_by(OverviewParagraph.section_id, OverviewParagraph.place)
    )
    good_practice = (
        select(GoodPractice)
        .where(GoodPractice.assessment_id == assessment)
        .order_by(GoodPractice.place, GoodPractice.id)
    )
    cross_references = (
        select(CrossReference).where(CrossReference.assessment_id == assessment).order_by(CrossReference.place)
    )
    scores = (
        select(ResourceScore)
        .join(Entry)
        .where(Entry.assessment_id == assessment)
        .order_by(ResourceScore.place, ResourceScore.id)
    )
    sources = select(SourceFile).where(SourceFile.assessment_id == assessment).order_by(SourceFile.place, SourceFile.id)
    of_section: dict[int, list[OverviewParagraph]] = defaultdict(list)
    for paragraph in session.scalars(paragraphs):
        of_section[paragraph.section_id].append(paragraph)
    return Printed(
        overview=[(section, of_section[section.id]) for section in session.scalars(sections)],
        good_practice=session.scalars(good_practice).all(),
        cross_references=session.scalars(cross_references).all(),
        resource_scores=session.scalars(scores).all(),
        sources=session.scalars(sources).all(),
    )


def last_number(session: Session, entry: int, kind: str) -> int:
    """The highest number that a finding of this kind has or had in an entry; 0 where there was none. One statement."""
    return session.scalar(select(func.max(Finding.number)).where(Finding.entry_id == entry, Finding.kind == kind)) or 0


def last_place(session: Session, entry: int) -> int:
    """The place of the last finding of an entry, withdrawn ones included; -1 where there is none. One statement."""
    last = session.scalar(select(func.max(Finding.place)).where(Finding.entry_id == entry))
    return -1 if last is None else last


def resting_on(session: Session, finding: int) -> Sequence[str]:
    """The criteria, factors and conditions whose rating or answer rests on a finding, in order. One statement."""
    about = func.coalesce(Rating.criterion, Answer.asked)
    return session.scalars(
        select(about)
        .select_from(Ground)
        .outerjoin(Rating, Rating.id == Ground.rating_id)
        .outerjoin(Answer, Answer.id == Ground.answer_id)
        .where(Ground.finding_id == finding)
        .order_by(about)
    ).all()


def _grounds(session: Session, assessment: int) -> tuple[Mapping[int, Sequence[str]], Mapping[int, Sequence[str]]]:
    of_rating: dict[int, list[str]] = defaultdict(list)
    of_answer: dict[int, list[str]] = defaultdict(list)
    rows = session.execute(
        select(Ground.rating_id, Ground.answer_id, func.coalesce(Finding.printed_id, Passage.printed_id))
        .join(Entry, Entry.id == Ground.entry_id)
        .outerjoin(Finding, Finding.id == Ground.finding_id)
        .outerjoin(Passage, Passage.id == Ground.passage_id)
        .where(Entry.assessment_id == assessment)
        .order_by(Ground.place, Ground.id)
    )
    for rating, answer, name in rows:
        if rating is not None:
            of_rating[rating].append(name)
        elif answer is not None:
            of_answer[answer].append(name)
    return of_rating, of_answer


def _by_entry(rows: Iterable[Any]) -> Mapping[int, Sequence[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.entry_id].append(row)
    return grouped
