"""The police forces of England and Wales as a declared file, so that nobody has to type their names.

It says only how they are called; a force is there once an administrator has added it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ..catalogue.documents import Document, read
from ..catalogue.faults import BadData, Fault
from ..catalogue.shape import Id, Shape, Text, fit

FILE = Path(__file__).with_name("forces_of_england_and_wales.yaml")


class KnownForce(Shape):
    """A force that can be added: its short name, as addresses have it, and its name."""

    id: Id
    name: Text


class ForcesFile(Shape):
    """All of them."""

    forces: list[KnownForce]


@cache
def known() -> tuple[KnownForce, ...]:
    """The forces that the product ships, in the order of the alphabet. Raises BadData with every fault."""
    return load(FILE)


def load(path: Path) -> tuple[KnownForce, ...]:
    """The forces of a file. Raises BadData with every fault."""
    document = read(path, path.name)
    shape, faults = fit(document, ForcesFile)
    if shape is None:
        raise BadData(faults)
    twice = _twice(document, shape)
    if twice:
        raise BadData(twice)
    return tuple(sorted(shape.forces, key=lambda force: force.name))


def _twice(document: Document, shape: ForcesFile) -> list[Fault]:
    found, ids, names = [], set[str](), set[str]()
    for place, force in enumerate(shape.forces):
        for key, value, seen in (("id", force.id, ids), ("name", force.name, names)):
            if value in seen:
                found.append(document.fault(("forces", place, key), f"{value!r} stands here twice"))
            seen.add(value)
    return found
