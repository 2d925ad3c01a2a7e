"""The facts of a worked example in words, so that a reader can see at a glance what went in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..grading.edition import Edition
from ..grading.facts import Facts
from ..grading.sentences import Sentences
from ..grading.words import capital, count_of, percent
from .examples import Example


def told(edition: Edition, example: Example) -> list[str]:
    """One sentence for each kind of fact, beginning with the ratings."""
    return [*_facts(edition, example.facts), *_parameters(edition, example)]


def _facts(edition: Edition, facts: Facts) -> Iterator[str]:
    scales, framework = edition.scales, edition.framework[facts.framework]
    words = Sentences(edition, framework)
    yield from _ratings(edition, facts, words)
    questions = {q.id: q.label for q in (*edition.method.factors, *framework.direction.conditions)}
    for name, answer in facts.factors.items():
        yield f"“{questions[name]}” is answered {scales.factor_answers[answer].label.lower()}."
    for name, answer in facts.conditions.items():
        yield f"“{questions[name]}” is answered {scales.condition_answers[answer].label.lower()}."
    if facts.external_grade is not None:
        yield f"The other inspection gave {scales.outcomes.labels[facts.external_grade]}."
    by_grade: dict[str, list[str]] = defaultdict(list)
    for part, grade in facts.parts.items():
        by_grade[grade].append(part)
    for grade, parts in by_grade.items():
        yield f"{scales.outcomes.labels[grade]}: {words.numbers(parts)}."
    if facts.supported is not None:
        order = [*(c.id for c in framework.criteria), *questions]
        yield f"Evidence is cited for {words.numbers([x for x in order if x in facts.supported]) or 'nothing'}."
    yield from _year_before(edition, facts)


def _ratings(edition: Edition, facts: Facts, words: Sentences) -> Iterator[str]:
    framework, none = edition.framework[facts.framework], edition.scales.not_applicable
    steps = [*reversed(edition.scales.ratings.steps), *([none] if none else [])]
    for step in steps:
        rated = [c.id for c in framework.criteria if facts.ratings.get(c.id) == step.id]
        if rated:
            everything = len(rated) == len(framework.criteria)
            yield f"{step.label}: {f'all {len(rated)} criteria' if everything else words.numbers(rated)}."
    unrated = [c.id for c in framework.criteria if c.id not in facts.ratings]
    if unrated:
        yield f"Not rated: {'every criterion' if not facts.ratings else words.numbers(unrated)}."


def _year_before(edition: Edition, facts: Facts) -> Iterator[str]:
    if facts.previous is not None and facts.previous.comparability is not None:
        sizes = {"full": "fully", "partial": "partly", "none": "not at all"}
        yield f"Last year's result can be compared {sizes[facts.previous.comparability]}."
    rule = edition.method.direction
    bases = {basis.id: basis.label for basis in rule.bases} if rule else {}
    verdicts = {"better": "better", "worse": "worse", "no_difference": "no difference"}
    for movement in facts.movements:
        said = f"{movement.id.replace('_', ' ')}: {verdicts[movement.verdict]} than last year"
        said = said.replace("no difference than last year", "no difference from last year")
        yield capital(f"{said} ({bases[movement.basis]}).")
    if facts.peers:
        yield capital(f"{count_of(len(facts.peers), 'figure')} compared with similar forces.")


def _parameters(edition: Edition, example: Example) -> Iterator[str]:
    if not example.parameters:
        return
    values = edition.method.with_parameters(**example.parameters).values
    for parameter in edition.method.parameters:
        if parameter.name in example.parameters:
            value = values[parameter.name]
            yield f"“{capital(parameter.word)}” is read as {int(value) if parameter.whole else percent(value)}."
