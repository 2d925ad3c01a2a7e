"""Reads a facts file, or anything shaped like one, into `Facts`; every fault keeps the line it came from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict

from ..grading.edition import Edition
from ..grading.facts import Facts, Movement, Previous, check
from .documents import Document, read
from .faults import BadData
from .shape import Id, Shape, Text, fit


class PreviousShape(Shape):
    grade: Id | None = None
    edition: Id | None = None
    comparability: Literal["full", "partial", "none"] | None = None
    gained: list[Id] | None = None
    lost: list[Id] | None = None

    def build(self) -> Previous:
        gained = None if self.gained is None else tuple(self.gained)
        lost = None if self.lost is None else tuple(self.lost)
        return Previous(self.comparability, self.grade, self.edition, gained, lost)


class MovementShape(Shape):
    id: Id
    verdict: Literal["better", "worse", "no_difference"]
    basis: Id
    source: Text = ""
    component: Id | None = None


class FactsFile(Shape):
    """Facts about one force and one framework."""

    model_config = ConfigDict(extra="forbid", frozen=True, title="Facts")

    edition: Id
    framework: Id
    ratings: dict[str, str] = {}
    reasons: dict[str, Text] = {}
    factors: dict[str, str] = {}
    conditions: dict[str, str] = {}
    external_grade: Id | None = None
    parts: dict[str, str] = {}
    previous: PreviousShape | None = None
    movements: list[MovementShape] = []
    peers: dict[str, str] = {}
    supported: list[Id] | None = None

    def build(self) -> Facts:
        return Facts(
            edition=self.edition,
            framework=self.framework,
            ratings=self.ratings,
            reasons=self.reasons,
            factors=self.factors,
            conditions=self.conditions,
            external_grade=self.external_grade,
            parts=self.parts,
            previous=self.previous.build() if self.previous else None,
            movements=tuple(Movement(m.id, m.verdict, m.basis, m.source, m.component) for m in self.movements),
            peers=self.peers,
            supported=None if self.supported is None else frozenset(self.supported),
        )


def read_facts(path: Path, editions: Callable[[str], Edition]) -> tuple[Facts, Edition]:
    """The facts of a file and the edition they are for. Raises BadData with every fault.

    `editions` gives an edition by id and raises KeyError, naming what there is, when it has none.
    """
    document = read(path)
    return facts_of(document, editions)


def facts_of(document: Document, editions: Callable[[str], Edition]) -> tuple[Facts, Edition]:
    """The facts of a document that has been read already."""
    shape, faults = fit(document, FactsFile)
    if shape is None:
        raise BadData(faults)
    try:
        edition = editions(shape.edition)
    except KeyError as unknown:
        raise BadData([document.fault(("edition",), str(unknown.args[0]))]) from None
    facts = shape.build()
    wrong = check(facts, edition)
    if wrong:
        raise BadData(document.fault(fault.path, fault.message) for fault in wrong)
    return facts, edition
