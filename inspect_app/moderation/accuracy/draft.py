"""One framework of a draft report as the force may check it: each rating and each passage, with where to challenge it.

Ratings are those on which the grade was decided, not the force's own. It shows nothing of any other force.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from ...assessment.workspace.asked import Asked, everything
from ...assessment.workspace.marked import mark
from ...grading.edition import Edition, Framework
from ...grading.facts import Facts
from .queries import Words


@dataclass(frozen=True, slots=True)
class Line:
    """Something that can be challenged: `query` names it in the address of the form."""

    name: str
    text: str
    query: str
    title: str = ""
    mark: Markup | None = None
    said: str = ""

    @property
    def words(self) -> str:
        """What the form opens with as the words in question."""
        head = f"{self.name} {self.title}".strip()
        return f"{head}: {self.text}" if not self.said else f"{head}, rated {self.said.lower()}: {self.text}"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the report and what stands under it."""

    heading: str
    lines: tuple[Line, ...]


def parts(
    edition: Edition,
    framework: Framework,
    facts: Facts | None,
    passages: tuple[Words, ...],
    findings: tuple[Words, ...],
) -> list[Part]:
    """The framework in printed order: each section's passages and findings, then the ratings."""
    found = [Part(title, tuple(lines)) for title, lines in _sections(edition, passages, findings) if lines]
    if facts is not None and (rated := list(_ratings(edition, framework, facts))):
        found.append(Part("Ratings", tuple(rated)))
    return found


def line_of(found: list[Part], query: str) -> Line | None:
    """The line that a form is about."""
    return next((line for part in found for line in part.lines if line.query == query), None)


def asked_of(edition: Edition, framework: Framework, asked: str | None) -> Asked | None:
    """What was asked, by its id; None where a challenge is about words only."""
    return next((one for one in everything(edition, framework) if one.id == asked), None)


def _sections(
    edition: Edition, passages: tuple[Words, ...], findings: tuple[Words, ...]
) -> Iterator[tuple[str, list[Line]]]:
    for section in edition.sections:
        lines = [
            Line(words.printed_id, words.text, f"passage={words.id}") for words in passages if words.kind == section.id
        ]
        lines += [
            Line(words.printed_id, words.text, f"finding={words.id}", words.title)
            for words in findings
            if words.kind == section.id
        ]
        yield section.title, lines


def _ratings(edition: Edition, framework: Framework, facts: Facts) -> Iterator[Line]:
    for one in everything(edition, framework):
        step = one.step_in(facts)
        if step is not None:
            yield Line(one.number, one.text, f"asked={one.id}", mark=mark(one, step), said=one.label(step))
