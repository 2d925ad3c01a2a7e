"""Questions about the findings of one entry: each a fixed number of statements, however many findings there are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session, aliased

from ... import clock
from ...accounts.models import Person
from ...audit.models import AuditEvent
from ...evidence.models import Evidence, Revision
from ...promises import NotFound
from ..models import Answer, Citation, Entry, Finding, FindingCriterion, GoodPractice, Ground, Passage, Rating

AGAIN_WITHIN = timedelta(hours=1)
"""The same finding sent twice within this time is one finding."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as a list shows it. `by` and `at` are of its last change; both are empty for a loaded record."""

    id: int
    kind: str
    printed_id: str
    title: str
    text: str
    version: int
    created_by: str | None
    created_at: datetime | None
    by: str | None
    at: datetime | None
    withdrawn_on: date | None
    withdrawn_because: str | None
    withdrawn_by: str | None
    bears_on: tuple[str, ...] = ()
    cited: int = 0

    @property
    def name(self) -> str:
        """Its title; for one without, the number it is printed under."""
        return self.title or self.printed_id


@dataclass(frozen=True, slots=True)
class Beside:
    """What a loaded record prints beside findings of a kind, and what nobody changes here."""

    printed_id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of evidence as a finding cites it."""

    id: int
    number: int
    title: str
    revision: int
    newest: int
    marking: str
    part: str | None
    shows: str
    who: str
    at: datetime
    withdrawn_because: str | None
    effective_from: date | None
    effective_to: date | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence that may be cited, in its newest revision."""

    number: int
    title: str
    revision: int
    revision_id: int
    marking: str


def of_entry(session: Session, entry: int, *, withdrawn: bool = False) -> list[Found]:
    """The findings of an entry in the order of the report, or those that were withdrawn. Three statements."""
    gone = Finding.withdrawn_on.is_not(None) if withdrawn else Finding.withdrawn_on.is_(None)
    rows = session.execute(_found().where(Finding.entry_id == entry, gone).order_by(Finding.place, Finding.id))
    return _with_links(session, [_as_found(row) for row in rows], Finding.entry_id == entry)


def one(session: Session, entry: int, finding: int) -> Found:
    """One finding of an entry, withdrawn or not. Raises NotFound. Three statements."""
    row = session.execute(_found().where(Finding.entry_id == entry, Finding.id == finding)).one_or_none()
    if row is None:
        raise NotFound
    return _with_links(session, [_as_found(row)], Finding.id == finding)[0]


def row_of(session: Session, entry: int, finding: int) -> Finding:
    """The row of a finding, held against other writers until the work ends. Raises NotFound. One statement."""
    wanted = select(Finding).where(Finding.entry_id == entry, Finding.id == finding).with_for_update()
    row = session.scalars(wanted).one_or_none()
    if row is None:
        raise NotFound
    return row


def count(session: Session, entry: int) -> int:
    """How many findings an entry has. One statement."""
    wanted = select(func.count()).select_from(Finding)
    return session.scalar(wanted.where(Finding.entry_id == entry, Finding.withdrawn_on.is_(None))) or 0


def sent_before(session: Session, entry: int, person: int, kind: str, title: str, text: str) -> Finding | None:
    """The finding that somebody added a moment ago with just these words; None where there is none. One statement."""
    since = clock.now().replace(tzinfo=None) - AGAIN_WITHIN
    return session.scalars(
        select(Finding)
        .where(
            Finding.entry_id == entry,
            Finding.created_by == person,
            Finding.kind == kind,
            Finding.title == title,
            Finding.text == text,
            Finding.created_at >= since,
            Finding.withdrawn_on.is_(None),
        )
        .order_by(Finding.id.desc())
        .limit(1)
    ).one_or_none()


def ratings(session: Session, entry: int) -> Mapping[str, str]:
    """The step of every criterion of an entry that is rated and applies. One statement."""
    rows = session.execute(
        select(Rating.criterion, Rating.step).where(Rating.entry_id == entry, Rating.applies.is_(True))
    )
    return {criterion: step for criterion, step in rows}  # noqa: C416  rows are no pairs to the type checker


def beside(session: Session, entry: Entry) -> Mapping[str, list[Beside]]:
    """What a loaded record prints beside findings, by kind: passages of context, and good practice. Two statements."""
    passages = session.execute(
        select(Passage.printed_id, Passage.text).where(Passage.entry_id == entry.id).order_by(Passage.place)
    )
    practice = session.execute(
        select(GoodPractice.printed_id, GoodPractice.title, GoodPractice.solution)
        .where(GoodPractice.assessment_id == entry.assessment_id, GoodPractice.framework == entry.framework)
        .order_by(GoodPractice.place)
    )
    return {
        "context": [Beside(name, "", text) for name, text in passages],
        "good_practice": [Beside(name, title, text) for name, title, text in practice],
    }


def printed_beside(session: Session, entry: Entry, start: str) -> list[int]:
    """The numbers that a loaded record prints behind `start`, such as 3C-C, without being findings. One statement."""
    names = union_all(
        select(Passage.printed_id).where(Passage.entry_id == entry.id),
        select(GoodPractice.printed_id).where(GoodPractice.assessment_id == entry.assessment_id),
    )
    found = (re.fullmatch(rf"{re.escape(start)}(\d+)", name) for name in session.scalars(names))
    return [int(match[1]) for match in found if match]


def citations(session: Session, finding: int) -> list[Cited]:
    """What a finding cites now, eldest first. One statement."""
    newest = (
        select(func.max(Revision.number)).where(Revision.evidence_id == Evidence.id).correlate(Evidence)
    ).scalar_subquery()
    rows: Any = session.execute(
        select(
            Citation.id,
            Evidence.number,
            Evidence.title,
            Revision.number,
            newest,
            Evidence.marking,
            Citation.part,
            Citation.shows,
            Person.name,
            Citation.cited_at,
            Evidence.withdrawn_because,
            Evidence.effective_from,
            Evidence.effective_to,
        )
        .join(Revision, Revision.id == Citation.revision_id)
        .join(Evidence, Evidence.id == Revision.evidence_id)
        .join(Person, Person.id == Citation.cited_by)
        .where(Citation.finding_id == finding, Citation.taken_back_at.is_(None))
        .order_by(Citation.cited_at, Citation.id)
    )
    return [Cited(*row) for row in rows]


def citable(session: Session, force: str, words: str, most: int) -> tuple[list[Piece], int]:
    """Pieces of a force's evidence whose title has the words, newest first, and how many there are. Two statements."""
    mine = [Evidence.force == force, Evidence.withdrawn_at.is_(None)]
    mine += [Evidence.title.icontains(word, autoescape=True) for word in words.split()[:10]]
    total = session.scalar(select(func.count()).select_from(Evidence).where(*mine)) or 0
    newest = select(Revision.evidence_id, func.max(Revision.number).label("number")).group_by(Revision.evidence_id)
    last = newest.subquery()
    rows: Any = session.execute(
        select(Evidence.number, Evidence.title, Revision.number, Revision.id, Evidence.marking)
        .join(last, last.c.evidence_id == Evidence.id)
        .join(Revision, (Revision.evidence_id == Evidence.id) & (Revision.number == last.c.number))
        .where(*mine)
        .order_by(Evidence.added_at.desc(), Evidence.id.desc())
        .limit(most)
    )
    return [Piece(*row) for row in rows], total


def revision_of(session: Session, force: str, revision: int) -> Piece | None:
    """A revision of a force's evidence that is not withdrawn; None where the force has none such. One statement."""
    row: Any = session.execute(
        select(Evidence.number, Evidence.title, Revision.number, Revision.id, Evidence.marking)
        .join(Revision, Revision.evidence_id == Evidence.id)
        .where(Revision.id == revision, Evidence.force == force, Evidence.withdrawn_at.is_(None))
    ).one_or_none()
    return None if row is None else Piece(*row)


def rests_on(session: Session, finding: int) -> Sequence[str]:
    """The ids of criteria and of other things asked whose answers rest on a finding, in order. One statement."""
    about = func.coalesce(Rating.criterion, Answer.asked)
    return session.scalars(
        select(about)
        .select_from(Ground)
        .outerjoin(Rating, Rating.id == Ground.rating_id)
        .outerjoin(Answer, Answer.id == Ground.answer_id)
        .where(Ground.finding_id == finding)
        .order_by(about)
    ).all()


def history(session: Session, thing: str, thing_id: int) -> Sequence[AuditEvent]:
    """What was done to a finding (`finding`) or to a report text (`report_text`), newest first. One statement."""
    return session.scalars(
        select(AuditEvent)
        .where(AuditEvent.thing == thing, AuditEvent.thing_id == str(thing_id))
        .order_by(AuditEvent.id.desc())
    ).all()


def name_of(session: Session, person: int | None) -> str:
    """Somebody's name; empty for nobody. One statement."""
    return session.scalar(select(Person.name).where(Person.id == person)) or "" if person else ""


def _found() -> Any:
    writer, changer, withdrawer = aliased(Person), aliased(Person), aliased(Person)
    return (
        select(
            Finding.id,
            Finding.kind,
            Finding.printed_id,
            Finding.title,
            Finding.text,
            Finding.version,
            writer.name,
            Finding.created_at,
            func.coalesce(changer.name, writer.name),
            func.coalesce(Finding.changed_at, Finding.created_at),
            Finding.withdrawn_on,
            Finding.withdrawn_because,
            withdrawer.name,
        )
        .outerjoin(writer, writer.id == Finding.created_by)
        .outerjoin(changer, changer.id == Finding.changed_by)
        .outerjoin(withdrawer, withdrawer.id == Finding.withdrawn_by)
    )


def _as_found(row: Any) -> Found:
    return Found(*row)


def _with_links(session: Session, found: list[Found], mine: Any) -> list[Found]:
    """The same findings with the criteria that they bear on and how much evidence they cite. Two statements."""
    criteria: dict[int, list[str]] = defaultdict(list)
    links = (
        select(FindingCriterion.finding_id, FindingCriterion.criterion)
        .join(Finding)
        .where(mine)
        .order_by(FindingCriterion.finding_id, FindingCriterion.place)
    )
    for finding, criterion in session.execute(links):
        criteria[finding].append(criterion)
    numbers = session.execute(
        select(Citation.finding_id, func.count())
        .join(Finding, Finding.id == Citation.finding_id)
        .where(mine, Citation.taken_back_at.is_(None))
        .group_by(Citation.finding_id)
    )
    cited = {finding: number for finding, number in numbers}  # noqa: C416  rows are no pairs to the type checker
    return [replace(f, bears_on=tuple(criteria[f.id]), cited=cited.get(f.id, 0)) for f in found]
