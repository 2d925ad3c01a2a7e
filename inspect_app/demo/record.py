"""Reads and checks a force's published year: findings, ratings coded from them, and the grades that were published.

A rating here rests on findings of the same record, and every finding has its line in the source. What the source
does not speak about stays unrated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from ..catalogue.documents import Document, read
from ..catalogue.faults import BadData, Fault
from ..catalogue.shape import fit
from ..grading.edition import Edition, Framework
from ..grading.facts import check
from .shapes import CrossReferencesFile, Entry, ForceFile, GoodPracticeFile, UseOfResourcesFile

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Record:
    """A force's year: who, which edition, one entry for each framework in the edition's order, and what goes with it.

    `files` holds the SHA-256 of every file that was read, by name.
    """

    force: ForceFile
    edition: Edition
    entries: Mapping[str, Entry]
    good_practice: GoodPracticeFile
    cross_references: CrossReferencesFile
    use_of_resources: UseOfResourcesFile
    files: Mapping[str, str]


def folder_of(force: str) -> Path:
    """Where the record of a force is, whether or not there is one."""
    return Path(__file__).parent / force


def load(force: str, editions: Mapping[str, Edition]) -> Record:
    """The record of a force, checked against its edition. Raises BadData with every fault."""
    return _Loading(folder_of(force), editions).record()


class _Loading:
    def __init__(self, folder: Path, editions: Mapping[str, Edition]) -> None:
        self.folder, self.editions = folder, editions
        self.faults: list[Fault] = []
        self.files: dict[str, str] = {}

    def record(self) -> Record:
        if not self.folder.is_dir():
            raise BadData([Fault(self._shown("force.yaml"), 1, "document", "there is no record of this force")])
        force = self._read("force.yaml", ForceFile)
        good_practice = self._read("good_practice.yaml", GoodPracticeFile)
        cross_references = self._read("cross_references.yaml", CrossReferencesFile)
        resources = self._read("use_of_resources.yaml", UseOfResourcesFile)
        if force is None or good_practice is None or cross_references is None or resources is None:
            raise BadData(self.faults)
        if force[0].edition not in self.editions:
            raise BadData([force[1].fault(("edition",), f"there is no edition called {force[0].edition!r}")])
        edition = self.editions[force[0].edition]
        entries = {f.id: entry for f in edition.frameworks if (entry := self._entry(edition, f)) is not None}
        self._strangers(edition)
        if self.faults:
            raise BadData(self.faults)
        return Record(
            force[0],
            edition,
            entries,
            good_practice[0],
            cross_references[0],
            resources[0],
            dict(sorted(self.files.items())),
        )

    def _shown(self, name: str) -> str:
        return f"{self.folder.name}/{name}"

    def _read(self, name: str, model: type[M]) -> tuple[M, Document] | None:
        """A file as its shape; None, with the faults kept, when it does not fit."""
        path = self.folder / name
        try:
            document = read(path, self._shown(name))
        except BadData as bad:
            self.faults += bad.faults
            return None
        self.files[self._shown(name)] = hashlib.sha256(path.read_bytes()).hexdigest()
        shape, faults = fit(document, model)
        self.faults += faults
        return None if shape is None else (shape, document)

    def _strangers(self, edition: Edition) -> None:
        for path in sorted((self.folder / "entries").glob("*.yaml")):
            if path.stem not in edition.framework:
                shown = f"{self.folder.name}/entries/{path.name}"
                self.faults.append(Fault(shown, 1, "framework", f"{edition.id} has no framework {path.stem}"))

    def _entry(self, edition: Edition, framework: Framework) -> Entry | None:
        name = f"entries/{framework.id}.yaml"
        if not (self.folder / name).is_file():
            message = "is missing: the record has an entry for every framework"
            self.faults.append(Fault(self._shown(name), 1, "document", message))
            return None
        found = self._read(name, Entry)
        if found is None:
            return None
        entry, document = found
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
