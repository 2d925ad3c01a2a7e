"""The summary of judgements: one line a framework, the counts over all of them, and how far the method agrees."""

from __future__ import annotations

from collections.abc import Mapping

from ..grading.edition import Edition
from ..grading.proposal import Proposal
from ..grading.sentences import Sentences
from ..grading.words import capital, count_of, listed
from .content import Count, SummaryPart, SummaryRow
from .reached import agreement
from .year import EntryYear, ForceYear


def part(edition: Edition, year: ForceYear, proposals: Mapping[str, Proposal], short_name: str) -> SummaryPart:
    """The summary of one force's year. `short_name` is the force's name in running text."""
    notes: list[str] = []
    rows = tuple(_row(edition, entry, proposals[entry.framework], notes) for entry in year.entries)
    return SummaryPart(
        grades=tuple(
            Count(s.id, s.label, sum(r.grade == s.id for r in rows))
            for s in reversed(edition.scales.outcomes.grades.steps)
        ),
        directions=tuple(_directions(edition, rows)),
        rows=rows,
        notes=(_key(edition, short_name, rows), *(f"{number} {text}" for number, text in enumerate(notes, start=1))),
        agreement=agreed(edition, rows),
    )


def _directions(edition: Edition, rows: tuple[SummaryRow, ...]) -> list[Count]:
    scales = edition.scales
    steps = [*reversed(scales.directions.steps), *(s for s in (scales.not_graded,) if s)]
    return [Count(s.id, s.label, sum(r.direction == s.id for r in rows)) for s in steps]


def _row(edition: Edition, entry: EntryYear, proposal: Proposal, notes: list[str]) -> SummaryRow:
    framework = edition.framework[entry.framework]
    words = Sentences(edition, framework)
    note = None
    if entry.judgement.caveats:
        said = f"{edition.scales.outcomes.labels[entry.judgement.grade]} with a caveat: see its own section."
        if said not in notes:
            notes.append(said)
        note = notes.index(said) + 1
    ids = edition.scales.outcomes.grades.ids()
    distribution = tuple((g, entry.national.distribution[g]) for g in ids) if entry.national else ()
    return SummaryRow(
        code=framework.code,
        title=framework.title,
        domain=framework.domain,
        priority=framework.priority != "no",
        grade=entry.judgement.grade,
        direction=entry.judgement.direction,
        distribution=distribution,
        method=agreement(edition, proposal, entry.judgement.grade),
        proposal=words.headline(proposal),
        reason=words.reason(proposal),
        note=note,
    )


def _key(edition: Edition, short_name: str, rows: tuple[SummaryRow, ...]) -> str:
    labels = listed(s.label for s in edition.scales.outcomes.grades.steps)
    said = ["• Priority framework, checked on site."] if any(row.priority for row in rows) else []
    if any(row.distribution for row in rows):
        units = f"{edition.unit}s"
        said.append(f"**{capital(units)}** counts the {units} graded {labels}; the dark cell is {short_name}'s grade.")
    said.append(
        "**Method** says whether the proposed grade agrees with the published one, differs from it, or is still open "
        "because criteria are unrated; where it differs, the framework's own section says why."
    )
    return " ".join(said)


def agreed(edition: Edition, rows: tuple[SummaryRow, ...]) -> str:
    """How many of the proposals made on criteria agree with the published grade, in one sentence."""
    with_criteria = {framework.code for framework in edition.frameworks if framework.criteria}
    own = [row for row in rows if row.code in with_criteria]
    if not own:
        return ""
    counts = {m: sum(r.method == m for r in own) for m in ("agrees", "open", "differs")}
    commonest = max(edition.scales.outcomes.grades.ids(), key=lambda g: sum(r.grade == g for r in own))
    label, always = edition.scales.outcomes.labels[commonest], sum(r.grade == commonest for r in own)
    return capital(
        f"of {count_of(len(own), 'framework')} graded on criteria the proposal agrees with the published grade in "
        f"{counts['agrees']}, leaves it open in {counts['open']} and differs in {counts['differs']}. "
        f"Always saying {label} would agree in {always}."
    )
