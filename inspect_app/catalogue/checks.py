"""What must be true across the files of an edition, beyond the shape of each.

`across` looks at what the files say of each other; `rules` looks at what the finished rules would do: every grade
reachable, no rule that a better rating could lose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from ..grading.edition import Edition
from ..grading.rules import LadderRule
from .documents import Document
from .faults import Fault
from .framework_files import SourceShape
from .method_checks import method_faults
from .reachability import reachability_faults

if TYPE_CHECKING:
    from .editions import Files
    from .framework_files import CriteriaFile, FrameworkFile
    from .method_files import MethodFile


def across(files: Files) -> list[Fault]:
    """Faults between the files, in no particular order."""
    return list(_Across(files).faults())


def rules(files: Files, edition: Edition) -> list[Fault]:
    """Faults of the finished rules."""
    document = files.document("criteria", "method.yaml")
    values = edition.method.values
    faults = [
        document.fault(("parameters", place, "default"), message)
        for place, parameter in enumerate(edition.method.parameters)
        for message in parameter.faults(values)
    ]
    if faults:
        return faults
    names = {shape.framework: name for name, shape in files.criteria.items()}
    for framework in edition.frameworks:
        where = files.document("criteria", names[framework.id])
        faults += reachability_faults(edition, framework, where)
    return faults


def repeated(document: Document, path: Sequence[str | int], ids: Iterable[str], key: str = "id") -> Iterator[Fault]:
    """A fault for every id that is given twice in a list."""
    seen: dict[str, int] = {}
    for place, name in enumerate(ids):
        if name in seen:
            first = document.line((*path, seen[name], key))
            yield document.fault((*path, place, key), f"{name!r} is declared twice (first in line {first})")
        seen.setdefault(name, place)


def _sources_in(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], SourceShape]]:
    """Every source inside a shape, however deep, with its path."""
    if isinstance(value, SourceShape):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, declared in type(value).model_fields.items():
            yield from _sources_in(getattr(value, name), (*path, declared.alias or name))
    elif isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _sources_in(item, (*path, key))


class _Across:
    def __init__(self, files: Files) -> None:
        self.files = files
        self.framework_ids = {shape.framework for shape in files.frameworks.values()}
        self.seen_criteria: dict[str, str] = {}

    def faults(self) -> Iterator[Fault]:
        files = self.files
        yield from self._editions()
        if files.edition is not None and not files.frameworks and not files.faults:
            document = files.document("frameworks", "edition.yaml")
            yield document.fault((), "the edition has no framework: add one file for each")
        yield from self._frameworks()
        if files.method is not None:
            yield from method_faults(files)
        yield from self._criteria_files()
        yield from self._sources()

    def _editions(self) -> Iterator[Fault]:
        named = {"frameworks": ("edition.yaml", self.files.edition), "criteria": ("scales.yaml", self.files.scales)}
        for folder, (name, shape) in named.items():
            if shape is not None and shape.edition != self.files.edition_id:
                document = self.files.document(folder, name)
                yield document.fault(
                    ("edition",), f"{shape.edition!r} is not the folder's name, {self.files.edition_id}"
                )
        method = self.files.method
        if method is not None and method.edition != self.files.edition_id:
            document = self.files.document("criteria", "method.yaml")
            yield document.fault(("edition",), f"{method.edition!r} is not the folder's name, {self.files.edition_id}")
        if self.files.edition is not None:
            document = self.files.document("frameworks", "edition.yaml")
            yield from repeated(document, ("domains",), (d.id for d in self.files.edition.domains))
        if self.files.indicators is not None:
            document = self.files.document("frameworks", "indicators.yaml")
            yield from repeated(document, ("indicators",), (i.id for i in self.files.indicators.indicators))

    def _sources(self) -> Iterator[Fault]:
        """Every place, in whatever file, that names a document which the edition does not list."""
        files, edition = self.files, self.files.edition
        if edition is None:
            return
        shapes: list[tuple[str, str, BaseModel | None]] = [
            ("frameworks", "edition.yaml", edition),
            ("criteria", "scales.yaml", files.scales),
            ("criteria", "method.yaml", files.method),
            *(("frameworks", name, framework) for name, framework in files.frameworks.items()),
            *(("criteria", name, criteria) for name, criteria in files.criteria.items()),
        ]
        for folder, name, shape in shapes:
            for path, source in _sources_in(shape, ()):
                if source.document not in edition.sources:
                    message = f"{source.document!r} is not one of the documents under sources in edition.yaml"
                    yield files.document(folder, name).fault((*path, "document"), message)

    def _frameworks(self) -> Iterator[Fault]:
        seen: dict[str, str] = {}
        for name, shape in self.files.frameworks.items():
            document = self.files.document("frameworks", name)
            if shape.framework in seen:
                yield document.fault(("framework",), f"{shape.framework!r} is also declared in {seen[shape.framework]}")
            seen.setdefault(shape.framework, document.file)
            if shape.code.lower() != shape.framework and len(shape.code) <= 4:
                yield document.fault(("code",), f"{shape.code} does not match the id {shape.framework}")
            if not name.startswith(f"{shape.framework}_") and name != f"{shape.framework}.yaml":
                yield document.fault(("framework",), f"the file's name must begin with {shape.framework}_")
            yield from self._framework(document, shape)

    def _framework(self, document: Document, shape: FrameworkFile) -> Iterator[Fault]:
        edition = self.files.edition
        if edition is not None and edition.domains:
            domains = [d.id for d in edition.domains]
            if shape.domain is None:
                yield document.fault((), f"domain is missing: one of {', '.join(domains)}")
            elif shape.domain not in domains:
                yield document.fault(
                    ("domain",), f"{shape.domain!r} is not a domain of the edition: {', '.join(domains)}"
                )
        yield from repeated(document, ("key_issues",), (k.id for k in shape.key_issues))
        yield from repeated(document, ("parts",), (p.id for p in shape.parts))
        for list_name in ("overlaps", "scope"):
            for place, note in enumerate(getattr(shape, list_name)):
                if note.framework is not None and note.framework not in self.framework_ids:
                    message = f"{note.framework!r} is not a framework of this edition"
                    yield document.fault((list_name, place, "framework"), message)

    def _criteria_files(self) -> Iterator[Fault]:
        for name, shape in self.files.criteria.items():
            document = self.files.document("criteria", name)
            framework = self.files.frameworks.get(name)
            if framework is not None and framework.framework != shape.framework:
                message = f"{shape.framework!r} is not {framework.framework!r}, the framework of that file name"
                yield document.fault(("framework",), message)
            yield from repeated(document, ("components",), (c.id for c in shape.components))
            yield from repeated(document, ("criteria",), (c.id for c in shape.criteria))
            yield from self._criteria(document, shape, framework)
            if self.files.method is not None:
                yield from self._how_graded(document, shape, framework, self.files.method)

    def _criteria(self, document: Document, shape: CriteriaFile, framework: FrameworkFile | None) -> Iterator[Fault]:
        issues = {k.id for k in framework.key_issues} if framework else set()
        components = [c.id for c in shape.components]
        indicators = {i.id for i in self.files.indicators.indicators} if self.files.indicators else set()
        levels = [level.id for level in self.files.method.levels] if self.files.method else []
        for place, criterion in enumerate(shape.criteria):
            path = ("criteria", place)
            elsewhere = self.seen_criteria.setdefault(criterion.id, document.file)
            if elsewhere != document.file:
                yield document.fault((*path, "id"), f"{criterion.id!r} is also declared in {elsewhere}")
            if not criterion.id.startswith(f"{shape.framework}-"):
                yield document.fault((*path, "id"), f"{criterion.id!r} must begin with {shape.framework}-")
            if framework and criterion.key_issue is not None and criterion.key_issue not in issues:
                message = (
                    f"{criterion.key_issue!r} is not a key issue of {shape.framework}: {', '.join(sorted(issues))}"
                )
                yield document.fault((*path, "key_issue"), message)
            if self.files.method and levels and criterion.level not in levels:
                message = "is missing" if criterion.level is None else f"{criterion.level!r} is not a level"
                yield document.fault((*path, "level"), f"{message}: the method has {', '.join(levels)}")
            if self.files.method and not levels and criterion.level is not None:
                yield document.fault((*path, "level"), "this edition has no levels")
            if components and criterion.component not in components:
                message = f"every criterion here names one of its components: {', '.join(components)}"
                yield document.fault((*path, "component"), message)
            if not components and criterion.component is not None:
                yield document.fault((*path, "component"), "this framework declares no components")
            measure = criterion.measure
            if measure is not None:
                if measure.indicator not in indicators:
                    message = f"{measure.indicator!r} is not in indicators.yaml"
                    yield document.fault((*path, "measure", "indicator"), message)
                if measure.comparison == "meets_standard" and measure.standard is None:
                    yield document.fault((*path, "measure"), "meets_standard needs a standard")
                if measure.comparison != "meets_standard" and measure.standard is not None:
                    yield document.fault((*path, "measure", "standard"), "goes only with meets_standard")

    def _how_graded(
        self, document: Document, shape: CriteriaFile, framework: FrameworkFile | None, method: MethodFile
    ) -> Iterator[Fault]:
        way = shape.graded_by or method.default_grading
        if way not in method.grading:
            message = f"{way!r} is not one of the method's ways: {', '.join(method.grading)}"
            yield document.fault(("graded_by",), message)
            return
        rule = method.grading[way].build()
        over = rule.of if isinstance(rule, LadderRule) else "nothing"
        if over == "criteria" and not shape.criteria:
            yield document.fault((), "has no criteria, and the method grades it on criteria")
        if over != "criteria" and shape.criteria:
            yield document.fault(("criteria",), f"has criteria, but {way} does not grade on them")
        if over == "parts" and framework is not None and not any(p.graded for p in framework.parts):
            yield document.fault((), "is graded on parts, and its framework file declares none")
        yield from self._direction(document, shape)

    def _direction(self, document: Document, shape: CriteriaFile) -> Iterator[Fault]:
        method, scales, direction = self.files.method, self.files.scales, shape.direction
        if method is not None and method.direction is None and direction != type(direction)():
            yield document.fault(("direction",), "the method gives no direction, so nothing is special about it here")
        elif scales is not None:
            if direction.not_graded and scales.not_graded is None:
                yield document.fault(("direction", "not_graded"), "scales.yaml does not say how not_graded is written")
            if direction.conditions and not scales.condition_answers:
                yield document.fault(("direction", "conditions"), "scales.yaml has no condition_answers to give")
        yield from repeated(document, ("direction", "conditions"), (q.id for q in direction.conditions))
        components = [c.id for c in shape.components]
        for place, component in enumerate(direction.comparable_components):
            if component not in components:
                path = ("direction", "comparable_components", place)
                yield document.fault(path, f"{component!r} is not a component of this framework")
