"""Tables of working together: who looks after which criterion, comments with mentions, and drafts not yet saved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...db import Base
from .checks import says_something


class Assignment(Base):
    """Somebody who looks after one criterion of an entry."""

    __tablename__ = "assignment"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class Comment(Base):
    """A remark on an entry, or on a criterion or finding of it. It is part of no report and counts for nothing."""

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("id", "entry_id"),
        ForeignKeyConstraint(["finding_id", "entry_id"], ["finding.id", "finding.entry_id"]),
        ForeignKeyConstraint(["reply_to", "entry_id"], ["comment.id", "comment.entry_id"]),
        says_something("text"),
        CheckConstraint("criterion IS NULL OR finding_id IS NULL", name="on_one_thing"),
        Index(None, "entry_id", "criterion"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    criterion: Mapped[str | None]
    finding_id: Mapped[int | None] = mapped_column(index=True)
    reply_to: Mapped[int | None]
    text: Mapped[str]
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Mention(Base):
    """Somebody whom a comment asks for an answer; `answered_at` is when they gave one."""

    __tablename__ = "mention"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    answered_at: Mapped[datetime | None]


class Draft(Base):
    """What somebody has typed and not saved, for them alone. `subject` names the form: `rating:3c-f2`, `finding:12`.

    `based_on` is the version that they saw when they began. Kept for 30 days.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("person_id", "entry_id", "subject"), Index(None, "saved_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    subject: Mapped[str]
    based_on: Mapped[int]
    fields: Mapped[Any] = mapped_column(JSON)
    saved_at: Mapped[datetime]
