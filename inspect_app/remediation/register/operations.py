"""What is done to a register: adding, bringing in what reports found, linking, and passing several on with a note."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from ... import clock
from ...accounts.actors import Actor
from ...audit.operations import record_all
from ...forces.models import Force
from ...grading.words import count_of
from ...promises import BadInput
from ...ui.times import day
from .. import operations, queries
from ..models import Action, ActionArea, Area, AreaApart, AreaCriterion, AreaLink
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


FIELDS = tuple(field.name for field in fields(New) if field.name != "criteria")
"""What an area has of its own; its criteria stand in a table beside it."""


def add(session: Session, force: str, new: New, *, by: Actor | None) -> Area:
    """Adds an area with the next number of its force, with its first line in the log and its place in the index.

    Raises BadInput where its dates do not fit together. A board's action is published where nobody else sees it.
    """
    return add_all(session, force, [new], by=by)[0]


def add_all(session: Session, force: str, found: Sequence[New], *, by: Actor | None) -> list[Area]:
    """Adds many areas at once, in their order, each as `add` does; raises BadInput where one of them does not fit."""
    for new in found:
        _check(new)
    _hold(session, force)
    return _added(session, force, found, by)


def _check(new: New) -> None:
    wrong = wrong_dates(new.raised_on, new.due_on, new.no_due_because) if new.due_on else None
    if wrong is not None:
        raise BadInput(wrong[1], wrong[0])
    if new.kind in ANSWERED_WITHIN_56_DAYS and new.published_on is None and new.source in ("judgement", "inspection"):
        raise BadInput("Enter the day on which it was published, from which the 56 days count", "published_on")


def _hold(session: Session, force: str) -> None:
    """Two who add at once would both have the same numbers, so the force's row is held meanwhile."""
    session.execute(select(Force.id).where(Force.id == force).with_for_update())


def _added(session: Session, force: str, found: Sequence[New], by: Actor | None) -> list[Area]:
    """The new areas. As many statements for thousands of them as for one, so that nobody waits long for a sheet."""
    first, now = queries.next_number(session, force), clock.now().replace(tzinfo=None)
    usual = {"force_id": force, "made_by": by.id if by else None, "made_at": now}
    rows = [
        {**usual, "number": number, **{name: getattr(new, name) for name in FIELDS}}
        for number, new in enumerate(found, start=first)
    ]
    areas = sorted(session.scalars(insert(Area).returning(Area), rows), key=lambda area: area.number) if rows else []
    session.add_all(
        AreaCriterion(area_id=area.id, edition=e, framework=f, criterion=c)
        for area, new in zip(areas, found, strict=True)
        for e, f, c in new.criteria
    )
    session.flush()
    operations.feed_new(session, areas)
    _record_added(session, areas, by)
    return areas


def _record_added(session: Session, areas: Sequence[Area], by: Actor | None) -> None:
    names = {number: person.name for number, person in queries.people(session, [a.owner_id for a in areas]).items()}
    lines, told = [], []
    for area in areas:
        source = area.source_words or SOURCES[area.source]
        lines.append((area, f"Raised from {source[:1].lower()}{source[1:]}"))
        owner = names.get(area.owner_id or 0) or area.owner_post or "nobody"
        after = {"owner": owner, "due": operations.iso(area.due_on), "priority": area.priority, "marking": area.marking}
        says = f"added {operations.name(area)}, “{area.title}”"
        told.append((operations.about(area), says, (None, after)))
    operations.log_all(session, lines, by=by)
    record_all(session, "remediation:area:added", told, by=by)


def bring_in(
    session: Session, force: str, found: Sequence[Candidate], published_on: date | None, *, by: Actor
) -> tuple[int, int]:
    """Makes areas of findings: how many were added, and how many of the force's own are published now instead.

    `published_on` is None for findings of the force's own self-assessment. A finding is brought in once: sent twice,
    it adds nothing.
    """
    _hold(session, force)
    there = {
        area.finding_id: area
        for area in session.scalars(
            select(Area).where(Area.force_id == force, Area.finding_id.in_([one.finding for one in found]))
        )
    }
    published = sum(_publish(session, area, published_on, by) for area in there.values())
    new = [_new(one, published_on) for one in found if one.finding not in there]
    return len(_added(session, force, new, by)), published


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
    session.execute(delete(AreaApart).where(AreaApart.first_id.in_(pair), AreaApart.second_id.in_(pair)))
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
