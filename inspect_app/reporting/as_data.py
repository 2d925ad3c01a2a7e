"""The force report as data: JSON with everything in it, and a CSV of one row for each framework.

Keys and columns are a promise to those who script against them; `docs/guides/report_as_data.md` says what each holds.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from ..ui.plain_cells import safe
from .content import ForceReport, FrameworkPart, SummaryRow

FORMAT = "inspect-app force report"
VERSION = 1
"""Raised when a key goes or changes its meaning; a new key leaves it as it is."""

COLUMNS_BEFORE = (
    "Code",
    "Title",
    "Published grade",
    "Published direction",
    "Proposed grade",
    "Floor",
    "Ceiling",
    "Agreement",
    "Proposed direction",
    "Direction flags",
)
PARAMETER = ("name", "word", "value", "default", "why", "other_readings")
PASSAGE = ("id", "text", "source_line")
FINDING = ("id", "kind", "text", "bears_on", "source_line")
PRACTICE = ("id", "title", "problem", "solution", "outcome", "when", "evaluated", "note", "printed_in", "source_line")
CRITERION = ("id", "number", "text", "component", "tags", "rating", "rests_on", "because")
SCHEDULED = ("finding", "criteria", "reaches")
COLUMN_AFTER = "Deciding reason"


def force_report_json(report: ForceReport) -> str:
    """The report as JSON, in UTF-8 and with the keys always in the same order."""
    return json.dumps(_report(report), ensure_ascii=False, indent=1) + "\n"


def force_report_csv(report: ForceReport) -> str:
    """One row for each framework as RFC 4180 has it, under a row of names; no cell can start a formula."""
    counted = dict.fromkeys((kind, heading) for part in report.frameworks for kind, heading, _ in part.findings)
    written = io.StringIO(newline="")
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(map(safe, [*COLUMNS_BEFORE, *(heading for _, heading in counted), COLUMN_AFTER]))
    for row, part in zip(report.summary.rows, report.frameworks, strict=True):
        rows.writerow(map(safe, _cells(report, row, part, [kind for kind, _ in counted])))
    return written.getvalue()


def _cells(report: ForceReport, row: SummaryRow, part: FrameworkPart, kinds: list[str]) -> list[str]:
    outcomes, directions = report.edition.scales.outcomes.labels, _directions(report)
    proposal = part.proposal
    counts = {kind: len(findings) for kind, _, findings in part.findings}
    return [
        row.code,
        row.title,
        outcomes.get(row.grade, row.grade),
        directions.get(row.direction, row.direction),
        outcomes[proposal.grade] if proposal.grade else "",
        outcomes[proposal.floor] if proposal.floor else "",
        outcomes[proposal.ceiling] if proposal.ceiling else "",
        row.method,
        directions.get(proposal.direction.value or "", ""),
        " ".join(proposal.direction.flags),
        *(str(counts.get(kind, 0)) for kind in kinds),
        row.reason,
    ]


def _directions(report: ForceReport) -> dict[str, str]:
    scales = report.edition.scales
    return {s.id: s.label for s in (*scales.directions.steps, scales.not_graded, scales.not_comparable) if s}


def _report(report: ForceReport) -> dict[str, Any]:
    edition = report.edition
    summary = {row.code: row for row in report.summary.rows}
    return {
        "format": FORMAT,
        "version": VERSION,
        "title": report.title,
        "marking": report.marking,
        "force": {"id": report.force, "name": report.cover.force_name},
        "cycle": {"id": report.cycle, "title": report.foot, "scope": report.cover.scope},
        "published": report.dated,
        "disclaimer": report.cover.disclaimer,
        "edition": {"id": edition.id, "title": edition.title, "digest": edition.digest},
        "grades": [_step(s.id, s.label, s.meaning) for s in edition.scales.outcomes.grades.steps],
        "between": [_step(b.id, b.label, b.meaning) for b in edition.scales.outcomes.between],
        "directions": [_step(d, label, "") for d, label in _directions(report).items()],
        "parameters": [_of(row, *PARAMETER) for row in report.method.parameters],
        "coding_note": report.coding_note,
        "overview": [
            {"heading": head, "passages": [_of(p, *PASSAGE) for p in found]} for head, found in report.overview
        ],
        "agreement": report.summary.agreement,
        "frameworks": [_framework(part, summary[part.code]) for part in report.frameworks],
        "schedule": [
            {"framework": group.code, "next_grade": group.next_grade or None, **_of(row, *SCHEDULED)}
            for group in report.schedule
            for row in group.rows
        ],
        "glossary": [_of(term, "term", "meaning") for term in report.glossary],
        "reproduce": {
            "inputs": {row.label: row.text for row in report.reproduce.rows},
            "sources": [_of(source, "name", "sha256") for source in report.reproduce.sources],
        },
    }


def _of(value: object, *names: str) -> dict[str, Any]:
    """The named attributes of a value, in that order; tuples as lists."""
    found = {name: getattr(value, name) for name in names}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in found.items()}


def _step(step: str, label: str, meaning: str) -> dict[str, str]:
    return {"id": step, "label": label, "meaning": meaning}


def _framework(part: FrameworkPart, row: SummaryRow) -> dict[str, Any]:
    return {
        "id": part.id,
        "code": part.code,
        "title": part.title,
        "domain": {"id": part.domain_number, "title": part.domain_title},
        "priority": row.priority,
        "checked": list(part.checked),
        "published": {"grade": part.grade, "direction": part.direction or None, "caveat": part.caveat or None},
        "national": dict(part.national.counts) if part.national else None,
        "agreement": row.method,
        "reason": row.reason,
        "key_issues": list(part.key_issues),
        "scope": list(part.scope),
        "national_text": part.national_text or None,
        "context": [_of(passage, *PASSAGE) for passage in part.context],
        "findings": [_of(finding, *FINDING) for _, _, findings in part.findings for finding in findings],
        "good_practice": [_of(practice, *PRACTICE) for practice in part.good_practice],
        "cross_references": [{"to": code, "note": note} for code, note in part.cross_references],
        "resource_scores": [_of(score, "element", "score", "source_line") for score in part.resource_scores],
        "criteria": [_of(criterion, *CRITERION) for criterion in part.criteria],
        "proposal": part.proposal.as_json(),
    }
