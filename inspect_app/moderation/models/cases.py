"""Tables of what comes before a moderator, and of what the moderator decided on it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ...assessment.models.checks import both_or_neither, says_something
from ...db import Base


class Case(Base):
    """One entry as it comes before the moderator, worked out once when its reading ends.

    `facts` are the facts as read, as JSON in the shape of a facts file; `digest` is their SHA-256 with the edition's,
    so that a decision can be told from one on other facts. The proposal is the engine's on those facts: `proposed` is
    NULL where it leaves more than one grade open (then `lowest` and `highest` differ), `rule` is the deciding rule, and
    `capped` says that a limiter, or a dominant criterion alone, holds the grade down.
    `force_grade` is what the force put forward, `first_grade` and `second_grade` are the readers'.
    """

    __tablename__ = "moderation_case"
    __table_args__ = (UniqueConstraint("entry_id"), CheckConstraint("facts <> ''", name="facts_says_something"))

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    facts: Mapped[str]
    digest: Mapped[str]
    proposed: Mapped[str | None]
    lowest: Mapped[str]
    highest: Mapped[str]
    proposed_direction: Mapped[str | None]
    rule: Mapped[str]
    capped: Mapped[bool]
    force_grade: Mapped[str | None]
    first_grade: Mapped[str | None]
    second_grade: Mapped[str | None]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Decision(Base):
    """What a moderator decided on an entry, with every grade that was before them. Numbered, and never written over.

    A departure has its reason. One that `needs_agreement` takes effect only when a second person agrees; `refused_at`
    ends it otherwise, and `reopened_at` ends one that took effect. Only one decision of an entry is open or stands.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("entry_id", "number"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
        CheckConstraint("NOT departs OR because IS NOT NULL", name="departure_has_its_reason"),
        CheckConstraint("agreed_by IS NULL OR agreed_by <> decided_by", name="agreed_by_somebody_else"),
        CheckConstraint("refused_at IS NULL OR agreed_at IS NULL", name="refused_or_agreed"),
        both_or_neither("agreed_at", "agreed_by"),
        both_or_neither("refused_at", "refused_because"),
        both_or_neither("reopened_at", "reopened_because"),
        says_something("because"),
        says_something("refused_because"),
        says_something("reopened_because"),
        Index(
            "ix_decision_standing",
            "entry_id",
            unique=True,
            sqlite_where=text("reopened_at IS NULL AND refused_at IS NULL"),
            postgresql_where=text("reopened_at IS NULL AND refused_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    number: Mapped[int]
    case_digest: Mapped[str]
    proposed: Mapped[str | None]
    proposed_direction: Mapped[str | None]
    force_grade: Mapped[str | None]
    first_grade: Mapped[str | None]
    second_grade: Mapped[str | None]
    grade: Mapped[str]
    direction: Mapped[str]
    departs: Mapped[bool]
    because: Mapped[str | None]
    needs_agreement: Mapped[bool]
    decided_by: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    decided_at: Mapped[datetime]
    agreed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agreed_at: Mapped[datetime | None]
    refused_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    refused_at: Mapped[datetime | None]
    refused_because: Mapped[str | None]
    reopened_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reopened_at: Mapped[datetime | None]
    reopened_because: Mapped[str | None]
