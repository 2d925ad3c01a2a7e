"""How one force stands on one indicator in one year: against the year before, its peers and every force. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .comparison import peers, verdicts
from .comparison.peers import AmongPeers, Place
from .comparison.verdicts import Comparison
from .figures import Figure, Known, best_of, like
from .measures import Measure
from .periods import Period

Series = Mapping[str, Sequence[Known]]
"""What is known of one indicator, by force: one entry for each period, in order."""


@dataclass(frozen=True, slots=True)
class Group:
    """The peers of a force from a day on; `ends_on` is the last day, where there is one."""

    title: str
    begins_on: date
    ends_on: date | None
    counts_itself: bool
    source: str
    forces: frozenset[str]

    def holds_on(self, day: date) -> bool:
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Position:
    """`now` and `before` are what is known of the two years; the comparisons are absent where a figure is missing.

    `left_out` are peers whose sources disagree: neither figure is taken for theirs.
    """

    measure: Measure
    now: Known | None
    before: Known | None
    over_time: Comparison | None = None
    group: Group | None = None
    peers: Mapping[str, Figure] | None = None
    left_out: tuple[str, ...] = ()
    among: AmongPeers | None = None
    nation: Place | None = None

    @property
    def figure(self) -> Figure | None:
        return self.now.agreed if self.now else None

    @property
    def is_disputed(self) -> bool:
        return self.now is not None and self.now.is_disputed


def position(measure: Measure, force: str, known: Series, groups: Sequence[Group], year: Period) -> Position:
    """Where a force stands in a year; what cannot be said is left out."""
    mine = known.get(force, ())
    now = best_of(mine, year)
    before = like(mine, now.period, year.before) if now else best_of(mine, year.before)
    figure = now.agreed if now else None
    if now is None or figure is None:
        return Position(measure, now, before)
    group = next((g for g in groups if g.holds_on(now.period.ends_on)), None)
    found = {name: one for name in known if name != force and (one := like(known[name], now.period, year))}
    agreed = {name: own for name, one in found.items() if (own := one.agreed)}
    fellows = {name: agreed[name] for name in agreed if group and name in group.forces}
    then = before.agreed if before else None
    return Position(
        measure,
        now,
        before,
        over_time=verdicts.over_time(measure, (now.period, figure), (before.period, then)) if before and then else None,
        group=group,
        peers=fellows,
        left_out=tuple(sorted(n for n, one in found.items() if one.is_disputed and group and n in group.forces)),
        among=peers.among(measure, figure, fellows, counts_itself=group.counts_itself) if group else None,
        nation=peers.place_of(measure, figure.value, [own.value for own in agreed.values()]),
    )


def gap(mine: Known | None, pair: Sequence[Known]) -> Decimal | None:
    """How far two groups are apart in one period; None where either is unknown or disputed."""
    if mine is None or mine.agreed is None:
        return None
    other = next((one for one in pair if one.period == mine.period), None)
    return abs(mine.agreed.value - other.agreed.value) if other and other.agreed else None
