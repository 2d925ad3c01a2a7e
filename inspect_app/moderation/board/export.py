"""The board as CSV: one row for each entry that is shown, in words. No cell can start a formula."""

from __future__ import annotations

import csv
import io

from ...grading.edition import Edition
from ...ui.plain_cells import safe
from .cells import CHANGE_NAMES, STANDINGS, Words
from .grid import Grid

COLUMNS = (
    "Framework",
    "Title",
    "Force",
    "Simulated",
    "State",
    "Grade",
    "Direction",
    "Proposed grade",
    "As proposed",
    "Changed since the decision",
    "Last year",
    "Against last year",
)


def as_csv(edition: Edition, grid: Grid) -> str:
    """RFC 4180, framework by framework in the order of the columns."""
    words, labels, outcomes = Words(edition.scales), edition.scales.outcomes.labels, edition.scales.outcomes
    written = io.StringIO(newline="")
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for line in grid.lines:
        for force, cell in zip(grid.forces, line.cells, strict=True):
            if cell is None:
                continue
            change = cell.change(outcomes)
            as_proposed = "" if cell.grade is None or not cell.lowest else "no" if cell.differs else "yes"
            values = (
                line.framework.code,
                line.framework.title,
                force.name,
                "yes" if force.is_simulated else "no",
                STANDINGS[cell.standing],
                labels.get(cell.grade or "", ""),
                words.way(cell.direction),
                words.proposal(cell),
                as_proposed,
                "yes" if cell.is_stale else "no",
                labels.get(cell.last or "", ""),
                CHANGE_NAMES[change] if change else "",
            )
            rows.writerow([safe(value) for value in values])
    return written.getvalue()
