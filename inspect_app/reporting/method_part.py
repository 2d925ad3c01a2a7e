"""How grades are reached, as content: generated from the method, with the values in force."""

from __future__ import annotations

from ..grading.edition import Edition
from ..grading.explain import explain
from ..grading.words import capital, listed, percent
from .content import Meaning, MethodPart, ParameterRow, Rung
from .year import ForceYear

METHOD_LEAD = (
    "Assessors rate each criterion. A declared method turns the ratings into a proposal and gives its reasons. "
    "A person makes the judgement. Both are printed."
)


def method_part(edition: Edition, year: ForceYear) -> MethodPart:
    """The part that explains the method to the readers of one year's report."""
    scales = edition.scales
    outcomes = {capital(label): outcome for outcome, label in scales.outcomes.labels.items()}
    rungs = tuple(
        Rung(outcomes[p.heading], p.heading, _in_a_sentence(p.text, p.points), p.text, p.points)
        for p in explain(edition)
        if p.heading in outcomes
    )
    grades = [Meaning(s.id, s.label, s.meaning) for s in reversed(scales.outcomes.grades.steps)]
    grades += [Meaning(b.id, b.label, b.meaning) for b in scales.outcomes.between]
    directions = [Meaning(s.id, s.label, s.meaning) for s in reversed(scales.directions.steps)]
    directions += [Meaning(s.id, s.label, s.meaning) for s in (scales.not_graded, scales.not_comparable) if s]
    notes = tuple(point for p in explain(edition) if p.heading in ("Limits", "Words that count") for point in p.points)
    return MethodPart(
        METHOD_LEAD, rungs, tuple(grades), tuple(directions), parameters(edition), notes, _citing(edition, year)
    )


def _citing(edition: Edition, year: ForceYear) -> str:
    """How findings and criteria are named, by the first of each in this report."""
    said = []
    finding = next((f for e in year.entries for f in e.findings), None)
    if finding is not None:
        kind = next(s.title.lower() for s in edition.sections if s.id == finding.kind)
        letters = listed(f"{s.letter} {s.title.lower()}" for s in edition.sections if s.letter)
        said.append(
            f"Every finding has a number that never changes: **{finding.id}** is the first under {kind} in "
            f"framework {finding.id.split('-')[0]}. The letters mean: {letters}."
        )
    criterion = next((c for f in edition.frameworks for c in f.criteria), None)
    if criterion is not None:
        level = edition.method.levels.get(criterion.level or "", "")
        said.append(f"**{criterion.number}** is the first {level} criterion of a framework.".replace("  ", " "))
    said.append("The number of findings never decides a grade.")
    return " ".join(said)


def parameters(edition: Edition) -> tuple[ParameterRow, ...]:
    """The words made exact, with the values in force and the edition's own."""
    method = edition.method
    return tuple(
        ParameterRow(
            p.name,
            p.word,
            percent(method.values[p.name]) if not p.whole else str(method.values[p.name]),
            percent(p.default) if not p.whole else str(p.default),
            p.why,
            "; ".join(p.other_readings),
        )
        for p in method.parameters
    )


def _in_a_sentence(lead: str, points: tuple[str, ...]) -> str:
    """A lead that ends in a colon and the points under it, read on as one sentence."""
    if not points:
        return lead
    clauses = [point[:1].lower() + point[1:].rstrip(".") for point in points]
    return f"{lead} {'; '.join(clauses)}."
