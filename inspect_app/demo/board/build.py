"""Makes the board: its meetings in their order, the actions that came of them, and the papers as they stood then.

It goes through the operations of the product, at the days on which things are said to have happened.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...evidence import markings
from ...evidence.files.store import Store
from ...forces.models import Force
from ...remediation.boards import operations as boards
from ...remediation.boards.pack import content
from ...remediation.boards.queries import gathered
from ...remediation.closing import operations as closing
from ...remediation.models import Area, BoardMeeting
from ...remediation.policy import Sight
from ...reporting.board import board_paper_pdf
from ..improvement_read import board_2019, day
from ..team import join
from .plan import BoardPlan, Meeting

BEFORE = timedelta(days=14)
"""So long before a meeting it is set up."""


def build(session: Session, store: Store, plan: BoardPlan) -> None:
    """Fills an empty database."""
    first = datetime.combine(min(meeting.on for meeting in plan.meetings) - 2 * BEFORE, time(9))
    with clock.standing_at(first):
        session.add(Force(id=plan.force[0], name=plan.force[1]))
        session.flush()
        team = join(session, plan.people, plan.password, plan.now)
    _Board(session, store, plan, team).everything()


class _Board:
    def __init__(self, session: Session, store: Store, plan: BoardPlan, team: Mapping[str, Actor]) -> None:
        self.session, self.store, self.plan = session, store, plan
        by_role = {member.role: team[member.name] for member in plan.people}
        self.secretary, self.lead = by_role["board_secretary"], by_role["force_lead"]
        self.actions = board_2019()["actions"]
        self.areas: dict[str, Area] = {}

    def everything(self) -> None:
        for meeting in self.plan.meetings:
            with self._at(min(meeting.on - BEFORE, self.plan.now.date() - timedelta(days=1)), 9):
                asked = boards.Planned(self.plan.title, meeting.asked)
                row = boards.set_up(self.session, self.plan.force[0], meeting.on, asked, by=self.secretary)
            if meeting.issued is None:
                continue
            with self._at(meeting.issued, 12):
                self._issue(row, meeting)
            if meeting.on in self.plan.minutes:
                with self._at(self.plan.minutes[meeting.on], 10):
                    self._minutes(row)
        self.session.flush()

    def _at(self, on: date, hour: int) -> Any:
        return clock.standing_at(datetime.combine(on, time(hour)))

    def _issue(self, row: BoardMeeting, meeting: Meeting) -> None:
        """The paper as it was then: what this makes happened in its order, so the register stands as it did."""
        force = self.session.get_one(Force, self.plan.force[0])
        found = gathered(self.session, force, Sight(markings.HIGHEST), row.on_day, {})
        made = content(found, meeting.asked, [], clock.today())
        marking = markings.highest(made["markings"]) or self.plan.marking
        head = {"title": row.title, "on": row.on_day.isoformat(), "issued": clock.now().isoformat(), "marking": marking}
        boards.issue(self.session, row, made, board_paper_pdf({**made, **head}), self.store, by=self.secretary)

    def _minutes(self, row: BoardMeeting) -> None:
        """What a meeting decided: the actions that it raised, and those that it let go because of what it was told."""
        for one in self.actions:
            if one["state"] == "discharged" and row.on_day > self.plan.raised:
                self._discharge(row, one)
        for one in self.actions:
            if day(one.get("raised", self.plan.raised)) == row.on_day:
                self._raise(row, one)

    def _raise(self, row: BoardMeeting, one: Mapping[str, Any]) -> None:
        due = day(one["due"]) if "due" in one else None
        action = boards.NewAction(
            what=one["what"],
            marking=self.plan.marking,
            owner_post=one.get("owner"),
            due_on=due,
            no_due_because=None if due else self.plan.no_day,
        )
        words = f"{one['what']}. Asked under the item on {one['item']}." if "item" in one else one["what"]
        said = words if due else f"{words}. {self.plan.earlier}"
        decision = boards.decide(self.session, row, None, said, action, by=self.secretary)
        self.areas[one["id"]] = self.session.get_one(Area, decision.new_area_id)

    def _discharge(self, row: BoardMeeting, one: Mapping[str, Any]) -> None:
        area = self.areas[one["id"]]
        boards.decide(self.session, row, area, f"Discharged. {one['how']}.", None, by=self.secretary)
        closing.end(self.session, area, closing.End("done_elsewhere", one["how"], None, None), by=self.lead)
