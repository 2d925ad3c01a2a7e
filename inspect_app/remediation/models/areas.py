"""Tables of the register: what has to improve, where it was found, what it bears on, and what it is linked to."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...assessment.models.checks import says_something
from ...db import Base


class Area(Base):
    """Something that has to improve, with an identity that lasts across cycles; `number` counts within its force.

    `kind`: an area for improvement, a recommendation, a cause of concern, or an action of a board that is none of them.
    `source` says where it came from; one from a self-assessment is the force's own until that is published.
    Its state is worked out, never kept: no owner is awaiting allocation, an open closure is pending sign-off.
    `closed_how` is how it ended; nothing is closed without its closer and its time, and a trigger refuses `verified`
    without a proof of action and a closure that was checked; every other end has its reason.
    """

    __tablename__ = "area"
    __table_args__ = (
        UniqueConstraint("force_id", "number"),
        CheckConstraint(
            "kind IN ('area_for_improvement', 'recommendation', 'cause_of_concern', 'action')", name="kind_known"
        ),
        CheckConstraint("source IN ('judgement', 'self_assessment', 'inspection', 'board')", name="source_known"),
        CheckConstraint("priority IN ('high', 'medium', 'low')", name="priority_known"),
        CheckConstraint("due_on IS NULL OR due_on >= raised_on", name="due_on_after_raised_on"),
        CheckConstraint("due_on IS NULL OR no_due_because IS NULL", name="due_on_or_why_none"),
        CheckConstraint(
            "closed_how IN ('verified', 'risk_accepted', 'not_accepted', 'superseded', 'done_elsewhere')",
            name="closed_how_known",
        ),
        CheckConstraint(
            "(closed_how IS NULL) = (closed_at IS NULL) AND (closed_how IS NULL) = (closed_by IS NULL)",
            name="closed_with_closer_and_time",
        ),
        CheckConstraint(
            "closed_how IS NULL OR closed_how = 'verified' OR closed_because IS NOT NULL",
            name="other_ends_have_reasons",
        ),
        CheckConstraint("closed_how <> 'risk_accepted' OR accepted_until IS NOT NULL", name="accepted_until_a_day"),
        says_something("title"),
        says_something("closed_because"),
        says_something("no_due_because"),
        # All that counting, filtering and ordering a register ask for, so that nobody reads the words of every area.
        Index(
            "ix_area_standing",
            "force_id",
            "closed_how",
            "due_on",
            "owner_id",
            "owner_post",
            "marking",
            "published_on",
            "number",
            "raised_on",
            "priority",
            "kind",
            "framework",
            "closed_at",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    force_id: Mapped[str] = mapped_column(ForeignKey("force.id"))
    number: Mapped[int]
    kind: Mapped[str]
    source: Mapped[str]
    source_words: Mapped[str]
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"), index=True)
    cycle_id: Mapped[str | None] = mapped_column(ForeignKey("cycle.id"), index=True)
    framework: Mapped[str | None]
    title: Mapped[str]
    wrong: Mapped[str]
    root_cause: Mapped[str | None]
    good: Mapped[str | None]
    priority: Mapped[str] = mapped_column(default="medium")
    effort: Mapped[int | None]
    raised_on: Mapped[date]
    published_on: Mapped[date | None]
    due_on: Mapped[date | None]
    no_due_because: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    owner_post: Mapped[str | None]
    sponsor: Mapped[str | None]
    marking: Mapped[str]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    closed_how: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_because: Mapped[str | None]
    accepted_until: Mapped[date | None]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    version: Mapped[int] = mapped_column(default=1)


class AreaCriterion(Base):
    """A criterion that would be met if this and every other area that bears on it were closed."""

    __tablename__ = "area_criterion"
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    edition: Mapped[str] = mapped_column(primary_key=True)
    framework: Mapped[str] = mapped_column(primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)


class AreaLink(Base):
    """Two areas that a person linked: the later one repeats the earlier, or is the same weakness seen elsewhere."""

    __tablename__ = "area_link"
    __table_args__ = (
        UniqueConstraint("earlier_id", "later_id"),
        CheckConstraint("kind IN ('repeats', 'same')", name="kind_known"),
        CheckConstraint("earlier_id <> later_id", name="of_two"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    earlier_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    later_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    kind: Mapped[str]
    linked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    linked_at: Mapped[datetime]


class AreaApart(Base):
    """Two areas of which a person said that they are not one weakness; the one that was added first stands first."""

    __tablename__ = "area_apart"
    __table_args__ = (CheckConstraint("first_id < second_id", name="in_order"), says_something("because"))

    first_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True, index=True)
    because: Mapped[str]
    said_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime]


class AreaWaits(Base):
    """An area that cannot be done before another; never in a circle."""

    __tablename__ = "area_waits"
    __table_args__ = (CheckConstraint("area_id <> for_id", name="for_another"),)

    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    for_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True, index=True)
