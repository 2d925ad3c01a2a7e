"""The table of what can be found; the full-text index beside it is made by a migration, for each database its own."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base


class Found(Base):
    """One thing that can be found by its words: `kind` and `thing_id` name it, `address` is the path of its page."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "thing_id"), Index(None, "force", "kind"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    thing_id: Mapped[str]
    force: Mapped[str]
    cycle: Mapped[str | None]
    framework: Mapped[str | None]
    audience: Mapped[str]
    marking: Mapped[str]
    address: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
