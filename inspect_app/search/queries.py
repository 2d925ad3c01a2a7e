"""Finds things by their words, the best first, in two statements however much there is.

It knows only what the index says of a thing: force, audience and marking. What somebody may see is for the caller, who
names the force and the markings; without a force only what is for everyone is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, Float, Row, column, func, literal_column, select, table, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Session

from .models import Found
from .terms import Parts, Term, around, terms

MOST_SHOWN = 200_000
"""So much of a long text is looked through for the place that is shown; the index holds the whole of it."""

# A word in the title says more about a thing than the same word anywhere in its text.
_TITLE, _TEXT = 8.0, 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found. `snippet` are parts of its text in order, each with whether it is a word looked for.

    The parts are plain text, to be escaped like any other.
    """

    kind: str
    thing_id: str
    force: str
    cycle: str | None
    framework: str | None
    marking: str
    address: str
    title: str
    snippet: Parts


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of what was found, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


def find(
    session: Session,
    words: str,
    *,
    force: str | None = None,
    kinds: Sequence[str] = (),
    markings: Sequence[str] | None = None,
    limit: int = 50,
    offset: int = 0,
    every: bool = True,
) -> Hits:
    """What holds all of the words, the last as the beginning of one; accents and capitals do not count.

    Without `every` one of the words is enough, and what holds more of them comes first.

    Only the rows of `force`, or without one only what is for everyone; of any kind and marking where none are named.
    Takes any words: where none of them is one, nothing is found.
    """
    wanted = terms(words)
    if not wanted:
        return Hits((), 0)
    said = _matching(session, wanted, every)
    narrowed = _narrowed(force, kinds, markings)
    here = select(Found.id, func.count().over()).join_from(said, Found, Found.id == said.c.id).where(*narrowed)
    best = session.execute(here.order_by(said.c.rank, Found.id).limit(limit).offset(offset)).all()
    if not best and offset:
        there = select(func.count()).select_from(said).join(Found, Found.id == said.c.id).where(*narrowed)
        return Hits((), session.scalar(there) or 0)
    ids = [row.id for row in best]
    rows = {row.id: row for row in session.execute(select(*_COLUMNS).where(Found.id.in_(ids)))}
    return Hits(tuple(_hit(rows[id_], wanted) for id_ in ids), best[0][1] if best else 0)


def found(
    session: Session,
    words: str,
    *,
    force: str,
    kinds: Sequence[str] = (),
    markings: Sequence[str] | None = None,
    limit: int = 50,
    every: bool = True,
) -> list[str]:
    """The ids alone of what `find` would find, the best first, for those who know the things. One statement."""
    wanted = terms(words)
    if not wanted:
        return []
    said = _matching(session, wanted, every)
    narrowed = _narrowed(force, kinds, markings)
    here = select(Found.thing_id).join_from(said, Found, Found.id == said.c.id).where(*narrowed)
    return list(session.scalars(here.order_by(said.c.rank, Found.id).limit(limit)))


def _narrowed(force: str | None, kinds: Sequence[str], markings: Sequence[str] | None) -> list[ColumnElement[bool]]:
    narrowed = [Found.force == force if force is not None else Found.audience == "everyone"]
    narrowed += [Found.kind.in_(kinds)] if kinds else []
    narrowed += [Found.marking.in_(markings)] if markings is not None else []
    return narrowed


def _hit(row: Row[Any], wanted: Sequence[Term]) -> Hit:
    return Hit(
        kind=row.kind,
        thing_id=row.thing_id,
        force=row.force,
        cycle=row.cycle,
        framework=row.framework,
        marking=row.marking,
        address=row.address,
        title=row.title,
        snippet=around(row.said, wanted),
    )


_COLUMNS = (
    Found.id,
    Found.kind,
    Found.thing_id,
    Found.force,
    Found.cycle,
    Found.framework,
    Found.marking,
    Found.address,
    Found.title,
    func.substr(Found.text, 1, MOST_SHOWN).label("said"),
)


def _matching(session: Session, wanted: Sequence[Term], every: bool) -> CTE:
    """The ids of the rows that hold the words, and the rank of each, the best lowest.

    Found first and as a whole: SQLite would else put the question anew for every row of the other table.
    """
    if session.get_bind().dialect.name == "sqlite":
        rank = literal_column(f"bm25(search_words, {_TITLE}, {_TEXT})", Float).label("rank")
        asked = text("search_words MATCH :said").bindparams(said=_for_sqlite(wanted, every))
        said = select(literal_column("rowid").label("id"), rank).select_from(table("search_words")).where(asked)
    else:
        words = table("search_words", column("entry_id"), column("words", TSVECTOR))
        query = func.to_tsquery(literal_column("'simple'"), _for_postgresql(wanted, every))
        weights: ColumnElement[Any] = literal_column(f"'{{0, 0, {_TEXT / _TITLE}, 1}}'::real[]")
        rank = (-func.ts_rank(weights, words.c.words, query)).label("rank")
        said = select(words.c.entry_id.label("id"), rank).where(words.c.words.op("@@")(query))
    return said.cte("said").prefix_with("MATERIALIZED")


def _for_sqlite(wanted: Sequence[Term], every: bool) -> str:
    """Every term in quotation marks, so that nothing in it can be an operator. Terms hold letters and figures only."""
    return (" " if every else " OR ").join(f'"{" ".join(term)}"' for term in wanted) + "*"


def _for_postgresql(wanted: Sequence[Term], every: bool) -> str:
    said = [" <-> ".join(f"'{word}'" for word in term) for term in wanted]
    return (" & " if every else " | ").join(f"({term})" for term in [*said[:-1], f"{said[-1]}:*"])
