"""The table of citations: which revision of a piece of evidence supports what, where in it, and what it shows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ...db import Base
from .checks import both_or_neither, exactly_one, says_something


class Citation(Base):
    """A revision that supports a criterion, a factor's answer (`asked` is the id of either) or a finding of the entry.

    A citation that was taken back stays, with the reason; the foreign key keeps a cited document from being deleted.
    """

    __tablename__ = "citation"
    __table_args__ = (
        ForeignKeyConstraint(["finding_id", "entry_id"], ["finding.id", "finding.entry_id"]),
        exactly_one("asked", "finding_id"),
        says_something("shows"),
        both_or_neither("taken_back_at", "taken_back_because"),
        CheckConstraint("version > 0", name="version_counts_from_one"),
        Index(None, "entry_id", "asked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    asked: Mapped[str | None]
    finding_id: Mapped[int | None] = mapped_column(index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("evidence_revision.id"), index=True)
    part: Mapped[str | None]
    shows: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    cited_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    cited_at: Mapped[datetime]
    taken_back_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_back_at: Mapped[datetime | None]
    taken_back_because: Mapped[str | None]
