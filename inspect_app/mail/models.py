"""The table of messages: to whom, what, and whether it went out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base


class Message(Base):
    """One message in plain text. `link` is the address that an administrator may copy where no mail server is set."""

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sending', 'sent', 'failed')", name="state_known"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_with_its_time"),
        Index(None, "state", "written_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    to: Mapped[str]
    person_id: Mapped[int | None]
    subject: Mapped[str]
    text: Mapped[str]
    link: Mapped[str | None]
    state: Mapped[str]
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    tries: Mapped[int]
    fault: Mapped[str | None]
