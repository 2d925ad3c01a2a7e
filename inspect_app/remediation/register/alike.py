"""Areas whose words look like those of another: offered to people, who link them; never linked or merged by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select, union_all
from sqlalchemy.orm import Session

from ...evidence import markings
from ...search import queries as search
from ...search.terms import terms
from .. import queries
from ..models import Area, AreaApart, AreaLink
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
    found = search.found(
        session,
        " ".join(mine),
        force=area.force_id,
        kinds=(KIND,),
        markings=markings.up_to(sight.level),
        limit=MOST_ASKED,
        every=False,
    )
    near = _not_linked(session, area, [int(one) for one in found], sight)
    words = {one.id: shared(mine, telling(one.title)) for one in near}
    near = [one for one in near if len(words[one.id]) >= SHARED]
    near.sort(key=lambda one: (-len(words[one.id]), one.number))
    return [Alike(one, words[one.id]) for one in near[:MOST_OFFERED]]


def shared(mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """The words that both have, also in another form: `detection` and `detections`."""
    return tuple(word for word in mine if any(_same(word, other) for other in theirs))


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and len(long) - len(short) <= 2


def _not_linked(session: Session, area: Area, ids: Sequence[int], sight: Sight) -> list[Area]:
    """Those that nobody linked with this area or told apart from it. Two statements."""
    told = union_all(
        select(AreaLink.earlier_id, AreaLink.later_id).where(
            or_(AreaLink.earlier_id == area.id, AreaLink.later_id == area.id)
        ),
        select(AreaApart.first_id, AreaApart.second_id).where(
            or_(AreaApart.first_id == area.id, AreaApart.second_id == area.id)
        ),
    )
    known = {id_ for pair in session.execute(told) for id_ in pair} | {area.id}
    wanted = [id_ for id_ in ids if id_ not in known]
    return list(session.scalars(select(Area).where(queries.seen(area.force_id, sight), Area.id.in_(wanted))))
