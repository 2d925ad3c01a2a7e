"""The closed vocabulary in which an edition declares its rules.

Every rule here is a plain value. `coding` and `ladder` turn it into arithmetic, `sentences` into English.
A new rule of an edition is data; a new *type* of rule is a class here and its arithmetic there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from .scale import Source


@dataclass(frozen=True, slots=True)
class Parameter:
    """A vague word of the published text, with the value that the edition chose for it."""

    name: str
    word: str
    default: Fraction
    least: Fraction
    most: Fraction | None = None
    whole: bool = False
    not_below: str | None = None
    other_readings: tuple[str, ...] = ()
    why: str = ""
    source: Source | None = None

    def faults(self, values: Mapping[str, Fraction]) -> list[str]:
        """What is wrong with this parameter's value among `values`."""
        value = values[self.name]
        if value < self.least or (self.most is not None and value > self.most):
            range_ = f"at least {self.least}" if self.most is None else f"from {self.least} to {self.most}"
            return [f"{self.name}: {value} is out of range: it must be {range_}"]
        if self.whole and value.denominator != 1:
            return [f"{self.name}: {value} is not a whole number"]
        floor = values.get(self.not_below) if self.not_below else None
        if floor is not None and value < floor:
            return [f"{self.name}: {value} is below {self.not_below}, which is {floor}: a higher grade would ask less"]
        return []


@dataclass(frozen=True, slots=True)
class Selection:
    """Which criteria a rule looks at. None means that the property does not matter."""

    level: str | None = None
    significant: bool | None = None
    dominant: bool | None = None
    prerequisite: bool | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """How many of the applicable ones: all, any one, or a share (a parameter), and at least a count (another)."""

    kind: Literal["all", "any", "share"]
    comparison: Literal["more_than", "at_least"] = "at_least"
    share: str | None = None
    count: str | None = None

    def needed(self, applicable: int, values: Mapping[str, Fraction]) -> int:
        """How many must count when `applicable` apply, exactly; at least 1 where any apply."""
        if self.kind == "all":
            return applicable
        if self.kind == "any":
            return 1
        assert self.share is not None
        exact = values[self.share] * applicable
        needed = exact.__floor__() + 1 if self.comparison == "more_than" else exact.__ceil__()
        if self.count is not None:
            needed = max(needed, int(values[self.count]))
        return max(needed, 1)


@dataclass(frozen=True, slots=True)
class Requirement:
    """Enough of the selected items stand at or above a step (in a rung), or at or below it (in a test).

    `factor` names the one factor it asks for; otherwise `selection` chooses among the ladder's items.
    """

    id: str
    amount: Amount
    step: str
    side: Literal["at_least", "at_most"]
    selection: Selection = Selection()
    factor: str | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """A grade, the rung it builds on, and what it requires besides."""

    grade: str
    requires: tuple[Requirement, ...]
    builds_on: str | None = None
    flag: str | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Test:
    """A grade below every rung, and the findings of which any one is enough for it."""

    __test__ = False  # not a test case, whatever a test runner makes of the name

    grade: str
    any_of: tuple[Requirement, ...]
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class LadderRule:
    """The highest rung whose every requirement holds; below the lowest rung a test, or `otherwise`."""

    of: Literal["criteria", "parts"]
    rungs: tuple[Rung, ...]  # best first
    otherwise: str
    tests: tuple[Test, ...] = ()
    empty_holds: bool = False


@dataclass(frozen=True, slots=True)
class OutsideRule:
    """Another inspection decides the grade."""

    because: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class UngradedRule:
    """The edition gives this framework no grade."""

    because: str = ""
    source: Source | None = None


GradingRule = LadderRule | OutsideRule | UngradedRule


@dataclass(frozen=True, slots=True)
class Limiter:
    """A rule that takes the outcome below what the criteria alone would give, or takes it from elsewhere."""

    id: str
    type: Literal["weakest_component", "cap", "outside_grade"]
    because: str = ""
    selection: Selection = Selection()
    step: str = ""  # cap: a selected criterion below this step ...
    at_most: str = ""  # ... holds the outcome at this grade
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a statement about change rests on."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class DirectionRule:
    """How signals of change become a direction. `bases` run from the strongest to the weakest."""

    better: str
    same: str
    worse: str
    bases: tuple[Basis, ...]
    tested: str
    criteria_basis: str
    criteria_share: str
    partial_counts_as: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A factor or a condition: asked of a framework beside its criteria."""

    id: str
    label: str
    question: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class Method:
    """How an edition turns ratings into a grade."""

    parameters: tuple[Parameter, ...]
    grading: Mapping[str, GradingRule]
    default_grading: str
    levels: Mapping[str, str] = field(default_factory=dict)  # id -> label
    factors: tuple[Question, ...] = ()
    limiters: tuple[Limiter, ...] = ()
    direction: DirectionRule | None = None
    changed: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Fraction]:
        """The parameters in force, in declared order: the edition's own, or what a simulation changed them to."""
        return {p.name: self.changed.get(p.name, p.default) for p in self.parameters}

    def with_parameters(self, **values: Number) -> Method:
        """The same method with other values. Raises BadParameter, with every fault, when one cannot be used."""
        changed, faults = dict(self.changed), []
        for name, value in values.items():
            try:
                changed[name] = exact(value)
            except (ValueError, ZeroDivisionError):
                shown = value if len(str(value)) <= 40 else f"{str(value)[:40]}..."
                faults.append(f"{name}: {shown!r} is not a number: use an integer, a decimal or a fraction such as 2/3")
        method = replace(self, changed=changed)
        faults += method.parameter_faults()
        if faults:
            raise BadParameter(faults)
        return method

    def parameter_faults(self) -> list[str]:
        """Every parameter that is unknown, out of its range, or below the one that it must not be below."""
        declared = {p.name: p for p in self.parameters}
        faults = [
            f"there is no parameter called {name!r}; this edition has {', '.join(declared) or 'none'}"
            for name in self.changed
            if name not in declared
        ]
        values = self.values
        for parameter in self.parameters:
            faults += parameter.faults(values)
        return faults


Number = str | int | float | Fraction


NUMBER = re.compile(r"[+-]?\d{1,40}(\.\d{1,40}|/\d{1,40})?")


def exact(value: Number) -> Fraction:
    """The exact value of a number as it is written; a float means the decimal that it shows.

    Raises ValueError or ZeroDivisionError for what is no number, or has more than forty digits on a side.
    """
    if isinstance(value, int | Fraction):
        return Fraction(value)
    written = str(value).strip()
    if not NUMBER.fullmatch(written):
        raise ValueError(written)
    top, _, bottom = written.partition("/")
    return Fraction(top) / int(bottom or 1)


class BadParameter(ValueError):
    """A parameter is unknown or its value cannot be used; `faults` holds one sentence for each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(faults))
