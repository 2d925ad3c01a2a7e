"""Answers what a force's evidence is, filtered and searched, page by page, in a fixed number of statements.

What somebody may not see is in no count and no row; what only their filters leave out is counted and said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from .. import clock
from ..accounts.models import Person
from ..search import queries as search
from . import markings, policy, queries, source_kinds
from .finding import KIND
from .models import Evidence, Revision
from .narrowing import Wanted
from .policy import Sight, Window
from .uses import Uses

A_PAGE = 50
MOST_FOUND = 200
"""So many of the pieces that match a search are shown, the best first; nobody reads on."""
MOST_FINDINGS = 10


@dataclass(frozen=True, slots=True)
class Totals:
    """How many pieces there are that were not withdrawn, and of those the ones that need care."""

    pieces: int
    outside: int
    review: int
    uncited: int
    withdrawn: int

    def sentence(self) -> list[tuple[str, str]]:
        """How things stand: words, each with the state that shows what they count, or an empty one."""
        counted = (
            (self.outside, "outside the assessment year", "outside"),
            (self.review, "due for review", "review"),
            (self.uncited, "not cited", "uncited"),
        )
        care = [(f"{number:,} {_are(number)} {words}", state) for number, words, state in counted if number]
        said: list[tuple[str, str]] = [(f"{self.pieces:,} {'piece' if self.pieces == 1 else 'pieces'}. ", "")]
        for place, part in enumerate(care):
            said += [part, (". " if place == len(care) - 1 else ", ", "")]
        if self.withdrawn:
            said += [
                (f"{self.withdrawn:,} {'was' if self.withdrawn == 1 else 'were'} withdrawn", "withdrawn"),
                (".", ""),
            ]
        return said


@dataclass(frozen=True, slots=True)
class Row:
    """One piece as the list shows it. `snippet` are parts of its text, each with whether it is a word searched for."""

    id: int
    number: int
    title: str
    revision: int
    form: str
    file_kind: str | None
    kind_words: str
    date_words: str
    outside: str | None
    owner: str
    marking: str
    supports: int
    review_by: date | None
    is_review_due: bool
    scanned: str
    is_withdrawn: bool
    snippet: Sequence[tuple[str, bool]] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """One page of the list. `matching` is how many pieces the filters let through, `hidden` how many they do not."""

    rows: list[Row]
    number: int
    matching: int
    hidden: int
    url_of: Callable[[int], str] = field(default=lambda number: f"?page={number}")
    findings: tuple[Any, ...] = ()

    @property
    def total(self) -> int:
        return self.matching

    @property
    def pages(self) -> int:
        return max(1, -(-self.matching // A_PAGE))

    @property
    def first(self) -> int:
        return (self.number - 1) * A_PAGE + 1

    @property
    def last(self) -> int:
        return min(self.matching, self.number * A_PAGE)


@dataclass(frozen=True)
class Shelf:
    """Where the list is read: a force and a cycle, by somebody with this sight."""

    force: str
    cycle: str
    window: Window
    sight: Sight
    uses: Uses

    def everything(self) -> ColumnElement[bool]:
        """All that may be seen at all."""
        is_supplied = Evidence.id.in_(queries.supplied(self.uses, self.force)) if self.sight.supplied_only else true()
        return and_(Evidence.force == self.force, Evidence.marking.in_(markings.up_to(self.sight.level)), is_supplied)

    @cached_property
    def cited(self) -> Subquery:
        """Every citation that stands."""
        return self.uses.cited(self.force).subquery()

    @cached_property
    def with_citations(self) -> Select[int]:
        """The pieces that are cited at all."""
        return select(Revision.evidence_id).join(self.cited, self.cited.c.revision_id == Revision.id)

    @property
    def lines(self) -> Select[Any]:
        """Lines of the list; how many citations each piece has is counted for those of one page only."""
        supports = (
            select(func.count())
            .select_from(Revision)
            .join(self.cited, self.cited.c.revision_id == Revision.id)
            .where(Revision.evidence_id == Evidence.id)
            .correlate(Evidence)
            .scalar_subquery()
        )
        return _lines().add_columns(supports.label("supports"))

    def filters(self, wanted: Wanted) -> ColumnElement[bool]:
        if wanted == Wanted(words=wanted.words):
            return true()
        cited = self.cited
        in_framework = self.with_citations.where(cited.c.cycle == self.cycle, cited.c.framework == wanted.framework)
        clauses = [
            Evidence.id.in_(in_framework) if wanted.framework else true(),
            Evidence.kind == wanted.kind if wanted.kind else true(),
            Evidence.owner_id == wanted.owner if wanted.owner else true(),
            Evidence.marking == wanted.marking if wanted.marking else true(),
        ]
        if wanted.state:
            clauses.append(self._in_state(wanted.state))
        return and_(*clauses)

    def _in_state(self, state: str) -> ColumnElement[bool]:
        stands = Evidence.withdrawn_at.is_(None)
        return {
            "outside": and_(stands, self.is_outside()),
            "review": and_(stands, is_review_due()),
            "uncited": and_(stands, Evidence.id.not_in(self.with_citations)),
            "cited": Evidence.id.in_(self.with_citations),
            "unread": and_(stands, _newest_is_a_file_not_scanned()),
            "withdrawn": not_(stands),
        }.get(state, false())

    def is_outside(self) -> ColumnElement[bool]:
        return or_(
            Evidence.effective_from.is_(None),
            Evidence.effective_from > self.window.last,
            Evidence.effective_to < self.window.first,
        )


def is_review_due() -> ColumnElement[bool]:
    """Whether a piece should be looked at again within four weeks, or should have been."""
    return and_(Evidence.review_by.is_not(None), Evidence.review_by <= clock.today() + policy.DUE_SOON)


def totals(session: Session, shelf: Shelf) -> Totals:
    """One statement."""
    stands = Evidence.withdrawn_at.is_(None)
    row = session.execute(
        select(
            _how_many(stands),
            _how_many(and_(stands, shelf.is_outside())),
            _how_many(and_(stands, is_review_due())),
            _how_many(and_(stands, Evidence.id.not_in(shelf.with_citations))),
            _how_many(not_(stands)),
        )
        .select_from(Evidence)
        .where(shelf.everything())
    ).one()
    return Totals(*(int(value or 0) for value in row))


def page(session: Session, shelf: Shelf, wanted: Wanted, number: int) -> Library:
    """One page of the list: the newest first, or what a search found best first."""
    number = max(1, number)
    if wanted.words:
        return _found(session, shelf, wanted, number)
    here, matching, hidden = _counted(session, shelf, shelf.filters(wanted))
    number = min(max(1, number), max(1, -(-matching // A_PAGE)))
    rows = session.execute(
        shelf.lines.where(here).order_by(Evidence.number.desc()).limit(A_PAGE).offset((number - 1) * A_PAGE)
    )
    return Library([_row(row, shelf) for row in rows], number, matching, hidden)


def _found(session: Session, shelf: Shelf, wanted: Wanted, number: int) -> Library:
    only_words = wanted == Wanted(words=wanted.words) and not shelf.sight.supplied_only
    hits = search.find(
        session,
        wanted.words,
        force=shelf.force,
        kinds=(KIND,),
        markings=markings.up_to(shelf.sight.level),
        limit=A_PAGE if only_words else MOST_FOUND,
        offset=(number - 1) * A_PAGE if only_words else 0,
    )
    by_id = {int(hit.thing_id): (place, hit) for place, hit in enumerate(hits.hits)}
    here = and_(shelf.everything(), shelf.filters(wanted), Evidence.id.in_(by_id))
    rows = sorted(session.execute(shelf.lines.where(here)).all(), key=lambda row: by_id[row.id][0])
    matching = hits.total if only_words else len(rows)
    if not only_words:
        number = min(number, max(1, -(-matching // A_PAGE)))
        rows = rows[(number - 1) * A_PAGE : number * A_PAGE]
    shown = [_row(row, shelf, by_id[row.id][1].snippet) for row in rows]
    return Library(shown, number, matching, hits.total - matching, findings=_findings(session, shelf, wanted))


def _findings(session: Session, shelf: Shelf, wanted: Wanted) -> tuple[Any, ...]:
    """Findings with the words, for those who may read what is not submitted yet."""
    if shelf.sight.supplied_only:
        return ()
    found = search.find(
        session,
        wanted.words,
        force=shelf.force,
        kinds=("finding",),
        markings=(*markings.up_to(shelf.sight.level), ""),
        limit=MOST_FINDINGS,
        offset=0,
    )
    return tuple(hit for hit in found.hits if hit.cycle == shelf.cycle)


def _counted(session: Session, shelf: Shelf, filters: ColumnElement[bool]) -> tuple[ColumnElement[bool], int, int]:
    everything = shelf.everything()
    row = session.execute(select(func.count(), _how_many(filters)).select_from(Evidence).where(everything)).one()
    matching = int(row[1] or 0)
    return and_(everything, filters), matching, int(row[0]) - matching


@cache
def _lines() -> Select[Any]:
    """A line of the list, without what it supports; made once, as to put it together takes longer than to answer it."""
    columns: tuple[Any, ...] = (
        Evidence.id,
        Evidence.number,
        Evidence.title,
        Evidence.kind,
        Evidence.marking,
        Evidence.effective_from,
        Evidence.effective_to,
        Evidence.review_by,
        Evidence.withdrawn_at,
        Revision.number.label("revision"),
        Revision.form,
        Revision.file_kind,
        Revision.scanned,
        Person.name.label("owner"),
    )
    return (
        select(*columns)
        .select_from(Evidence)
        .join(Revision, and_(Revision.evidence_id == Evidence.id, Revision.number == _newest_number()))
        .join(Person, Person.id == Evidence.owner_id)
    )


def _row(row: Any, shelf: Shelf, snippet: Sequence[tuple[str, bool]] = ()) -> Row:
    days = (row.effective_from, row.effective_to)
    due = row.review_by is not None and row.review_by <= clock.today() + policy.DUE_SOON
    return Row(
        id=row.id,
        number=row.number,
        title=row.title,
        revision=row.revision,
        form=row.form,
        file_kind=row.file_kind,
        kind_words=source_kinds.words_of(row.kind),
        date_words=policy.date_words(*days),
        outside=policy.outside_words(*days, shelf.window),
        owner=row.owner,
        marking=row.marking,
        supports=row.supports,
        review_by=row.review_by,
        is_review_due=due and row.withdrawn_at is None,
        scanned=row.scanned,
        is_withdrawn=row.withdrawn_at is not None,
        snippet=snippet,
    )


def owners_here(session: Session, shelf: Shelf) -> list[tuple[int, str]]:
    """Everybody who owns something that may be seen, also those who left. One statement."""
    rows = session.execute(
        select(Person.id, Person.name)
        .where(Person.id.in_(select(Evidence.owner_id).where(shelf.everything())))
        .order_by(Person.name, Person.id)
    )
    return [(row[0], row[1]) for row in rows]


def _newest_number() -> Any:
    other = Revision.__table__.alias("other")
    return (
        select(func.max(other.c.number)).where(other.c.evidence_id == Evidence.id).correlate(Evidence).scalar_subquery()
    )


def _newest_is_a_file_not_scanned() -> ColumnElement[bool]:
    other = Revision.__table__.alias("unscanned")
    return (
        select(literal(1))
        .where(
            other.c.evidence_id == Evidence.id,
            other.c.number == _newest_number(),
            other.c.form == "file",
            other.c.scanned != "checked",
        )
        .correlate(Evidence)
        .exists()
    )


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def with_address(page: Library, wanted: Wanted, address: str) -> Library:
    """The page with links to the others, which keep the filters."""
    given = {
        "q": wanted.words,
        "framework": wanted.framework,
        "kind": wanted.kind,
        "owner": wanted.owner,
        "marking": wanted.marking,
        "state": wanted.state,
    }
    kept = {name: value for name, value in given.items() if value}
    return replace(page, url_of=lambda number: f"{address}?{urlencode({**kept, 'page': number})}")
