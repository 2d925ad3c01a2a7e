"""Fills the register of the real force: its published areas as they were found, and work on them that is made up.

It goes through the operations of the product, in the order of the days on which things are said to have happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts import sign_ins
from ...accounts.actors import Actor
from ...accounts.models import Person, RoleHeld
from ...assessment.models import Assessment, Entry, Finding, FindingCriterion
from ...evidence import markings
from ...evidence import operations as evidence
from ...evidence.content import Content
from ...evidence.details import Details
from ...evidence.files.store import Store
from ...evidence.models import Revision
from ...evidence.source_kinds import SourceKind
from ...forces.models import Force
from ...grading.edition import Edition
from ...remediation import operations
from ...remediation.acting import operations as acting
from ...remediation.boards import operations as boards
from ...remediation.boards import targets
from ...remediation.boards.pack import content
from ...remediation.boards.queries import gathered
from ...remediation.closing import operations as closing
from ...remediation.models import Action, Area, AreaWaits, BoardMeeting
from ...remediation.place import frameworks
from ...remediation.policy import Sight
from ...remediation.register import operations as register
from ...remediation.register.candidates import title_of
from ...reporting.board import board_paper_pdf
from ..improvement_read import day, for_finding, worked

FORCE, CYCLE = "kent", "2005-06"
KIND = "area_for_improvement"
Do = Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who does what: people of the force, and somebody outside it who checks."""

    assessor: Actor
    lead: Actor
    secretary: Actor
    verifier: Actor


def load(session: Session, edition: Edition, now: datetime, store: Store | None = None) -> None:
    """Everything up to `now`: every published area with its owner's post, actions, a log, proofs, checks and meetings.

    The force's year must have been loaded, with an assessor, a force lead, a board secretary and a verifier. With a
    store the paper of the first meeting is issued into it.
    """
    _Loading(session, edition, now, store).everything()


class _Loading:
    def __init__(self, session: Session, edition: Edition, now: datetime, store: Store | None) -> None:
        self.session, self.edition, self.now, self.store, self.said = session, edition, now, store, worked()
        self.who = _cast(session)
        self.areas: dict[str, Area] = {}
        self.actions: dict[str, Action] = {}
        self.meetings: dict[Any, BoardMeeting] = {}

    def everything(self) -> None:
        raised = datetime.combine(day(self.said["raised_on"]), time(10))
        with clock.standing_at(raised):
            self._raise(raised.date())
        happened = sorted(self._happened(), key=lambda one: one[0])
        for at, do in happened:
            with clock.standing_at(min(at, self.now - timedelta(minutes=5))):
                do()
        self.session.flush()

    def _raise(self, on: date) -> None:
        rows = self.session.execute(
            select(Finding, Entry.framework, Assessment)
            .join(Entry, Entry.id == Finding.entry_id)
            .join(Assessment, Assessment.id == Entry.assessment_id)
            .where(Assessment.force_id == FORCE, Assessment.cycle_id == CYCLE, Finding.kind == KIND)
            .where(Finding.withdrawn_on.is_(None))
            .order_by(Entry.place, Finding.place, Finding.id)
        ).all()
        criteria = _criteria(self.session, [finding.id for finding, _, _ in rows])
        for finding, framework, assessment in rows:
            new = self._new(finding, framework, assessment, criteria.get(finding.id, []), on)
            self.areas[finding.printed_id] = register.add(self.session, FORCE, new, by=self.who.assessor)
        with clock.standing_at(datetime.combine(on, time(15))):
            for first, second in self.said["same"]:
                register.link(self.session, self.areas[first], self.areas[second], "same", by=self.who.lead)
        for area, waits in self.said["waits"]:
            self.session.add(AreaWaits(area_id=self.areas[area].id, for_id=self.areas[waits].id))

    def _new(self, finding: Finding, framework: str, of: Assessment, bears_on: list[str], on: date) -> register.New:
        said, name = self.said, finding.printed_id
        other = said["no_due"].get(name)
        known = [*bears_on, *said["criteria"].get(name, ())]
        return register.New(
            title=title_of(finding.title or "", finding.text),
            wrong=finding.text,
            marking=of.marking,
            raised_on=on,
            source="judgement",
            source_words=said["source_words"],
            priority="high" if name in said["high"] else "low" if name in said["low"] else "medium",
            effort=said["effort"].get(name),
            published_on=on,
            due_on=None if other else day(for_finding(said["due"], name)),
            no_due_because=other,
            owner_post=None if name in said["unowned"] else for_finding(said["owners"], name),
            cycle_id=CYCLE,
            framework=framework,
            finding_id=finding.id,
            criteria=tuple((of.edition, c.partition("-")[0], c) for c in known),
        )

    def _happened(self) -> Iterator[tuple[datetime, Do]]:
        said = self.said
        begun = day(said["raised_on"]) + timedelta(days=12)
        for turn, one in enumerate(said["actions"]):
            yield _at(begun, 9, turn), partial(self._action, one)
            if "done" in one:
                yield _at(one["done"], 16, turn), partial(self._finish, one)
        for turn, one in enumerate(said["log"]):
            line = partial(acting.add_line, self.session, self.areas[one["of"]], one["words"], by=self.who.assessor)
            yield _at(one["at"], 11, turn), line
        for turn, one in enumerate(said["proofs"]):
            yield _at(date(2006, 12, 11), 14, turn), partial(self._proof, one)
        for turn, one in enumerate(said["proposals"]):
            yield _at(one["at"], 15, turn), partial(self._propose, one)
            if "missing" in one:
                yield _at(one["checked_on"], 15, turn), partial(self._send_back, one)
        for turn, one in enumerate(said["extensions"]):
            yield _at(one["at"], 16, turn), partial(self._extension, one)
        for turn, one in enumerate(said["meetings"]):
            made = min(day(one["at"]) - timedelta(days=14), self.now.date() - timedelta(days=1))
            yield _at(made, 17, turn), partial(self._meeting, one)
            if "issued" in one and self.store is not None:
                yield _at(one["issued"], 12, turn), partial(self._issue, one, self.store)

    def _action(self, one: Mapping[str, Any]) -> None:
        areas = [self.areas[name] for name in one["for"]]
        planned = acting.Planned(
            one["what"], owner_post=areas[0].owner_post, due_on=day(one["due"]), progress=min(one["progress"], 90)
        )
        self.actions[one["what"]] = acting.add_action(self.session, areas, planned, by=self.who.lead)

    def _finish(self, one: Mapping[str, Any]) -> None:
        action = self.actions[one["what"]]
        acting.finish_action(self.session, self.areas[one["for"][0]], action, by=self.who.lead)

    def _proof(self, one: Mapping[str, Any]) -> None:
        kind = SourceKind.OUTCOME_MEASURE if one["kind"] == "outcome" else SourceKind.DOCUMENT
        area = self.areas[one["of"]]
        details = Details(title=one["title"], kind=kind.value, marking=area.marking, owner_id=self.who.assessor.id)
        content = Content("note", note=f"{one['title']}. A worked example: {one['shows']}")
        piece = evidence.add(self.session, FORCE, CYCLE, details, content, by=self.who.assessor)
        revision = self.session.scalars(select(Revision.id).where(Revision.evidence_id == piece.id)).one()
        closing.add_proof(self.session, area, revision, one["kind"], one["shows"], None, by=self.who.assessor)

    def _propose(self, one: Mapping[str, Any]) -> None:
        closing.propose(self.session, self.areas[one["of"]], one["says"], by=self.who.lead)

    def _send_back(self, one: Mapping[str, Any]) -> None:
        area = self.areas[one["of"]]
        closure = operations.open_closure(self.session, area)
        assert closure is not None
        found = closing.Checked("sent_back", "papers", one["looked_at"], one["missing"])
        closing.check(self.session, area, closure, found, by=self.who.verifier)

    def _extension(self, one: Mapping[str, Any]) -> None:
        acting.ask_for_longer(self.session, self.areas[one["of"]], day(one["to"]), one["because"], by=self.who.assessor)

    def _meeting(self, one: Mapping[str, Any]) -> None:
        plan = boards.Planned(one["title"], tuple(one["asked"]), one.get("targets", ""))
        self.meetings[one["at"]] = boards.set_up(self.session, FORCE, day(one["at"]), plan, by=self.who.secretary)

    def _issue(self, one: Mapping[str, Any], store: Store) -> None:
        """The paper as it was then: what this makes up happened in its order, so the register stands as it did."""
        row, force = self.meetings[one["at"]], self.session.get_one(Force, FORCE)
        plan = boards.planned(row)
        sight = Sight(markings.HIGHEST)
        found = gathered(self.session, force, sight, row.on_day, frameworks([self.edition]))
        made = content(found, plan.asked, targets.read(plan.targets), clock.today())
        head = {"title": row.title, "on": row.on_day.isoformat(), "issued": clock.now().isoformat()}
        drawn = board_paper_pdf({**made, **head, "marking": markings.highest(made["markings"]) or ""})
        boards.issue(self.session, row, made, drawn, store, by=self.who.secretary)


def _at(on: Any, hour: int, turn: int) -> datetime:
    return datetime.combine(day(on), time(hour)) + timedelta(minutes=7 * turn)


def _criteria(session: Session, findings: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = session.execute(
        select(FindingCriterion.finding_id, FindingCriterion.criterion)
        .where(FindingCriterion.finding_id.in_(findings))
        .order_by(FindingCriterion.finding_id, FindingCriterion.place)
    )
    for finding, criterion in rows:
        found.setdefault(finding, []).append(criterion)
    return found


def _cast(session: Session) -> _Cast:
    def one(role: str, force: str | None) -> Actor:
        held = RoleHeld.force.is_(None) if force is None else RoleHeld.force == force
        person = session.scalars(
            select(Person)
            .join(RoleHeld, RoleHeld.person_id == Person.id)
            .where(RoleHeld.role == role, held)
            .order_by(Person.id)
        ).first()
        assert person is not None, role
        return sign_ins.actor(session, person)

    return _Cast(one("assessor", FORCE), one("force_lead", FORCE), one("board_secretary", FORCE), one("verifier", None))
