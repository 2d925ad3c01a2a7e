"""Loads editions from the two data folders, or says everything that is wrong with them.

An edition is a folder of the same name in both: `edition.yaml`, `indicators.yaml` and a file for each framework in
one; `scales.yaml`, `method.yaml`, a file for each framework and `examples/` in the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from .. import config
from ..grading import edition as declared
from . import checks
from .digest import digest_of
from .documents import Document, read
from .faults import BadData, Fault
from .framework_files import (
    CriteriaFile,
    EditionFile,
    FrameworkFile,
    GlossaryFile,
    IndicatorsFile,
    build_framework,
    source_of,
)
from .method_files import MethodFile, ScalesFile
from .shape import fit

M = TypeVar("M", bound=BaseModel)

ABOUT_THE_EDITION = {"edition.yaml", "indicators.yaml", "glossary.yaml"}
ABOUT_THE_METHOD = {"scales.yaml", "method.yaml"}


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the two data folders are, and how a path inside them is shown in a fault."""

    frameworks: Path
    criteria: Path

    @classmethod
    def shipped(cls) -> Folders:
        return cls(config.frameworks_folder(), config.criteria_folder())

    def show(self, path: Path) -> str:
        for folder in (self.frameworks, self.criteria):
            if path.is_relative_to(folder):
                return str(Path(folder.name) / path.relative_to(folder))
        return str(path)

    def edition_ids(self) -> list[str]:
        """Every folder that stands in either place, in alphabetical order."""
        found = set()
        for folder in (self.frameworks, self.criteria):
            if folder.is_dir():
                found |= {p.name for p in folder.iterdir() if p.is_dir() and not p.name.startswith((".", "_"))}
        return sorted(found)


@dataclass(slots=True)
class Files:
    """The files of one edition as read: shapes that fitted, their documents, and the faults so far."""

    folders: Folders
    edition_id: str
    faults: list[Fault] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    edition: EditionFile | None = None
    indicators: IndicatorsFile | None = None
    glossary: GlossaryFile | None = None
    scales: ScalesFile | None = None
    method: MethodFile | None = None
    frameworks: dict[str, FrameworkFile] = field(default_factory=dict)  # by file name
    criteria: dict[str, CriteriaFile] = field(default_factory=dict)

    def load(self) -> None:
        about, method = self.folders.frameworks / self.edition_id, self.folders.criteria / self.edition_id
        if not about.is_dir() or not method.is_dir():
            missing = about if not about.is_dir() else method
            shown = self.folders.show(missing)
            self.faults.append(Fault(shown, 1, "document", "the folder is missing: an edition stands in both places"))
            return
        self.edition = self._one(about / "edition.yaml", EditionFile)
        if (about / "indicators.yaml").is_file():
            self.indicators = self._one(about / "indicators.yaml", IndicatorsFile)
        if (about / "glossary.yaml").is_file():
            self.glossary = self._one(about / "glossary.yaml", GlossaryFile)
        self.scales = self._one(method / "scales.yaml", ScalesFile)
        self.method = self._one(method / "method.yaml", MethodFile)
        self.frameworks = self._each(about, ABOUT_THE_EDITION, FrameworkFile)
        self.criteria = self._each(method, ABOUT_THE_METHOD, CriteriaFile)
        self._pairs(about, method)

    def _one(self, path: Path, model: type[M]) -> M | None:
        try:
            document = read(path, self.folders.show(path))
        except BadData as bad:
            self.faults += bad.faults
            return None
        self.documents[str(path)] = document
        shape, faults = fit(document, model)
        self.faults += faults
        return shape

    def _each(self, folder: Path, besides: set[str], model: type[M]) -> dict[str, M]:
        found = {}
        for path in sorted(folder.iterdir()):
            if path.suffix == ".yml":
                self.faults.append(
                    Fault(self.folders.show(path), 1, "document", "end the name in .yaml, or it is not read")
                )
            if path.suffix == ".yaml" and path.name not in besides and (shape := self._one(path, model)) is not None:
                found[path.name] = shape
        return found

    def _pairs(self, about: Path, method: Path) -> None:
        named = {p.name for p in about.glob("*.yaml")} - ABOUT_THE_EDITION
        graded = {p.name for p in method.glob("*.yaml")} - ABOUT_THE_METHOD
        for name in sorted(named - graded):
            shown = self.folders.show(method / name)
            self.faults.append(
                Fault(shown, 1, "document", "is missing: every framework has a criteria file of that name")
            )
        for name in sorted(graded - named):
            shown = self.folders.show(about / name)
            self.faults.append(
                Fault(shown, 1, "document", "is missing: every criteria file has a framework of that name")
            )

    def document(self, folder: str, name: str) -> Document:
        """The document of a file: `folder` is frameworks or criteria."""
        return self.documents[str(getattr(self.folders, folder) / self.edition_id / name)]


def load(edition_id: str, folders: Folders | None = None) -> declared.Edition:
    """One edition, checked. Raises BadData with every fault of it."""
    folders = folders or Folders.shipped()
    edition, faults = _load(edition_id, folders)
    if faults or edition is None:
        raise BadData(faults)
    return edition


def named(edition_id: str, folders: Folders | None = None) -> declared.Edition:
    """As `load`, but an edition that does not exist is a KeyError whose text says which ones do."""
    folders = folders or Folders.shipped()
    known = folders.edition_ids()
    if edition_id not in known:
        raise KeyError(f"there is no edition called {edition_id!r}: {', '.join(known) or 'none is there'}")
    return load(edition_id, folders)


def load_all(folders: Folders | None = None) -> tuple[declared.Edition, ...]:
    """Every edition, checked. Raises BadData with every fault of all of them."""
    folders = folders or Folders.shipped()
    ids = folders.edition_ids()
    if not ids:
        shown = str(folders.frameworks)
        raise BadData([Fault(shown, 1, "document", "holds no edition: each is a folder with an edition.yaml")])
    loaded = [_load(edition_id, folders) for edition_id in ids]
    faults = [fault for _, found in loaded for fault in found]
    if faults:
        raise BadData(faults)
    return tuple(edition for edition, _ in loaded if edition is not None)


def _load(edition_id: str, folders: Folders) -> tuple[declared.Edition | None, list[Fault]]:
    files = Files(folders, edition_id)
    files.load()
    faults = [*files.faults, *checks.across(files)]
    if faults or files.edition is None or files.scales is None or files.method is None:
        return None, faults
    edition = _build(files)
    return edition, checks.rules(files, edition)


def _build(files: Files) -> declared.Edition:
    shape, method = files.edition, files.method
    assert shape is not None
    assert method is not None
    assert files.scales is not None
    frameworks = [
        build_framework(framework, files.criteria[name], method.default_grading)
        for name, framework in files.frameworks.items()
    ]
    order = {domain.id: place for place, domain in enumerate(shape.domains)}
    by_code: Callable[[declared.Framework], tuple[int, str]] = lambda f: (order.get(f.domain, 0), f.id)  # noqa: E731
    edition = declared.Edition(
        id=shape.edition,
        title=shape.title,
        publisher=shape.publisher,
        scales=files.scales.build(),
        method=method.build(),
        frameworks=tuple(sorted(frameworks, key=by_code)),
        domains=tuple(declared.Domain(d.id, d.title, d.ppaf_domain) for d in shape.domains),
        sections=tuple(declared.Section(s.id, s.title, s.letter) for s in shape.sections),
        documents=tuple(
            declared.Document(name, d.title, d.publisher, d.published) for name, d in shape.sources.items()
        ),
        indicators=tuple(i.build() for i in files.indicators.indicators) if files.indicators else (),
        glossary=tuple(declared.Term(t.term, t.meaning, tuple(t.also)) for t in files.glossary.glossary)
        if files.glossary
        else (),
        unit=shape.unit,
        notice=shape.notice,
        provenance=shape.provenance,
        period=(shape.period.from_.isoformat(), shape.period.to.isoformat()) if shape.period else None,
        source=source_of(shape.source),
    )
    return replace(edition, digest=digest_of(edition))
