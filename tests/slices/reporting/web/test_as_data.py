"""The report as data: keys that are documented, nothing lost, and cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inspect_app.reporting.as_data import force_report_csv, force_report_json, safe
from inspect_app.reporting.content import ForceReport

OPEN = {"national", "proposal", "inputs"}
"""Keys whose own keys are ids, labels, or described elsewhere."""


@pytest.fixture(scope="module")
def data(report: ForceReport) -> Any:
    return json.loads(force_report_json(report))


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inside in value.items():
            yield key
            if key not in OPEN:
                yield from keys(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from keys(inside)


def test_every_key_is_in_the_guide(data: Any, checkout: Path) -> None:
    guide = (checkout / "docs" / "guides" / "report_as_data.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`(\w+)`", guide))
    assert sorted(set(keys(data)) - documented) == []


def test_the_json_holds_the_whole_report(data: Any, report: ForceReport) -> None:
    assert [f["code"] for f in data["frameworks"]] == [part.code for part in report.frameworks]
    for found, part in zip(data["frameworks"], report.frameworks, strict=True):
        assert found["proposal"] == json.loads(json.dumps(part.proposal.as_json()))
        assert found["published"]["grade"] == part.grade
        assert [f["text"] for f in found["findings"]] == [f.text for _, _, fs in part.findings for f in fs]
        assert [c["rating"] for c in found["criteria"]] == [c.rating for c in part.criteria]
    assert data["marking"] == report.marking
    assert len(data["schedule"]) == sum(len(group.rows) for group in report.schedule)


def test_the_json_comes_back_as_it_was_written(data: Any, report: ForceReport) -> None:
    written = force_report_json(report)
    assert json.dumps(data, ensure_ascii=False, indent=1) + "\n" == written
    assert written == force_report_json(report)


def rows(report: ForceReport) -> list[list[str]]:
    return list(csv.reader(io.StringIO(force_report_csv(report), newline=""), strict=True))


def test_the_csv_has_one_row_for_each_framework(report: ForceReport) -> None:
    head, *found = rows(report)
    assert [row[0] for row in found] == [part.code for part in report.frameworks]
    assert {len(row) for row in found} == {len(head)}
    labels = report.edition.scales.outcomes.labels
    for row, part in zip(found, report.frameworks, strict=True):
        cells = dict(zip(head, row, strict=True))
        assert cells["Published grade"] == labels[part.grade]
        assert cells["Floor"] == (labels[part.proposal.floor] if part.proposal.floor else "")
        assert [int(cells[title]) for _, title, _ in part.findings] == [len(f) for _, _, f in part.findings]


def test_the_csv_ends_its_lines_as_rfc_4180_has_it(report: ForceReport) -> None:
    written = force_report_csv(report)
    assert written.endswith("\r\n")
    assert written.count("\n") == written.count("\r\n") == len(report.frameworks) + 1


def test_quotes_commas_and_line_breaks_survive(report: ForceReport) -> None:
    title = 'He said "no", and\nleft'
    first = replace(report.summary.rows[0], title=title)
    changed = replace(report, summary=replace(report.summary, rows=(first, *report.summary.rows[1:])))
    assert rows(changed)[1][1] == title


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_can_start_a_formula(report: ForceReport, cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    first = replace(report.summary.rows[0], reason=cell)
    changed = replace(report, summary=replace(report.summary, rows=(first, *report.summary.rows[1:])))
    assert rows(changed)[1][-1] == f"'{cell}"


def test_an_ordinary_cell_stays_as_it_is() -> None:
    assert safe("1A = 2") == "1A = 2"


def test_an_edition_without_directions_is_data_too(harbour: ForceReport) -> None:
    data = json.loads(force_report_json(harbour))
    assert data["directions"] == []
    assert {f["published"]["direction"] for f in data["frameworks"]} == {None}
    assert len(rows(harbour)) == 1 + len(harbour.frameworks)
