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
from ..grading.proposal import Proposal
from ..grading.words import capital, count_of
from . import glossary, schedule, summary
from .content import Cover, DomainPart, DomainRow, ForceReport, ReproducePart, Row
from .framework_part import checked, framework_part
from .method_part import method_part, parameters
from .year import EntryYear, ForceYear

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
        frameworks = tuple(
            framework_part(self.edition, year, entry, self.proposals[entry.framework], self.short)
            for entry in year.entries
        )
        groups = schedule.groups(self.edition, year, self.proposals)
        report = ForceReport(
            edition=self.edition,
            force=year.force,
            cycle=year.cycle,
            marking=year.marking,
            foot=year.cycle_title,
            cover=self._cover(),
            method=method_part(self.edition, year),
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
            dated=year.published or year.drawn_on,
        )
        return glossary.with_terms(report)

    def _cover(self) -> Cover:
        year, labels = self.year, self.edition.scales.outcomes.labels
        begin, end = (spoken_date(d) for d in year.assessed)
        digest = record_digest(year).partition(":")[2]
        said = "; ".join(f"{self._code(e)} {labels.get(e.judgement.grade, UNGRADED)}" for e in year.entries)
        facts = (
            Row("Status", self._status()),
            *self._version(),
            Row("Edition", f"{self.edition.title} ({self.edition.id})"),
            self._issued(),
            Row("Digest", f"{digest[:8]} … {digest[-8:]} (SHA-256 of the record; in full in annex C)"),
        )
        count = capital(count_of(len(year.entries), "framework"))
        domains = count_of(len(self.edition.domains), "domain")
        where = f"{count} in {domains}" if self.domains else count
        scope = f"{where}. Assessment period {begin} to {end}."
        return Cover(
            "Force report", year.force_name, year.cycle_title, scope, facts, self._disclaimer(), f"Grades: {said}."
        )

    def _status(self) -> str:
        if not self.year.published:
            return "Draft, not published"
        return "Published judgements" if self.year.versions else "Published judgements, restated"

    def _version(self) -> list[Row]:
        """Which version this is and what changed in it, where it was published here."""
        if not self.year.versions:
            return []
        newest = self.year.versions[0]
        said = [str(newest.number)]
        said += [f"Changed: {newest.changed.rstrip('.')}. Why: {newest.because.rstrip('.')}"] if newest.changed else []
        return [Row("Version", ". ".join(said) + ("." if newest.changed else ""), as_written=True)]

    def _issued(self) -> Row:
        year = self.year
        return (
            Row("Issued", spoken_date(year.published)) if year.published else Row("Drawn", spoken_date(year.drawn_on))
        )

    def _code(self, entry: EntryYear) -> str:
        return self.edition.framework[entry.framework].code

    def _disclaimer(self) -> str:
        """What the reader must know of where the judgements come from."""
        publisher = self.edition.publisher
        if self.year.simulated:
            return (
                f"{self.year.force_name} is simulated: made up to try the method on. Nothing in this report is about a "
                f"real force, and it is not a publication of {publisher}."
            )
        if self.year.sources:
            return (
                "This report restates published judgements in its own words and shows how a declared method would have "
                f"reached them. It is not a publication of {publisher}."
            )
        return (
            "The judgements in this report were made by people. A declared method proposed each grade and gave its "
            "reasons; where the judgement departs from the proposal, the report says why."
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
        where = checked(self.edition, framework)[0]
        notes = [where.lower()] if where in ("Described", "Graded elsewhere") else []
        notes += (
            [f"{count_of(len(framework.components), 'component')}, the weakest decides"] if framework.components else []
        )
        notes += ["has prerequisites"] if any(c.prerequisite for c in framework.criteria) else []
        notes += ["direction not graded"] if framework.direction.not_graded else []
        return capital("; ".join(notes))

    def _reproduce(self) -> ReproducePart:
        year, edition = self.year, self.edition
        rows = (
            Row("Force and cycle", f"{year.force_name}, {year.cycle}"),
            Row("Edition", f"{edition.title} ({edition.id})"),
            Row("Digest of the edition", _grouped(edition.digest)),
            Row("Engine", engine.ENGINE),
            Row("Record as it stood", self._record()),
            Row("Digest of the record", _grouped(record_digest(year))),
            Row("Marking", year.marking),
        )
        command = f"inspect-app report --force {year.force} --cycle {year.cycle} --format pdf -o {year.force}.pdf"
        lead = "The same inputs give the same file, byte for byte. These are the inputs."
        note = (
            "With the same edition and record, run the command below. Then compare the digest of the file with the one "
            "stored beside the original."
        )
        return ReproducePart(rows, parameters(edition), year.sources, command, note, lead)

    def _record(self) -> str:
        year = self.year
        if not year.published:
            return f"{len(year.entries)} entries, a draft of {spoken_date(year.drawn_on)}"
        return f"{len(year.entries)} entries, all published {spoken_date(year.published)}"


def record_digest(year: ForceYear) -> str:
    """`sha256:` and the hexadecimal digest of everything recorded for the year."""
    plain = asdict(year)
    for name in ("drawn_on", "versions", "simulated"):
        # What a record taken over from a source does not have is no part of its digest.
        if not plain[name]:
            del plain[name]
    for entry in plain["entries"]:
        supported = entry["facts"]["supported"]
        entry["facts"]["supported"] = None if supported is None else sorted(supported)
    written = json.dumps(plain, sort_keys=True, ensure_ascii=False, default=dict, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(written.encode()).hexdigest()}"


def _grouped(digest: str) -> str:
    """A digest in groups of eight, as people compare them."""
    name, _, value = digest.partition(":")
    return f"{name}: {' '.join(value[i : i + 8] for i in range(0, len(value), 8))}"
