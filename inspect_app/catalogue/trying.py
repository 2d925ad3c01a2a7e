"""Trying the rules: what somebody chose in the address of a page becomes facts, and the engine answers.

Nothing is kept, and nothing here is about a force: it exists so that people can see what a rating does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..grading import engine
from ..grading.edition import Edition, Framework
from ..grading.facts import BadFacts, Facts, asked_factors
from ..grading.proposal import Proposal
from ..grading.reasons import Node
from ..grading.rules import LadderRule, OutsideRule
from ..grading.scale import Scale
from ..grading.sentences import Sentences
from ..promises import BadInput
from .examples import Example

REASON = "Chosen to try the rules."
DEEPEST = 4
"""Reasons below this depth are details of arithmetic, which the page leaves to the proposal of a real assessment."""
EXTERNAL = "outside"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to choose: its name in the address, how it is printed, what is offered, and what is chosen now."""

    name: str
    code: str
    text: str
    offered: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things to choose that stand together under one heading."""

    title: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in words, whether it holds, and the reasons under it.

    `verdict` is empty where a test for a lower grade finds nothing: that is neither an achievement nor a shortfall.
    """

    verdict: str
    words: str
    below: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine says, in words: the headline, what it rests on, and what would reach each better grade."""

    proposal: Proposal
    headline: str
    sentences: tuple[str, ...]
    reasons: tuple[Reason, ...]
    to_reach: tuple[tuple[str, str], ...]
    direction: str


def facts_of(edition: Edition, framework: Framework, chosen: Mapping[str, str]) -> Facts:
    """The facts that an address asks for; what is not named, or is empty, is open.

    Raises BadInput where it names a step that this edition does not have.
    """
    given = {name: value for name, value in chosen.items() if value}
    ratings = {c.id: given[c.id] for c in framework.criteria if c.id in given}
    none = edition.scales.not_applicable
    facts = Facts(
        edition=edition.id,
        framework=framework.id,
        ratings=ratings,
        reasons={name: REASON for name, step in ratings.items() if none is not None and step == none.id},
        factors={name: given[name] for name in asked_factors(edition, framework) if name in given},
        external_grade=given.get(EXTERNAL),
        parts={p.id: given[p.id] for p in framework.parts if p.graded and p.id in given},
    )
    try:
        engine.propose(edition, facts)
    except BadFacts as bad:
        raise BadInput("This address asks for a choice that the edition does not offer. Choose again.") from bad
    return facts


def answer_to(edition: Edition, facts: Facts) -> Answer:
    """What the engine proposes for these facts, in words. Raises BadFacts."""
    proposal = engine.propose(edition, facts)
    words = Sentences(edition, edition.framework[facts.framework])
    said = [words.in_words(proposal), *words.flags(proposal), *words.limiters(proposal)]
    said += [evidenced] if (evidenced := words.on_evidence(proposal)) else []
    compared = facts.previous is not None or facts.movements or facts.conditions
    grades = [reach for reach in proposal.to_reach if proposal.grade != reach.grade]
    return Answer(
        proposal=proposal,
        headline=words.headline(proposal),
        sentences=tuple(said),
        reasons=tuple(_reasons(words, proposal.reasons, 1)),
        to_reach=tuple((edition.scales.outcomes.labels[reach.grade], words.reach(reach)) for reach in grades),
        direction=words.direction(proposal.direction) if compared else "",
    )


def groups(edition: Edition, framework: Framework, facts: Facts) -> Iterator[Group]:
    """Everything that can be chosen for a framework, in printed order."""
    scales = edition.scales
    for component in framework.components or (None,):
        inside = [c for c in framework.criteria if component is None or c.component == component.id]
        for level in dict.fromkeys(c.level for c in inside):
            name = f"{edition.method.levels[level]} criteria" if level else "Criteria"
            yield Group(
                f"{component.title}: {name}" if component else name,
                tuple(
                    Asked(c.id, c.number, c.text, _ratings(edition, framework, c.id), facts.ratings.get(c.id, ""))
                    for c in inside
                    if c.level == level
                ),
            )
    questions = {q.id: q for q in edition.method.factors}
    factors = [questions[name] for name in asked_factors(edition, framework)]
    if factors:
        answers = _steps(scales.factor_answers)
        asked = (Asked(q.id, "", q.question or q.label, answers, facts.factors.get(q.id, "")) for q in factors)
        yield Group("Questions", tuple(asked))
    grades = _steps(scales.outcomes.grades)
    parts = tuple(Asked(p.id, "", p.title, grades, facts.parts.get(p.id, "")) for p in framework.parts if p.graded)
    if parts:
        yield Group("Parts", parts)
    if isinstance(edition.grading_rule(framework), OutsideRule):
        text = "The grade that the other inspection gave"
        yield Group("Grade", (Asked(EXTERNAL, "", text, grades, facts.external_grade or ""),))


def can_be_tried(edition: Edition, framework: Framework) -> bool:
    """Whether there is anything to choose for a framework."""
    return isinstance(edition.grading_rule(framework), LadderRule | OutsideRule)


def address_of(facts: Facts) -> dict[str, str]:
    """What the address of the page must hold to show these facts."""
    chosen = {**facts.ratings, **facts.factors, **facts.parts}
    return {**chosen, EXTERNAL: facts.external_grade} if facts.external_grade else chosen


def all_at(edition: Edition, framework: Framework, best: bool) -> dict[str, str]:
    """An address that chooses the best step, or the lowest, everywhere."""
    empty = Facts(edition.id, framework.id)
    none = edition.scales.not_applicable
    chosen = {}
    for group in groups(edition, framework, empty):
        for asked in group.asked:
            ranked = [step for step, _ in asked.offered if none is None or step != none.id]
            # Steps are offered best first.
            chosen[asked.name] = ranked[0 if best else -1]
    return chosen


def worked(edition: Edition, example: Example) -> Answer:
    """What the engine says to a worked example, with the values of the parameters that it sets."""
    return answer_to(edition_for(edition, example), example.facts)


def edition_for(edition: Edition, example: Example) -> Edition:
    """The edition with the values that an example sets for its parameters."""
    if not example.parameters:
        return edition
    return replace(edition, method=edition.method.with_parameters(**example.parameters))


def _ratings(edition: Edition, framework: Framework, criterion: str) -> tuple[tuple[str, str], ...]:
    """Ratings best first; that it does not apply only where the edition allows it."""
    declared, none = framework.criterion[criterion], edition.scales.not_applicable
    refused = (declared.dominant or declared.prerequisite) and not declared.may_not_apply
    offered = _steps(edition.scales.ratings)
    return offered if none is None or refused else (*offered, (none.id, none.label))


def _steps(scale: Scale) -> tuple[tuple[str, str], ...]:
    return tuple((step.id, step.label) for step in reversed(scale.steps))


def _reasons(words: Sentences, node: Node, depth: int) -> Iterator[Reason]:
    """The reasons under a node; those that say nothing here are left out."""
    for child in node.children:
        if child.detail == "idle" or child.kind in ("direction", "measure"):
            continue
        below = tuple(_reasons(words, child, depth + 1)) if depth < DEEPEST else ()
        about_less = child.kind in ("test", "otherwise") or ".test." in f".{child.rule}."
        yield Reason("" if about_less and child.verdict == "failed" else child.verdict, words.node(child), below)
