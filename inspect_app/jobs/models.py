"""The table of jobs: what is to be done, by id only, and how far it is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base


class Job(Base):
    """One piece of work: `name` is `slice:verb`, `subject` the id of what it is about. Doing it twice does no harm."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="state_known"),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress_in_percent"),
        Index(None, "state", "due_at"),
        Index(None, "name", "subject"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    subject: Mapped[str]
    state: Mapped[str]
    progress: Mapped[int]
    asked_at: Mapped[datetime]
    asked_by: Mapped[int | None]
    due_at: Mapped[datetime]
    began_at: Mapped[datetime | None]
    beat_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    tries: Mapped[int]
    fault: Mapped[str | None]
