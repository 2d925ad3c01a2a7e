"""What is done to a register: adding, bringing in what reports found, linking, and passing several on with a note."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...audit.operations import record
from ...forces.models import Force
from ...grading.words import count_of
from ...promises import BadInput
from ...ui.times import day
from .. import operations, queries
from ..models import Action, ActionArea, Area, AreaCriterion, AreaLink
from ..policy import wrong_dates
from ..states import ANSWERED_WITHIN_56_DAYS, LINKS, SOURCES
from .candidates import Candidate


@dataclass(frozen=True, slots=True)
class New:
    """An area that is to be added; `criteria` are triples of edition, framework and criterion."""

    title: str
    wrong: str
    marking: str
    raised_on: date
    kind: str = "area_for_improvement"
    source: str = "board"
    source_words: str = ""
    root_cause: str | None = None
    good: str | None = None
    priority: str = "medium"
    effort: int | None = None
    published_on: date | None = None
    due_on: date | None = None
    no_due_because: str | None = None
    owner_id: int | None = None
    owner_post: str | None = None
    sponsor: str | None = None
    cycle_id: str | None = None
    framework: str | None = None
    finding_id: int | None = None
    criteria: tuple[tuple[str, str, str], ...] = ()


def add(session: Session, force: str, new: New, *, by: Actor | None) -> Area:
    """Adds an area with the next number of its force, with its first line in the log and its place in the index.

    Raises BadInput where its dates do not fit together. A board's action is published where nobody else sees it.
    """
    wrong = wrong_dates(new.raised_on, new.due_on, new.no_due_because) if new.due_on else None
    if wrong is not None:
        raise BadInput(wrong[1], wrong[0])
    if new.kind in ANSWERED_WITHIN_56_DAYS and new.published_on is None and new.source in ("judgement", "inspection"):
        raise BadInput("Enter the day on which it was published, from which the 56 days count", "published_on")
    # Two who add at once would both have the same number, so the force's row is held meanwhile.
    session.execute(select(Force.id).where(Force.id == force).with_for_update())
    area = _row(session, force, new, by, queries.next_number(session, force))
    _record_added(session, area, by)
    return area


def _row(session: Session, force: str, new: New, by: Actor | None, number: int) -> Area:
    fields = asdict(new)
    criteria = fields.pop("criteria")
    now = clock.now().replace(tzinfo=None)
    area = Area(force_id=force, number=number, made_by=by.id if by else None, made_at=now, **fields)
    session.add(area)
    session.flush()
    session.add_all(AreaCriterion(area_id=area.id, edition=e, framework=f, criterion=c) for e, f, c in criteria)
    session.flush()
    operations.feed(session, area)
    return area


def _record_added(session: Session, area: Area, by: Actor | None) -> None:
    source = area.source_words or SOURCES[area.source]
    operations.log(session, area, f"Raised from {source[:1].lower()}{source[1:]}", by=by)
    owner = operations.owner_words(session, area.owner_id, area.owner_post)
    after = {"owner": owner, "due": operations.iso(area.due_on), "priority": area.priority, "marking": area.marking}
    says = f"added {operations.name(area)}, “{area.title}”"
    record(session, "remediation:area:added", operations.about(area), by=by, says=says, change=(None, after))


def bring_in(
    session: Session, force: str, found: Sequence[Candidate], published_on: date | None, *, by: Actor
) -> tuple[int, int]:
    """Makes areas of findings: how many were added, and how many of the force's own are published now instead.

    `published_on` is None for findings of the force's own self-assessment. A finding is brought in once: sent twice,
    it adds nothing.
    """
    session.execute(select(Force.id).where(Force.id == force).with_for_update())
    there = {
        area.finding_id: area
        for area in session.scalars(
            select(Area).where(Area.force_id == force, Area.finding_id.in_([one.finding for one in found]))
        )
    }
    number, added, published = queries.next_number(session, force), 0, 0
    for one in found:
        if (area := there.get(one.finding)) is not None:
            published += _publish(session, area, published_on, by)
            continue
        _record_added(session, _row(session, force, _new(one, published_on), by, number + added), by)
        added += 1
    return added, published


def _new(one: Candidate, published_on: date | None) -> New:
    source = "judgement" if published_on else "self_assessment"
    return New(
        title=one.title,
        wrong=one.text,
        marking=one.marking,
        raised_on=published_on or clock.today(),
        source=source,
        source_words=f"The report of {one.cycle_words}" if published_on else f"Self-assessment of {one.cycle_words}",
        published_on=published_on,
        cycle_id=one.cycle,
        framework=one.framework,
        finding_id=one.finding,
        criteria=tuple((one.edition, one.framework, criterion) for criterion in one.criteria),
    )


def _publish(session: Session, area: Area, published_on: date | None, by: Actor) -> int:
    """A weakness that the force saw itself, and that a report now confirms, is no longer the force's alone."""
    if published_on is None or area.published_on is not None:
        return 0
    area.source, area.published_on = "judgement", published_on
    operations.tell(
        session, area, "area:published", "said the day of publication of", by=by,
        words=f"Confirmed by the report that was published on {day(published_on)}",
    )  # fmt: skip
    return 1


def link(session: Session, earlier: Area, later: Area, kind: str, *, by: Actor) -> bool:
    """Says that one weakness is another again, or the same one elsewhere. False where they are linked already."""
    pair = {earlier.id, later.id}
    if len(pair) < 2:
        raise BadInput("An area cannot be linked to itself", "number")
    both = select(AreaLink).where(AreaLink.earlier_id.in_(pair), AreaLink.later_id.in_(pair))
    if session.scalars(both).first() is not None:
        return False
    first, second = sorted((earlier, later), key=lambda one: (one.raised_on, one.number))
    now = clock.now().replace(tzinfo=None)
    session.add(AreaLink(earlier_id=first.id, later_id=second.id, kind=kind, linked_by=by.id, linked_at=now))
    session.flush()
    for one, other in ((first, second), (second, first)):
        words = f"Linked to {operations.name(other)}, {other.title}: {LINKS[kind].lower()}"
        operations.tell(session, one, "link:added", f"linked {operations.name(other)} to", by=by, words=words)
    return True


def unlink(session: Session, area: Area, other: Area, reason: str, *, by: Actor) -> None:
    """Takes a link back, because it was a mistake."""
    pair = {area.id, other.id}
    for row in session.scalars(select(AreaLink).where(AreaLink.earlier_id.in_(pair), AreaLink.later_id.in_(pair))):
        session.delete(row)
        words = f"No longer linked to {operations.name(other)}: {reason}"
        says = f"took the link with {operations.name(other)} off"
        operations.tell(session, area, "link:removed", says, by=by, words=words, reason=reason)


def reassign(
    session: Session, areas: Collection[Area], owner_id: int | None, owner_post: str | None, note: str, *, by: Actor
) -> int:
    """Gives several areas another owner, with the open actions that their owner had on them; says how many changed."""
    taker, changed = operations.owner_words(session, owner_id, owner_post), 0
    for area in areas:
        if area.closed_how is not None or (area.owner_id, area.owner_post) == (owner_id, owner_post):
            continue
        before = operations.owner_words(session, area.owner_id, area.owner_post)
        _pass_actions_on(session, area, owner_id, owner_post)
        area.owner_id, area.owner_post = owner_id, owner_post
        operations.tell(
            session, area, "owner:changed", f"made {taker} the owner of", by=by,
            words=f"Owner set: {taker}, before: {before}. {note}".strip(), change=({"owner": before}, {"owner": taker}),
            reason=note,
        )  # fmt: skip
        changed += 1
    return changed


def _pass_actions_on(session: Session, area: Area, owner_id: int | None, owner_post: str | None) -> None:
    if area.owner_id is None:
        return
    of_area = select(ActionArea.action_id).where(ActionArea.area_id == area.id)
    mine = (Action.id.in_(of_area), Action.owner_id == area.owner_id, Action.done_at.is_(None))
    for action in session.scalars(select(Action).where(*mine, Action.dropped_because.is_(None)).order_by(Action.id)):
        action.owner_id, action.owner_post, action.version = owner_id, owner_post, action.version + 1


def brought_in_words(added: int, published: int) -> str:
    """What bringing in did, for the line above the register."""
    said = [f"{count_of(added, 'area')} for improvement brought in."] if added else []
    said += [f"{count_of(published, 'area')} of the force's own confirmed by the report."] if published else []
    return " ".join(said) or "Everything you chose stands in the register already."
