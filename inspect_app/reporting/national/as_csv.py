"""The national report as CSV: one row for each published judgement. No cell can start a formula."""

from __future__ import annotations

import csv
import io

from ...ui.plain_cells import safe
from .content import NationalReport

COLUMNS = (
    "Force",
    "Simulated",
    "Framework",
    "Title",
    "Domain",
    "Grade",
    "Direction",
    "Published",
    "Last year",
)


def national_report_csv(report: NationalReport) -> str:
    """RFC 4180, force by force and in printed order."""
    labels, scales = report.edition.scales.outcomes.labels, report.edition.scales
    ways = {step.id: step.label for step in scales.directions.steps}
    ways |= {step.id: step.label for step in (scales.not_graded, scales.not_comparable) if step}
    forces = {force.id: force for force in report.forces}
    domains = {domain.id: domain.title for domain in report.edition.domains}
    written = io.StringIO(newline="")
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for told in report.nation.judgements:
        if (told.force, told.framework) not in report.judged:
            continue
        force, framework = forces[told.force], report.edition.framework[told.framework]
        values = (
            force.name,
            "yes" if force.is_simulated else "no",
            framework.code,
            framework.title,
            domains.get(framework.domain, ""),
            labels.get(told.grade, told.grade),
            ways.get(told.direction, told.direction),
            told.published_on,
            labels.get(told.last or "", ""),
        )
        rows.writerow([safe(value) for value in values])
    return written.getvalue()
