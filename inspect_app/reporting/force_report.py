"""Assembles the force report: a year as recorded, the engine's proposals, and the method that links them.

It reads and never writes; what is drawn from it is decided here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict

from ..grading import engine
from ..grading.edition import Edition, Framework
from ..grading.explain import explain
from ..grading.proposal import Proposal
from ..grading.rules import UngradedRule
from ..grading.words import capital, count_of, listed, percent
from . import glossary, schedule, summary
from .content import (
    Cover,
    CriterionRow,
    DomainPart,
    DomainRow,
    ForceReport,
    FrameworkPart,
    Meaning,
    MethodPart,
    NationalPicture,
    ParameterRow,
    ReproducePart,
    Row,
    Rung,
)
from .reached import reached
from .year import EntryYear, ForceYear

METHOD_LEAD = (
    "Assessors rate each criterion. A declared method turns the ratings into a proposal and gives its reasons. "
    "A person makes the judgement. Both are printed."
)
UNGRADED = "Not graded"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def propose_all(edition: Edition, year: ForceYear) -> Mapping[str, Proposal]:
    """A proposal for every entry of the year, in the edition's order."""
    return {entry.framework: engine.propose(edition, entry.facts) for entry in year.entries}


def force_report(edition: Edition, year: ForceYear, proposals: Mapping[str, Proposal] | None = None) -> ForceReport:
    """The whole report as content."""
    return _Report(edition, year, proposals or propose_all(edition, year)).report()


def spoken_date(written: str) -> str:
    """`2006-10` as October 2006, `2006-03-31` as 31 March 2006."""
    year, month, *day = written.split("-")
    return " ".join([*(str(int(d)) for d in day), MONTHS[int(month) - 1], year])


class _Report:
    def __init__(self, edition: Edition, year: ForceYear, proposals: Mapping[str, Proposal]) -> None:
        self.edition, self.year, self.proposals = edition, year, proposals
        self.short = year.force_name.removesuffix(" Police").removesuffix(" Constabulary")
        self.domains = {d.id: d for d in edition.domains}

    def report(self) -> ForceReport:
        year = self.year
        frameworks = tuple(self._framework(entry) for entry in year.entries)
        groups = schedule.groups(self.edition, year, self.proposals)
        report = ForceReport(
            edition=self.edition,
            force=year.force,
            cycle=year.cycle,
            marking=year.marking,
            foot=year.cycle_title,
            cover=self._cover(),
            method=self._method(),
            domains=tuple(self._domains()),
            overview=year.overview,
            coding_note=year.coding_note,
            summary=summary.part(self.edition, year, self.proposals, self.short),
            frameworks=frameworks,
            schedule=groups,
            schedule_notes=schedule.notes(groups),
            glossary=(),
            reproduce=self._reproduce(),
            title=f"{year.force_name}: {year.cycle_title[:1].lower()}{year.cycle_title[1:]}, force report",
            subject=f"Grades, findings and reasons for {len(frameworks)} frameworks",
            dated=year.published,
        )
        return glossary.with_terms(report)

    def _cover(self) -> Cover:
        year, labels = self.year, self.edition.scales.outcomes.labels
        begin, end = (spoken_date(d) for d in year.assessed)
        digest = record_digest(year).partition(":")[2]
        said = "; ".join(f"{self._code(e)} {labels.get(e.judgement.grade, UNGRADED)}" for e in year.entries)
        facts = (
            Row("Status", "Published judgements, restated"),
            Row("Edition", f"{self.edition.title} ({self.edition.id})"),
            Row("Issued", spoken_date(year.published)),
            Row("Digest", f"{digest[:8]} … {digest[-8:]} (SHA-256 of the record; in full in annex C)"),
        )
        count = capital(count_of(len(year.entries), "framework"))
        domains = count_of(len(self.edition.domains), "domain")
        where = f"{count} in {domains}" if self.domains else count
        scope = f"{where}. Assessment period {begin} to {end}."
        return Cover(
            "Force report", year.force_name, year.cycle_title, scope, facts, self._disclaimer(), f"Grades: {said}."
        )

    def _code(self, entry: EntryYear) -> str:
        return self.edition.framework[entry.framework].code

    # The method.

    def _method(self) -> MethodPart:
        scales = self.edition.scales
        outcomes = {capital(label): outcome for outcome, label in scales.outcomes.labels.items()}
        rungs = tuple(
            Rung(outcomes[p.heading], p.heading, _in_a_sentence(p.text, p.points), p.text, p.points)
            for p in explain(self.edition)
            if p.heading in outcomes
        )
        grades = [Meaning(s.id, s.label, s.meaning) for s in reversed(scales.outcomes.grades.steps)]
        grades += [Meaning(b.id, b.label, b.meaning) for b in scales.outcomes.between]
        directions = [Meaning(s.id, s.label, s.meaning) for s in reversed(scales.directions.steps)]
        directions += [Meaning(s.id, s.label, s.meaning) for s in (scales.not_graded, scales.not_comparable) if s]
        notes = tuple(
            point for p in explain(self.edition) if p.heading in ("Limits", "Words that count") for point in p.points
        )
        return MethodPart(
            METHOD_LEAD, rungs, tuple(grades), tuple(directions), self._parameters(), notes, self._citing()
        )

    def _disclaimer(self) -> str:
        return (
            "This report restates published judgements in its own words and shows how a declared method would have "
            f"reached them. It is not a publication of {self.edition.publisher}."
        )

    def _citing(self) -> str:
        """How findings and criteria are named, by the first of each in this report."""
        said = []
        finding = next((f for e in self.year.entries for f in e.findings), None)
        if finding is not None:
            kind = next(s.title.lower() for s in self.edition.sections if s.id == finding.kind)
            letters = listed(f"{s.letter} {s.title.lower()}" for s in self.edition.sections if s.letter)
            said.append(
                f"Every finding has a number that never changes: **{finding.id}** is the first under {kind} in "
                f"framework {finding.id.split('-')[0]}. The letters mean: {letters}."
            )
        criterion = next((c for f in self.edition.frameworks for c in f.criteria), None)
        if criterion is not None:
            level = self.edition.method.levels.get(criterion.level or "", "")
            said.append(f"**{criterion.number}** is the first {level} criterion of a framework.".replace("  ", " "))
        said.append("The number of findings never decides a grade.")
        return " ".join(said)

    def _parameters(self) -> tuple[ParameterRow, ...]:
        method = self.edition.method
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

    def _domains(self) -> list[DomainPart]:
        """Frameworks under their domains; those that the edition puts in none come first, under no title."""
        titles = [("", ""), *((domain.id, domain.title) for domain in self.edition.domains)]
        parts = (DomainPart(number, title, self._in_domain(number)) for number, title in titles)
        return [part for part in parts if part.frameworks]

    def _in_domain(self, number: str) -> tuple[DomainRow, ...]:
        return tuple(
            DomainRow(f.code, f.title, f.priority != "no", self._where_from(f))
            for f in self.edition.frameworks
            if (f.domain if f.domain in self.domains else "") == number
        )

    def _where_from(self, framework: Framework) -> str:
        where = self._checked(framework)[0]
        notes = [where.lower()] if where in ("Described", "Graded elsewhere") else []
        notes += (
            [f"{count_of(len(framework.components), 'component')}, the weakest decides"] if framework.components else []
        )
        notes += ["has prerequisites"] if any(c.prerequisite for c in framework.criteria) else []
        notes += ["direction not graded"] if framework.direction.not_graded else []
        return capital("; ".join(notes))

    # One framework.

    def _framework(self, entry: EntryYear) -> FrameworkPart:
        edition, framework = self.edition, self.edition.framework[entry.framework]
        domain = self.domains.get(framework.domain)
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
            checked=self._checked(framework),
            caveat=" ".join(c.text for c in entry.judgement.caveats),
            key_issues=tuple(k.text for k in framework.key_issues if "cannot be recovered" not in k.text),
            key_issues_note=self._lost(framework),
            national=self._national(entry),
            national_heading=(framework.national_section or "").replace("_", " ").capitalize(),
            national_text=(entry.national.text or "") if entry.national else "",
            scope=tuple(n.note for n in framework.scope),
            context=entry.context,
            findings=tuple((k, t, tuple(f for f in entry.findings if f.kind == k)) for k, t in letters.items()),
            cross_references=tuple(
                (codes[c.to_framework], c.note)
                for c in self.year.cross_references
                if c.from_framework == framework.id and c.to_framework != framework.id
            ),
            good_practice=tuple(g for g in self.year.good_practice if g.framework == framework.id),
            resource_scores=tuple(s for s in self.year.resource_scores if s.framework == framework.id),
            criteria=tuple(self._criteria(framework, entry)),
            reached=reached(edition, framework, entry, self.proposals[framework.id]),
            proposal=self.proposals[framework.id],
        )

    def _checked(self, framework: Framework) -> tuple[str, str]:
        if isinstance(self.edition.grading_rule(framework), UngradedRule):
            return "Described", "No grade is given"
        if not framework.criteria and not framework.parts:
            return "Graded elsewhere", "A separate inspection"
        if framework.priority != "no":
            return "Priority framework", "On-site validation"
        return "Desk review", "Self-assessment and evidence"

    def _lost(self, framework: Framework) -> str:
        lost = sum("cannot be recovered" in k.text for k in framework.key_issues)
        return "One key issue cannot be recovered from the source." if lost else ""

    def _national(self, entry: EntryYear) -> NationalPicture | None:
        national, outcomes = entry.national, self.edition.scales.outcomes
        own = entry.judgement.grade
        ranks = outcomes.grades.ranks
        if national is None or own not in ranks:
            return None
        counts = tuple((g, national.distribution[g]) for g in reversed(outcomes.grades.ids()))
        higher = sum(n for g, n in counts if ranks[g] > ranks[own])
        lower = sum(n for g, n in counts if ranks[g] < ranks[own])
        same = national.distribution[own] - 1
        total = sum(n for _, n in counts)
        unit = self.edition.unit
        said = [_forces(higher, unit, "higher than", first=True) + self.short, _same(same), _lower(lower)]
        caption = f"Grades of the {total} {unit}s in this framework: {said[0]}, {said[1]} and {said[2]}."
        title = self.edition.framework[entry.framework].title
        in_words = ", ".join(f"{outcomes.labels[g]} {n}" for g, n in counts)
        alternative = (
            f"Bar chart. Grades of {total} {unit}s in {title}: {in_words}. {self.short} is {outcomes.labels[own]}."
        )
        return NationalPicture(counts, own, caption, alternative, f"{self.short} is here")

    def _criteria(self, framework: Framework, entry: EntryYear) -> list[CriterionRow]:
        rated = {r.about: r for r in entry.ratings}
        components = {c.id: c.title for c in framework.components}
        rows = []
        for criterion in framework.criteria:
            rating = rated.get(criterion.id)
            tags = [
                name for name, on in (("Dominant", criterion.dominant), ("Prerequisite", criterion.prerequisite)) if on
            ]
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

    # The last page.

    def _reproduce(self) -> ReproducePart:
        year, edition = self.year, self.edition
        rows = (
            Row("Force and cycle", f"{year.force_name}, {year.cycle}"),
            Row("Edition", f"{edition.title} ({edition.id})"),
            Row("Digest of the edition", _grouped(edition.digest)),
            Row("Engine", engine.ENGINE),
            Row("Record as it stood", f"{len(year.entries)} entries, all published {spoken_date(year.published)}"),
            Row("Digest of the record", _grouped(record_digest(year))),
            Row("Marking", year.marking),
        )
        command = f"inspect-app report --force {year.force} --cycle {year.cycle} --format pdf -o {year.force}.pdf"
        lead = "The same inputs give the same file, byte for byte. These are the inputs."
        note = (
            "With the same edition and record, run the command below. Then compare the digest of the file with the one "
            "stored beside the original."
        )
        return ReproducePart(rows, self._parameters(), year.sources, command, note, lead)


def _in_a_sentence(lead: str, points: tuple[str, ...]) -> str:
    """A lead that ends in a colon and the points under it, read on as one sentence."""
    if not points:
        return lead
    clauses = [point[:1].lower() + point[1:].rstrip(".") for point in points]
    return f"{lead} {'; '.join(clauses)}."


def record_digest(year: ForceYear) -> str:
    """`sha256:` and the hexadecimal digest of everything recorded for the year."""
    plain = asdict(year)
    for entry in plain["entries"]:
        supported = entry["facts"]["supported"]
        entry["facts"]["supported"] = None if supported is None else sorted(supported)
    written = json.dumps(plain, sort_keys=True, ensure_ascii=False, default=dict, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(written.encode()).hexdigest()}"


def _grouped(digest: str) -> str:
    """A digest in groups of eight, as people compare them."""
    name, _, value = digest.partition(":")
    return f"{name}: {' '.join(value[i : i + 8] for i in range(0, len(value), 8))}"


def _forces(number: int, unit: str, what: str, *, first: bool = False) -> str:
    if number == 0:
        return f"no {unit} was graded {what} "
    if number == 1:
        return f"1 {unit} was graded {what} "
    return f"{number} {unit}s were graded {what} "


def _same(number: int) -> str:
    return f"{number} the same" if number else "none the same"


def _lower(number: int) -> str:
    return f"{number} lower" if number else "none lower"
