"""Which column of a spreadsheet holds what, by its heading, and whether two of them seem to be swapped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ...grading.words import listed

Row = tuple[int, list[str]]
"""The number of a row in its file, and its cells."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "Force": ("force", "police force", "force name", "area"),
    "Indicator": ("indicator", "measure", "code", "spi", "indicator code"),
    "Period": ("period", "year"),
    "From": ("from", "first day", "begins", "start", "period from"),
    "To": ("to", "last day", "ends", "end", "period to"),
    "Value": ("value", "figure", "result"),
    "Numerator": ("numerator", "count", "events"),
    "Denominator": ("denominator", "population", "sample size", "sample", "base", "out of"),
    "Standard deviation": ("standard deviation", "deviation", "sd"),
    "Source": ("source", "published in"),
    "Note": ("note", "notes", "footnote", "remark"),
}
NEEDED = ("Force", "Indicator", "Value")
FIRST_ROWS = 10
FEW, MOST = 0.5, 0.8
"""Columns seem swapped where fewer than the first share of cells fit as headed, and more than the second exchanged."""


@dataclass(frozen=True, slots=True)
class Header:
    """The row of headings: the place of each column that is known, and the headings that are not."""

    row: int
    places: Mapping[str, int]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]

    def faults(self) -> list[str]:
        """What is wrong with the headings, as sentences."""
        missing = [name for name in NEEDED if name not in self.places]
        found = []
        if missing:
            word = "column" if len(missing) == 1 else "columns"
            found.append(f"The {word} {listed(missing)} {'is' if len(missing) == 1 else 'are'} missing.")
        if "Period" not in self.places and not {"From", "To"} <= set(self.places):
            found.append("The period is missing: there is no column Period, and no pair of columns From and To.")
        found += [f"There are two columns {name}." for name in self.twice]
        return found


def header_in(rows: Sequence[Row]) -> Header | None:
    """The first of the first rows in which at least three headings are known; None where there is none."""
    for number, cells in rows[:FIRST_ROWS]:
        found = _header(number, cells)
        if len(found.places) >= 3:
            return found
    return None


def _header(number: int, cells: Sequence[str]) -> Header:
    known = {other: name for name, others in NAMES.items() for other in others}
    places: dict[str, int] = {}
    unknown, twice = [], []
    for place, cell in enumerate(cells):
        name = known.get(cell.casefold().replace("_", " ").strip(" :"))
        if name is None:
            unknown += [cell] if cell else []
        elif name in places:
            twice.append(name)
        else:
            places[name] = place
    return Header(number, places, tuple(unknown), tuple(twice))


def swapped(rows: Sequence[Mapping[str, str]], fits: Mapping[str, Callable[[str], bool]]) -> tuple[str, str] | None:
    """Two columns of which each holds what the other should; `fits` says whether a cell belongs in a column."""
    if not rows:
        return None
    for one, other in combinations((name for name in fits if name in rows[0]), 2):
        if any(_share(rows, name, fits[name]) >= FEW for name in (one, other)):
            continue
        if _share(rows, other, fits[one]) >= MOST and _share(rows, one, fits[other]) >= MOST:
            return one, other
    return None


def _share(rows: Sequence[Mapping[str, str]], column: str, fits: Callable[[str], bool]) -> float:
    return sum(fits(row[column]) for row in rows) / len(rows)
