"""What the page of the national report shows besides its content: marks and the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ...ui import chips
from ..force_report import spoken_date
from .content import NationalReport


@dataclass(frozen=True, slots=True)
class Around:
    """Where the header says that somebody is."""

    words: str
    change_url: str | None = None


def shown(report: NationalReport) -> dict[str, Any]:
    """The names that the page's template uses."""
    return {
        "report": report,
        "scales": report.edition.scales,
        "unit": report.edition.unit,
        "marking": report.marking or None,
        "edition_title": report.edition.title,
        "published": spoken_date(report.dated) if report.judged else "",
        "matrix": _matrix(report),
        "bold": _bold,
    }


def _matrix(report: NationalReport) -> list[tuple[str, list[Markup]]]:
    """Each force with a cell for each framework: the mark of the grade, and grade and direction as its name."""
    scales, drawn = report.edition.scales, {}
    words = scales.outcomes.labels
    ways = {step.id: step.label.lower() for step in scales.directions.steps}
    rows = []
    for force in report.forces:
        cells = []
        for one in report.frameworks:
            told = report.judged.get((force.id, one.id))
            if told not in drawn:
                drawn[told] = _cell(report, told, words, ways)
            cells.append(drawn[told])
        rows.append((force.short, cells))
    return rows


def _cell(
    report: NationalReport, told: tuple[str, str] | None, words: Mapping[str, str], ways: Mapping[str, str]
) -> Markup:
    if told is None:
        return Markup('<span class="unseen">Not published</span>')
    said = ", ".join(part for part in (words[told[0]], ways.get(told[1], "")) if part)
    chip = chips.grade_chip(report.edition.scales, told[0], word=False, size="cell")
    # The chip's own name is the grade alone; here the direction belongs to it.
    return Markup('<span aria-hidden="true">{}</span><span class="unseen">{}</span>').format(chip, said)


def _bold(sentence: str) -> Markup:
    """A sentence of the model with its `**bold**` words."""
    pieces = [
        Markup("<strong>{}</strong>").format(piece) if number % 2 else Markup("{}").format(piece)
        for number, piece in enumerate(sentence.split("**"))
    ]
    return Markup("").join(pieces)
