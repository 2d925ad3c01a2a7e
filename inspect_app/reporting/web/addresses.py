"""The address of everything in the report that can be cited, the same as in the PDF: #fw1B, #f1B-A2, #r1B, #c1B-F9.

It also knows what counts against what, so that links between findings, criteria and rungs go both ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..content import ForceReport, FrameworkPart

UNFIT = re.compile(r"[^\w.-]+")


def fit(name: str) -> str:
    """The name with nothing in it that an address cannot hold."""
    return UNFIT.sub("-", name)


class Addresses:
    """Ids of elements by what they stand for. Findings and frameworks over the report, criteria by framework."""

    def __init__(self, report: ForceReport) -> None:
        self.frameworks = {part.code: f"fw{fit(part.code)}" for part in report.frameworks}
        self.citable = {name: f"f{fit(name)}" for part in report.frameworks for name in _citable(part)}
        self.criteria = {
            part.id: {row.number: f"c{fit(part.code)}-{fit(row.number)}" for row in part.criteria}
            for part in report.frameworks
        }
        self._of_criterion = {
            row.id: self.criteria[part.id][row.number] for part in report.frameworks for row in part.criteria
        }

    def framework(self, code: str) -> str:
        return f"fw{fit(code)}"

    def finding(self, name: str) -> str:
        return f"f{fit(name)}"

    def criterion(self, criterion_id: str) -> str:
        return self._of_criterion[criterion_id]

    def reached(self, code: str, outcome: str = "") -> str:
        """How this grade was reached, or one rung of it."""
        return f"r{fit(code)}-{fit(outcome)}" if outcome else f"r{fit(code)}"

    def domain(self, number: str) -> str:
        return f"d{fit(number)}"


def _citable(part: FrameworkPart) -> Iterator[str]:
    for _, _, findings in part.findings:
        yield from (finding.id for finding in findings)
    yield from (passage.id for passage in part.context if passage.id)
    yield from (practice.id for practice in part.good_practice)


def citing(part: FrameworkPart) -> dict[str, list[str]]:
    """For each criterion the findings that bear on it and the passages that its rating rests on, in order."""
    found: dict[str, dict[str, None]] = {row.id: dict.fromkeys(row.rests_on) for row in part.criteria}
    for _, _, findings in part.findings:
        for finding in findings:
            for criterion in finding.bears_on:
                found.setdefault(criterion, {})[finding.id] = None
    order = {name: place for place, name in enumerate(_citable(part))}
    return {criterion: sorted(names, key=lambda n: order.get(n, 0)) for criterion, names in found.items()}


def counted_against(part: FrameworkPart) -> dict[str, list[str]]:
    """For each criterion the rungs that it was counted against, best first."""
    found: dict[str, dict[str, None]] = {}
    numbers = {row.number: row.id for row in part.criteria}
    for rung in part.reached.rungs:
        for requirement in rung.requirements:
            for number in requirement.against:
                if number in numbers:
                    found.setdefault(numbers[number], {})[rung.outcome] = None
    return {criterion: list(rungs) for criterion, rungs in found.items()}
