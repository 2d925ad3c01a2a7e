"""Tables of what a board sees: lift plans that were adopted, meetings, what was decided, and papers as issued."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...assessment.models.checks import both_or_neither, says_something
from ...db import Base


class LiftPlan(Base):
    """An order in which areas are to be closed, as adopted. `steps` is JSON as worked out then; never changed."""

    __tablename__ = "lift_plan"
    __table_args__ = (CheckConstraint("by_what IN ('count', 'effort', 'soonest')", name="by_what_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    by_what: Mapped[str]
    steps: Mapped[str]
    adopted_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    adopted_at: Mapped[datetime]
    dropped_at: Mapped[datetime | None]


class BoardMeeting(Base):
    """A meeting of a force's board. `document` is the SHA-256 of the paper as issued, `content` the pack as JSON."""

    __tablename__ = "board_meeting"
    __table_args__ = (
        UniqueConstraint("force_id", "on_day"),
        both_or_neither("issued_at", "issued_by"),
        both_or_neither("issued_at", "document"),
        says_something("title"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    force_id: Mapped[str] = mapped_column(ForeignKey("force.id"))
    on_day: Mapped[date]
    title: Mapped[str]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[datetime | None]
    document: Mapped[str | None]
    content: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)


class BoardDecision(Base):
    """What a meeting decided about an area, or by itself: a decision, and the new action that came of it."""

    __tablename__ = "board_decision"
    __table_args__ = (says_something("decision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("board_meeting.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    decision: Mapped[str]
    new_area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
