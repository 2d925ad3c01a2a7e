"""Reads a force's year from the database as the plain values that a report restates. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from ..assessment import proposals
from ..assessment import queries as assessment
from ..assessment.findings.kinds import CONTEXT
from ..assessment.models import Answer, Entry, Finding, GoodPractice
from ..forces import queries as forces
from ..forces.models import NationalResult
from ..grading.facts import Facts
from ..moderation import queries as moderation
from ..moderation.models import Caveat, Judgement
from . import year

NO_LINE = 0
"""The line of what was written here and stands in no source."""

STOPS = (".", "!", "?", ":")

Judged = Mapping[int, tuple[Judgement, Sequence[Caveat]]]


class NoSuchYear(LookupError):
    """There is no published year of this force in this cycle; the text says what there is."""


def edition_of(session: Session, force: str, cycle: str) -> tuple[str, str]:
    """The edition by which this force was assessed in this cycle, and its digest then. Raises NoSuchYear."""
    found = assessment.assessment_of(session, force, cycle)
    if found is None:
        raise NoSuchYear(_what_there_is(session, force, cycle))
    return found[0].edition, found[0].edition_digest


def force_year(session: Session, force: str, cycle: str) -> year.ForceYear:
    """The published year of a force, in the edition's order. 23 statements, however much there is to report.

    Raises NoSuchYear where the force or the cycle is unknown, or an entry has no published judgement yet.
    """
    found = assessment.assessment_of(session, force, cycle)
    if found is None:
        raise NoSuchYear(_what_there_is(session, force, cycle))
    mine, the_force, the_cycle = found
    asked, printed = assessment.asked(session, mine.id), assessment.printed(session, mine.id)
    judged = moderation.judgements_of(session, mine.id)
    open_entries = [e.framework for e in asked.entries if e.id not in judged or judged[e.id][0].published_on is None]
    if open_entries:
        raise NoSuchYear(
            f"The year of {force} in {cycle} is not published: there is no published judgement of "
            f"{', '.join(open_entries)}."
        )
    frameworks = {e.id: e.framework for e in asked.entries}
    build = _Entries(
        asked,
        proposals.facts_in(mine.edition, asked),
        assessment.found(session, mine.id),
        judged,
        forces.national_results(session, cycle),
    )
    return year.ForceYear(
        force=the_force.id,
        force_name=the_force.name,
        cycle=the_cycle.id,
        cycle_title=the_cycle.title,
        assessed=(the_cycle.assessed_from.isoformat(), the_cycle.assessed_to.isoformat()),
        published=the_cycle.published or "",
        entries=tuple(build.entry(entry) for entry in asked.entries),
        overview=tuple(
            (section.heading, tuple(year.Passage(p.text, p.source_line) for p in paragraphs))
            for section, paragraphs in printed.overview
        ),
        good_practice=tuple(_good_practice(row) for row in printed.good_practice),
        cross_references=tuple(
            year.CrossReference(c.from_framework, c.to_framework, c.kind, c.note, c.source_line)
            for c in printed.cross_references
        ),
        resource_scores=tuple(
            year.ResourceScore(frameworks[s.entry_id], s.element, s.score, s.source_line)
            for s in printed.resource_scores
        ),
        sources=tuple(year.SourceFile(s.name, s.sha256) for s in printed.sources),
        coding_note=mine.coding_note,
        marking=mine.marking,
    )


class _Entries:
    """What was read of a year, and one entry at a time out of it."""

    def __init__(
        self,
        asked: assessment.Asked,
        facts: Mapping[str, Facts],
        found: assessment.Found,
        judged: Judged,
        national: Mapping[str, tuple[NationalResult, Mapping[str, int]]],
    ) -> None:
        self.asked, self.facts, self.found, self.judged = asked, facts, found, judged
        self.national = {
            framework: year.National(counts, result.text, result.source_line)
            for framework, (result, counts) in national.items()
        }

    def entry(self, entry: Entry) -> year.EntryYear:
        found, answers = self.found, self.asked.answers.get(entry.id, ())
        findings = found.findings.get(entry.id, ())
        return year.EntryYear(
            framework=entry.framework,
            facts=self.facts[entry.framework],
            judgement=_judgement(*self.judged[entry.id]),
            context=(
                *(year.Passage(p.text, p.source_line, p.printed_id) for p in found.passages.get(entry.id, ())),
                *(_context(f, found) for f in findings if f.kind == CONTEXT),
            ),
            findings=tuple(
                year.Finding(
                    id=f.printed_id,
                    kind=f.kind,
                    text=_titled(f),
                    bears_on=tuple(found.criteria.get(f.id, ())),
                    source_line=found.lines.get(f.id, NO_LINE),
                )
                for f in findings
                if f.kind != CONTEXT
            ),
            ratings=tuple(
                year.Because(r.criterion, r.step, tuple(found.of_rating.get(r.id, ())), r.because or "")
                for r in self.asked.ratings.get(entry.id, ())
            ),
            factors=self._answers(answers, "factor"),
            conditions=self._answers(answers, "condition"),
            movements=tuple(
                year.Passage(m.text, m.source_line, m.name) for m in self.asked.movements.get(entry.id, ())
            ),
            national=self.national.get(entry.framework),
        )

    def _answers(self, answers: Sequence[Answer], kind: str) -> tuple[year.Because, ...]:
        return tuple(
            year.Because(a.asked, a.answer, tuple(self.found.of_answer.get(a.id, ())), a.because or "")
            for a in answers
            if a.kind == kind
        )


def _context(finding: Finding, found: assessment.Found) -> year.Passage:
    """A contextual factor that was written here, as the passage that it is printed as."""
    return year.Passage(_titled(finding), found.lines.get(finding.id, NO_LINE), finding.printed_id)


def _titled(finding: Finding) -> str:
    """The words of a finding behind its title, where it has one."""
    title = finding.title.rstrip()
    if not title:
        return finding.text
    return f"{title}{'' if title.endswith(STOPS) else '.'} {finding.text}"


def _good_practice(row: GoodPractice) -> year.GoodPractice:
    return year.GoodPractice(
        id=row.printed_id,
        framework=row.framework,
        printed_in=row.printed_in,
        title=row.title,
        problem=row.problem,
        solution=row.solution,
        outcome=row.outcome,
        when=row.when,
        evaluated=row.evaluated,
        note=row.note,
        source_line=row.source_line,
    )


def _judgement(judgement: Judgement, caveats: Sequence[Caveat]) -> year.Judgement:
    return year.Judgement(
        grade=judgement.grade,
        direction=judgement.direction,
        source_line=NO_LINE if judgement.source_line is None else judgement.source_line,
        caveats=tuple(year.Passage(c.text, c.source_line) for c in caveats),
        reason=judgement.reason or "",
        decided_by=judgement.decided_by or "",
    )


def _what_there_is(session: Session, force: str, cycle: str) -> str:
    """Which of the two is unknown, and what is known instead."""
    known = forces.force_ids(session)
    if force not in known:
        return f"There is no force called {force!r}: {_listed(known)}."
    cycles = forces.cycle_ids(session)
    if cycle not in cycles:
        return f"There is no cycle called {cycle!r}: {_listed(cycles)}."
    years = [f"{f} in {c}" for f, c in assessment.assessed(session)]
    return f"There is no assessment of {force} in {cycle}: {_listed(years)}."


def _listed(names: Sequence[str]) -> str:
    return f"there is {', '.join(names)}" if names else "there is none at all"
