"""Reads a force's year from the database as the plain values that a report restates. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from .. import clock
from ..assessment import proposals
from ..assessment import queries as assessment
from ..assessment.findings.kinds import CONTEXT
from ..assessment.models import Entry, Finding, GoodPractice
from ..forces import queries as forces
from ..forces.models import NationalResult
from ..grading.facts import Facts
from ..moderation import cases
from ..moderation import queries as moderation
from ..moderation.models import Caveat, Judgement, Publication
from ..moderation.practice import queries as practice
from . import year

NO_LINE = 0
"""The line of what was written here and stands in no source."""

STOPS = (".", "!", "?", ":")
NOT_JUDGED = year.Judgement("", "", NO_LINE)
"""What a draft says of an entry that nobody has decided yet."""

Judged = Mapping[int, tuple[Judgement, Sequence[Caveat]]]


class NoSuchYear(LookupError):
    """There is no published year of this force in this cycle; the text says what there is."""


def edition_of(session: Session, force: str, cycle: str) -> tuple[str, str]:
    """The edition by which this force was assessed in this cycle, and its digest then. Raises NoSuchYear."""
    found = assessment.assessment_of(session, force, cycle)
    if found is None:
        raise NoSuchYear(_what_there_is(session, force, cycle))
    return found[0].edition, found[0].edition_digest


@dataclass(frozen=True, slots=True)
class Draft:
    """What a report is to say of a year that is not published: the day, and as which version it is published, if any.

    Without a version it is a draft of what there is, judged or not.
    """

    on: date
    version: year.Version | None = None


def force_year(session: Session, force: str, cycle: str, draft: Draft | None = None) -> year.ForceYear:
    """The published year of a force, in the edition's order. 26 statements, however much there is to report.

    The ratings are those on which the grades were decided. Raises NoSuchYear where the force or the cycle is unknown,
    or an entry has no published judgement yet; for a version that is about to be published, no judgement.
    """
    found = assessment.assessment_of(session, force, cycle)
    if found is None:
        raise NoSuchYear(_what_there_is(session, force, cycle))
    mine, the_force, the_cycle = found
    asked, printed = assessment.asked(session, mine.id), assessment.printed(session, mine.id)
    judged = moderation.judgements_of(session, mine.id)
    open_entries = [e.framework for e in asked.entries if not _is_ready(judged.get(e.id), draft)]
    if open_entries:
        raise NoSuchYear(
            f"The year of {force} in {cycle} is not published: there is no published judgement of "
            f"{', '.join(open_entries)}."
        )
    frameworks = {e.id: e.framework for e in asked.entries}
    build = _Entries(
        asked,
        proposals.facts_in(mine.edition, asked),
        {entry: cases.from_text(facts) for entry, facts in moderation.cases_of(session, mine.id).items()},
        assessment.found(session, mine.id),
        judged,
        forces.national_results(session, cycle),
    )
    versions = _versions(moderation.publications_of(session, mine.id), draft)
    return year.ForceYear(
        force=the_force.id,
        force_name=the_force.name,
        simulated=the_force.simulated,
        cycle=the_cycle.id,
        cycle_title=the_cycle.title,
        assessed=(the_cycle.assessed_from.isoformat(), the_cycle.assessed_to.isoformat()),
        published=_published(the_cycle.published, versions, judged, draft),
        entries=tuple(build.entry(entry) for entry in asked.entries),
        overview=tuple(
            (section.heading, tuple(year.Passage(p.text, p.source_line) for p in paragraphs))
            for section, paragraphs in printed.overview
        ),
        good_practice=(
            *(_good_practice(row) for row in printed.good_practice),
            *(_chosen(one) for one in practice.chosen(session, mine.id)),
        ),
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
        drawn_on=draft.on.isoformat() if draft and not draft.version else "",
        versions=versions,
    )


def _is_ready(judged: tuple[Judgement, Sequence[Caveat]] | None, draft: Draft | None) -> bool:
    """Whether an entry can be reported: published, or judged for a version to publish; a draft takes everything."""
    if draft is not None:
        return draft.version is None or judged is not None
    return judged is not None and judged[0].published_on is not None


def _versions(published: Sequence[Publication], draft: Draft | None) -> tuple[year.Version, ...]:
    found = tuple(
        year.Version(row.number, clock.here(row.published_at).date().isoformat(), row.changed or "", row.because or "")
        for row in published
    )
    if draft is None:
        return found
    return (draft.version, *found) if draft.version else ()


def _published(cycle: str | None, versions: tuple[year.Version, ...], judged: Judged, draft: Draft | None) -> str:
    """When what is reported was published: the newest version, or else what the cycle or the judgements say."""
    if draft is not None and draft.version is None:
        return ""
    if versions:
        return versions[0].published
    return cycle or max((row.published_on or "" for row, _ in judged.values()), default="")


class _Entries:
    """What was read of a year, and one entry at a time out of it."""

    def __init__(
        self,
        asked: assessment.Asked,
        facts: Mapping[str, Facts],
        read: Mapping[int, Facts],
        found: assessment.Found,
        judged: Judged,
        national: Mapping[str, tuple[NationalResult, Mapping[str, int]]],
    ) -> None:
        self.asked, self.own, self.read, self.found, self.judged = asked, facts, read, found, judged
        self.national = {
            framework: year.National(counts, result.text, result.source_line)
            for framework, (result, counts) in national.items()
        }

    def entry(self, entry: Entry) -> year.EntryYear:
        found = self.found
        findings = found.findings.get(entry.id, ())
        return year.EntryYear(
            framework=entry.framework,
            facts=self.read.get(entry.id, self.own[entry.framework]),
            judgement=_judgement(*self.judged[entry.id]) if entry.id in self.judged else NOT_JUDGED,
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
            ratings=self._ratings(entry),
            factors=self._answers(entry, "factor"),
            conditions=self._answers(entry, "condition"),
            movements=tuple(
                year.Passage(m.text, m.source_line or NO_LINE, m.name) for m in self.asked.movements.get(entry.id, ())
            ),
            national=self.national.get(entry.framework),
        )

    def _ratings(self, entry: Entry) -> tuple[year.Because, ...]:
        found = self.found.of_rating
        own = [
            year.Because(r.criterion, r.step, tuple(found.get(r.id, ())), r.because or "")
            for r in self.asked.ratings.get(entry.id, ())
        ]
        read = self.read.get(entry.id)
        parts = {f"{proposals.OF_A_PART}{name}": grade for name, grade in read.parts.items()} if read else {}
        return _as_read(own, {**read.ratings, **parts} if read else None)

    def _answers(self, entry: Entry, kind: str) -> tuple[year.Because, ...]:
        found, read = self.found.of_answer, self.read.get(entry.id)
        own = [
            year.Because(a.asked, a.answer, tuple(found.get(a.id, ())), a.because or "")
            for a in self.asked.answers.get(entry.id, ())
            if a.kind == kind
        ]
        if read is None:
            return tuple(own)
        return _as_read(own, read.factors if kind == "factor" else read.conditions)


def _as_read(own: Sequence[year.Because], read: Mapping[str, str] | None) -> tuple[year.Because, ...]:
    """What was decided on; where that is not what the force said, the force's reasons for it do not stand either."""
    if read is None:
        return tuple(own)
    known = {said.about: said for said in own}
    order = [*(name for name in known if name in read), *(name for name in read if name not in known)]
    return tuple(
        known[name] if name in known and known[name].answer == read[name] else year.Because(name, read[name], (), "")
        for name in order
    )


def _chosen(one: practice.Offered) -> year.GoodPractice:
    """Good practice that was offered here, checked and chosen."""
    return year.GoodPractice(
        id=one.printed_id,
        framework=one.framework,
        printed_in=one.framework,
        title=one.title or one.printed_id,
        problem="",
        solution=one.text,
        outcome="",
        when="",
        evaluated=one.evaluated or "no",
        note=one.note or "",
        source_line=NO_LINE,
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
