"""Tables of the work: actions with milestones, a log that is only added to, extensions, responses, reminders sent."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...assessment.models.checks import both_or_neither, says_something
from ...db import Base


class Action(Base):
    """Something that somebody does; it may answer several areas. `progress` is in hundredths, `effort` in days."""

    __tablename__ = "action"
    __table_args__ = (
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress_in_hundredths"),
        both_or_neither("done_at", "done_by"),
        says_something("what"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    force_id: Mapped[str] = mapped_column(ForeignKey("force.id"), index=True)
    what: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    owner_post: Mapped[str | None]
    due_on: Mapped[date | None]
    effort: Mapped[int | None]
    progress: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    dropped_because: Mapped[str | None]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class ActionArea(Base):
    """An area that an action answers."""

    __tablename__ = "action_area"

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True, index=True)


class Milestone(Base):
    """A step of an action, with its day."""

    __tablename__ = "milestone"
    __table_args__ = (says_something("what"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    what: Mapped[str]
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]


class LogEntry(Base):
    """What was said of an area on a day. Never changed and never removed; a correction points to what it corrects."""

    __tablename__ = "area_log"
    __table_args__ = (
        CheckConstraint("kind IN ('progress', 'change', 'correction', 'decision')", name="kind_known"),
        CheckConstraint("(kind = 'correction') = (corrects_id IS NOT NULL)", name="a_correction_corrects"),
        says_something("words"),
        Index(None, "area_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    words: Mapped[str]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("area_log.id"))


class Extension(Base):
    """A later due date that somebody asked for, and the answer."""

    __tablename__ = "extension"
    __table_args__ = (
        CheckConstraint("answer IN ('approved', 'refused')", name="answer_known"),
        CheckConstraint("to_day > from_day", name="to_day_is_later"),
        CheckConstraint("answered_by IS NULL OR answered_by <> asked_by", name="answered_by_somebody_else"),
        both_or_neither("answer", "answered_at"),
        both_or_neither("answered_at", "answered_by"),
        says_something("because"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    from_day: Mapped[date]
    to_day: Mapped[date]
    because: Mapped[str]
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[str | None]
    answer_because: Mapped[str | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]


class PolicingBodyResponse(Base):
    """The local policing body's comments on a recommendation, with action taken or proposed, or why there is none."""

    __tablename__ = "policing_body_response"
    __table_args__ = (
        UniqueConstraint("area_id"),
        says_something("comments"),
        CheckConstraint("action IS NOT NULL OR why_none IS NOT NULL", name="action_or_why_none"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    comments: Mapped[str]
    action: Mapped[str | None]
    why_none: Mapped[str | None]
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Reminder(Base):
    """A reminder that was written, so that nothing is sent twice: about what, to whom, for which day."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("person_id", "on_day", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    on_day: Mapped[date]
    kind: Mapped[str]
    written_at: Mapped[datetime]


class CalendarKey(Base):
    """The secret in the address of a person's calendar feed; kept as its SHA-256."""

    __tablename__ = "calendar_key"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
