"""How the outcomes of a framework's ladders become one: the weakest counts, and then caps hold it down.

Two ways lead there: from a code, looking no further than the grade needs, and from outcomes already found. Neither
explains itself: reasons are drawn in `tree`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, NoReturn

from .ladder import Decide, Outcome

Combined = tuple[int, str, tuple[str, ...]]  # rank of the outcome, rule that decided, limiters that lowered it
Combine = Callable[[int], Combined]
Cap = tuple[int, int, str]  # rank it caps at, the plane of criteria that bring it about, the limiter's id

NO_LIMITERS: tuple[str, ...] = ()


class Decision(NamedTuple):
    """A grade without its reasons: the range, the rule that decided its floor, the limiters that changed either end."""

    floor: str
    ceiling: str
    rule: str
    limiters: tuple[str, ...]


def combined(decides: Sequence[Decide], weakest: str, caps: Sequence[Cap]) -> Combine:
    """One function over a complete code. `weakest` names the limiter that fires where ladders differ."""
    if not decides:
        return nothing
    uncapped = _in_turn(decides, weakest) if len(decides) > 1 else _only(decides[0])
    return _under(uncapped, caps) if caps else uncapped


def weakest_of(found: Sequence[Outcome], weakest: str) -> Combined:
    """The first of the lowest outcomes, and whether it lowered any other."""
    ranks = [rank for rank, _ in found]
    lowest = min(ranks)
    return lowest, found[ranks.index(lowest)][1], (weakest,) if max(ranks) != lowest else NO_LIMITERS


def decision(order: Sequence[str], at_worst: Combined, at_best: Combined) -> Decision:
    """The range between both ends. `order` names the outcomes by rank."""
    rank, rule, limiters = at_worst
    fired = (*limiters, *(name for name in at_best[2] if name not in limiters))
    return Decision(order[rank], order[at_best[0]], rule, fired)


def nothing(code: int) -> NoReturn:
    """The grade of a framework without a ladder, which no code decides: a LookupError."""
    raise LookupError("this framework has no ladder: its grade is not decided by ratings")


def _only(decide: Decide) -> Combine:
    return lambda code: (*decide(code), NO_LIMITERS)


def _in_turn(decides: Sequence[Decide], weakest: str) -> Combine:
    """As `weakest_of`, asking the ladders in turn, and none once nothing can be lower."""
    first, others, fired = decides[0], tuple(decides[1:]), (weakest,)

    def outcome(code: int) -> Combined:
        rank, rule = first(code)
        limiters = NO_LIMITERS
        for decide in others:
            found, by = decide(code)
            if found != rank:
                limiters = fired
                if found < rank:
                    rank, rule = found, by
                if not rank:  # nothing is lower, and it is known that the components differ
                    break
        return rank, rule, limiters

    return outcome


def _under(uncapped: Combine, caps: Sequence[Cap]) -> Combine:
    def outcome(code: int) -> Combined:
        rank, rule, limiters = uncapped(code)
        for cap, low, limiter in caps:
            if rank > cap and code & low:
                rank, rule, limiters = cap, f"limiter.{limiter}", (*limiters, limiter)
        return rank, rule, limiters

    return outcome
