"""Tables of what was found: passages of context, findings, and the criteria that they bear on."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...db import Base
from .checks import both_or_neither, counts_from_one, says_something


class Passage(Base):
    """A contextual factor, in brief."""

    __tablename__ = "passage"
    __table_args__ = (
        UniqueConstraint("entry_id", "printed_id"),
        UniqueConstraint("id", "entry_id"),
        says_something("text"),
        counts_from_one("source_line"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    printed_id: Mapped[str]
    text: Mapped[str]
    source_line: Mapped[int]
    place: Mapped[int]


class Finding(Base):
    """A strength, work in progress or area for improvement; its line in the source is an `EvidenceReference`.

    A printed id such as `1B-S1` is used once in an assessment. A withdrawn finding stays, with the reason.
    """

    __tablename__ = "finding"
    __table_args__ = (
        ForeignKeyConstraint(["entry_id", "assessment_id"], ["entry.id", "entry.assessment_id"]),
        UniqueConstraint("assessment_id", "printed_id"),
        UniqueConstraint("entry_id", "kind", "number"),
        UniqueConstraint("id", "entry_id"),
        says_something("text"),
        counts_from_one("number"),
        both_or_neither("withdrawn_on", "withdrawn_because"),
        says_something("withdrawn_because"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int]
    entry_id: Mapped[int]
    kind: Mapped[str]
    number: Mapped[int]
    printed_id: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    place: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime | None]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_because: Mapped[str | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class FindingCriterion(Base):
    """A criterion that a finding bears on."""

    __tablename__ = "finding_criterion"

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int]
