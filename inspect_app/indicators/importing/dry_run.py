"""What bringing a file in would do: what is new, the same, a correction, or stands beside another source. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..figures import Figure, Known
from .checked import Given


@dataclass(frozen=True, slots=True)
class Correction:
    """A row that says something else than its own source said before."""

    given: Given
    was: Figure


@dataclass(frozen=True, slots=True)
class Beside:
    """A new row that another source contradicts: both are kept."""

    given: Given
    others: tuple[Figure, ...]


@dataclass(slots=True)
class DryRun:
    """The rows of a file by what would become of them; `beside` holds those of the new ones that others contradict."""

    new: list[Given] = field(default_factory=list)
    same: list[Given] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)

    @property
    def writes(self) -> int:
        """How many rows would be written."""
        return len(self.new) + len(self.corrections)

    def counts(self) -> dict[str, int]:
        """The numbers of it, as the record keeps them."""
        return {
            "new": len(self.new),
            "same": len(self.same),
            "corrections": len(self.corrections),
            "beside": len(self.beside),
        }


def dry_run(given: Iterable[Given], there: Mapping[str, Mapping[str, Iterable[Known]]]) -> DryRun:
    """Sets rows beside what is known already, by indicator and force."""
    found = DryRun()
    for row in given:
        known = there.get(row.measure.id, {}).get(row.force, ())
        figures = next((one.figures for one in known if one.period == row.period), ())
        mine = next((figure for figure in figures if figure.source == row.figure.source), None)
        if mine is None:
            found.new.append(row)
            others = tuple(figure for figure in figures if figure.value != row.figure.value)
            if others:
                found.beside.append(Beside(row, others))
        elif mine.says_the_same(row.figure):
            found.same.append(row)
        else:
            found.corrections.append(Correction(row, mine))
    return found
