"""Reads and checks a force's published year: findings, ratings coded from them, and the grades that were published.

A rating here rests on findings of the same record, and every finding has its line in the source. What the source
does not speak about stays unrated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from ..catalogue.documents import Document, read
from ..catalogue.faults import BadData, Fault
from ..catalogue.shape import Id, Shape, Text, fit
from ..grading.edition import Edition, Framework
from ..grading.facts import Facts, Movement, Previous, check

FindingId = Annotated[str, Field(pattern=r"^[0-9A-Z]+-[A-Z][0-9]+$")]
SourceLine = Annotated[int, Field(ge=1)]


class Published(Shape):
    """The grade and direction that were published: a person's judgement, not a proposal."""

    grade: Id
    direction: Id
    source_line: SourceLine


class Passage(Shape):
    """A contextual factor, in brief."""

    id: FindingId
    text: Text
    source_line: SourceLine


class Finding(Shape):
    id: FindingId
    kind: Literal["strength", "work_in_progress", "area_for_improvement"]
    text: Text
    bears_on: list[Id] = []
    source_line: SourceLine


class Rating(Shape):
    """One criterion's rating, the findings it rests on, and why."""

    criterion: Id
    rating: Id
    rests_on: Annotated[list[FindingId], Field(min_length=1)]
    because: Text


class Answer(Shape):
    """The answer to a factor or a condition."""

    answer: Id
    rests_on: Annotated[list[FindingId], Field(min_length=1)]
    because: Text


class StatedMovement(Shape):
    """A change on the year before that the report itself states."""

    id: Id
    verdict: Literal["better", "worse", "no_difference"]
    basis: Literal["stated", "judged"]
    component: Id | None = None
    text: Text
    source_line: SourceLine


class PreviousGrade(Shape):
    grade: Id
    text: Text
    source_line: SourceLine


class OutsideGrade(Shape):
    grade: Id
    because: Text
    source_line: SourceLine


class Caveat(Shape):
    text: Text
    source_line: SourceLine


class Entry(Shape):
    """One framework of one force in one cycle."""

    framework: Id
    published: Published
    context: list[Passage] = []
    findings: list[Finding] = []
    ratings: list[Rating] = []
    factors: dict[Id, Answer] = {}
    conditions: dict[Id, Answer] = {}
    movements: list[StatedMovement] = []
    previous: PreviousGrade | None = None
    external_grade: OutsideGrade | None = None
    caveats: list[Caveat] = []

    def facts(self, edition: Edition) -> Facts:
        """What the engine is given: ratings and answers, never the published grade."""
        bases = {"stated": "line", "judged": "judged, line"}
        partial = bool(edition.framework[self.framework].direction.comparable_components)
        previous = None
        if self.previous is not None or partial:
            grade = self.previous.grade if self.previous else None
            previous = Previous(comparability="partial" if partial else "full", grade=grade)
        return Facts(
            edition=edition.id,
            framework=self.framework,
            ratings={r.criterion: r.rating for r in self.ratings},
            factors={name: a.answer for name, a in self.factors.items()},
            conditions={name: a.answer for name, a in self.conditions.items()},
            external_grade=self.external_grade.grade if self.external_grade else None,
            previous=previous,
            movements=tuple(
                Movement(m.id, m.verdict, m.basis, f"{bases[m.basis]} {m.source_line}", m.component)
                for m in self.movements
            ),
        )


class Paragraph(Shape):
    text: Text
    source_line: SourceLine


class OverviewSection(Shape):
    heading: Text
    paragraphs: list[Paragraph]


class ForceFile(Shape):
    """The force, the cycle, and the overview that opens its report."""

    force: Id
    name: Text
    cycle: Id
    edition: Id
    sections: list[OverviewSection]


@dataclass(frozen=True)
class Record:
    """A force's year: who, which edition, and one entry for each framework in the edition's order."""

    force: ForceFile
    edition: Edition
    entries: Mapping[str, Entry]


def folder_of(force: str) -> Path:
    return Path(__file__).parent / force


def load(force: str, editions: Mapping[str, Edition]) -> Record:
    """The record of a force, checked against its edition. Raises BadData with every fault."""
    return _Loading(folder_of(force), editions).record()


class _Loading:
    def __init__(self, folder: Path, editions: Mapping[str, Edition]) -> None:
        self.folder, self.editions = folder, editions
        self.faults: list[Fault] = []

    def record(self) -> Record:
        shown = f"{self.folder.name}/force.yaml"
        if not self.folder.is_dir():
            raise BadData([Fault(shown, 1, "document", "there is no record of this force")])
        document = read(self.folder / "force.yaml", shown)
        force, faults = fit(document, ForceFile)
        if force is None:
            raise BadData(faults)
        if force.edition not in self.editions:
            raise BadData([document.fault(("edition",), f"there is no edition called {force.edition!r}")])
        edition = self.editions[force.edition]
        entries = {f.id: entry for f in edition.frameworks if (entry := self._entry(edition, f)) is not None}
        self._strangers(edition)
        if self.faults:
            raise BadData(self.faults)
        return Record(force, edition, entries)

    def _strangers(self, edition: Edition) -> None:
        for path in sorted((self.folder / "entries").glob("*.yaml")):
            if path.stem not in edition.framework:
                shown = f"{self.folder.name}/entries/{path.name}"
                self.faults.append(Fault(shown, 1, "framework", f"{edition.id} has no framework {path.stem}"))

    def _entry(self, edition: Edition, framework: Framework) -> Entry | None:
        path = self.folder / "entries" / f"{framework.id}.yaml"
        shown = f"{self.folder.name}/entries/{path.name}"
        if not path.is_file():
            self.faults.append(Fault(shown, 1, "document", "is missing: the record has an entry for every framework"))
            return None
        try:
            document = read(path, shown)
        except BadData as bad:
            self.faults += bad.faults
            return None
        entry, faults = fit(document, Entry)
        self.faults += faults
        if entry is not None:
            self.faults += _entry_faults(document, entry, edition, framework)
        return entry


def _entry_faults(document: Document, entry: Entry, edition: Edition, framework: Framework) -> Iterator[Fault]:
    if entry.framework != framework.id:
        yield document.fault(
            ("framework",), f"{entry.framework!r} is not {framework.id}, the framework of that file name"
        )
        return
    known = [p.id for p in entry.context] + [f.id for f in entry.findings]
    places: list[tuple[str | int, ...]] = [("context", i) for i in range(len(entry.context))]
    places += [("findings", i) for i in range(len(entry.findings))]
    for path, name in zip(places, known, strict=True):
        if known.count(name) > 1:
            yield document.fault((*path, "id"), f"{name} is used {known.count(name)} times")
        if not name.startswith(f"{framework.code}-"):
            yield document.fault((*path, "id"), f"{name} must begin with {framework.code}-")
    yield from _numbers(document, entry, edition)
    yield from _rests(document, entry, set(known))
    for place, finding in enumerate(entry.findings):
        for number, criterion in enumerate(finding.bears_on):
            if criterion not in framework.criterion:
                yield document.fault(("findings", place, "bears_on", number), f"{criterion!r} is no criterion here")
    rated = [r.criterion for r in entry.ratings]
    for place, name in enumerate(rated):
        if name in rated[:place]:
            yield document.fault(("ratings", place, "criterion"), f"{name} is rated twice")
    yield from _published(document, entry, edition)
    for fault in check(entry.facts(edition), edition):
        yield document.fault(_place(fault.path, rated), fault.message)


def _place(path: tuple[str | int, ...], rated: list[str]) -> tuple[str | int, ...]:
    if path[:1] == ("ratings",) and path[-1] in rated:
        return ("ratings", rated.index(str(path[-1])), "criterion")
    return path


def _numbers(document: Document, entry: Entry, edition: Edition) -> Iterator[Fault]:
    """Each kind of finding is numbered from 1 without a gap, with its section's letter, in printed order."""
    letters = {section.id: section.letter for section in edition.sections}
    seen: dict[str, int] = {}
    for place, finding in enumerate(entry.findings):
        seen[finding.kind] = seen.get(finding.kind, 0) + 1
        expected = f"{entry.framework.upper()}-{letters.get(finding.kind, '')}{seen[finding.kind]}"
        if finding.id != expected:
            yield document.fault(("findings", place, "id"), f"{finding.id} stands where {expected} is expected")


def _rests(document: Document, entry: Entry, known: set[str]) -> Iterator[Fault]:
    answers: list[tuple[tuple[str | int, ...], list[str]]] = [
        (("ratings", place, "rests_on"), r.rests_on) for place, r in enumerate(entry.ratings)
    ]
    answers += [(("factors", name, "rests_on"), a.rests_on) for name, a in entry.factors.items()]
    answers += [(("conditions", name, "rests_on"), a.rests_on) for name, a in entry.conditions.items()]
    for path, rests_on in answers:
        for number, name in enumerate(rests_on):
            if name not in known:
                yield document.fault((*path, number), f"there is no finding or context {name} in this entry")


def _published(document: Document, entry: Entry, edition: Edition) -> Iterator[Fault]:
    scales = edition.scales
    if entry.published.grade not in scales.outcomes.grades:
        yield document.fault(("published", "grade"), f"{entry.published.grade!r} is not a grade of {edition.id}")
    directions = [*scales.directions.ids(), *(s.id for s in (scales.not_graded, scales.not_comparable) if s)]
    if entry.published.direction not in directions:
        yield document.fault(("published", "direction"), f"{entry.published.direction!r} is not a direction")
