"""Makes the nation: one real record, forces simulated around it, and what moderators decided on all of them.

It runs once, on an empty database, and keeps all of it or nothing. The same plan always gives the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ... import clock
from ...assessment import models as a
from ...assessment.proposals import facts_in
from ...assessment.queries import asked
from ...assessment.submission.content import canonical, content_of, digest_of
from ...assessment.submission.whole import whole
from ...audit.operations import About, record
from ...evidence.files.store import Store
from ...forces.cycles import CycleFile
from ...forces.models import Cycle, Force
from ...grading.edition import Edition, Framework
from ...moderation.cases import made
from ..load import load_record
from ..record import Record
from . import people as persons
from .around import Around
from .decisions import Deciding, direction_of
from .drawing import Answers, Drawing
from .entries import ForcePart, Place, Truth, truth
from .freezing import freeze
from .grades import dealt, pairs_in
from .papers import cite
from .people import People, Somebody
from .plan import NationPlan, Pair, name_of
from .readings import HARSH, ReadingPart, When
from .rows import Rows
from .under_way import start_readings

MARKING = "RESTRICTED"
SUBMITTED, SIGNED = datetime(2006, 6, 28, 10), datetime(2006, 7, 3, 9, 30)
READING, DECIDING, PUBLISHED = datetime(2006, 7, 10, 9), datetime(2006, 9, 11, 9), datetime(2006, 10, 26, 9)
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry of a simulated force whose rows are to be made."""

    truth: Truth
    entry: int
    assessment: int


def build(
    session: Session,
    store: Store,
    record_: Record,
    cycle: CycleFile,
    plan: NationPlan,
    progress: Progress,
    documents: Collection[str] | None = None,
) -> None:
    """Fills an empty database, and the store with the published documents. `progress` is told what is being made.

    `documents` may name the only forces whose reports are drawn.
    """
    progress("Loading the real record")
    with clock.standing_at(PUBLISHED):
        load_record(session, record_, cycle)
        session.execute(update(a.Assessment).values(marking=MARKING))
        dates = {"submit_by": date(2006, 6, 30), "sign_by": date(2006, 7, 4), "level": "reality_check"}
        session.execute(update(Cycle).where(Cycle.id == cycle.cycle).values(**dates))
        session.add_all(Force(id=force, name=name_of(force), simulated=True) for force in plan.forces)
        session.flush()
    nation = _Nation(session, record_, cycle, plan, progress)
    assessments, later = nation.everything()
    nation.submitted(assessments, cycle.cycle)
    with clock.standing_at(PUBLISHED):
        freeze(session, store, record_.edition, cycle.cycle, nation.people.lead.id, progress, documents)
    nation.submitted(later, plan.under_way.cycle, timedelta(days=189))


class _Nation:
    def __init__(
        self, session: Session, record_: Record, cycle: CycleFile, plan: NationPlan, progress: Progress
    ) -> None:
        self.session, self.record, self.cycle, self.plan, self.progress = session, record_, cycle, plan, progress
        self.edition: Edition = record_.edition
        self.rows = Rows(session)
        self.people: People = persons.made(self.rows, plan, SUBMITTED - timedelta(days=90))
        harsh = next(reader.id for reader in self.people.readers if reader.name == plan.harsh)
        self.forces = ForcePart(self.rows, self.edition)
        self.readings = ReadingPart(self.rows, self.edition, harsh)
        self.deciding = Deciding(self.rows, self.edition, self.people)
        self.harsh = harsh
        self.because: dict[tuple[str, str], str] = {}
        for pair in plan.pairs:
            self.because[pair.framework, pair.lifted] = pair.lifted_because
            self.because[pair.framework, pair.lowered] = pair.lowered_because

    def everything(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Every row; says the ids of the assessments that are judged, and of those that are being read, by force."""
        self.progress("Drawing what each force is like")
        truths = self._truths()
        self.progress("Reading and deciding")
        assessments = {force: self._assessment(force) for force in self.plan.forces}
        entries = {}
        for turn, force in enumerate(self.plan.forces):
            for number, framework in enumerate(self.edition.frameworks):
                entries[force, framework.id] = self._entry(
                    truths[force, framework.id], assessments[force], turn, number
                )
        self._real_cases()
        around = Around(self.rows, self.plan, self.edition, self.people)
        around.peer_groups(self.record.force.force)
        around.visits(assessments, entries)
        self.rows.insert()
        self.progress("Letting forces check their facts")
        around.challenges(self.session, assessments)
        around.practice(self.session, assessments)
        self.rows.insert()
        self.progress("Beginning the next readings")
        later = start_readings(self.session, self.rows, self.plan, self.edition, self.people, truths, MARKING)
        self.progress("Signing")
        self._versions()
        return assessments, later

    def _truths(self) -> dict[tuple[str, str], Truth]:
        """Every entry of every simulated force, as careful readers see it."""
        better = {force: Random(f"{self.plan.seed}:{force}").gauss(0, 1) for force in self.plan.forces}
        national = {n.framework: n.distribution for n in self.cycle.national}
        order = self.edition.scales.outcomes.grades.ids()
        found = {}
        for framework in self.edition.frameworks:
            counts = {grade: national[framework.id][grade] for grade in order}
            real = [self.record.entries[framework.id].published.grade]
            grades = dealt(self.plan, framework.id, counts, real, better)
            answers = self._answers(framework, grades)
            for force, grade in grades.items():
                draw = Random(f"{self.plan.seed}:{framework.id}:{force}:around")
                found[force, framework.id] = truth(self.edition, framework, force, grade, answers[force], draw)
            for pair in pairs_in(self.plan, framework.id):
                _same_around(found, framework, pair)
        return found

    def _answers(self, framework: Framework, grades: Mapping[str, str]) -> dict[str, Answers | None]:
        if not framework.criteria:
            return dict.fromkeys(grades)
        drawing = Drawing(self.edition, framework)
        found: dict[str, Answers | None] = {}
        for force, grade in grades.items():
            found[force] = drawing.reaching(grade, Random(f"{self.plan.seed}:{framework.id}:{force}"))
        for pair in pairs_in(self.plan, framework.id):
            draw = Random(f"{self.plan.seed}:{framework.id}:pair:{pair.lifted}")
            lower, higher = pair.grades
            lifted = drawing.reaching(lower, draw)
            found[pair.lifted], found[pair.lowered] = lifted, drawing.raised_to(higher, lifted, draw)
            if pair.same_as:
                found[pair.same_as] = found[pair.lowered]
        return found

    def _assessment(self, force: str) -> int:
        return self.rows.add(
            a.Assessment,
            force_id=force,
            cycle_id=self.cycle.cycle,
            edition=self.edition.id,
            edition_digest=self.edition.digest,
            coding_note="Everything about a simulated force is made up, so that moderation can be tried.",
            state="factual_accuracy" if force in self.plan.checking else "published",
            marking=MARKING,
        )

    def _entry(self, true: Truth, assessment: int, turn: int, number: int) -> Opened:
        force, assessor = true.force, self.people.assessors[true.force]
        draw = Random(f"{self.plan.seed}:{true.framework.id}:{force}:people")
        entry = self.rows.add(
            a.Entry,
            assessment_id=assessment,
            framework=true.framework.id,
            place=number,
            state="judged",
            lead_id=assessor.id,
            changed_by=assessor.id,
            changed_at=SUBMITTED - timedelta(days=1),
        )
        readers = self._readers(force, true.framework, turn, number)
        sole_harsh = len(readers) == 1 and readers[0].id == self.harsh
        place = Place(entry, assessment, assessor, SUBMITTED - timedelta(days=2 + number))
        milder = {"milder": HARSH + 0.15} if sole_harsh else {}
        force_grade = self.forces.write(place, true, draw, **milder)
        checking, year = force in self.plan.checking, (self.cycle.assessed.from_, self.cycle.assessed.to)
        facts = cite(self.rows, place, true, number, year, MARKING) if checking else true.facts
        case = made(self.edition, facts)
        when = When.after(READING, turn + number)
        direction = direction_of(self.edition, case)
        grades = self.readings.finished(entry, true, direction, readers, self.people.lead, when, draw)
        self.deciding.case(entry, case, force_grade, grades, when.settled)
        by = self.people.moderator(force, number, [reader.id for reader in readers])
        at = DECIDING + timedelta(days=turn % 20, minutes=5 * number)
        reasons = by, self.because.get((true.framework.id, force))
        self.deciding.decide(entry, true, case, (force_grade, grades), reasons, at, published=not checking)
        return Opened(true, entry, assessment)

    def _readers(self, force: str, framework: Framework, turn: int, number: int) -> list[Somebody]:
        """Who read an entry: one inspector, and a second one where the edition gives the framework priority."""
        first = self.people.reader(force, 5 * turn + 3 * number)
        if framework.priority == "no":
            return [first]
        return [first, self.people.reader(force, 7 * turn + 4 * number + 1, [first.id])]

    def _real_cases(self) -> None:
        """The real record as it comes before a moderator; nobody of the inspectorate read it here."""
        row = self.session.scalars(select(a.Assessment)).one()
        kept = asked(self.session, row.id)
        facts = facts_in(row.edition, kept)
        for entry in kept.entries:
            case = made(self.edition, facts[entry.framework])
            self.deciding.case(entry.id, case, case.proposal.grade, (), DECIDING)

    def _versions(self) -> None:
        """What each simulated force submitted, and a chief officer's signature on it."""
        later = self.plan.under_way.cycle
        for row in self.session.scalars(select(a.Assessment).order_by(a.Assessment.id)):
            if row.force_id not in self.people.officers or row.force_id not in self.plan.forces:
                continue
            content = canonical(content_of(whole(self.session, self.edition, row, full=True)))
            digest, shift = digest_of(content), timedelta(days=189 if row.cycle_id == later else 0)
            officer = self.people.officers[row.force_id]
            version = self.rows.add(
                a.Version,
                assessment_id=row.id,
                number=1,
                content=content,
                digest=digest,
                submitted_by=self.people.assessors[row.force_id].id,
                submitted_at=SUBMITTED + shift,
            )
            signed = {"signed_by": officer.id, "name": officer.name, "post": officer.post}
            self.rows.add(a.Signature, version_id=version, digest=digest, **signed, signed_at=SIGNED + shift)
        self.rows.insert()

    def submitted(self, assessments: Mapping[str, int], cycle: str, shift: timedelta = timedelta(0)) -> None:
        """The events of the trail up to the inspectorate's receipt, in the order of their times."""
        steps = [
            ("submitted", "submitted version 1 for signature", SUBMITTED, self.people.assessors),
            ("signed", "signed version 1", SIGNED, self.people.officers),
            ("received", "received the self-assessment", SIGNED + timedelta(days=2), None),
        ]
        for did, says, at, who in steps:
            for force, assessment in assessments.items():
                about = About("assessment", assessment, force=force, cycle=cycle)
                with clock.standing_at(at + shift):
                    by = who[force] if who else self.people.lead
                    record(self.session, f"assessment:assessment:{did}", about, by=by, says=says, audience="force")


def _same_around(found: dict[tuple[str, str], Truth], framework: Framework, pair: Pair) -> None:
    """Lets the forces of a pair agree in what no rating changes, so that only ratings and judgement set them apart."""
    pattern = found[pair.lifted, framework.id]
    for force in (pair.lowered, pair.same_as):
        if force:
            other = found[force, framework.id]
            answers = other.answers
            facts = type(other.facts)(
                edition=other.facts.edition,
                framework=other.facts.framework,
                ratings=answers.ratings,
                factors=answers.factors,
                conditions=pattern.facts.conditions,
                previous=pattern.facts.previous,
                movements=pattern.facts.movements,
            )
            found[force, framework.id] = Truth(force, framework, facts, other.grade)
