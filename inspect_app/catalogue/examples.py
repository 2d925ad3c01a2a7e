"""Worked examples: facts in, grade and reasons out, named as sentences. They belong to an edition and must hold.

An example rates by broad strokes first (`all`, then `levels`), and by single criteria last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..grading import engine
from ..grading.edition import Edition
from ..grading.facts import BadFacts, Facts
from ..grading.proposal import Proposal
from ..grading.rules import BadParameter
from .documents import Document, read
from .editions import Folders
from .facts_file import FactsFile, MovementShape, PreviousShape
from .faults import BadData, Fault
from .shape import Flag, Id, Shape, Text, fit


class ExpectShape(Shape):
    """What must come out; what is not named is not looked at."""

    grade: str | None = None
    outcome: Id | None = None
    floor: Id | None = None
    ceiling: Id | None = None
    settled: Flag | None = None
    evidenced_floor: Id | None = None
    caveats: list[Id] | None = None
    limiters: list[Id] | None = None
    flags: list[Id] | None = None
    direction: str | None = None
    direction_flags: list[Id] | None = None
    to_reach: dict[Id, list[Id]] | None = None  # grade -> the items of the smallest set
    ways: dict[Id, int] | None = None
    impossible: list[Id] | None = None
    holds: dict[Id, Id] | None = None  # item -> the outcome it would fall to


class ExampleShape(Shape):
    """One worked case."""

    name: Text
    framework: Id
    all: str | None = None
    levels: dict[Id, str] = {}
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
    parameters: dict[Id, str] = {}
    expect: ExpectShape


class ExamplesFile(Shape):
    """Worked examples of one edition."""

    examples: list[ExampleShape]


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case, ready to be tried."""

    name: str
    facts: Facts
    parameters: dict[str, str]
    expect: ExpectShape
    document: Document
    path: tuple[str | int, ...]


def load(edition: Edition, folders: Folders) -> tuple[Example, ...]:
    """The worked examples of an edition. Raises BadData with every fault of their files."""
    faults: list[Fault] = []
    found: list[Example] = []
    folder = folders.criteria / edition.id / "examples"
    for path in sorted(folder.glob("*.yaml")):
        try:
            document = read(path, folders.show(path))
        except BadData as bad:
            faults += bad.faults
            continue
        shape, wrong = fit(document, ExamplesFile)
        faults += wrong
        if shape is not None:
            found += (_example(edition, e, document, ("examples", i)) for i, e in enumerate(shape.examples))
    names = [example.name for example in found]
    faults += [
        e.document.fault((*e.path, "name"), "two examples have this name") for e in found if names.count(e.name) > 1
    ]
    if faults:
        raise BadData(faults)
    return tuple(found)


def check_all(editions: Sequence[Edition], folders: Folders) -> int:
    """How many examples there are. Raises BadData with every example that does not hold."""
    faults: list[Fault] = []
    count = 0
    for edition in editions:
        for example in load(edition, folders):
            count += 1
            faults += failures(edition, example)
    if faults:
        raise BadData(faults)
    return count


def failures(edition: Edition, example: Example) -> list[Fault]:
    """Where the engine says something else than the example expects."""
    fault = example.document.fault
    try:
        if example.parameters:
            edition = replace(edition, method=edition.method.with_parameters(**example.parameters))
        proposal = engine.propose(edition, example.facts)
    except BadParameter as bad:
        return [fault((*example.path, "parameters"), message) for message in bad.faults]
    except BadFacts as bad_facts:
        return [fault((*example.path, *f.path), f.message) for f in bad_facts.faults]
    return [
        fault((*example.path, "expect", key), f"{example.name!r}: expected {expected}, the engine says {got}")
        for key, expected, got in _compared(example.expect, proposal)
        if expected != got
    ]


def _example(edition: Edition, shape: ExampleShape, document: Document, path: tuple[str | int, ...]) -> Example:
    framework = edition.framework.get(shape.framework)
    ratings: dict[str, str] = {}
    for criterion in framework.criteria if framework else ():
        word = shape.levels.get(criterion.level or "", shape.all)
        if word is not None:
            ratings[criterion.id] = word
    ratings |= shape.ratings
    given = {name: getattr(shape, name) for name in FactsFile.model_fields if name in ExampleShape.model_fields}
    facts = FactsFile.model_construct(**{**given, "edition": edition.id, "ratings": ratings}).build()
    unrated = {name: word for name, word in ratings.items() if word != "unrated"}
    return Example(shape.name, replace(facts, ratings=unrated), shape.parameters, shape.expect, document, path)


def _compared(expect: ExpectShape, proposal: Proposal) -> Iterator[tuple[str, Any, Any]]:
    """Each expectation that is given, beside what came out."""
    reached = {r.grade: r for r in proposal.to_reach}
    view = proposal.as_evidenced
    none = "none"
    got: dict[str, Any] = {
        "grade": proposal.grade or none,
        "outcome": proposal.outcome or none,
        "floor": proposal.floor,
        "ceiling": proposal.ceiling,
        "settled": proposal.settled,
        "evidenced_floor": view.floor if view else None,
        "caveats": list(proposal.caveats),
        "limiters": list(proposal.limiters),
        "flags": list(proposal.flags),
        "direction": proposal.direction.value or none,
        "direction_flags": list(proposal.direction.flags),
        "impossible": [r.grade for r in proposal.to_reach if r.impossible],
        "holds": {hold.item: hold.outcome for hold in proposal.holds},
    }
    for key, value in got.items():
        expected = getattr(expect, key)
        if expected is not None:
            yield key, expected, value
    for grade, items in (expect.to_reach or {}).items():
        yield "to_reach", items, [c.item for c in reached[grade].changes] if grade in reached else none
    for grade, ways in (expect.ways or {}).items():
        yield "ways", ways, reached[grade].ways if grade in reached else none
