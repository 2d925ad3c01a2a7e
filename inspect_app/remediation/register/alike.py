"""Areas whose words look like those of another: offered to people, who link them; never linked or merged by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ...evidence import markings
from ...search import queries as search
from ...search.terms import terms
from .. import queries
from ..models import Area, AreaLink
from ..operations import KIND
from ..policy import Sight

MOST_WORDS, MOST_ASKED, MOST_OFFERED = 6, 30, 3
SHORTEST = 4
SHARED = 2
"""So many telling words two titles share before anybody is asked whether they mean the same."""
SAYS_NOTHING = frozenset(
    re.findall(
        r"\w+",
        "about after against also area areas been before being does each every force from have into more most much "
        "must need needs only other over police put should some still such than that their them then there these "
        "they this those through under until what when where which while with within without would improve improvement",
    )
)


@dataclass(frozen=True, slots=True)
class Alike:
    """An area that may be the same weakness, and the words that both have."""

    area: Area
    words: tuple[str, ...]


def telling(text: str) -> list[str]:
    """The words of a title that tell what it is about, the longest first, as they stand in it."""
    words = dict.fromkeys(
        word for term in terms(text) for word in term if len(word) >= SHORTEST and word not in SAYS_NOTHING
    )
    return sorted(words, key=lambda word: (-len(word), word))


def alike(session: Session, area: Area, sight: Sight) -> list[Alike]:
    """Up to three areas of the same force that are not linked to this one yet, the most alike first."""
    mine = telling(area.title)[:MOST_WORDS]
    if len(mine) < SHARED:
        return []
    hits = search.find(
        session,
        " ".join(mine),
        force=area.force_id,
        kinds=(KIND,),
        markings=markings.up_to(sight.level),
        limit=MOST_ASKED,
        every=False,
    )
    shared = {int(hit.thing_id): _shared(mine, hit.title) for hit in hits.hits}
    near = [id_ for id_, words in shared.items() if len(words) >= SHARED and id_ != area.id]
    found = _not_linked(session, area, near, sight)
    found.sort(key=lambda one: (-len(shared[one.id]), one.number))
    return [Alike(one, shared[one.id]) for one in found[:MOST_OFFERED]]


def _shared(mine: Sequence[str], title: str) -> tuple[str, ...]:
    """The words that a title has too, also in another form: `detection` and `detections`."""
    theirs = telling(title)
    return tuple(word for word in mine if any(_same(word, other) for other in theirs))


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and len(long) - len(short) <= 2


def _not_linked(session: Session, area: Area, ids: Sequence[int], sight: Sight) -> list[Area]:
    links = select(AreaLink).where(or_(AreaLink.earlier_id == area.id, AreaLink.later_id == area.id))
    linked = {one for row in session.scalars(links) for one in (row.earlier_id, row.later_id)}
    wanted = [id_ for id_ in ids if id_ not in linked]
    return list(session.scalars(select(Area).where(queries.seen(area.force_id, sight), Area.id.in_(wanted))))
