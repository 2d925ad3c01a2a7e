"""Makes the demonstration: the record as a self-assessment under way, with a team, its ratings, papers and citations.

It runs once, on an empty database, and keeps all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from itertools import count

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...assessment import models as a
from ...assessment.at import At
from ...assessment.findings import operations as findings
from ...assessment.together import operations as together
from ...assessment.together.mentions import Member
from ...audit import operations as audit
from ...evidence import operations as evidence
from ...evidence.content import Content
from ...evidence.details import Details
from ...evidence.files.store import Store
from ...evidence.models import Evidence, Revision
from ...forces.cycles import CycleFile
from ...forces.models import Cycle, CycleDate, Force
from ..indicators import load_indicators
from ..load import load_record
from ..record import Record
from ..team import join
from . import documents
from .plan import OwnGrade, Plan, Progress, Remark

MARKING = "RESTRICTED"
LARGEST = 10 * 1024 * 1024


def build(session: Session, store: Store, record: Record, cycle: CycleFile, plan: Plan) -> None:
    """Fills an empty database. What is made up is dated in the days before the plan's `now`."""
    began = plan.now - timedelta(days=40)
    with clock.standing_at(began):
        load_record(session, record, cycle, published=False)
        load_indicators(session, record.force.force, record.edition)
        session.execute(
            update(Cycle)
            .where(Cycle.id == cycle.cycle)
            .values(published=None, submit_by=plan.submit_by, sign_by=plan.sign_by)
        )
        session.add_all(CycleDate(cycle_id=cycle.cycle, on=on, what=what) for on, what in plan.dates)
        session.add_all(Force(id=name, name=title) for name, title in plan.forces.items())
        session.execute(update(a.Assessment).values(marking=MARKING))
        session.flush()
        team = join(session, plan.people, plan.password, plan.now)
    _Year(session, store, record, cycle, plan, team).everything()


class _Year:
    """Makes up the weeks before the demonstration begins, framework by framework."""

    def __init__(
        self, session: Session, store: Store, record: Record, cycle: CycleFile, plan: Plan, team: dict[str, Actor]
    ) -> None:
        self.session, self.store, self.record, self.cycle, self.plan, self.team = (
            session,
            store,
            record,
            cycle,
            plan,
            team,
        )
        self.edition, self.force = record.edition, record.force.force
        self.assessment = session.scalars(select(a.Assessment)).one()
        self.places = {entry.framework: self._at(entry) for entry in session.scalars(select(a.Entry))}
        self.moments = self._moments()

    def _at(self, entry: a.Entry) -> At:
        framework = self.edition.framework[entry.framework]
        return At(self.force, self.cycle.cycle, self.assessment, entry, self.edition, framework)

    def _moments(self) -> Iterator[datetime]:
        """Working hours of the weeks before, a few minutes apart."""
        first = (self.plan.now - timedelta(days=23)).replace(hour=8, minute=30)
        return (first + timedelta(days=step // 90, minutes=5 * (step % 90)) for step in count())

    def everything(self) -> None:
        for name, progress in self.plan.frameworks.items():
            self._framework(self.places[name], progress)
        for name, text in self.plan.texts.items():
            with clock.standing_at(next(self.moments)):
                findings.write_text(self.session, self.places[name], text, by=self.team[self._lead(name)])
        for own in self.plan.judgements:
            with clock.standing_at(next(self.moments)):
                self._judge(self.places[own.framework], own)
        for remark in self.plan.comments:
            with clock.standing_at(self.plan.now - timedelta(hours=16)):
                self._remark(self.places[remark.framework], remark)
        for finding in self.session.scalars(select(a.Finding)):
            findings.feed(
                self.session, next(p for p in self.places.values() if p.entry.id == finding.entry_id), finding
            )

    def _framework(self, at: At, progress: Progress) -> None:
        lead = self.team[progress.lead]
        at.entry.lead_id = lead.id
        if progress.progress == "not_started":
            self._clear(at)
            return
        if progress.view == "generous":
            self._see_generously(at)
        if progress.progress == "finished":
            self._fill(at)
        mine = select(a.Rating).where(a.Rating.entry_id == at.entry.id)
        rated = list(self.session.scalars(mine.order_by(a.Rating.place, a.Rating.id)))
        for rating in rated:
            with clock.standing_at(next(self.moments)):
                self._rated(at, rating, lead)
        papers = self._papers(at, rated, lead)
        self._cite(at, [rating.criterion for rating in rated], papers, progress.unsupported, lead)
        if progress.progress == "finished":
            self._cite(at, self._factors(at), papers, 0, lead)
            if at.framework.id not in self.plan.texts:
                with clock.standing_at(next(self.moments)):
                    findings.write_text(self.session, at, FINISHED, by=lead)
        at.entry.changed_by, at.entry.changed_at = lead.id, next(self.moments)
        if progress.ready:
            at.entry.state = "ready"

    def _clear(self, at: At) -> None:
        """Nobody has begun: no rating, no answer, and no finding."""
        for table in (a.Ground, a.EvidenceReference, a.Rating, a.Answer):
            self.session.execute(delete(table).where(table.entry_id == at.entry.id))
        mine = select(a.Finding.id).where(a.Finding.entry_id == at.entry.id)
        self.session.execute(delete(a.FindingCriterion).where(a.FindingCriterion.finding_id.in_(mine)))
        self.session.execute(delete(a.Finding).where(a.Finding.entry_id == at.entry.id))

    def _see_generously(self, at: At) -> None:
        """Rates all that the lowest level asks for met; above it the ratings stay as the report supports them."""
        best = self.edition.scales.ratings.steps[-1].id
        lowest = at.framework.criteria[0].level
        for rating in self.session.scalars(select(a.Rating).where(a.Rating.entry_id == at.entry.id)):
            if rating.step != best and at.framework.criterion[rating.criterion].level == lowest:
                rating.step, rating.because, rating.applies = best, None, True
        self.session.flush()

    def _fill(self, at: At) -> None:
        """Rates what the report says nothing of as a force might: at the best step, without a reason."""
        best = self.edition.scales.ratings.steps[-1].id
        rated = set(self.session.scalars(select(a.Rating.criterion).where(a.Rating.entry_id == at.entry.id)))
        for place, criterion in enumerate(at.framework.criteria):
            if criterion.id not in rated:
                self.session.add(
                    a.Rating(
                        entry_id=at.entry.id,
                        criterion=criterion.id,
                        step=best,
                        applies=True,
                        because=None,
                        place=place,
                    )
                )
        self.session.flush()

    def _rated(self, at: At, rating: a.Rating, by: Actor) -> None:
        rating.saved_by, rating.saved_at = by.id, _now()
        number, words = at.number(rating.criterion), self._words(rating.step)
        about = at.about(
            "rating", rating.id, part=rating.criterion, address=f"{at.address}/{_slug(at, rating.criterion)}"
        )
        says = f"rated {at.code} {number} {words.lower()}, was not rated"
        change = (None, {"rating": rating.step, "because": rating.because})
        audit.record(self.session, "assessment:rating:saved", about, by=by, says=says, change=change)

    def _words(self, step: str) -> str:
        scales = self.edition.scales
        if scales.not_applicable and step == scales.not_applicable.id:
            return scales.not_applicable.label
        return scales.ratings[step].label

    def _papers(self, at: At, rated: Sequence[a.Rating], lead: Actor) -> list[tuple[documents.Paper, Revision]]:
        found = [(at.number(r.criterion), self._words(r.step)) for r in rated]
        made = list(documents.papers(at.framework, self.record.entries[at.framework.id], found))
        if at.framework.id in LATE:
            made.append(documents.late_paper(at.framework))
        papers = []
        for paper in made:
            with clock.standing_at(next(self.moments)):
                content = self._stored(paper)
                details = Details(
                    title=paper.title,
                    kind=paper.kind,
                    marking=MARKING,
                    owner_id=lead.id,
                    effective_from=paper.effective_from,
                    effective_to=paper.effective_to,
                )
                piece = evidence.add(self.session, self.force, self.cycle.cycle, details, content, by=lead)
                papers.append((paper, self._first(piece)))
        return papers

    def _stored(self, paper: documents.Paper) -> Content:
        """A paper in the store. It was written here, so nobody need find out first what it is."""
        stored = self.store.put(BytesIO(paper.data), LARGEST)
        suffix = paper.file_name.rpartition(".")[2]
        return Content("file", file_name=paper.file_name, file_kind=suffix, size=stored.size, sha256=stored.sha256)

    def _first(self, piece: Evidence) -> Revision:
        return self.session.scalars(select(Revision).where(Revision.evidence_id == piece.id)).one()

    def _factors(self, at: At) -> list[str]:
        """The questions of the highest level that are answered."""
        answered = select(a.Answer.asked).where(a.Answer.entry_id == at.entry.id, a.Answer.kind == "factor")
        return list(self.session.scalars(answered.order_by(a.Answer.place, a.Answer.id)))

    def _cite(
        self,
        at: At,
        asked: Sequence[str],
        papers: Sequence[tuple[documents.Paper, Revision]],
        unsupported: int,
        by: Actor,
    ) -> None:
        """Cites one paper for each thing asked, in turn, but for the last few; the late one beside the first."""
        in_year = [p for p in papers if p[0].effective_to <= documents.YEAR_ENDED]
        late = [p for p in papers if p[0].effective_to > documents.YEAR_ENDED]
        for place, name in enumerate(asked[: len(asked) - unsupported]):
            for paper, revision in ([in_year[place % len(in_year)]] if in_year else []) + (late if not place else []):
                self._citation(at, name, paper, revision, by)

    def _citation(self, at: At, asked: str, paper: documents.Paper, revision: Revision, by: Actor) -> None:
        with clock.standing_at(next(self.moments)):
            citation = a.Citation(
                entry_id=at.entry.id,
                asked=asked,
                finding_id=None,
                revision_id=revision.id,
                part=None,
                shows=paper.shows,
                cited_by=by.id,
                cited_at=_now(),
            )
            self.session.add(citation)
            self.session.flush()
            address = f"{at.address}/{_slug(at, asked)}"
            about = at.about("citation", citation.id, part=asked, address=address)
            says = f"cited “{paper.title}” for {at.code} {at.number(asked)}"
            audit.record(self.session, "assessment:citation:added", about, by=by, says=says)

    def _lead(self, framework: str) -> str:
        return self.plan.frameworks[framework].lead

    def _judge(self, at: At, own: OwnGrade) -> None:
        by = self.team[self._lead(own.framework)]
        row = a.PutForward(entry_id=at.entry.id, grade=own.grade, because=own.because, saved_by=by.id, saved_at=_now())
        self.session.add(row)
        self.session.flush()
        grade = self.edition.scales.outcomes.labels[own.grade]
        says = f"judged {at.code} {grade}, where the method gives no grade"
        about = at.about("put_forward", row.id)
        audit.record(self.session, "assessment:judgement:saved", about, by=by, says=says, reason=own.because)

    def _remark(self, at: At, remark: Remark) -> None:
        rated = set(self.session.scalars(select(a.Rating.criterion).where(a.Rating.entry_id == at.entry.id)))
        wanted = remark.about == "first_rated"
        criterion = next(c for c in at.framework.criteria if (c.id in rated) is wanted)
        asked = self.team[remark.to]
        together.comment(
            self.session,
            at,
            together.Subject(f"{at.code} {criterion.number}", criterion=criterion.id),
            remark.text,
            by=self.team[remark.by],
            asks=[Member(asked.id, asked.name, asked.email)],
        )


FINISHED = (
    "Every criterion is rated. The evidence for each rating is cited beside it, and the findings say what follows."
)
"""The report text of a framework that the plan gives none of its own."""
LATE = frozenset({"1b", "3c"})
"""Frameworks that have a paper about the month after the assessed year as well."""


def _slug(at: At, asked: str) -> str:
    """A criterion as its address has it: its id without the framework's."""
    return asked.removeprefix(f"{at.framework.id}-")


def _now() -> datetime:
    return clock.now().replace(tzinfo=None)
