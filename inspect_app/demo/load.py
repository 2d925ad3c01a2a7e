"""Writes a force's record and its cycle into the database, or brings what is there up to date with them.

Loading again changes nothing that did not change in the files, and no row gets another id. A finding that is gone from
the files is deleted only while no judgement of its entry is published; afterwards loading refuses, because only a
person can withdraw a finding, with a reason. A withdrawn finding stays withdrawn. Everything else follows the files,
and what it did is in the report. It flushes; the caller's unit of work keeps all of it or nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from ..assessment import models as a
from ..db import Change, Keeping, Key, Values
from ..forces.cycles import CycleFile
from ..forces.models import Force
from ..forces.operations import declare
from ..moderation.operations import take_over
from ..moderation.queries import published_entries
from .record import Record
from .shapes import Answer, Entry, Finding

SOURCE = "hmic_kent_2006"
"""The document whose lines the record names, as the edition calls it."""

MARKING = "OFFICIAL"

ENDS = {"from_", "to"}


class PublishedFindingGone(Exception):
    """The files no longer have a finding of an entry whose judgement is published, and nobody withdrew it."""


class WithdrawnFindingUsed(Exception):
    """The files give the number of a withdrawn finding to another text, or a rating rests on it."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did, row by row."""

    changes: tuple[Change, ...]

    @property
    def nothing_changed(self) -> bool:
        return not self.changes

    def __str__(self) -> str:
        if self.nothing_changed:
            return "nothing changed"
        counts = Counter(change.what for change in self.changes)
        return ", ".join(f"{counts[what]} rows {what}" for what in ("added", "changed", "removed") if counts[what])


def load_record(session: Session, record: Record, cycle: CycleFile, *, published: bool = True) -> Loaded:
    """Makes the database hold this record in this cycle; `published` is false for the year as it was being written.

    Raises PublishedFindingGone or WithdrawnFindingUsed; nothing is kept then, as after any other fault.
    """
    keeping = Keeping(session)
    declare(keeping, cycle, record.edition)
    _Loading(keeping, record, cycle, published).everything()
    keeping.remove()
    return Loaded(tuple(keeping.changes))


class _Loading:
    """Writes one record, table by table; what is pointed to comes before what points to it."""

    def __init__(self, keeping: Keeping, record: Record, cycle: CycleFile, published: bool) -> None:
        self.keeping, self.published = keeping, published
        self.keep, self.session, self.record, self.cycle = keeping.keep, keeping.session, record, cycle
        self.assessment = self._assessment()
        state = "judged" if published else "draft"
        kept = self.keep(
            a.Entry,
            a.Entry.assessment_id == self.assessment,
            ["framework"],
            [
                {"assessment_id": self.assessment, "framework": name, "place": place, "state": state}
                for place, name in enumerate(record.entries)
            ],
        )
        self.entries = [(kept[(name,)].id, entry) for name, entry in record.entries.items()]

    def everything(self) -> None:
        self._passages()
        self._findings()
        self._answers()
        self._direction()
        self._overview()
        self._printed()
        if self.published:
            self._judgements()

    def _in_an_entry(self, table: Any) -> ColumnElement[bool]:
        """The rows of a table that belong to an entry of this assessment."""
        mine: ColumnElement[bool] = table.entry_id.in_(
            select(a.Entry.id).where(a.Entry.assessment_id == self.assessment)
        )
        return mine

    def _assessment(self) -> int:
        record, force = self.record, self.record.force
        self.keep(Force, Force.id == force.force, ["id"], [{"id": force.force, "name": force.name}])
        values = {
            "force_id": force.force,
            "cycle_id": self.cycle.cycle,
            "edition": record.edition.id,
            "edition_digest": record.edition.digest,
            "coding_note": force.coding,
            "state": "published" if self.published else "drafting",
            "marking": MARKING,
        }
        mine = (a.Assessment.force_id == force.force) & (a.Assessment.cycle_id == self.cycle.cycle)
        kept = self.keep(a.Assessment, mine, ["force_id", "cycle_id"], [values])
        return kept[(force.force, self.cycle.cycle)].id

    def _passages(self) -> None:
        self.passages = self.keep(
            a.Passage,
            self._in_an_entry(a.Passage),
            ["entry_id", "printed_id"],
            [
                {"entry_id": row, "printed_id": p.id, "place": place, **p.model_dump(exclude={"id"})}
                for row, entry in self.entries
                for place, p in enumerate(entry.context)
            ],
        )

    def _findings(self) -> None:
        mine = a.Finding.assessment_id == self.assessment
        self.withdrawn = {
            (row.entry_id, row.printed_id): row.text
            for row in self.session.scalars(select(a.Finding).where(mine, a.Finding.withdrawn_on.is_not(None)))
        }
        wanted = [
            {
                "assessment_id": self.assessment,
                "entry_id": row,
                "printed_id": finding.id,
                "kind": finding.kind,
                "number": int(finding.id.partition("-")[2][1:]),
                "text": finding.text,
                "place": place,
            }
            for row, entry in self.entries
            for place, finding in enumerate(entry.findings)
            if not self._is_withdrawn(row, finding.id, finding.text)
        ]
        self._refuse_to_lose({(w["entry_id"], w["printed_id"]) for w in wanted})
        current = mine & a.Finding.withdrawn_on.is_(None)
        self.findings = self.keep(a.Finding, current, ["entry_id", "printed_id"], wanted)
        written = [
            (self.findings[(row, finding.id)], finding)
            for row, entry in self.entries
            for finding in entry.findings
            if (row, finding.id) in self.findings
        ]
        self._said_of_findings(select(a.Finding.id).where(current), written)

    def _said_of_findings(self, of_current: Select[int], written: Sequence[tuple[a.Finding, Finding]]) -> None:
        """The criteria that findings bear on, and their lines in the source."""
        self.keep(
            a.FindingCriterion,
            a.FindingCriterion.finding_id.in_(of_current),
            ["finding_id", "criterion"],
            [
                {"finding_id": row.id, "criterion": criterion, "place": place}
                for row, finding in written
                for place, criterion in enumerate(finding.bears_on)
            ],
        )
        self.keep(
            a.EvidenceReference,
            a.EvidenceReference.finding_id.in_(of_current),
            ["finding_id", "place"],
            [
                {"entry_id": row.entry_id, "finding_id": row.id, "document": SOURCE, "line": f.source_line, "place": 0}
                for row, f in written
            ],
        )

    def _is_withdrawn(self, entry: int, name: str, text: str) -> bool:
        if (entry, name) not in self.withdrawn:
            return False
        if self.withdrawn[(entry, name)] != text:
            raise WithdrawnFindingUsed(f"{name} was withdrawn, so its number cannot be given to another finding.")
        return True

    def _refuse_to_lose(self, wanted: set[Key]) -> None:
        published = published_entries(self.session, self.assessment)
        there = self.session.scalars(
            select(a.Finding)
            .where(a.Finding.assessment_id == self.assessment, a.Finding.withdrawn_on.is_(None))
            .order_by(a.Finding.entry_id, a.Finding.place)
        )
        lost = [
            row.printed_id
            for row in there
            if row.entry_id in published and (row.entry_id, row.printed_id) not in wanted
        ]
        if lost:
            raise PublishedFindingGone(
                f"The files no longer have {', '.join(lost)}, and the judgement that they stand behind is published: "
                "put them back, or withdraw them with a reason first."
            )

    def _answers(self) -> None:
        none = self.record.edition.scales.not_applicable
        ratings = self.keep(
            a.Rating,
            self._in_an_entry(a.Rating),
            ["entry_id", "criterion"],
            [
                {
                    "entry_id": row,
                    "criterion": r.criterion,
                    "step": r.rating,
                    "applies": none is None or r.rating != none.id,
                    "because": r.because,
                    "place": place,
                }
                for row, entry in self.entries
                for place, r in enumerate(entry.ratings)
            ],
        )
        answers = self.keep(
            a.Answer,
            self._in_an_entry(a.Answer),
            ["entry_id", "kind", "asked"],
            [
                {
                    "entry_id": row,
                    "kind": kind,
                    "asked": asked,
                    "place": place,
                    **given.model_dump(exclude={"rests_on"}),
                }
                for row, entry in self.entries
                for kind, asked, place, given in _asked(entry)
            ],
        )
        grounds = []
        for row, entry in self.entries:
            for r in entry.ratings:
                grounds += self._grounds(row, r.rests_on, rating_id=ratings[(row, r.criterion)].id, answer_id=None)
            for kind, asked, _place, given in _asked(entry):
                answer = answers[(row, kind, asked)].id
                grounds += self._grounds(row, given.rests_on, rating_id=None, answer_id=answer)
        columns = ["rating_id", "answer_id", "finding_id", "passage_id"]
        self.keep(a.Ground, self._in_an_entry(a.Ground), columns, grounds)

    def _grounds(self, entry: int, names: Sequence[str], **of: int | None) -> list[Values]:
        found: list[Values] = []
        for place, name in enumerate(names):
            if (entry, name) in self.withdrawn:
                raise WithdrawnFindingUsed(f"{name} was withdrawn, so nothing can rest on it.")
            finding, passage = self.findings.get((entry, name)), self.passages.get((entry, name))
            found.append(
                {
                    "entry_id": entry,
                    **of,
                    "finding_id": finding.id if finding else None,
                    "passage_id": passage.id if passage else None,
                    "place": place,
                }
            )
        return found

    def _direction(self) -> None:
        self.keep(
            a.Movement,
            self._in_an_entry(a.Movement),
            ["entry_id", "name"],
            [
                {"entry_id": row, "name": moved.id, "place": place, **moved.model_dump(exclude={"id"})}
                for row, entry in self.entries
                for place, moved in enumerate(entry.movements)
            ],
        )
        previous = [(row, entry.previous, entry.facts(self.record.edition).previous) for row, entry in self.entries]
        self.keep(
            a.PreviousResult,
            self._in_an_entry(a.PreviousResult),
            ["entry_id"],
            [
                {
                    "entry_id": row,
                    "comparability": known.comparability,
                    "grade": known.grade,
                    "text": told.text if told else None,
                    "source_line": told.source_line if told else None,
                }
                for row, told, known in previous
                if known is not None
            ],
        )
        self.keep(
            a.ExternalGrade,
            self._in_an_entry(a.ExternalGrade),
            ["entry_id"],
            [{"entry_id": row, **e.external_grade.model_dump()} for row, e in self.entries if e.external_grade],
        )

    def _overview(self) -> None:
        sections = self.keep(
            a.OverviewSection,
            a.OverviewSection.assessment_id == self.assessment,
            ["place"],
            [
                {"assessment_id": self.assessment, "heading": section.heading, "place": place}
                for place, section in enumerate(self.record.force.sections)
            ],
        )
        self.keep(
            a.OverviewParagraph,
            a.OverviewParagraph.section_id.in_(
                select(a.OverviewSection.id).where(a.OverviewSection.assessment_id == self.assessment)
            ),
            ["section_id", "place"],
            [
                {"section_id": sections[(number,)].id, "place": place, **paragraph.model_dump()}
                for number, section in enumerate(self.record.force.sections)
                for place, paragraph in enumerate(section.paragraphs)
            ],
        )

    def _printed(self) -> None:
        record, mine = self.record, {"assessment_id": self.assessment}
        self.keep(
            a.GoodPractice,
            a.GoodPractice.assessment_id == self.assessment,
            ["printed_id"],
            [
                {**mine, "printed_id": g.id, "place": place, **g.model_dump(exclude={"id"})}
                for place, g in enumerate(record.good_practice.good_practice)
            ],
        )
        self.keep(
            a.CrossReference,
            a.CrossReference.assessment_id == self.assessment,
            ["place"],
            [
                {**mine, "from_framework": c.from_, "to_framework": c.to, "place": place, **c.model_dump(exclude=ENDS)}
                for place, c in enumerate(record.cross_references.cross_references)
            ],
        )
        scored = next(row for row, entry in self.entries if entry.framework == record.use_of_resources.framework)
        self.keep(
            a.ResourceScore,
            self._in_an_entry(a.ResourceScore),
            ["entry_id", "element"],
            [
                {
                    "entry_id": scored,
                    "element": s.element,
                    "score": None if s.score == "not_available" else int(s.score),
                    "source_line": s.source_line,
                    "place": place,
                }
                for place, s in enumerate(record.use_of_resources.scores)
            ],
        )
        self.keep(
            a.SourceFile,
            a.SourceFile.assessment_id == self.assessment,
            ["name"],
            [
                {**mine, "name": name, "sha256": digest, "place": place}
                for place, (name, digest) in enumerate(record.files.items())
            ],
        )

    def _judgements(self) -> None:
        take_over(
            self.keeping,
            self.assessment,
            self.cycle.published,
            {
                row: (entry.published.model_dump(), [c.model_dump() for c in entry.caveats])
                for row, entry in self.entries
            },
        )


def _asked(entry: Entry) -> list[tuple[str, str, int, Answer]]:
    """The answers of an entry: factor or condition, which one, its place, and the answer."""
    both = (("factor", entry.factors), ("condition", entry.conditions))
    return [(kind, name, place, given) for kind, answers in both for place, (name, given) in enumerate(answers.items())]
