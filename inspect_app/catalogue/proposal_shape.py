"""The shape of a proposal as `inspect-app propose --json` prints it: the schema that scripts may rely on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, RootModel

from .shape import Shape

Name = Annotated[str, Field(min_length=1)]


class ParameterInForce(Shape):
    name: Name
    value: Name


class NodeShape(Shape):
    """One thing looked at: a rung, requirement, test, limiter, combination or signal."""

    rule: Name
    verdict: Literal["held", "failed", "undecided"]
    for_: Annotated[list[str], Field(alias="for")]
    against: list[str]
    parameter: ParameterInForce | None
    children: list[NodeShape]


class ViewShape(Shape):
    grade: str | None
    floor: Name
    ceiling: Name
    settled: bool


class DirectionValue(Shape):
    value: str | None
    flags: list[str]
    reasons: NodeShape


class CriterionChange(Shape):
    """One item lifted to another step; exactly one of criterion, factor and part is there."""

    criterion: Name
    from_: Annotated[str | None, Field(alias="from")]
    to: Name


class FactorChange(Shape):
    factor: Name
    from_: Annotated[str | None, Field(alias="from")]
    to: Name


class PartChange(Shape):
    part: Name
    from_: Annotated[str | None, Field(alias="from")]
    to: Name


class Reached(Shape):
    """A smallest set of changes, and how many sets of that size there are."""

    changes: list[CriterionChange | FactorChange | PartChange]
    ways: Annotated[int, Field(ge=1)]
    smallest_found: Literal[True] = True


class Impossible(Shape):
    impossible: Name


class CriterionHold(Shape):
    criterion: Name
    outcome: Name


class FactorHold(Shape):
    factor: Name
    outcome: Name


class PartHold(Shape):
    part: Name
    outcome: Name


class Digest(RootModel[str]):
    root: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


class ProposalShape(Shape):
    """A proposed grade and direction for one framework, with everything behind them."""

    model_config = ConfigDict(extra="forbid", frozen=True, title="Proposal")

    edition: Name
    framework: Name
    grade: str | None
    outcome: str | None
    between: Annotated[list[str], Field(min_length=2, max_length=2)] | None
    settled: bool
    floor: str | None
    ceiling: str | None
    as_evidenced: ViewShape | None
    caveats: list[str]
    limiters: list[str]
    flags: list[str]
    direction: DirectionValue
    to_reach: dict[str, Reached | Impossible]
    holds: list[CriterionHold | FactorHold | PartHold]
    reasons: NodeShape
    digest: Digest
    engine: Name
    parameters: dict[str, str]
