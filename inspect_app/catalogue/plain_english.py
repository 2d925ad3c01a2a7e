"""An edition's rules arranged for a page: rungs from the top, the values that were chosen, and special rules.

Every sentence is made from the rules by `grading.explain`, so a page cannot say something else than the engine does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..grading.edition import Criterion, Edition, Framework
from ..grading.explain import COMPARISONS, Paragraph, explain, special_rules
from ..grading.rule_words import RuleWords
from ..grading.rules import LadderRule, Parameter, Requirement
from ..grading.scale import Source
from ..grading.words import capital, in_words, percent

OPENING = "These are the rules the method applies, in order. It proposes. A person decides."


@dataclass(frozen=True, slots=True)
class Rule:
    """One rung, gap or test: the outcome it leads to, what it asks, and where that is printed."""

    outcome: str
    heading: str
    text: str
    points: tuple[str, ...]
    printed: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A vague word of the published text, how this edition reads it, why, and how else it could be read."""

    word: str
    reading: str
    why: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that the rules page says of an edition, or of one framework of it."""

    rules: tuple[Rule, ...]
    notes: tuple[Paragraph, ...]
    chosen: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """Criteria that stand together: under one rung, and in one component where a framework has some."""

    title: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class DomainOf:
    """A domain with its frameworks; an edition without domains has one without a title."""

    title: str
    frameworks: tuple[Framework, ...]


def rules_of(edition: Edition, framework: Framework | None = None) -> Rules:
    """The rules of an edition in general, or those of one framework."""
    told = list(explain(edition, framework, marked=True))[1:]
    after = next((at for at, p in enumerate(told) if p.heading.startswith("Values this edition")), len(told))
    notes = tuple(p for p in told[:after] if p.outcome is None)
    rules = tuple(
        Rule(p.outcome, capital(p.heading), p.text, p.points, printed_at(edition, p.source))
        for p in told
        if p.outcome is not None
    )
    return Rules(rules, notes, tuple(chosen_values(edition, framework)))


def special(edition: Edition) -> list[tuple[Framework, tuple[str, ...]]]:
    """The frameworks for which something else holds than in general, each with what that is."""
    return [(f, told) for f in edition.frameworks if (told := special_rules(edition, f))]


def chosen_values(edition: Edition, framework: Framework | None = None) -> Iterator[Chosen]:
    """The values that an edition chose; for one framework only those on which its own rules or direction rest."""
    for parameter in edition.method.parameters:
        reading = _reading(edition, parameter, framework)
        if reading:
            yield Chosen(capital(parameter.word), reading, parameter.why, parameter.other_readings)


def domains(edition: Edition) -> list[DomainOf]:
    """The frameworks in printed order, by domain."""
    titles = {domain.id: f"{domain.id} {domain.title}" for domain in edition.domains}
    return [
        DomainOf(titles.get(found, ""), tuple(f for f in edition.frameworks if f.domain == found))
        for found in dict.fromkeys(f.domain for f in edition.frameworks)
    ]


def levels(edition: Edition, framework: Framework) -> list[Level]:
    """The criteria of a framework as they stand: by component, and by the rung that they decide."""
    found = []
    for component in framework.components or (None,):
        inside = [c for c in framework.criteria if component is None or c.component == component.id]
        for level in dict.fromkeys(c.level for c in inside):
            name = f"{edition.method.levels[level]} criteria" if level else "Criteria"
            title = f"{component.title}: {name}" if component else name
            found.append(Level(title, tuple(c for c in inside if c.level == level)))
    return found


def printed_at(edition: Edition, source: Source | None) -> str:
    """Where a rule is printed, in words; nothing where the edition does not say."""
    if source is None:
        return ""
    document = next((d for d in edition.documents if d.id == source.document), None)
    if document is None:
        return ""
    words = [document.title, document.published]
    words += [f"page {source.page}"] if source.page else []
    words += [f"line {source.line}"] if source.line else []
    return ", ".join(word for word in words if word)


def measured_by(edition: Edition, criterion: Criterion) -> str:
    """The figure on which a criterion rests, and what decides; nothing where it rests on none."""
    if criterion.measure is None:
        return ""
    indicator = next(i for i in edition.indicators if i.id == criterion.measure.indicator)
    comparison = criterion.measure.standard or COMPARISONS[criterion.measure.comparison]
    return f"{indicator.title}: {comparison}."


def _reading(edition: Edition, parameter: Parameter, framework: Framework | None) -> str:
    """How the rules use a value: `More than 50%`, `No fewer than two`; nothing where no rule of these uses it."""
    method = edition.method
    value = method.values[parameter.name]
    for asked, words in _asked(edition, framework):
        if asked.amount.share == parameter.name:
            return capital(words.share(asked).split(", and at least")[0]) + "."
        if asked.amount.count == parameter.name:
            return f"No fewer than {in_words(int(value))}."
    graded = framework is None or not framework.direction.not_graded
    if method.direction is not None and method.direction.criteria_share == parameter.name and graded:
        return f"At least {percent(value)}."
    if framework is not None:
        return ""
    return capital(f"{in_words(int(value)) if parameter.whole else percent(value)}.")


def _asked(edition: Edition, framework: Framework | None) -> Iterator[tuple[Requirement, RuleWords]]:
    """Every requirement of the rules, the edition's usual ones first."""
    usual = edition.method.default_grading
    inside = [framework] if framework else sorted(edition.frameworks, key=lambda f: f.graded_by != usual)
    for one in inside:
        rule, words = edition.grading_rule(one), RuleWords(edition, one)
        if isinstance(rule, LadderRule):
            for step in rule.rungs:
                yield from ((need, words) for need in step.requires)
            for test in rule.tests:
                yield from ((need, words) for need in test.any_of)
