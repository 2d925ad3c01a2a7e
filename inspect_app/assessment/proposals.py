"""Rows in, facts out, engine called: the one bridge from an assessment to the engine.

Findings are not read here, so that no number, kind or wording of findings can move a proposal. Criteria gained and
lost since the last cycle have no table yet: the facts say nothing of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from sqlalchemy.orm import Session

from ..grading.edition import Edition
from ..grading.engine import propose
from ..grading.facts import BadFacts, Facts, Movement, Previous
from ..grading.proposal import Proposal
from ..indicators import queries as indicators
from ..indicators.comparison.verdicts import chance
from ..indicators.position import Position
from . import queries
from .models import Answer, Assessment, Entry
from .models import Movement as MovementRow

OF_A_PART = "part:"
"""How the name of a rating begins that is the grade of a part, where an edition grades parts."""


Peers = Mapping[str, Mapping[str, str]]
"""What figures say of criteria, by framework and criterion."""
Figures = Mapping[str, Mapping[str, tuple[Position, str | None]]]
"""Where a force stands by its figures, and what that says of a criterion, by framework and criterion."""

REMEMBERED = 256
"""Proposals that are remembered, some 60 KiB each: those of the entries that people are at work on come again and
again, and the same facts always give the same proposal."""


def proposals_of(session: Session, edition: Edition, assessment: Assessment) -> Mapping[str, Proposal]:
    """A proposal for each framework that the assessment has an entry for, in order.

    Eleven statements, however many entries. Raises BadFacts where an entry does not fit the edition.
    """
    asked = queries.asked(session, assessment.id)
    every = facts_in(assessment.edition, asked, peers_of(session, edition, assessment, edition.framework))
    return {framework: _remembered(_Known(edition, facts)) for framework, facts in every.items()}


def proposal_of(session: Session, edition: Edition, assessment: Assessment, framework: str) -> Proposal:
    """The proposal for one framework. Raises KeyError where the assessment has no entry for it."""
    asked = queries.asked(session, assessment.id, framework)
    peers = peers_of(session, edition, assessment, [framework])
    return _remembered(_Known(edition, facts_in(assessment.edition, asked, peers)[framework]))


def peers_of(session: Session, edition: Edition, assessment: Assessment, frameworks: Collection[str]) -> Peers:
    """What published figures say of the criteria of these frameworks that rest on a measure; it decides no grade.

    Four statements, or none where no criterion of them rests on a measure.
    """
    return peers_in(figures_of(session, edition, assessment, frameworks))


def figures_of(session: Session, edition: Edition, assessment: Assessment, frameworks: Collection[str]) -> Figures:
    """Where the force stands on what the criteria of these frameworks rest on. Statements as for `peers_of`."""
    return indicators.figures_for(session, edition, assessment.force_id, assessment.cycle_id, frameworks)


def peers_in(figures: Figures) -> Peers:
    """Of figures only what they say of criteria."""
    return indicators.said(figures)


def proposed(edition: Edition, facts: Facts) -> tuple[Proposal | None, str]:
    """The proposal; or None with the first thing, as a clause, that keeps it from being worked out."""
    try:
        return _remembered(_Known(edition, facts)), ""
    except BadFacts as bad:
        return None, bad.faults[0].message


class _Known:
    """An edition with its parameters and facts about it, as a key: equal when both say the same."""

    __slots__ = ("edition", "facts", "key")

    def __init__(self, edition: Edition, facts: Facts) -> None:
        self.edition, self.facts = edition, facts
        self.key = (edition.id, edition.digest, tuple(edition.method.values.items()), repr(facts))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=REMEMBERED)
def _remembered(known: _Known) -> Proposal:
    return propose(known.edition, known.facts)


def facts_in(edition: str, asked: queries.Asked, peers: Peers | None = None) -> Mapping[str, Facts]:
    """The facts of each entry, by framework, in order. `edition` is the id of the assessment's edition.

    Without `peers` (see `peers_of`) the facts say nothing of figures, which changes no grade.
    """
    known = peers or {}
    return {e.framework: _facts(edition, e, asked, known.get(e.framework, {})) for e in asked.entries}


def _facts(edition: str, entry: Entry, asked: queries.Asked, peers: Mapping[str, str]) -> Facts:
    ratings, answers = asked.ratings.get(entry.id, ()), asked.answers.get(entry.id, ())
    external, previous = asked.external.get(entry.id), asked.previous.get(entry.id)
    return Facts(
        edition=edition,
        framework=entry.framework,
        ratings={r.criterion: r.step for r in ratings if not r.criterion.startswith(OF_A_PART)},
        reasons={r.criterion: r.because or "" for r in ratings if not r.applies},
        factors=_answers(answers, "factor"),
        conditions=_answers(answers, "condition"),
        external_grade=external.grade if external else None,
        parts={r.criterion.removeprefix(OF_A_PART): r.step for r in ratings if r.criterion.startswith(OF_A_PART)},
        previous=Previous(comparability=previous.comparability, grade=previous.grade) if previous else None,
        movements=tuple(_movement(row) for row in asked.movements.get(entry.id, ())),
        peers=peers,
        supported=None if asked.supported is None else asked.supported.get(entry.id, frozenset()),
    )


def _answers(answers: Sequence[Answer], kind: str) -> dict[str, str]:
    return {a.asked: a.answer for a in answers if a.kind == kind}


def _movement(row: MovementRow) -> Movement:
    if row.test is not None and row.probability is not None:
        return Movement(row.name, row.verdict, row.basis, f"{row.test}, {chance(row.probability)}", row.component)
    line = f"line {row.source_line}"
    source = line if row.basis == "stated" else f"{row.basis}, {line}"
    return Movement(row.name, row.verdict, row.basis, source, row.component)
