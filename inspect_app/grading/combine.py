"""How the outcomes of a framework's ladders become one: the weakest counts, and then caps hold it down."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .ladder import Decide

Combined = tuple[int, str, tuple[str, ...]]  # rank of the outcome, rule that decided, limiters that lowered it
Combine = Callable[[int], Combined]
Cap = tuple[int, int, str]  # rank it caps at, the plane of criteria that bring it about, the limiter's id

NO_LIMITERS: tuple[str, ...] = ()


def combined(decides: Sequence[Decide], weakest: str, caps: Sequence[Cap]) -> Combine:
    """One function over a complete code. `weakest` names the limiter that fires where ladders differ."""
    if not decides:
        return _nothing
    uncapped = _weakest_of(decides, weakest) if len(decides) > 1 else _only(decides[0])
    return _under(uncapped, caps) if caps else uncapped


def _nothing(code: int) -> Combined:
    raise LookupError("this framework has no ladder: its grade is not decided by ratings")


def _only(decide: Decide) -> Combine:
    return lambda code: (*decide(code), NO_LIMITERS)


def _weakest_of(decides: Sequence[Decide], weakest: str) -> Combine:
    first, others, fired = decides[0], tuple(decides[1:]), (weakest,)

    def outcome(code: int) -> Combined:
        rank, rule = first(code)
        limiters = NO_LIMITERS
        for decide in others:
            found = decide(code)
            if found[0] != rank:
                limiters = fired
                if found[0] < rank:
                    rank, rule = found
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
