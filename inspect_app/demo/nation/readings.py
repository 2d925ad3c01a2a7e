"""Makes what inspectors found: readings with their ratings, where two differ, and how that was settled.

Where only one reads, they see the truth. Where two read, each is a little off in other places, and one inspector of
the nation rates lower than the rest; what is settled is always the truth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from ...grading.edition import Edition
from ...grading.engine import prepare
from ...moderation import models as m
from . import words
from .drawing import moved
from .entries import Truth
from .people import Somebody
from .rows import Rows

OFF = 0.05
"""How likely a reader is to see a criterion a step higher than it is, and again how likely a step lower."""
HARSH = 0.36
"""How likely the harsh reader is to rate a step lower: a third of a step on average, as some are at the bottom."""


@dataclass(frozen=True, slots=True)
class When:
    """When an entry was named to its readers, begun, finished, and settled."""

    named: datetime
    begun: datetime
    finished: datetime
    settled: datetime

    @classmethod
    def after(cls, day: datetime, turn: int) -> When:
        """A few weeks of reading that begin on a day, a little later for every further entry."""
        named = day + timedelta(minutes=7 * turn)
        begun = named + timedelta(days=6, hours=turn % 5)
        return cls(named, begun, begun + timedelta(days=9), begun + timedelta(days=21))


class ReadingPart:
    """Writes the readings of entries."""

    def __init__(self, rows: Rows, edition: Edition, harsh: int) -> None:
        self.rows, self.edition, self.scale, self.harsh = rows, edition, edition.scales.ratings, harsh

    def finished(
        self,
        entry: int,
        true: Truth,
        direction: str,
        readers: Sequence[Somebody],
        by: Somebody,
        when: When,
        draw: Random,
        *,
        settled: bool = True,
    ) -> list[str]:
        """Finished readings of an entry, settled where they differ; says the grades that the readers gave."""
        views = self._views(true, readers, draw)
        grades = []
        for number, (reader, view) in enumerate(zip(readers, views, strict=True), start=1):
            grades.append(self._finished(entry, true, direction, number, reader, view, by, when))
        if settled and len(views) > 1:
            self._settle(entry, true, views, readers, when, draw)
        return grades

    def named(self, entry: int, number: int, reader: Somebody, by: Somebody, when: When) -> int:
        """A reading that is not begun."""
        given: dict[str, Any] = {"entry_id": entry, "number": number, "reader_id": reader.id}
        return self.rows.add(m.Reading, **given, named_by=by.id, named_at=when.named)

    def begun(
        self, entry: int, true: Truth, number: int, reader: Somebody, by: Somebody, when: When, *, share: float
    ) -> int:
        """A reading that is under way, with a share of the criteria rated, and a question to the force."""
        reading = self.rows.add(
            m.Reading,
            entry_id=entry,
            number=number,
            reader_id=reader.id,
            named_by=by.id,
            named_at=when.named,
            begun_at=when.begun,
        )
        rated = list(true.facts.ratings.items())
        self._rate(reading, dict(rated[: round(len(rated) * share)]), {}, {}, when.begun)
        return reading

    def _views(self, true: Truth, readers: Sequence[Somebody], draw: Random) -> list[Mapping[str, str]]:
        ratings = true.facts.ratings
        if len(readers) == 1:
            return [ratings]
        if self.harsh in [reader.id for reader in readers]:
            harsher = moved(ratings, self.scale, draw, down=HARSH)
            return [harsher if reader.id == self.harsh else ratings for reader in readers]
        off = moved(ratings, self.scale, draw, up=OFF, down=OFF)
        whose = {name: draw.randrange(len(readers)) for name in ratings}
        return [
            {name: off[name] if whose[name] == number else step for name, step in ratings.items()}
            for number in range(len(readers))
        ]

    def _finished(
        self,
        entry: int,
        true: Truth,
        direction: str,
        number: int,
        reader: Somebody,
        view: Mapping[str, str],
        by: Somebody,
        when: When,
    ) -> str:
        proposed, grade, because = self._graded(true, view)
        reading = self.rows.add(
            m.Reading,
            entry_id=entry,
            number=number,
            reader_id=reader.id,
            named_by=by.id,
            named_at=when.named,
            begun_at=when.begun,
            finished_at=when.finished + timedelta(hours=5 * number),
            proposed=proposed,
            proposed_direction=direction,
            grade=grade,
            direction=direction,
            because=because,
        )
        self._rate(reading, view, true.facts.factors, true.facts.conditions, when.finished)
        return grade

    def _graded(self, true: Truth, view: Mapping[str, str]) -> tuple[str | None, str, str | None]:
        """What the engine proposes on a reader's ratings, the grade that they give, and why where it is open."""
        if true.facts.external_grade:
            return true.facts.external_grade, true.facts.external_grade, None
        outcomes = self.edition.scales.outcomes
        outcome = prepare(self.edition, true.framework.id).decide(view, true.facts.factors).floor
        if outcomes.is_grade(outcome):
            return outcome, outcome, None
        return None, outcomes.neighbours(outcome)[0], words.READER_BETWEEN

    def _rate(
        self,
        reading: int,
        ratings: Mapping[str, str],
        factors: Mapping[str, str],
        conditions: Mapping[str, str],
        at: datetime,
    ) -> None:
        kinds = (("criterion", ratings), ("factor", factors), ("condition", conditions))
        for kind, given in kinds:
            for asked, step in given.items():
                self.rows.add(m.ReadingRating, reading_id=reading, kind=kind, asked=asked, step=step, saved_at=at)

    def _settle(
        self,
        entry: int,
        true: Truth,
        views: Sequence[Mapping[str, str]],
        readers: Sequence[Somebody],
        when: When,
        draw: Random,
    ) -> None:
        first, second = views
        for asked, step in true.facts.ratings.items():
            if first[asked] != second[asked]:
                self.rows.add(
                    m.Settlement,
                    entry_id=entry,
                    kind="criterion",
                    asked=asked,
                    taken="first" if first[asked] == step else "second",
                    step=step,
                    because=draw.choice(words.SETTLED),
                    settled_by=readers[0].id,
                    settled_at=when.settled,
                )
