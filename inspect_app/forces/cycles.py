"""Inspection cycles as declared files: the year assessed, and the national results that were published with it.

National results belong to a cycle, not to the methodology: the same edition may be used again.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from ..catalogue.documents import Document, read
from ..catalogue.faults import BadData, Fault
from ..catalogue.shape import Id, Shape, Text, fit
from ..grading.edition import Edition

FOLDER = Path(__file__).parent / "cycles"


class PeriodShape(Shape):
    from_: date = Field(alias="from")
    to: date


class NationalShape(Shape):
    """One framework over the whole country: how many forces had each grade, and what was said."""

    framework: Id
    distribution: dict[Id, Annotated[int, Field(ge=0)]]
    text: str | None = None
    source_line: Annotated[int, Field(ge=1)]


class CycleFile(Shape):
    """One inspection cycle."""

    cycle: Id
    title: Text
    edition: Id
    assessed: PeriodShape
    published: Text
    forces: Annotated[int, Field(ge=1)]
    national: list[NationalShape]


def cycle_ids() -> list[str]:
    """The cycles that are declared, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def load(cycle: str, edition: Edition) -> CycleFile:
    """A cycle, checked against its edition. Raises BadData with every fault."""
    document = read(FOLDER / f"{cycle}.yaml", f"cycles/{cycle}.yaml")
    shape, faults = fit(document, CycleFile)
    if shape is None:
        raise BadData(faults)
    found = list(_faults(document, shape, edition))
    if found:
        raise BadData(found)
    return shape


def _faults(document: Document, cycle: CycleFile, edition: Edition) -> list[Fault]:
    if cycle.edition != edition.id:
        return [document.fault(("edition",), f"{cycle.edition!r} is not {edition.id}")]
    faults = []
    seen: set[str] = set()
    grades = set(edition.scales.outcomes.grades.ids())
    for place, national in enumerate(cycle.national):
        path = ("national", place)
        if national.framework not in edition.framework or national.framework in seen:
            faults.append(document.fault((*path, "framework"), f"{national.framework!r} is unknown or given twice"))
        seen.add(national.framework)
        if set(national.distribution) != grades:
            faults.append(
                document.fault((*path, "distribution"), f"needs a count for each of {', '.join(sorted(grades))}")
            )
        total = sum(national.distribution.values())
        if total != cycle.forces:
            faults.append(document.fault((*path, "distribution"), f"the counts add up to {total}, not {cycle.forces}"))
    missing = [f.id for f in edition.frameworks if f.id not in seen]
    if missing:
        faults.append(document.fault(("national",), f"nothing is said of {', '.join(missing)}"))
    return faults
