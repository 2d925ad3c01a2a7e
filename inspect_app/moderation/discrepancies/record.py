"""The discrepancy record of one entry: where two readers differ, what decides the grade, and how far they agree.

It only reads, and only once both readers have finished: before that the record does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy.orm import Session

from ... import per_request
from ...assessment import proposals
from ...assessment import queries as work
from ...assessment.workspace import queries as force
from ...assessment.workspace.asked import Asked, everything
from ...evidence import policy as sights
from ...evidence import queries as evidence
from ...evidence.queries import Card
from ...grading.words import capital, count_of, in_words
from ...promises import NotAllowed, NotFound
from ..agreement import Agreement, agreement
from ..models import Reading, ReadingRating, Settlement
from ..reading import policy, queries
from ..reading.as_read import Difference, agreed, differences
from ..reading.opened import OpenedReading
from ..reading.questions import queries as asking
from ..reading.questions.queries import Asking
from ..reading.site_checks import queries as checking
from ..reading.site_checks.queries import Check
from .deciding import deciding


@dataclass(frozen=True)
class Shown:
    """One difference: both ratings, what each reader relied on besides the citations, and how it was settled."""

    asked: Asked
    first: ReadingRating | None
    second: ReadingRating | None
    settlement: Settlement | None
    decides: bool
    cards: Sequence[Card]
    questions: Mapping[int, Sequence[Asking]]
    checks: Mapping[int, Sequence[Check]]

    def of(self, reading: Reading) -> ReadingRating | None:
        """What the reader of this reading said."""
        return self.first if reading.number == 1 else self.second


@dataclass
class Record:
    """The record as somebody may see it. Raises NotFound before both have finished."""

    here: OpenedReading
    session: Session = field(default_factory=per_request.session)

    def __post_init__(self) -> None:
        if not (self.here.is_over and self.here.has_two):
            raise NotFound
        at = self.here.at
        self.at, self.edition = at, at.edition
        self.asked = everything(at.edition, at.framework)
        self.readings = sorted(self.here.readings, key=lambda reading: reading.number)
        rows = queries.ratings(self.session, [reading.id for reading in self.readings])
        self.rows = [rows[reading.id] for reading in self.readings]
        self.settled = queries.settlements(self.session, at.entry.id)
        self.found: list[Difference] = differences(self.asked, self.rows[0], self.rows[1])
        self.people = force.names(
            self.session,
            [*(reading.reader_id for reading in self.readings), *(row.settled_by for row in self.settled.values())],
        )

    @cached_property
    def decide(self) -> frozenset[str]:
        """What decides the grade: of settled differences as they stood when none was settled, so that they keep their
        place on the page."""
        own = work.asked(self.session, self.at.assessment.id, self.at.framework.id)
        base = proposals.facts_in(self.at.assessment.edition, own)[self.at.framework.id]
        open_now = [one for one in self.found if one.asked.column not in self.settled]
        now = deciding(self.edition, base, agreed(self.asked, self.rows, self.settled), open_now)
        then = deciding(self.edition, base, agreed(self.asked, self.rows, {}), self.found)
        return now | {name for name in then if name in self.settled}

    @cached_property
    def shown(self) -> list[Shown]:
        """Every difference, in the order in which things are asked."""
        cites = force.cites(self.session, self.at.entry.id)
        window = evidence.window_of(self.here.opened.place.cycle)
        names = {one.asked.id for one in self.found}
        wanted = [cite.revision_id for cite in cites if cite.asked in names]
        cards, sight = (
            evidence.revision_cards(self.session, wanted, window),
            sights.sight(self.here.opened.roles),
        )
        ids = [reading.id for reading in self.readings]
        questions = asking.of_readings(self.session, ids)
        checks = checking.of_readings(self.session, ids)
        return [
            Shown(
                asked=one.asked,
                first=self.rows[0].get(one.asked.column),
                second=self.rows[1].get(one.asked.column),
                settlement=self.settled.get(one.asked.column),
                decides=one.asked.column in self.decide,
                cards=[
                    cards[cite.revision_id]
                    for cite in cites
                    if cite.asked == one.asked.id
                    and cite.revision_id in cards
                    and sight.shows(cards[cite.revision_id].marking, is_supplied=True)
                ],
                questions={i: [q for q in questions if (q.reading_id, q.asked) == (i, one.asked.id)] for i in ids},
                checks={i: [c for c in checks if (c.reading_id, c.asked) == (i, one.asked.id)] for i in ids},
            )
            for one in self.found
        ]

    @property
    def same(self) -> list[Asked]:
        """What both readers see alike."""
        names = {one.asked.column for one in self.found}
        return [one for one in self.asked if one.column not in names]

    @property
    def left(self) -> int:
        """How many differences are not settled."""
        return sum(one.asked.column not in self.settled for one in self.found)

    @cached_property
    def agreement(self) -> Agreement:
        """How far both agree on the criteria beyond chance."""
        scale = self.edition.scales.ratings
        pairs = [
            (self.rows[0][one.column].step, self.rows[1][one.column].step)
            for one in self.asked
            if one.kind == "criterion" and one.column in self.rows[0] and one.column in self.rows[1]
        ]
        return agreement(pairs, scale)

    @property
    def may_settle(self) -> bool:
        """Whether the one who looks is one of the two, and nobody moderates yet."""
        try:
            policy.check_can_settle(self.here.standing, self.here.opened.me.id)
        except NotAllowed:
            return False
        return True

    @property
    def is_mine(self) -> bool:
        return self.here.mine is not None

    @property
    def sentence(self) -> str:
        """`You agree on 17 of 20 criteria. Three differ; one of them decides the grade.`"""
        who, number = "You" if self.is_mine else "The readers", len(self.found)
        if not number:
            return f"{who} agree on everything. Nothing to settle."
        noun = "criteria" if all(one.kind == "criterion" for one in self.asked) else "criteria and questions"
        first = f"{who} agree on {len(self.same)} of {len(self.asked)} {noun}."
        decide = len(self.decide)
        differ = f"{capital(in_words(number))} {'differs' if number == 1 else 'differ'}"
        if number == 1:
            tail = "and it decides the grade" if decide else "and it does not decide the grade"
            return f"{first} {differ}, {tail}."
        of_them = "none of them decides" if not decide else f"{in_words(decide)} of them decide{'s' * (decide == 1)}"
        return f"{first} {differ}; {of_them} the grade."

    @property
    def progress(self) -> str:
        """How many differences are still to be settled."""
        if not self.found or self.left == len(self.found):
            return ""
        return f"{capital(count_of(self.left, 'difference'))} left to settle." if self.left else "All are settled."

    def step_label(self, asked: Asked, row: ReadingRating | Settlement | None) -> str:
        """A rating in words."""
        return asked.label(row.step if row else None)
