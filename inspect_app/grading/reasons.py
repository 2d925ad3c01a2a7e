"""The reasons for a proposal as one tree: every rung, requirement, test, limiter and combination that was looked at.

Page, report, JSON and command line draw from this tree. A node says what was decided and by which criteria; the
words are in `sentences`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

Verdict = Literal["held", "failed", "undecided"]
Kind = Literal[
    "grade",  # the root
    "ladder",  # combination: the highest rung held
    "rung",
    "requirement",
    "count",  # the second amount of a requirement
    "test",
    "otherwise",
    "weakest",  # combination: the weakest component; a limiter
    "cap",  # a limiter
    "outside",  # a limiter: another inspection decides
    "ungraded",
    "measure",  # what figures suggest beside what was rated
    "direction",
    "signal",
    "condition",
]


class Tally(NamedTuple):
    """How many count, how many apply and how many must count, at one end of the range."""

    counting: int
    applicable: int
    needed: int


class Node(NamedTuple):
    """One thing looked at.

    `rule` is its stable id; `subject` the id it is about (a grade, component, requirement, criterion ...).
    `held` means: the rung or requirement holds, the test finds what it looks for, the limiter limits.
    `floor` and `ceiling` are outcome ids, on combinations only.
    """

    rule: str
    kind: Kind
    verdict: Verdict
    subject: str = ""
    counted_for: tuple[str, ...] = ()
    counted_against: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    parameter: tuple[str, str] | None = None
    tally: Tally | None = None
    floor: str | None = None
    ceiling: str | None = None
    detail: str = ""
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()

    def as_json(self) -> dict[str, Any]:
        name_and_value = {"name": self.parameter[0], "value": self.parameter[1]} if self.parameter else None
        return {
            "rule": self.rule,
            "verdict": self.verdict,
            "for": list(self.counted_for),
            "against": list(self.counted_against),
            "parameter": name_and_value,
            "children": [child.as_json() for child in self.children],
        }


def verdict_of(at_worst: bool, at_best: bool) -> Verdict:
    """Held or failed whatever the unknown turns out to be; otherwise undecided."""
    if at_worst == at_best:
        return "held" if at_worst else "failed"
    return "undecided"
