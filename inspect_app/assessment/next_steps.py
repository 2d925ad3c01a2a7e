"""What one entry still needs, as steps in the order in which they matter; the first is the one to do next.

Pure: facts and a proposal in, words and paths out. It never says who should do it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..grading.direction import OPEN
from ..grading.edition import Edition, Framework
from ..grading.engine import prepare
from ..grading.facts import Facts, asked_factors
from ..grading.grader import Grader
from ..grading.proposal import Proposal
from ..grading.rules import LadderRule, OutsideRule

Kind = Literal["look", "start", "decide", "rate", "judge", "outside", "answer", "cite", "write", "reply"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, the path of the page that does it, and whether the grade hangs on it alone."""

    text: str
    address: str
    decisive: bool = False
    kind: Kind = "look"


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry as the steps need it.

    `proposal` is None where it cannot be worked out. `judged` is whether a person put a grade forward, `comments` how
    many wait for an answer, and `address` the path of the entry's page.
    """

    edition: Edition
    framework: Framework
    facts: Facts
    proposal: Proposal | None
    address: str
    judged: bool = False
    has_text: bool = True
    comments: int = 0


def steps(standing: Standing) -> list[Step]:
    """Everything that an entry needs, what comes first first; empty where nothing is needed."""
    return list(_Steps(standing).all())


def part_address(address: str, framework: str, part: str) -> str:
    """The path of a criterion, a factor or another thing asked: `.../3c/f2` for `3c-f2`."""
    return f"{address}/{part.removeprefix(f'{framework}-')}"


def unrated(edition: Edition, framework: Framework, facts: Facts) -> list[str]:
    """The criteria, or the graded parts where the edition grades parts, that nobody rated yet; in its order."""
    if grades_parts(edition, framework):
        return [part.id for part in framework.parts if part.graded and part.id not in facts.parts]
    return [criterion.id for criterion in framework.criteria if criterion.id not in facts.ratings]


def unsupported(edition: Edition, framework: Framework, facts: Facts) -> list[str]:
    """The ratings and answers that claim something and have no evidence that counts, in the edition's order.

    Empty where support is not known. The worst step claims nothing, nor does what does not apply.
    """
    if facts.supported is None:
        return []
    ratings, answers = edition.scales.ratings.ranks, edition.scales.factor_answers.ranks
    claimed = [c.id for c in framework.criteria if ratings.get(facts.ratings.get(c.id, ""), 0) > 0]
    claimed += [f for f in asked_factors(edition, framework) if answers.get(facts.factors.get(f, ""), 0) > 0]
    return [name for name in claimed if name not in facts.supported]


def grades_parts(edition: Edition, framework: Framework) -> bool:
    """Whether the framework's grade is combined from the grades of its parts."""
    rule = edition.grading_rule(framework)
    return isinstance(rule, LadderRule) and rule.of == "parts"


def decides_alone(grader: Grader, facts: Facts, item: str) -> bool:
    """Whether the range closes on one outcome whichever way this one unknown thing turns out, and not always the same.

    For a criterion, a part or a factor of the framework that is unknown so far.
    """
    ratings, factors = grader.known(facts)
    found = set()
    kind, scale = next((i.kind, i.scale) for i in grader.coding.items if i.id == item)
    for step in scale.ids():
        if kind == "factor":
            decision = grader.decide(ratings, {**factors, item: step})
        else:
            decision = grader.decide({**ratings, item: step}, factors)
        if decision.floor != decision.ceiling:
            return False
        found.add(decision.floor)
    return len(found) > 1


class _Steps:
    def __init__(self, standing: Standing) -> None:
        self.of = standing
        self.edition, self.framework, self.facts = standing.edition, standing.framework, standing.facts
        self.proposal, self.address = standing.proposal, standing.address
        self.open_items = unrated(self.edition, self.framework, self.facts)

    def all(self) -> Iterator[Step]:
        if self.proposal is None:
            yield Step("See what cannot be worked out", self.address)
            return
        yield from self._rating()
        yield from self._judging()
        yield from self._answering()
        yield from self._the_rest()

    def _rating(self) -> Iterator[Step]:
        items = self.open_items
        noun = ("part", "parts") if grades_parts(self.edition, self.framework) else ("criterion", "criteria")
        if not items:
            return
        if not (self.facts.ratings or self.facts.parts):
            yield Step("Start", self._at(items[0]), True, "start")
            return
        alone = self._decisive(items)
        if alone:
            yield Step(f"Rate {self._number(alone)}: it decides the grade", self._at(alone), True, "decide")
            return
        still_open = self.proposal is not None and not self.proposal.settled
        words = f"Rate {len(items)} {noun[len(items) > 1]}"
        where = self._at(items[0]) if len(items) == 1 else f"{self.address}?show=unrated"
        yield Step(words, where, still_open, "rate")

    def _decisive(self, items: Sequence[str]) -> str | None:
        """The unrated thing that alone settles the grade; None where there is none, or more than one."""
        if self.proposal is None or self.proposal.settled:
            return None
        grader = prepare(self.edition, self.framework.id)
        found = [item for item in items if decides_alone(grader, self.facts, item)]
        return found[0] if len(found) == 1 else None

    def _judging(self) -> Iterator[Step]:
        proposal, rule = self.proposal, self.edition.grading_rule(self.framework)
        assert proposal is not None
        if proposal.view and proposal.settled and proposal.grade is None and not self.of.judged:
            yield Step("Judge: the method gives no grade", f"{self.address}#judge", True, "judge")
        if isinstance(rule, OutsideRule) and self.facts.external_grade is None:
            yield Step("Enter the grade from the other inspection", f"{self.address}#external", True, "outside")

    def _answering(self) -> Iterator[Step]:
        """Factors while the grade is open, and conditions while the direction is."""
        proposal = self.proposal
        assert proposal is not None
        asked = {question.id: question for question in self.edition.method.factors}
        if not proposal.settled:
            factors = [f for f in asked_factors(self.edition, self.framework) if f not in self.facts.factors]
            for factor in factors:
                alone = not self.open_items and len(factors) == 1
                yield Step(f"Answer: {asked[factor].label.lower()}", self._at(factor), alone, "answer")
        if OPEN in proposal.direction.flags:
            for question in self.framework.direction.conditions:
                if question.id not in self.facts.conditions:
                    yield Step(f"Answer: {question.label.lower()}", self._at(question.id), kind="answer")

    def _the_rest(self) -> Iterator[Step]:
        bare = unsupported(self.edition, self.framework, self.facts)
        if bare:
            where = self._at(bare[0]) if len(bare) == 1 else f"{self.address}?show=no-evidence"
            yield Step(f"Cite evidence for {_some(len(bare), 'rating')}", where, kind="cite")
        if not self.of.has_text:
            yield Step("Write the report text", f"{self.address}/text", kind="write")
        if self.of.comments:
            yield Step(f"Answer {_some(self.of.comments, 'comment')}", f"{self.address}/comments", kind="reply")

    def _at(self, part: str) -> str:
        return part_address(self.address, self.framework.id, part)

    def _number(self, item: str) -> str:
        known = self.framework.criterion.get(item)
        return known.number if known else next((p.title for p in self.framework.parts if p.id == item), item)


def _some(number: int, noun: str) -> str:
    """`1 rating`, `3 ratings`: in figures, because steps stand below each other in a list."""
    return f"{number} {noun if number == 1 else f'{noun}s'}"
