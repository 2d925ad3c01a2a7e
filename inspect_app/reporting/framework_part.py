"""Everything about one framework, as content: what was judged, found and rated, and the country around it."""

from __future__ import annotations

from ..grading.edition import Edition, Framework
from ..grading.proposal import Proposal
from ..grading.rules import UngradedRule
from .content import CriterionRow, FrameworkPart, NationalPicture
from .reached import reached
from .year import EntryYear, ForceYear


def framework_part(
    edition: Edition, year: ForceYear, entry: EntryYear, proposal: Proposal, short: str
) -> FrameworkPart:
    """One framework of the year; `short` is the force's name in running text."""
    framework = edition.framework[entry.framework]
    domain = next((d for d in edition.domains if d.id == framework.domain), None)
    letters = {s.id: s.title for s in edition.sections if s.letter and s.id != "good_practice"}
    codes = {f.id: f.code for f in edition.frameworks}
    return FrameworkPart(
        id=framework.id,
        code=framework.code,
        title=framework.title,
        domain_number=domain.id if domain else "",
        domain_title=domain.title if domain else "",
        grade=entry.judgement.grade,
        direction=entry.judgement.direction,
        checked=checked(edition, framework),
        caveat=" ".join(c.text for c in entry.judgement.caveats),
        key_issues=tuple(k.text for k in framework.key_issues if not k.lost),
        key_issues_note=_lost(framework),
        national=_national(edition, entry, short),
        national_heading=(framework.national_section or "").replace("_", " ").capitalize(),
        national_text=(entry.national.text or "") if entry.national else "",
        scope=tuple(n.note for n in framework.scope),
        context=entry.context,
        findings=tuple((k, t, tuple(f for f in entry.findings if f.kind == k)) for k, t in letters.items()),
        cross_references=tuple(
            (codes[c.to_framework], c.note)
            for c in year.cross_references
            if c.from_framework == framework.id and c.to_framework != framework.id
        ),
        good_practice=tuple(g for g in year.good_practice if g.framework == framework.id),
        resource_scores=tuple(s for s in year.resource_scores if s.framework == framework.id),
        criteria=tuple(_criteria(framework, entry)),
        reached=reached(edition, framework, entry, proposal),
        proposal=proposal,
    )


def checked(edition: Edition, framework: Framework) -> tuple[str, str]:
    """How a framework was checked: in two or three words, and in a line under them."""
    if isinstance(edition.grading_rule(framework), UngradedRule):
        return "Described", "No grade is given"
    if not framework.criteria and not framework.parts:
        return "Graded elsewhere", "A separate inspection"
    if framework.priority != "no":
        return "Priority framework", "On-site validation"
    return "Desk review", "Self-assessment and evidence"


def _lost(framework: Framework) -> str:
    lost = sum(k.lost for k in framework.key_issues)
    if lost > 1:
        return f"{lost} key issues cannot be recovered from the source."
    return "One key issue cannot be recovered from the source." if lost else ""


def _national(edition: Edition, entry: EntryYear, short: str) -> NationalPicture | None:
    national, outcomes = entry.national, edition.scales.outcomes
    own = entry.judgement.grade
    ranks = outcomes.grades.ranks
    if national is None or own not in ranks:
        return None
    counts = tuple((g, national.distribution[g]) for g in reversed(outcomes.grades.ids()))
    higher = sum(n for g, n in counts if ranks[g] > ranks[own])
    lower = sum(n for g, n in counts if ranks[g] < ranks[own])
    same = national.distribution[own] - 1
    total = sum(n for _, n in counts)
    unit = edition.unit
    said = [_forces(higher, unit, "higher than") + short, _same(same), _lower(lower)]
    caption = f"Grades of the {total} {unit}s in this framework: {said[0]}, {said[1]} and {said[2]}."
    title = edition.framework[entry.framework].title
    in_words = ", ".join(f"{outcomes.labels[g]} {n}" for g, n in counts)
    alternative = f"Bar chart. Grades of {total} {unit}s in {title}: {in_words}. {short} is {outcomes.labels[own]}."
    return NationalPicture(counts, own, caption, alternative, f"{short} is here")


def _criteria(framework: Framework, entry: EntryYear) -> list[CriterionRow]:
    rated = {r.about: r for r in entry.ratings}
    components = {c.id: c.title for c in framework.components}
    rows = []
    for criterion in framework.criteria:
        rating = rated.get(criterion.id)
        tags = [name for name, on in (("Dominant", criterion.dominant), ("Prerequisite", criterion.prerequisite)) if on]
        tags += [] if criterion.significant else ["Not significant"]
        rows.append(
            CriterionRow(
                id=criterion.id,
                number=criterion.number,
                text=criterion.text,
                tags=tuple(tags),
                component=components.get(criterion.component or ""),
                rating=rating.answer if rating else None,
                rests_on=rating.rests_on if rating else (),
                because=rating.because if rating else "",
            )
        )
    return rows


def _forces(number: int, unit: str, what: str) -> str:
    if number == 0:
        return f"no {unit} was graded {what} "
    if number == 1:
        return f"1 {unit} was graded {what} "
    return f"{number} {unit}s were graded {what} "


def _same(number: int) -> str:
    return f"{number} the same" if number else "none the same"


def _lower(number: int) -> str:
    return f"{number} lower" if number else "none lower"
