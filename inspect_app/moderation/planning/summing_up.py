"""Sums the plan of a cycle up by force and by framework. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...accounts.actors import Actor
from ...grading.edition import Framework
from ..models import SiteVisit
from . import policy
from .queries import Planned


@dataclass(frozen=True, slots=True)
class ForceRow:
    """One force: how its entries are validated, how many readings are wanted and named, and when it is visited.

    `opens` is whether the one who looks may see its plan: it is none of their home forces.
    """

    force: str
    name: str
    state: str
    levels: Mapping[str, int]
    wanted: int
    named: int
    missing: int
    visits: Sequence[SiteVisit]
    opens: bool


@dataclass(frozen=True, slots=True)
class FrameworkRow:
    """One framework over all forces: how many readings are wanted and named."""

    framework: Framework
    wanted: int
    named: int


def by_force(
    entries: Sequence[Planned], visits: Mapping[int, Sequence[SiteVisit]], reader: Actor
) -> Sequence[ForceRow]:
    """A row for each force, in the order of the entries."""
    of: dict[str, list[Planned]] = {}
    for entry in entries:
        of.setdefault(entry.force, []).append(entry)
    rows = []
    for force, mine in of.items():
        open_ones = [entry for entry in mine if entry.entry_state not in policy.READ]
        over = mine[0].assessment_state in policy.OVER
        rows.append(
            ForceRow(
                force=force,
                name=mine[0].force_name,
                state=mine[0].assessment_state,
                levels=Counter(entry.level for entry in mine),
                wanted=sum(entry.readers for entry in mine),
                named=sum(min(len(entry.named), entry.readers) for entry in mine),
                missing=0 if over else sum(entry.missing for entry in open_ones),
                visits=visits.get(mine[0].assessment, ()),
                opens=bool(policy.MAY_SEE & reader.roles_for(force)),
            )
        )
    return rows


def by_framework(entries: Sequence[Planned]) -> Sequence[FrameworkRow]:
    """A row for each framework, in printed order."""
    of: dict[str, list[Planned]] = {}
    for entry in entries:
        of.setdefault(entry.framework.id, []).append(entry)
    return [
        FrameworkRow(
            mine[0].framework,
            sum(entry.readers for entry in mine),
            sum(min(len(entry.named), entry.readers) for entry in mine),
        )
        for mine in of.values()
    ]
