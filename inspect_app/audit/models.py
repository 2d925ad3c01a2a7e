"""The table of everything that was done. Rows are only ever added: triggers of both databases refuse anything else.

Each row holds a digest of itself and of the row before it, so that a row that is taken out or changed behind the
product's back breaks the chain from there on.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base


class AuditEvent(Base):
    """One thing that was done. `verb` is `slice:subject:past_tense`; `says` is what was done, as a sentence's end.

    `person` is NULL for what the product did by itself; `person_name` stays what it was on the day. `audience` says
    who may ever read it; whether they may read it now is for the policy of the slice that wrote it.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        CheckConstraint("says <> ''", name="says_something"),
        CheckConstraint("reason <> ''", name="reason_says_something"),
        CheckConstraint("audience IN ('force', 'inspectorate', 'accounts', 'everyone')", name="audience_known"),
        Index(None, "force", "cycle", "framework"),
        Index(None, "thing", "thing_id"),
        Index(None, "person"),
        Index(None, "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person: Mapped[int | None]
    person_name: Mapped[str]
    verb: Mapped[str]
    says: Mapped[str]
    reason: Mapped[str | None]
    thing: Mapped[str]
    thing_id: Mapped[str]
    address: Mapped[str | None]
    force: Mapped[str | None]
    cycle: Mapped[str | None]
    framework: Mapped[str | None]
    part: Mapped[str | None]
    audience: Mapped[str]
    before: Mapped[Any] = mapped_column(JSON)
    after: Mapped[Any] = mapped_column(JSON)
    digest: Mapped[str]


class AuditHead(Base):
    """The digest of the last row: one row, which every writer of the trail takes in turn."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str]
    events: Mapped[int]
