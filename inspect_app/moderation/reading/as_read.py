"""Facts as readers found them: the force's own facts with the readers' ratings and answers in place of its.

Pure. What readers do not rate stays as it is: other inspections' grades, last year's, movements, and what is cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ...assessment.proposals import OF_A_PART
from ...assessment.workspace.asked import Asked
from ...grading.facts import Facts


class Said(Protocol):
    """A rating or an answer, a reader's or as it was settled. `kind` is criterion, factor or condition."""

    @property
    def kind(self) -> str: ...

    @property
    def asked(self) -> str: ...

    @property
    def step(self) -> str: ...

    @property
    def applies(self) -> bool: ...

    @property
    def because(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two readers see differently; None where one of them did not rate it."""

    asked: Asked
    first: Said | None
    second: Said | None


def kind_of(asked: Asked) -> str:
    """The kind under which a reading keeps it: a graded part is rated like a criterion."""
    return asked.kind if asked.is_answer else "criterion"


def as_read(base: Facts, said: Iterable[Said]) -> Facts:
    """The force's facts with what readers said in place of its ratings and answers."""
    rows = list(said)
    ratings = {row.asked: row for row in rows if row.kind == "criterion" and not row.asked.startswith(OF_A_PART)}
    parts = {row.asked.removeprefix(OF_A_PART): row.step for row in rows if row.asked.startswith(OF_A_PART)}
    return replace(
        base,
        ratings={name: row.step for name, row in ratings.items()},
        reasons={name: row.because or "" for name, row in ratings.items() if not row.applies},
        factors={row.asked: row.step for row in rows if row.kind == "factor"},
        conditions={row.asked: row.step for row in rows if row.kind == "condition"},
        parts=parts,
    )


def differences(asked: Sequence[Asked], first: Mapping[str, Said], second: Mapping[str, Said]) -> list[Difference]:
    """Where two readings differ, in the order in which things are asked. Both are by the name of what is asked."""
    pairs = [Difference(one, first.get(one.column), second.get(one.column)) for one in asked]
    return [pair for pair in pairs if _step(pair.first) != _step(pair.second)]


def agreed(asked: Sequence[Asked], readings: Sequence[Mapping[str, Said]], settled: Mapping[str, Said]) -> list[Said]:
    """What counts of one reading or of two: what was settled, else what both say; what is unsettled is left out."""
    found: list[Said] = []
    for one in asked:
        rows = [reading[one.column] for reading in readings if one.column in reading]
        same = len(rows) == len(readings) and len({row.step for row in rows}) == 1
        row = settled.get(one.column) if len(readings) > 1 and not same else None
        if same and rows:
            found.append(rows[0])
        elif row is not None:
            found.append(row)
    return found


def _step(said: Said | None) -> str | None:
    return said.step if said else None
