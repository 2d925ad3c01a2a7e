"""Everything that a force puts forward in one assessment: the rows of each entry, its facts, and what the engine says.

It only reads, in a fixed number of statements, however many entries there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ...grading.edition import Edition, Framework
from ...grading.facts import Facts
from ...grading.proposal import Proposal
from .. import proposals
from .. import queries as work
from ..findings import kinds
from ..models import Answer, Assessment, Entry, ExternalGrade
from . import queries
from .queries import Cited, Contrary, Judged, Written


@dataclass(frozen=True, slots=True)
class One:
    """One entry. `proposal` is None where it cannot be worked out, and `fault` then says why.

    `because` are the reasons for ratings, by criterion.
    """

    framework: Framework
    entry: Entry
    facts: Facts
    proposal: Proposal | None
    fault: str
    judged: Judged | None
    external: ExternalGrade | None
    because: Mapping[str, str | None]
    answers: Sequence[Answer] = ()
    findings: Sequence[Written] = ()
    contrary: Sequence[Contrary] = ()
    citations: Sequence[Cited] = ()
    passages: Sequence[str] = ()

    @property
    def outcome(self) -> str | None:
        """What the method comes to, a grade or a gap between two; None where it is open or cannot be worked out."""
        return self.proposal.outcome if self.proposal else None

    @property
    def grade(self) -> str | None:
        """The grade that is put forward: the person's where one was chosen, else the proposed one."""
        return self.judged.grade if self.judged else (self.proposal.grade if self.proposal else None)

    @property
    def departs(self) -> bool:
        """Whether a person puts forward something else than the method proposes."""
        return self.judged is not None and self.judged.grade != self.outcome


@dataclass(frozen=True, slots=True)
class Whole:
    """An assessment with all its entries, in order."""

    edition: Edition
    assessment: Assessment
    entries: tuple[One, ...]

    def __iter__(self) -> Iterator[One]:
        return iter(self.entries)


def whole(
    session: Session, edition: Edition, assessment: Assessment, *, contrary: bool = False, full: bool = False
) -> Whole:
    """What the assessment holds now: its grades, with `contrary` what findings say against ratings.

    With `full` it holds findings, passages and citations with their text, which only a version needs.
    """
    asked = work.asked(session, assessment.id)
    facts = proposals.facts_in(assessment.edition, asked)
    judged = queries.judged(session, assessment.id)
    against = queries.contrary(session, assessment.id, kinds.contrary(edition)) if contrary else {}
    written = queries.written(session, assessment.id) if full else {}
    passages = queries.passages(session, assessment.id) if full else {}
    citations = queries.cited(session, assessment.id) if full else {}
    found = []
    for entry in asked.entries:
        proposal, fault = proposals.proposed(edition, facts[entry.framework])
        found.append(
            One(
                framework=edition.framework[entry.framework],
                entry=entry,
                facts=facts[entry.framework],
                proposal=proposal,
                fault=fault,
                judged=judged.get(entry.id),
                external=asked.external.get(entry.id),
                because={rating.criterion: rating.because for rating in asked.ratings.get(entry.id, ())},
                answers=asked.answers.get(entry.id, ()),
                findings=written.get(entry.id, ()),
                contrary=against.get(entry.id, ()),
                citations=citations.get(entry.id, ()),
                passages=passages.get(entry.id, ()),
            )
        )
    return Whole(edition, assessment, tuple(found))
