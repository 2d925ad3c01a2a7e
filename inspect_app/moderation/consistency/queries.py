"""Questions about the queue, and about the facts and decisions from which it is worked out. It changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select, union_all
from sqlalchemy.orm import Session

from ...accounts.models import Person
from ...assessment.models import Assessment, Entry
from ...forces.models import Force, PeerForce, PeerGroup
from ...grading.facts import Facts
from ..cases import from_text
from ..models import (
    Case,
    Decision,
    Judgement,
    MeetingItem,
    ModerationMeeting,
    QueueItem,
    QueueLook,
    Reading,
    ReadingRating,
)
from .finding import Judged
from .policy import PUBLISHED, Concerned, Sight, can_see
from .readers import Pair


@dataclass(frozen=True, slots=True)
class Listed:
    """An item with what ties it to people, and the name of whom it is about where it is about a reader."""

    item: QueueItem
    concerned: Concerned
    reader: str | None
    settler: str | None


@dataclass(frozen=True, slots=True)
class Queue:
    """What one person may see of a cycle's queue, the gravest first; `hidden` is how much concerns a home force."""

    items: Sequence[Listed]
    hidden: int

    @property
    def open(self) -> list[Listed]:
        return [one for one in self.items if one.item.settled is None and one.item.closed_at is None]

    @property
    def settled(self) -> list[Listed]:
        return [one for one in self.items if one.item.settled is not None]

    @property
    def closed(self) -> list[Listed]:
        return [one for one in self.items if one.item.settled is None and one.item.closed_at is not None]


@dataclass(frozen=True, slots=True)
class Side:
    """One entry of a case: the force, what was found out, what was proposed and decided, by whom and why."""

    entry: int
    force: str
    name: str
    framework: str
    state: str
    facts: Facts | None
    proposed: str | None
    grade: str | None
    direction: str | None
    decided_by: str | None
    decided_on: date | None
    because: str | None
    assessment_state: str

    @property
    def published(self) -> bool:
        """Whether it is final: then it changes only by a correction."""
        return self.assessment_state in PUBLISHED


@dataclass(frozen=True, slots=True)
class Earlier:
    """How something was settled before, on other facts or decisions, or what a meeting decided on it."""

    at: datetime
    who: str
    words: str
    meeting: int | None = None


def everything(session: Session, cycle: str, framework: str | None = None) -> tuple[list[Judged], dict[int, Facts]]:
    """Every judged entry of a cycle with its facts, and the facts of every case by entry. One statement."""
    asked = (
        select(
            Entry.id,
            Assessment.force_id,
            Entry.framework,
            Case.facts,
            Case.digest,
            Case.proposed,
            Judgement.grade,
            Judgement.decision_id,
        )
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .join(Case, Case.entry_id == Entry.id)
        .outerjoin(Judgement, Judgement.entry_id == Entry.id)
        .where(Assessment.cycle_id == cycle)
        .order_by(Entry.place, Assessment.force_id, Entry.id)
    )
    if framework is not None:
        asked = asked.where(Entry.framework == framework)
    judged, facts = [], {}
    for entry, force, of, written, digest, proposed, grade, decision in session.execute(asked):
        facts[entry] = from_text(written)
        if grade:
            judged.append(Judged(entry, force, of, facts[entry], grade, proposed, f"{digest} {decision}"))
    return judged, facts


def pairs(session: Session, cycle: str, facts: Mapping[int, Facts]) -> list[Pair]:
    """What two readers of the same entry found, where both have finished: nobody sees it before. Two statements."""
    by_entry: dict[int, list[tuple[int, int, datetime | None]]] = defaultdict(list)
    for reading, entry, reader, finished in session.execute(
        select(Reading.id, Reading.entry_id, Reading.reader_id, Reading.finished_at)
        .join(Entry, Entry.id == Reading.entry_id)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .where(Assessment.cycle_id == cycle, Reading.stood_down_at.is_(None))
        .order_by(Reading.entry_id, Reading.number)
    ):
        by_entry[entry].append((reading, reader, finished))
    both = {entry: two for entry, two in by_entry.items() if len(two) == 2 and all(done for _, _, done in two)}
    ratings = _ratings(session, cycle)
    return [
        Pair(
            entry,
            (first[1], second[1]),
            (ratings[first[0]], ratings[second[0]]),
            facts[entry].ratings if entry in facts else None,
        )
        for entry, (first, second) in both.items()
    ]


def _ratings(session: Session, cycle: str) -> Mapping[int, dict[str, str]]:
    """The criteria that apply as each reading rated them, by reading. One statement."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for reading, criterion, step in session.execute(
        select(ReadingRating.reading_id, ReadingRating.asked, ReadingRating.step)
        .join(Reading, Reading.id == ReadingRating.reading_id)
        .join(Entry, Entry.id == Reading.entry_id)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .where(Assessment.cycle_id == cycle, ReadingRating.kind == "criterion", ReadingRating.applies)
    ):
        found[reading][criterion] = step
    return found


def peers(session: Session, on: date) -> Mapping[str, Collection[str]]:
    """The most similar forces of each force on a day. One statement."""
    found: dict[str, set[str]] = defaultdict(set)
    for force, peer in session.execute(
        select(PeerGroup.force_id, PeerForce.force_id)
        .join(PeerForce, PeerForce.group_id == PeerGroup.id)
        .where(PeerGroup.begins_on <= on, or_(PeerGroup.ends_on.is_(None), PeerGroup.ends_on >= on))
    ):
        found[force].add(peer)
    return found


def names(session: Session) -> Mapping[str, str]:
    """The short names of the forces. One statement."""
    return {force: name.removesuffix(" Police") for force, name in session.execute(select(Force.id, Force.name))}


def last_look(session: Session, cycle: str) -> QueueLook | None:
    """When it was worked out last. One statement."""
    return session.get(QueueLook, cycle)


def newest_change(session: Session, cycle: str) -> datetime | None:
    """When a case was made, or a decision taken or undone, for the last time in a cycle. One statement."""
    mine = (
        select(Entry.id).join(Assessment, Assessment.id == Entry.assessment_id).where(Assessment.cycle_id == cycle)
    ).scalar_subquery()
    moments = union_all(
        select(func.max(Case.made_at).label("at")).where(Case.entry_id.in_(mine)),
        *(
            select(func.max(column).label("at")).where(Decision.entry_id.in_(mine))
            for column in (Decision.decided_at, Decision.agreed_at, Decision.reopened_at)
        ),
        select(func.max(Reading.finished_at).label("at")).where(Reading.entry_id.in_(mine)),
    ).subquery()
    newest: datetime | None = session.scalar(select(func.max(moments.c.at)))
    return newest


def is_stale(session: Session, last: QueueLook) -> bool:
    """Whether facts or decisions have changed since somebody looked. Two statements."""
    newest = newest_change(session, last.cycle_id)
    if newest is not None and newest > last.looked_at:
        return True
    # Times are kept to the second, and a decision may come within the one in which somebody looked.
    judged = session.scalar(
        select(func.count())
        .select_from(Judgement)
        .join(Case, Case.entry_id == Judgement.entry_id)
        .join(Entry, Entry.id == Judgement.entry_id)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .where(Assessment.cycle_id == last.cycle_id)
    )
    return judged != last.decisions


def queue(session: Session, cycle: str, sight: Sight) -> Queue:
    """What somebody may see of the queue of a cycle. Three statements."""
    settler = Person.__table__.alias("settler")
    rows = session.execute(
        select(QueueItem, Person.name, settler.c.name)
        .outerjoin(Person, Person.id == QueueItem.reader_id)
        .outerjoin(settler, settler.c.id == QueueItem.settled_by)
        .where(QueueItem.cycle_id == cycle)
        .order_by(QueueItem.gravity.desc(), QueueItem.framework.nulls_first(), QueueItem.id)
    ).all()
    tied = _tied(session, cycle)
    listed = [Listed(item, _concerned(item, tied), reader, by) for item, reader, by in rows]
    seen = [one for one in listed if can_see(one.concerned, sight)]
    at_home = [one for one in listed if one.concerned.unpublished & sight.home and one.item.closed_at is None]
    return Queue(seen, len(at_home))


def one(session: Session, cycle: str, number: int, *, to_change: bool = False) -> Listed | None:
    """An item; with `to_change`, others who want to settle it wait. Three statements."""
    asked = select(QueueItem).where(QueueItem.cycle_id == cycle, QueueItem.id == number)
    item = session.scalars(asked.with_for_update() if to_change else asked).one_or_none()
    if item is None:
        return None
    people = {item.reader_id, item.settled_by} - {None}
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(people))).all()
    known = {row.id: row.name for row in rows}
    concerned = _concerned(item, _tied(session, cycle, {item.entry_id, item.other_entry_id}))
    return Listed(item, concerned, known.get(item.reader_id or 0), known.get(item.settled_by or 0))


def sides(session: Session, entries: Collection[int | None]) -> Mapping[int, Side]:
    """What stands behind each of these entries, by entry. One statement."""
    rows = session.execute(
        select(
            Entry.id,
            Assessment.force_id,
            Force.name,
            Entry.framework,
            Entry.state,
            Case.facts,
            Case.proposed,
            Judgement.grade,
            Judgement.direction,
            Judgement.decided_by,
            Judgement.decided_on,
            Judgement.reason,
            Assessment.state,
        )
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .join(Force, Force.id == Assessment.force_id)
        .outerjoin(Case, Case.entry_id == Entry.id)
        .outerjoin(Judgement, Judgement.entry_id == Entry.id)
        .where(Entry.id.in_([entry for entry in entries if entry is not None]))
    )
    return {
        entry: Side(entry, force, name.removesuffix(" Police"), of, state, _facts(written), *rest)
        for entry, force, name, of, state, written, *rest in rows
    }


def earlier(session: Session, item: QueueItem) -> Sequence[Earlier]:
    """How the same thing was settled before, and what meetings decided on it, in order. Two statements."""
    before = session.execute(
        select(QueueItem.settled_at, Person.name, QueueItem.note)
        .join(Person, Person.id == QueueItem.settled_by)
        .where(
            QueueItem.cycle_id == item.cycle_id,
            QueueItem.kind == item.kind,
            QueueItem.name == item.name,
            QueueItem.id != item.id,
        )
    )
    met = session.execute(
        select(MeetingItem.recorded_at, ModerationMeeting.title, MeetingItem.decided, ModerationMeeting.id)
        .join(ModerationMeeting, ModerationMeeting.id == MeetingItem.meeting_id)
        .where(MeetingItem.queue_item_id == item.id, MeetingItem.decided.is_not(None))
    )
    found = [Earlier(at, who, note) for at, who, note in before if at is not None and note is not None]
    found += [Earlier(at, title, words, of) for at, title, words, of in met if at is not None and words is not None]
    return sorted(found, key=lambda told: told.at)


Tied = Mapping[int, tuple[str, str, frozenset[int]]]


def _tied(session: Session, cycle: str, entries: Collection[int | None] | None = None) -> Tied:
    """The force, the assessment's state and the readers of the entries that stand in the queue. Two statements."""
    if entries is None:
        wanted = union_all(
            select(QueueItem.entry_id).where(QueueItem.cycle_id == cycle),
            select(QueueItem.other_entry_id).where(QueueItem.cycle_id == cycle),
        )
        mine = Entry.id.in_(select(wanted.subquery().c.entry_id))
    else:
        mine = Entry.id.in_([entry for entry in entries if entry is not None])
    readers: dict[int, set[int]] = defaultdict(set)
    for entry, reader in session.execute(
        select(Reading.entry_id, Reading.reader_id).join(Entry, Entry.id == Reading.entry_id).where(mine)
    ):
        readers[entry].add(reader)
    rows = session.execute(
        select(Entry.id, Assessment.force_id, Assessment.state)
        .join(Assessment, Assessment.id == Entry.assessment_id)
        .where(mine)
    )
    return {entry: (force, state, frozenset(readers[entry])) for entry, force, state in rows}


def _concerned(item: QueueItem, tied: Tied) -> Concerned:
    parts = [tied[entry] for entry in (item.entry_id, item.other_entry_id) if entry is not None and entry in tied]
    return Concerned(
        forces=frozenset(force for force, _, _ in parts),
        unpublished=frozenset(force for force, state, _ in parts if state not in PUBLISHED),
        readers=frozenset(reader for _, _, readers in parts for reader in readers),
        reader=item.reader_id,
    )


def _facts(written: str | None) -> Facts | None:
    return from_text(written) if written else None
