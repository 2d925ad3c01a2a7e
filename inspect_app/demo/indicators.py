"""A force's published indicators as declared: reads and checks the file, and puts its figures into a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy.orm import Session

from ..catalogue.documents import Document, read
from ..catalogue.faults import BadData, Fault
from ..catalogue.shape import Id, Shape, Text, fit
from ..grading.edition import Edition
from ..indicators import measures, operations
from ..indicators.figures import Figure
from ..indicators.measures import Break, Measure
from ..indicators.periods import NotAPeriod, Period, period_in
from .record import folder_of

Value = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]


class DefinitionShape(Shape):
    """What is said of an indicator beyond its edition; one that the edition does not have is defined whole."""

    indicator: Id
    domain: Text
    code: Text | None = None
    title: Text | None = None
    unit: Text | None = None
    good_is: Literal["higher", "lower", "parity", "context"] | None = None
    kind: Literal["number"] | None = None
    pair: Id | None = None
    new_from: date | None = None
    new_because: Text | None = None


class ValuesShape(Shape):
    """What one source prints of one indicator, by period, with the line where it stands."""

    indicator: Id
    source: Id
    line: Annotated[int, Field(ge=1)]
    values: dict[str, Value]
    note: Id | None = None


class IndicatorsFile(Shape):
    force: Id
    sources: dict[str, Text]
    notes: dict[str, Text]
    definitions: list[DefinitionShape]
    values: list[ValuesShape]


def load_indicators(session: Session, force: str, edition: Edition) -> None:
    """Defines a force's published indicators and adds their figures. Raises BadData with every fault."""
    document = read(folder_of(force) / "indicators.yaml", f"{force}/indicators.yaml")
    shape, faults = fit(document, IndicatorsFile)
    if shape is None:
        raise BadData(faults)
    declared = measures.of_editions({edition.id: edition})
    faults = list(_faults(document, shape, declared))
    if faults:
        raise BadData(faults)
    found = {d.indicator: _measure(d, declared) for d in shape.definitions}
    operations.define_all(session, list(found.values()))
    for given in shape.values:
        operations.add_values(session, found[given.indicator], shape.force, _figures(shape, given))


def _figures(shape: IndicatorsFile, given: ValuesShape) -> Iterator[tuple[Period, Figure]]:
    note = f"{shape.notes[given.note]} Line {given.line}." if given.note else f"Line {given.line}."
    for words, value in given.values.items():
        yield period_in(words), Figure(Decimal(value), source=shape.sources[given.source], note=note)


def _measure(given: DefinitionShape, declared: Mapping[str, Measure]) -> Measure:
    known = declared.get(given.indicator)
    if known is None:
        unit = given.unit or ""
        kind, per = measures.kind_of(unit)
        known = Measure(given.indicator, given.code or "", given.title or "", unit, given.good_is or "", kind, per)
    breaks = (Break(given.new_from, "definition", given.new_because or ""),) if given.new_from else ()
    known = replace(known, domain=given.domain, pair=given.pair, breaks=breaks)
    return replace(known, kind="number", per=None) if given.kind == "number" else known


def _faults(document: Document, shape: IndicatorsFile, declared: Mapping[str, Measure]) -> Iterator[Fault]:
    defined = {d.indicator for d in shape.definitions}
    for place, definition in enumerate(shape.definitions):
        whole = (definition.title, definition.unit, definition.good_is)
        if definition.indicator not in declared and None in whole:
            yield document.fault(("definitions", place), "needs title, unit and good_is: no edition declares it")
        if definition.pair is not None and definition.pair not in defined:
            yield document.fault(("definitions", place, "pair"), f"{definition.pair!r} is not defined")
        if (definition.new_from is None) != (definition.new_because is None):
            yield document.fault(("definitions", place), "new_from and new_because go together")
    for place, values in enumerate(shape.values):
        for key, known in (("indicator", defined), ("source", shape.sources), ("note", shape.notes)):
            if (name := getattr(values, key)) is not None and name not in known:
                yield document.fault(("values", place, key), f"{name!r} is not declared in this file")
        for words in values.values:
            try:
                period_in(words)
            except NotAPeriod as wrong:
                yield document.fault(("values", place, "values", words), f"{words} {wrong}")
