"""The cover: force, assessment, the grade of every framework as one picture, and what the report is."""

from __future__ import annotations

from ..pdf.cover import Cover, CoverWords, Step
from .setting import Setting

CAPTION = "The grade in each framework, by domain"


def page(setting: Setting) -> Cover:
    """The first page."""
    said = setting.report.cover
    words = CoverWords(
        kind=said.heading,
        force=said.force_name,
        assessment=said.assessment,
        scope=said.scope,
        caption=CAPTION,
        alt=f"Column chart. {said.alternative}",
        rows=tuple((row.label, setting.links.said(row.text)) for row in said.facts),
        disclaimer=said.disclaimer,
    )
    return Cover(setting.faces, words, _steps(setting), len(setting.looks.outcomes.grades.steps))


def _steps(setting: Setting) -> list[Step]:
    ranks = setting.looks.outcomes.grades.ranks
    steps = []
    domain = ""
    for part in setting.report.frameworks:
        height = ranks[part.grade] + 1 if part.grade in ranks else 0
        opens = part.domain_number != domain
        steps.append(Step(part.code, height, setting.looks.mark(part.grade), opens=opens))
        domain = part.domain_number
    return steps
