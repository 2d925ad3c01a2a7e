"""One framework of a version, arranged for reading: its criteria with ratings, reasons and citations, and its findings.

It shows what was stored. Only the words of criteria and the titles of evidence are those of today.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...evidence.models import Evidence
from ...grading.edition import Edition
from ...promises import NotFound
from ..submission.content import Content


@dataclass(frozen=True, slots=True)
class Question:
    """A criterion, factor or condition with what was answered. `is_rating` says on which scale; `step` None is open."""

    name: str
    text: str
    kind: str
    step: str | None
    because: str
    citations: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Section:
    """Findings under one printed title."""

    title: str
    findings: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Put:
    """One framework of a version. `before` and `after` are its neighbours' ids, in order."""

    entry: Mapping[str, Any]
    questions: tuple[Question, ...]
    sections: tuple[Section, ...]
    evidence: frozenset[int]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    def citations_of(self, finding: str) -> Sequence[Mapping[str, Any]]:
        """What a finding cites, by its printed id."""
        return [c for c in self.entry["citations"] if c["of"] == "finding" and c["about"] == finding]


def framework(edition: Edition, content: Content, name: str) -> Put:
    """Raises NotFound where the version has no such framework."""
    entries = content["entries"]
    place = next((place for place, entry in enumerate(entries) if entry["framework"] == name), None)
    if place is None:
        raise NotFound
    entry = entries[place]
    titles = {section.id: section.title for section in edition.sections}
    kinds = [*titles, *(f["kind"] for f in entry["findings"])]
    sections = [
        Section(titles.get(kind, kind), [f for f in entry["findings"] if f["kind"] == kind])
        for kind in dict.fromkeys(kinds)
    ]
    return Put(
        entry=entry,
        questions=_questions(edition, entry),
        sections=tuple(section for section in sections if section.findings),
        evidence=frozenset(citation["evidence"] for citation in entry["citations"]),
        before=entries[place - 1] if place else None,
        after=entries[place + 1] if place + 1 < len(entries) else None,
    )


def titles(session: Session, force: str, numbers: Collection[int]) -> Mapping[int, str]:
    """The titles that pieces of evidence have today, by number. One statement."""
    rows = session.execute(
        select(Evidence.number, Evidence.title)
        .where(Evidence.force == force, Evidence.number.in_(numbers))
        .order_by(Evidence.number)
    )
    return {number: title for number, title in rows}  # noqa: C416  a result is no mapping


def _questions(edition: Edition, entry: Mapping[str, Any]) -> tuple[Question, ...]:
    known = edition.framework.get(entry["framework"])
    ratings, answers = entry["ratings"], entry["answers"]
    found = []
    for criterion in known.criteria if known else ():
        given = ratings.get(criterion.id, {})
        found.append(_question(entry, criterion.id, criterion.number, criterion.text, "rating", given))
    for name, given in ratings.items():
        if known is None or name not in known.criterion:
            found.append(_question(entry, name, name, "", "unknown", given))
    conditions = known.direction.conditions if known else ()
    for kind, questions in (("factor", edition.method.factors), ("condition", conditions)):
        for question in questions:
            if f"{kind}:{question.id}" in answers:
                given = answers[f"{kind}:{question.id}"]
                found.append(_question(entry, question.id, question.label, question.question, kind, given))
    return tuple(found)


def _question(
    entry: Mapping[str, Any], name: str, label: str, text: str, kind: str, given: Mapping[str, Any]
) -> Question:
    cited = [c for c in entry["citations"] if c["of"] == "question" and c["about"] == name]
    step = given.get("step") or given.get("answer")
    return Question(label, text, kind, step, given.get("because") or "", cited)
