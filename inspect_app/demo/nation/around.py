"""Makes what stands around judgements: peer groups, visits, challenges to draft reports, good practice on offer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...assessment import models as a
from ...forces.models import PeerForce, PeerGroup
from ...grading.edition import Edition
from ...moderation import models as m
from . import words
from .people import People
from .plan import NationPlan
from .rows import Rows

OPENED, CLOSES = datetime(2007, 1, 3, 10), date(2007, 1, 24)
CHALLENGED, CHECKED = datetime(2007, 1, 9, 15), datetime(2006, 9, 5, 11)
ON_SITE_EVERY = 9
SOURCE = "Made up for the demonstration"


class Around:
    """Writes it, row by row, for whoever inserts."""

    def __init__(self, rows: Rows, plan: NationPlan, edition: Edition, people: People) -> None:
        self.rows, self.plan, self.edition, self.people = rows, plan, edition, people

    def peer_groups(self, real: str) -> None:
        """A group for every force: the others of its family, from the first year on, and an older one for some."""
        forces = [real, *self.plan.forces]
        Random(f"{self.plan.seed}:families").shuffle(forces)
        families = [forces[start :: self.plan.families] for start in range(self.plan.families)]
        for number, family in enumerate(families, start=1):
            for force in sorted(family):
                before = sorted(families[number % len(families)])[:3]
                if number % 3 == 0:
                    self._group(force, number, date(2003, 4, 1), date(2005, 3, 31), [f for f in before if f != force])
                self._group(force, number, date(2005, 4, 1), None, [f for f in sorted(family) if f != force])

    def _group(self, force: str, number: int, begins: date, ends: date | None, members: list[str]) -> None:
        group = self.rows.add(
            PeerGroup,
            force_id=force,
            title=f"Group {number} of similar forces",
            begins_on=begins,
            ends_on=ends,
            source=SOURCE,
        )
        for member in members:
            self.rows.add(PeerForce, group_id=group, force_id=member)

    def visits(self, assessments: Mapping[str, int], entries: Mapping[tuple[str, str], Any]) -> None:
        """A visit to every simulated force, and some entries that were to be seen on site, each with its reason."""
        lead = self.people.lead
        for turn, assessment in enumerate(assessments.values()):
            day = date(2006, 7, 17 + turn % 12)
            self.rows.add(
                m.SiteVisit,
                assessment_id=assessment,
                on_day=day,
                until_on=day.replace(day=day.day + 1),
                places="Headquarters and two areas",
                notes="Patrol briefing, custody and the control room were seen.",
                saved_by=lead.id,
                saved_at=CHECKED,
            )
        for turn, opened in enumerate(entries.values()):
            if turn % ON_SITE_EVERY == 0:
                two = opened.truth.framework.priority != "no"
                self.rows.add(
                    m.InspectionPlan,
                    entry_id=opened.entry,
                    level="on_site",
                    readers=2 if two else 1,
                    because=words.ON_SITE,
                    saved_by=lead.id,
                    saved_at=datetime(2006, 7, 6, 12),
                )

    def challenges(self, session: Session, assessments: Mapping[str, int]) -> None:
        """A round of checking facts in some forces, with challenges that are not all answered."""
        for place, force in enumerate(self.plan.checking):
            assessment, who = assessments[force], self.people.assessors[force]
            self.rows.add(
                m.FactCheck,
                assessment_id=assessment,
                number=1,
                opened_by=self.people.lead.id,
                opened_at=OPENED,
                closes_on=CLOSES,
            )
            findings = session.execute(
                select(a.Finding.id, a.Finding.entry_id, a.Finding.text, a.FindingCriterion.criterion)
                .join(a.FindingCriterion, a.FindingCriterion.finding_id == a.Finding.id)
                .where(a.Finding.assessment_id == assessment, a.Finding.kind == "area_for_improvement")
                .order_by(a.Finding.id)
            ).all()
            for number, (about, wrong) in enumerate(words.CHALLENGES[: 3 - place], start=1):
                found = findings[number * 5 % len(findings)]
                self.rows.add(
                    m.Challenge,
                    assessment_id=assessment,
                    number=number,
                    entry_id=found.entry_id,
                    about=about,
                    asked=found.criterion if about == "rating" else None,
                    finding_id=found.id if about == "finding" else None,
                    words=found.text,
                    wrong=wrong,
                    made_by=who.id,
                    made_at=CHALLENGED,
                    **self._answer(number),
                )

    def _answer(self, number: int) -> Mapping[str, Any]:
        """The first challenge of a force is answered; the others wait."""
        if number > 1:
            return {}
        because = "The figures of the whole year were before the moderator, and the rating rests on them."
        by = {"answered_by": self.people.lead.id, "answered_at": datetime(2007, 1, 11, 16)}
        return {"answer": "not_accepted", "answer_because": because, **by}

    def practice(self, session: Session, assessments: Mapping[str, int]) -> None:
        """What an inspector found of the good practice on offer; of each force the first three that pass are chosen."""
        offers = session.execute(
            select(a.Finding.id, a.Finding.assessment_id)
            .where(a.Finding.kind == "good_practice", a.Finding.assessment_id.in_(list(assessments.values())))
            .order_by(a.Finding.assessment_id, a.Finding.id)
        ).all()
        force_of = {assessment: force for force, assessment in assessments.items()}
        chosen: dict[int, int] = {}
        for place, (finding, assessment) in enumerate(offers):
            if place % 6 == 5:
                continue
            note = place % 3
            passes = note < 2
            number = chosen.get(assessment, 0) + 1 if passes else None
            if number is not None and number <= 3:
                chosen[assessment] = number
            self.rows.add(
                m.PracticeCheck,
                assessment_id=assessment,
                finding_id=finding,
                evaluated="yes" if passes else "no",
                transferable=("yes", "partly", "no")[note],
                note=words.PRACTICE_NOTES[note],
                chosen=number if number is not None and number <= 3 else None,
                checked_by=self.people.reader(force_of[assessment], place).id,
                checked_at=CHECKED,
            )
