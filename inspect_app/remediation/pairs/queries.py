"""The pairs of a force's areas that look alike and of which nobody has said yet whether they are one weakness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from .. import queries
from ..models import Area, AreaApart, AreaLink
from ..policy import Sight
from .likeness import Pair, likely

MOST_COMPARED, MOST_RANKED, SHOWN = 1_000, 400, 20


@dataclass(frozen=True, slots=True)
class Couple:
    """Two areas that look alike, the one that was raised first before the other, and the words of both."""

    first: Area
    second: Area
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Offered:
    """The best pairs, how many more there are at least, and how many areas were compared, the newest of them."""

    couples: Sequence[Couple]
    more: int
    compared: int
    is_whole: bool


def offered(session: Session, force: str, sight: Sight) -> Offered:
    """Three statements, however many areas. Pairs that are linked or told apart, or closed both, are left out."""
    newest = (
        select(Area.id, Area.title, Area.closed_how)
        .where(queries.seen(force, sight))
        .order_by(Area.number.desc())
        .limit(MOST_COMPARED + 1)
    )
    rows = session.execute(newest).all()
    compared = rows[:MOST_COMPARED]
    still_open = {row.id for row in compared if row.closed_how is None}
    ranked = likely([(row.id, row.title) for row in compared], MOST_RANKED)
    known = _said(session, ranked)
    left = [
        pair
        for pair in ranked
        if {pair.first, pair.second} & still_open and frozenset((pair.first, pair.second)) not in known
    ]
    couples = _couples(session, left[:SHOWN])
    return Offered(couples, len(left) - len(couples), len(compared), len(rows) == len(compared))


def _said(session: Session, pairs: Sequence[Pair]) -> frozenset[frozenset[int]]:
    """The pairs of which somebody has said something. One statement."""
    ids = {id_ for pair in pairs for id_ in (pair.first, pair.second)}
    told = union_all(
        select(AreaLink.earlier_id, AreaLink.later_id).where(AreaLink.earlier_id.in_(ids)),
        select(AreaApart.first_id, AreaApart.second_id).where(AreaApart.first_id.in_(ids)),
    )
    return frozenset(frozenset(row) for row in session.execute(told))


def _couples(session: Session, pairs: Sequence[Pair]) -> list[Couple]:
    ids = {id_ for pair in pairs for id_ in (pair.first, pair.second)}
    areas = {area.id: area for area in session.scalars(select(Area).where(Area.id.in_(ids)))}
    found = []
    for pair in pairs:
        first, second = sorted((areas[pair.first], areas[pair.second]), key=lambda one: (one.raised_on, one.number))
        found.append(Couple(first, second, pair.words))
    return found


def are_apart(session: Session, one: Area, other: Area) -> bool:
    """Whether somebody has told these two apart. One statement."""
    pair = (one.id, other.id)
    told = select(AreaApart).where(AreaApart.first_id.in_(pair), AreaApart.second_id.in_(pair))
    return session.scalars(told).first() is not None


def are_linked(session: Session, one: Area, other: Area) -> bool:
    """Whether somebody has linked these two. One statement."""
    pair = (one.id, other.id)
    told = select(AreaLink).where(AreaLink.earlier_id.in_(pair), AreaLink.later_id.in_(pair))
    return session.scalars(told).first() is not None
