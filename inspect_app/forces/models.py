"""Tables of bodies inspected and of inspection cycles, with what a cycle says of the whole country.

Frameworks and grades are named by their ids in the cycle's edition; what those ids mean is declared in files.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base


class Force(Base):
    """A body that is inspected. `id` is a short name such as `kent`; a simulated one stands in a demonstration only."""

    __tablename__ = "force"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    simulated: Mapped[bool] = mapped_column(default=False)


class Cycle(Base):
    """One round of inspection over all forces. `published` is the month or day of publication, ISO 8601.

    Evidence counts when it is about the assessed year. `effects_after_saving` is set where people fear that showing
    what a rating would do before it is saved could steer it. `readers`, `priority_readers` (for priority frameworks)
    and `level` of validation are what an entry has unless its own plan says otherwise.
    """

    __tablename__ = "cycle"
    __table_args__ = (
        UniqueConstraint("id", "edition"),
        CheckConstraint("assessed_from <= assessed_to", name="assessed_from_before_to"),
        CheckConstraint("published LIKE '____-__' OR published LIKE '____-__-__'", name="published_month_or_day"),
        CheckConstraint("forces > 0", name="forces_some"),
        CheckConstraint("readers IN (1, 2)", name="readers_one_or_two"),
        CheckConstraint("priority_readers IN (1, 2)", name="priority_readers_one_or_two"),
        CheckConstraint("level IN ('desk_top', 'reality_check', 'on_site')", name="level_known"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    edition: Mapped[str]
    edition_digest: Mapped[str]
    assessed_from: Mapped[date]
    assessed_to: Mapped[date]
    published: Mapped[str | None]
    forces: Mapped[int]
    submit_by: Mapped[date | None]
    sign_by: Mapped[date | None]
    effects_after_saving: Mapped[bool] = mapped_column(default=False)
    readers: Mapped[int] = mapped_column(default=1)
    priority_readers: Mapped[int] = mapped_column(default=2)
    level: Mapped[str] = mapped_column(default="desk_top")
    version: Mapped[int] = mapped_column(default=1)


class CycleDate(Base):
    """One more date of a cycle's timetable, besides submitting and signing."""

    __tablename__ = "cycle_date"
    __table_args__ = (
        UniqueConstraint("cycle_id", "on", "what"),
        CheckConstraint("what <> ''", name="what_says_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[str] = mapped_column(ForeignKey("cycle.id"))
    on: Mapped[date]
    what: Mapped[str]


class CyclePriority(Base):
    """A framework that a cycle gives priority, besides those that its edition does."""

    __tablename__ = "cycle_priority"

    cycle_id: Mapped[str] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    framework: Mapped[str] = mapped_column(primary_key=True)


class NationalResult(Base):
    """What a cycle says of one framework over the whole country."""

    __tablename__ = "national_result"
    __table_args__ = (
        UniqueConstraint("cycle_id", "framework"),
        CheckConstraint("source_line > 0", name="source_line_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[str] = mapped_column(ForeignKey("cycle.id"))
    framework: Mapped[str]
    text: Mapped[str | None]
    source_line: Mapped[int]
    place: Mapped[int]


class NationalCount(Base):
    """How many forces had one grade in one framework."""

    __tablename__ = "national_count"
    __table_args__ = (CheckConstraint("forces >= 0", name="forces_not_negative"),)

    national_result_id: Mapped[int] = mapped_column(ForeignKey("national_result.id"), primary_key=True)
    grade: Mapped[str] = mapped_column(primary_key=True)
    forces: Mapped[int]
    place: Mapped[int]


class PeerGroup(Base):
    """The forces that one force is compared with, from a day on; `ends_on` is the last day, where it has ended.

    `counts_itself` says whether the force is part of its own average.
    """

    __tablename__ = "peer_group"
    __table_args__ = (
        UniqueConstraint("force_id", "begins_on"),
        CheckConstraint("ends_on IS NULL OR ends_on >= begins_on", name="ends_on_after_begins_on"),
        CheckConstraint("source <> ''", name="source_says_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    force_id: Mapped[str] = mapped_column(ForeignKey("force.id"))
    title: Mapped[str]
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]
    counts_itself: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)


class PeerForce(Base):
    """A force in a peer group; never the force whose group it is."""

    __tablename__ = "peer_force"

    group_id: Mapped[int] = mapped_column(ForeignKey("peer_group.id"), primary_key=True)
    force_id: Mapped[str] = mapped_column(ForeignKey("force.id"), primary_key=True, index=True)
