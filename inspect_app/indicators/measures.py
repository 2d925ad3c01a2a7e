"""What an indicator is, as a plain value, and how its figures are written. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..grading.edition import Edition
from ..grading.edition import Indicator as Declared
from .periods import Period

PER = re.compile(r"\bper ([\d,]+)( million)?\b")
POLARITIES = {
    "higher": "Higher is better",
    "lower": "Lower is better",
    "parity": "Neither: two groups are compared, and a smaller gap is better",
    "context": "Neither: it is printed so that others can be read",
}
KINDS = {
    "proportion": "A proportion: so many of so many, as a percentage",
    "rate": "A rate: events for each so many of something",
    "number": "A number: money, days, a score or anything else",
}
BREAKS = {"definition": "Definition changed", "scale": "Scale changed"}


@dataclass(frozen=True, slots=True)
class Break:
    """The first day on which figures mean something else than before."""

    begins_on: date
    kind: str
    because: str

    @property
    def words(self) -> str:
        return BREAKS[self.kind]


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator as it is defined, with its breaks in order."""

    id: str
    code: str
    title: str
    unit: str
    polarity: str
    kind: str
    per: int | None = None
    pair: str | None = None
    domain: str = ""
    meaning: str = ""
    source: str = ""
    footnotes: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()

    @property
    def is_directional(self) -> bool:
        return self.polarity in ("higher", "lower")

    @property
    def name(self) -> str:
        """Its code, where it has one, and its title."""
        return f"{self.code} {self.title}" if self.code else self.title

    def written(self, value: Decimal) -> str:
        """A value as people read it: `23.7%`, `2,863.22`."""
        return f"{value:,f}%" if self.unit == "%" else f"{value:,f}"

    def difference(self, value: Decimal) -> str:
        """How far two values are apart: `1.0 points` for percentages."""
        size = f"{abs(value):,f}"
        if self.unit == "%":
            return f"{size} {'point' if size == '1' else 'points'}"
        return size

    def broken(self, earlier: Period, later: Period) -> Break | None:
        """The last break after the first day of one period and up to the last day of the other; None in most years."""
        found = [b for b in self.breaks if earlier.begins_on < b.begins_on <= later.ends_on]
        return found[-1] if found else None


def of_editions(editions: dict[str, Edition]) -> dict[str, Measure]:
    """What the criteria of the editions rest on, by id; the first edition that declares an indicator counts."""
    found: dict[str, Measure] = {}
    for edition in editions.values():
        domains = _domains(edition)
        for declared in edition.indicators:
            found.setdefault(declared.id, _declared(declared, domains.get(declared.id, "")))
    return found


def _declared(declared: Declared, domain: str) -> Measure:
    """Its kind follows from its unit, until somebody defines it more closely."""
    kind, per = kind_of(declared.unit)
    return Measure(
        declared.id, declared.code or "", declared.title, declared.unit, declared.good_is, kind, per, domain=domain
    )


def kind_of(unit: str) -> tuple[str, int | None]:
    """What can be tested of figures in a unit: money for each so many people is no count of events."""
    if unit == "%":
        return "proportion", 100
    if (found := PER.match(unit)) is not None:
        return "rate", int(found[1].replace(",", "")) * (1_000_000 if found[2] else 1)
    return "number", None


def _domains(edition: Edition) -> dict[str, str]:
    """The domain of the first framework with a criterion that rests on each indicator."""
    titles = {domain.id: domain.title for domain in edition.domains}
    found: dict[str, str] = {}
    for framework in edition.frameworks:
        for criterion in framework.criteria:
            if criterion.measure:
                found.setdefault(criterion.measure.indicator, titles.get(framework.domain, ""))
    return found
