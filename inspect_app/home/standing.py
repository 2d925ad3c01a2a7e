"""Where one self-assessment stands, read once for every role of the force that a first page serves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from ..assessment import proposals
from ..assessment import queries as work
from ..assessment.models import Assessment, Entry
from ..assessment.submission import queries as submission
from ..forces import queries as forces
from ..forces.models import CycleDate
from ..forces.where import Where, year_words
from ..grading.edition import Edition, Framework
from ..grading.facts import Facts
from ..grading.proposal import Proposal
from ..ui.times import day, until


@dataclass(frozen=True, slots=True)
class One:
    """One entry, its facts and what the engine says; `proposal` is None where it cannot be worked out.

    `judged` is whether a person put a grade forward.
    """

    framework: Framework
    entry: Entry
    facts: Facts
    proposal: Proposal | None
    judged: submission.Judged | None

    @property
    def grade(self) -> str | None:
        """The grade that is put forward, if there is one."""
        if self.judged is not None:
            return self.judged.grade
        return self.proposal.grade if self.proposal else None


@dataclass(frozen=True)
class Standing:
    """A force's assessment with its entries in order, its newest version and the dates of its cycle."""

    place: Where
    edition: Edition
    assessment: Assessment
    entries: tuple[One, ...]
    newest: submission.Numbered | None
    dates: Sequence[CycleDate]
    today: date
    now: datetime

    @property
    def state(self) -> str:
        return self.assessment.state

    @property
    def name(self) -> str:
        """The force as sentences call it: `Kent` for Kent Police."""
        return self.place.force.name.removesuffix(" Police")

    @property
    def year(self) -> str:
        return year_words(self.place.cycle.id)

    @property
    def address(self) -> str:
        """The path of the overview."""
        return f"/forces/{self.place.force.id}/{self.place.cycle.id}/assessment"

    @property
    def codes(self) -> Mapping[str, str]:
        """The frameworks as printed, by id."""
        return {framework.id: framework.code for framework in self.edition.frameworks}

    @property
    def due(self) -> str:
        """`Kent submits by 30 June 2006, in 16 days.`; nothing where no day is set or it is past submitting."""
        on = self.place.cycle.submit_by
        if on is None or self.state != "drafting":
            return ""
        if on < self.today:
            return f"{self.name} was to submit by {day(on)}, {until(on)}."
        return f"{self.name} submits by {day(on)}, {until(on)}."

    def of(self, entries: frozenset[int]) -> list[One]:
        """These entries, in order."""
        return [one for one in self.entries if one.entry.id in entries]


def standing(session: Session, edition: Edition, place: Where, today: date, now: datetime) -> Standing | None:
    """Where the assessment of a place stands; None where the force takes no part. Twelve statements."""
    found = submission.assessment_of(session, place.force.id, place.cycle.id)
    if found is None:
        return None
    asked = work.asked(session, found.id)
    facts = proposals.facts_in(found.edition, asked)
    judged = submission.judged(session, found.id)
    entries = tuple(
        One(
            edition.framework[entry.framework],
            entry,
            facts[entry.framework],
            proposals.proposed(edition, facts[entry.framework])[0],
            judged.get(entry.id),
        )
        for entry in asked.entries
        if entry.framework in edition.framework
    )
    return Standing(
        place=place,
        edition=edition,
        assessment=found,
        entries=entries,
        newest=submission.newest(session, found.id),
        dates=forces.dates(session, place.cycle.id),
        today=today,
        now=now,
    )
