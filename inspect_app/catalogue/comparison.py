"""Two editions side by side: which rules, values, frameworks and criteria were added, changed or dropped.

It compares what is declared and never grades: two scales are not one, even where their words are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..grading.edition import Criterion, Edition, Framework
from ..grading.words import capital, count_of, listed
from . import plain_english

Kind = Literal["added", "changed", "dropped"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same: what it is, and how it reads before and after."""

    kind: Kind
    name: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Differences of one sort; `same` is how many things of that sort are the same in both."""

    title: str
    differences: tuple[Difference, ...]
    same: int


def compare(before: Edition, after: Edition) -> tuple[Part, ...]:
    """What differs from one edition to another, from the rules down to single criteria."""
    both = [f.id for f in after.frameworks if f.id in before.framework]
    return (
        _part("Grades and other outcomes", _outcomes(before), _outcomes(after)),
        _part("Rules", _rules(before), _rules(after)),
        _part("Values chosen", _values(before), _values(after)),
        _part("Frameworks", _frameworks(before.frameworks), _frameworks(after.frameworks)),
        _part(
            "Criteria of the frameworks that both have",
            _criteria(before, (before.framework[name] for name in both)),
            _criteria(after, (after.framework[name] for name in both)),
        ),
    )


def _part(title: str, before: Mapping[str, tuple[str, str]], after: Mapping[str, tuple[str, str]]) -> Part:
    """Each side holds name and wording by the key under which both sides are compared."""
    found: list[Difference] = []
    same = 0
    for key, (name, words) in after.items():
        if key not in before:
            found.append(Difference("added", name, after=words))
        elif before[key] != (name, words):
            found.append(Difference("changed", name, _said(before[key], name), words))
        else:
            same += 1
    found += [Difference("dropped", name, words) for key, (name, words) in before.items() if key not in after]
    return Part(title, tuple(found), same)


def _said(was: tuple[str, str], name: str) -> str:
    """The earlier words, with the earlier name where that is another."""
    return was[1] if was[0] == name else f"{was[0]}. {was[1]}"


def _outcomes(edition: Edition) -> dict[str, tuple[str, str]]:
    outcomes = edition.scales.outcomes
    meanings = {step.id: step.meaning for step in outcomes.grades.steps} | {b.id: b.meaning for b in outcomes.between}
    return {o: (capital(outcomes.labels[o]), meanings[o]) for o in reversed(outcomes.order)}


def _rules(edition: Edition) -> dict[str, tuple[str, str]]:
    told = plain_english.rules_of(edition)
    rules = {rule.outcome: (rule.heading, _sentence(rule.text, rule.points)) for rule in told.rules}
    notes = {note.heading: (note.heading, _sentence(note.text, note.points)) for note in told.notes}
    return rules | notes


def _values(edition: Edition) -> dict[str, tuple[str, str]]:
    shown = plain_english.chosen_values(edition)
    return {p.name: (v.word, v.reading) for p, v in zip(edition.method.parameters, shown, strict=True)}


def _frameworks(frameworks: Sequence[Framework]) -> dict[str, tuple[str, str]]:
    return {f.id: (f"{f.code} {f.title}", _size(f)) for f in frameworks}


def _size(framework: Framework) -> str:
    counts = [
        (len(framework.criteria), "criterion", "criteria"),
        (len(framework.components), "component", "components"),
        (len(framework.parts), "part", "parts"),
    ]
    sized = [count_of(number, one, many) for number, one, many in counts if number]
    return capital(f"{listed(sized) or 'no criteria'}.")


def _criteria(edition: Edition, frameworks: Iterable[Framework]) -> dict[str, tuple[str, str]]:
    return {
        c.id: (f"{f.code} {c.number}", f"{c.text}{_how_it_counts(edition, c)}") for f in frameworks for c in f.criteria
    }


def _how_it_counts(edition: Edition, criterion: Criterion) -> str:
    level = [f"{edition.method.levels[criterion.level]} criterion"] if criterion.level else []
    flags = ["dominant"] if criterion.dominant else []
    flags += ["prerequisite"] if criterion.prerequisite else []
    flags += [] if criterion.significant else ["not one of the significant criteria"]
    words = [*level, *flags]
    return f" ({', '.join(words)})" if words else ""


def _sentence(text: str, points: Sequence[str]) -> str:
    return " ".join(part.replace("**", "") for part in (text, *points) if part)
