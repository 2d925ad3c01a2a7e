"""Tables of how criteria were rated and questions answered, what that rests on, and grades that others decided."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...db import Base
from .checks import counts_from_one, exactly_one, says_something


class Rating(Base):
    """Where one criterion stands, and why where somebody said so.

    `applies` is false where the step says that it does not apply here.
    """

    __tablename__ = "rating"
    __table_args__ = (
        UniqueConstraint("entry_id", "criterion"),
        UniqueConstraint("id", "entry_id"),
        says_something("because"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    criterion: Mapped[str]
    step: Mapped[str]
    applies: Mapped[bool]
    because: Mapped[str | None]
    place: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime | None]


class Answer(Base):
    """The answer to a factor or a condition that the edition asks for, and why."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("entry_id", "kind", "asked"),
        UniqueConstraint("id", "entry_id"),
        CheckConstraint("kind IN ('factor', 'condition')", name="kind_known"),
        says_something("because"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    kind: Mapped[str]
    asked: Mapped[str]
    answer: Mapped[str]
    because: Mapped[str | None]
    place: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime | None]


class Ground(Base):
    """A finding or passage on which a rating or an answer of the same entry rests."""

    __tablename__ = "ground"
    __table_args__ = (
        ForeignKeyConstraint(["rating_id", "entry_id"], ["rating.id", "rating.entry_id"]),
        ForeignKeyConstraint(["answer_id", "entry_id"], ["answer.id", "answer.entry_id"]),
        ForeignKeyConstraint(["finding_id", "entry_id"], ["finding.id", "finding.entry_id"]),
        ForeignKeyConstraint(["passage_id", "entry_id"], ["passage.id", "passage.entry_id"]),
        UniqueConstraint("rating_id", "finding_id"),
        UniqueConstraint("rating_id", "passage_id"),
        UniqueConstraint("answer_id", "finding_id"),
        UniqueConstraint("answer_id", "passage_id"),
        exactly_one("rating_id", "answer_id"),
        exactly_one("finding_id", "passage_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    rating_id: Mapped[int | None]
    answer_id: Mapped[int | None]
    finding_id: Mapped[int | None] = mapped_column(index=True)
    passage_id: Mapped[int | None] = mapped_column(index=True)
    place: Mapped[int]


class EvidenceReference(Base):
    """Where in a document the evidence for a finding or a rating of the entry stands: a line, a page, or both."""

    __tablename__ = "evidence_reference"
    __table_args__ = (
        ForeignKeyConstraint(["finding_id", "entry_id"], ["finding.id", "finding.entry_id"]),
        ForeignKeyConstraint(["rating_id", "entry_id"], ["rating.id", "rating.entry_id"]),
        UniqueConstraint("finding_id", "place"),
        UniqueConstraint("rating_id", "place"),
        exactly_one("finding_id", "rating_id"),
        CheckConstraint("line IS NOT NULL OR page IS NOT NULL", name="line_or_page"),
        counts_from_one("line"),
        counts_from_one("page"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    finding_id: Mapped[int | None]
    rating_id: Mapped[int | None]
    document: Mapped[str]
    line: Mapped[int | None]
    page: Mapped[int | None]
    place: Mapped[int]


class ExternalGrade(Base):
    """The grade of an entry that another inspection decided."""

    __tablename__ = "external_grade"
    __table_args__ = (UniqueConstraint("entry_id"), says_something("because"), counts_from_one("source_line"))

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    grade: Mapped[str]
    because: Mapped[str]
    source_line: Mapped[int | None]
    source: Mapped[str | None]
    given_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime | None]
