"""A force's record and its cycle together as the year that the report restates."""

from __future__ import annotations

from collections.abc import Mapping

from ..forces.cycles import CycleFile
from ..reporting import year
from .record import Record
from .shapes import Answer, Entry


def force_year(record: Record, cycle: CycleFile) -> year.ForceYear:
    """The year of this record in this cycle, in the edition's order."""
    national = {n.framework: year.National(n.distribution, n.text, n.source_line) for n in cycle.national}
    return year.ForceYear(
        force=record.force.force,
        force_name=record.force.name,
        cycle=cycle.cycle,
        cycle_title=cycle.title,
        assessed=(cycle.assessed.from_.isoformat(), cycle.assessed.to.isoformat()),
        published=cycle.published,
        entries=tuple(_entry(record, entry, national.get(name)) for name, entry in record.entries.items()),
        overview=tuple(
            (s.heading, tuple(year.Passage(p.text, p.source_line) for p in s.paragraphs)) for s in record.force.sections
        ),
        good_practice=tuple(
            year.GoodPractice(**{k: v for k, v in g.model_dump().items() if k != "within_year"})
            for g in record.good_practice.good_practice
        ),
        cross_references=tuple(
            year.CrossReference(c.from_, c.to, c.kind, c.note, c.source_line)
            for c in record.cross_references.cross_references
        ),
        resource_scores=tuple(
            year.ResourceScore(
                record.use_of_resources.framework,
                s.element,
                None if s.score == "not_available" else int(s.score),
                s.source_line,
            )
            for s in record.use_of_resources.scores
        ),
        sources=tuple(year.SourceFile(name, digest) for name, digest in record.files.items()),
        coding_note=record.force.coding,
    )


def _entry(record: Record, entry: Entry, national: year.National | None) -> year.EntryYear:
    return year.EntryYear(
        framework=entry.framework,
        facts=entry.facts(record.edition),
        judgement=year.Judgement(
            grade=entry.published.grade,
            direction=entry.published.direction,
            source_line=entry.published.source_line,
            caveats=tuple(year.Passage(c.text, c.source_line) for c in entry.caveats),
        ),
        context=tuple(year.Passage(p.text, p.source_line, p.id) for p in entry.context),
        findings=tuple(year.Finding(f.id, f.kind, f.text, tuple(f.bears_on), f.source_line) for f in entry.findings),
        ratings=tuple(year.Because(r.criterion, r.rating, tuple(r.rests_on), r.because) for r in entry.ratings),
        factors=_answers(entry.factors),
        conditions=_answers(entry.conditions),
        movements=tuple(year.Passage(m.text, m.source_line, m.id) for m in entry.movements),
        national=national,
    )


def _answers(answers: Mapping[str, Answer]) -> tuple[year.Because, ...]:
    return tuple(year.Because(name, a.answer, tuple(a.rests_on), a.because) for name, a in answers.items())
