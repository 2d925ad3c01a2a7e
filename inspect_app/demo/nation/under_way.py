"""Makes a later cycle in which two forces are being read, so that readers and moderators have something to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from ...assessment import models as a
from ...forces.models import Cycle
from ...grading.edition import Edition, Framework
from ...moderation import models as m
from ...moderation.cases import made
from . import words
from .decisions import Deciding, direction_of
from .drawing import Drawing
from .entries import ForcePart, Place, Truth
from .papers import cite
from .people import People, Somebody
from .plan import NationPlan
from .readings import ReadingPart, When
from .rows import Rows

SUBMITTED, NAMED = datetime(2007, 1, 3, 10), datetime(2006, 12, 1, 9)
DUE = date(2007, 1, 26)
STATE = {"named": "submitted", "differing": "second_reading"}
"""The state of an entry where the plan calls it something more exact."""


def start_readings(
    session: Session,
    rows: Rows,
    plan: NationPlan,
    edition: Edition,
    people: People,
    before: Mapping[tuple[str, str], Truth],
    marking: str,
) -> dict[str, int]:
    """Makes the cycle and its assessments, which are with the inspectorate; says their ids by force."""
    later = plan.under_way
    rows.add(
        Cycle,
        id=later.cycle,
        title=later.title,
        edition=edition.id,
        edition_digest=edition.digest,
        assessed_from=later.assessed[0],
        assessed_to=later.assessed[1],
        forces=len(later.states),
        submit_by=later.submit_by,
        sign_by=later.sign_by,
        level="reality_check",
    )
    making = _Making(rows, plan, edition, people, before, marking)
    found = {force: making.assessment(force, states) for force, states in later.states.items()}
    rows.insert()
    return found


class _Making:
    def __init__(
        self,
        rows: Rows,
        plan: NationPlan,
        edition: Edition,
        people: People,
        before: Mapping[tuple[str, str], Truth],
        marking: str,
    ) -> None:
        self.rows, self.plan, self.edition, self.people, self.before = rows, plan, edition, people, before
        self.marking, self.forces = marking, ForcePart(rows, edition)
        harsh = next(reader.id for reader in people.readers if reader.name == plan.harsh)
        self.readings = ReadingPart(rows, edition, harsh)
        self.deciding = Deciding(rows, edition, people)

    def assessment(self, force: str, states: Mapping[str, str]) -> int:
        """One force's assessment, with each framework as far as the plan says."""
        row = self.rows.add(
            a.Assessment,
            force_id=force,
            cycle_id=self.plan.under_way.cycle,
            edition=self.edition.id,
            edition_digest=self.edition.digest,
            coding_note="",
            state="with_inspectorate",
            marking=self.marking,
        )
        self.rows.add(
            m.SiteVisit,
            assessment_id=row,
            on_day=date(2007, 1, 17),
            until_on=date(2007, 1, 18),
            places="Headquarters, the control room and two areas",
            saved_by=self.people.lead.id,
            saved_at=SUBMITTED,
        )
        for number, framework in enumerate(self.edition.frameworks):
            self._entry(force, row, framework, number, states.get(framework.id, "submitted"))
        return row

    def _truth(self, force: str, framework: Framework, draw: Random) -> Truth:
        """The year after: the grade that was given then is last year's now, and the ratings are drawn anew."""
        last = self.before[force, framework.id]
        if not framework.criteria:
            return last
        drawing = Drawing(self.edition, framework)
        answers = drawing.reaching(last.grade, draw)
        previous = replace(last.facts.previous, grade=last.grade) if last.facts.previous else None
        facts = replace(last.facts, ratings=answers.ratings, factors=answers.factors, previous=previous)
        return Truth(force, framework, facts, last.grade)

    def _entry(self, force: str, assessment: int, framework: Framework, number: int, state: str) -> None:
        draw = Random(f"{self.plan.seed}:{self.plan.under_way.cycle}:{framework.id}:{force}")
        true, assessor = self._truth(force, framework, draw), self.people.assessors[force]
        entry = self.rows.add(
            a.Entry,
            assessment_id=assessment,
            framework=framework.id,
            place=number,
            state=STATE.get(state, state),
            lead_id=assessor.id,
            changed_by=assessor.id,
            changed_at=SUBMITTED - timedelta(days=1),
        )
        place = Place(entry, assessment, assessor, SUBMITTED - timedelta(days=4))
        force_grade = self.forces.write(place, true, draw)
        facts = cite(self.rows, place, true, number, self.plan.under_way.assessed, self.marking)
        true = Truth(force, framework, facts, true.grade)
        self._read(entry, true, number, state, force_grade, draw)

    def _read(self, entry: int, true: Truth, number: int, state: str, force_grade: str | None, draw: Random) -> None:
        """The readings of an entry as far as its state says, and what came of them."""
        lead, when = self.people.lead, When.after(NAMED, number)
        first, second = self._readers(true.force, number)
        two = true.framework.priority != "no"
        if state == "named":
            self.readings.named(entry, 1, first, lead, when)
            if two:
                self.readings.named(entry, 2, second, lead, when)
        elif state == "in_reading":
            reading = self.readings.begun(entry, true, 1, first, lead, when, share=0.6)
            self._question(reading, entry, true, first, number)
            if two:
                self.readings.named(entry, 2, second, lead, when)
        elif state != "submitted":
            self._finished(
                entry,
                true,
                state,
                (second, first) if state == "second_reading" else (first, second),
                force_grade,
                when,
                draw,
            )

    def _readers(self, force: str, number: int) -> tuple[Somebody, Somebody]:
        """The two inspectors of a force who have something to do: one force is the first's, the other the second's."""
        one, other = self.people.readers[0], self.people.readers[1]
        return (one, other) if force == self.plan.forces[0] else (other, one)

    def _finished(
        self,
        entry: int,
        true: Truth,
        state: str,
        readers: tuple[Somebody, Somebody],
        force_grade: str | None,
        when: When,
        draw: Random,
    ) -> None:
        lead, case = self.people.lead, made(self.edition, true.facts)
        direction = direction_of(self.edition, case)
        if state == "second_reading":
            self.readings.finished(entry, true, direction, readers[:1], lead, when, draw)
            self.readings.named(entry, 2, readers[1], lead, when)
            return
        both = readers if true.framework.priority != "no" else readers[:1]
        settled = state != "differing"
        grades = self.readings.finished(entry, true, direction, both, lead, when, draw, settled=settled)
        if not settled:
            return
        self.deciding.case(entry, case, force_grade, grades, when.settled)
        if state == "judged":
            by = self.people.moderator(true.force, 0, [reader.id for reader in both])
            at = datetime(2007, 1, 11, 14)
            given = (force_grade, grades)
            self.deciding.decide(entry, true, case, given, (by, None), at, published=False)

    def _question(self, reading: int, entry: int, true: Truth, reader: Somebody, number: int) -> None:
        asked = next(iter(true.facts.ratings), None)
        self.rows.add(
            m.Question,
            reading_id=reading,
            entry_id=entry,
            asked=asked,
            kind="evidence" if number % 2 else "question",
            words=words.QUESTIONS[number % len(words.QUESTIONS)],
            due_on=DUE,
            asked_by=reader.id,
            asked_at=datetime(2007, 1, 10, 11),
        )
