"""Tables of what looks unfair over all forces, what was settled about it, of meetings, and of changes tried out."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...assessment.models.checks import both_or_neither, says_something
from ...db import Base


class QueueItem(Base):
    """One thing that looks inconsistent. `name` tells it from others of its kind, so that it is found once only.

    `digest` is that of the facts and decisions it was found in: where they change, the item closes itself. Its
    `settled` is how a moderator settled it, always with a note; `reopened_id` is the entry that was reopened for it.
    """

    __tablename__ = "queue_item"
    __table_args__ = (
        UniqueConstraint("cycle_id", "kind", "name", "digest"),
        CheckConstraint("kind IN ('inversion', 'same_profile', 'outlier', 'reader')", name="kind_known"),
        CheckConstraint("settled IN ('right', 'reopened', 'meeting')", name="settled_known"),
        both_or_neither("settled", "note"),
        both_or_neither("settled_at", "settled_by"),
        both_or_neither("closed_at", "closed_because"),
        CheckConstraint("reopened_id IS NULL OR settled = 'reopened'", name="reopened_id_only_if_reopened"),
        says_something("note"),
        Index(None, "cycle_id", "framework"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[str] = mapped_column(ForeignKey("cycle.id"))
    kind: Mapped[str]
    name: Mapped[str]
    digest: Mapped[str]
    gravity: Mapped[int]
    framework: Mapped[str | None]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    other_entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    says: Mapped[str]
    found_at: Mapped[datetime]
    settled: Mapped[str | None]
    note: Mapped[str | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_because: Mapped[str | None]
    reopened_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    version: Mapped[int] = mapped_column(default=1)


class QueueLook(Base):
    """When a cycle was last looked over for what seems unfair, and how many decisions there were then."""

    __tablename__ = "queue_look"
    __table_args__ = (CheckConstraint("decisions >= 0", name="decisions_not_negative"),)

    cycle_id: Mapped[str] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    looked_at: Mapped[datetime]
    looked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decisions: Mapped[int]


class ModerationMeeting(Base):
    """A meeting of moderators; its minutes are drawn from the same rows as its agenda."""

    __tablename__ = "moderation_meeting"
    __table_args__ = (says_something("title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[str] = mapped_column(ForeignKey("cycle.id"), index=True)
    on_day: Mapped[date]
    title: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class MeetingItem(Base):
    """One item of a meeting's agenda, and what was decided on it."""

    __tablename__ = "meeting_item"
    __table_args__ = (
        UniqueConstraint("meeting_id", "place"),
        both_or_neither("decided", "recorded_at"),
        both_or_neither("recorded_at", "recorded_by"),
        says_something("title"),
        says_something("decided"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("moderation_meeting.id"))
    place: Mapped[int]
    title: Mapped[str]
    queue_item_id: Mapped[int | None] = mapped_column(ForeignKey("queue_item.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    decided: Mapped[str | None]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class ChangeProposal(Base):
    """A change of method that was tried on a cycle and proposed, with its effect as worked out then. It moves no grade.

    `change` and `effect` are JSON.
    """

    __tablename__ = "change_proposal"
    __table_args__ = (says_something("because"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[str] = mapped_column(ForeignKey("cycle.id"), index=True)
    edition: Mapped[str]
    edition_digest: Mapped[str]
    change: Mapped[str]
    says: Mapped[str]
    effect: Mapped[str]
    because: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
