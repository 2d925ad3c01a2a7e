"""Tables of closure: proofs of action and of outcome, what the owner proposes, and what somebody independent found."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ...assessment.models.checks import both_or_neither, says_something
from ...db import Base


class Proof(Base):
    """A revision of evidence that shows that something was done, or that it changed something. Taken back, it stays."""

    __tablename__ = "proof"
    __table_args__ = (
        CheckConstraint("of IN ('action', 'outcome')", name="of_action_or_outcome"),
        both_or_neither("taken_back_at", "taken_back_because"),
        says_something("shows"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("evidence_revision.id"), index=True)
    of: Mapped[str]
    shows: Mapped[str]
    part: Mapped[str | None]
    added_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]
    taken_back_because: Mapped[str | None]


class Closure(Base):
    """One proposal to close an area, and the check on it. Whoever proposes it, or owns the area, does not check it.

    `result` is `closed`, `sent_back` or, by whoever proposed it, `taken_back`; `level` is how it was checked. A later
    effectiveness check may undo it.
    """

    __tablename__ = "closure"
    __table_args__ = (
        UniqueConstraint("area_id", "number"),
        CheckConstraint("result IN ('closed', 'sent_back', 'taken_back')", name="result_known"),
        CheckConstraint("level IN ('papers', 'practice', 'inspection')", name="level_known"),
        CheckConstraint("result = 'taken_back' OR checked_by <> proposed_by", name="checked_by_somebody_else"),
        CheckConstraint("(result IS NULL) = (checked_at IS NULL)", name="result_with_checked_at"),
        both_or_neither("checked_at", "checked_by"),
        CheckConstraint(
            "result IS NULL OR result = 'taken_back' OR (level IS NOT NULL AND looked_at IS NOT NULL)",
            name="checked_at_a_level",
        ),
        CheckConstraint("result <> 'sent_back' OR missing IS NOT NULL", name="sent_back_with_what_is_missing"),
        both_or_neither("undone_at", "undone_because"),
        says_something("says"),
        says_something("missing"),
        Index(
            "ix_closure_open",
            "area_id",
            unique=True,
            sqlite_where=text("result IS NULL"),
            postgresql_where=text("result IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    number: Mapped[int]
    says: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    result: Mapped[str | None]
    level: Mapped[str | None]
    looked_at: Mapped[str | None]
    missing: Mapped[str | None]
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    checked_at: Mapped[datetime | None]
    effective_on: Mapped[date | None]
    effective_words: Mapped[str | None]
    undone_at: Mapped[datetime | None]
    undone_because: Mapped[str | None]
