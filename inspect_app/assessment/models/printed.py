"""Tables of what is printed around the entries: overview, good practice, references and scores."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...db import Base
from .checks import counts_from_one, says_something


class OverviewSection(Base):
    """A section of the overview that opens the report."""

    __tablename__ = "overview_section"
    __table_args__ = (UniqueConstraint("assessment_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    heading: Mapped[str]
    place: Mapped[int]


class OverviewParagraph(Base):
    __tablename__ = "overview_paragraph"
    __table_args__ = (
        UniqueConstraint("section_id", "place"),
        says_something("text"),
        counts_from_one("source_line"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("overview_section.id"))
    text: Mapped[str]
    source_line: Mapped[int]
    place: Mapped[int]


class GoodPractice(Base):
    """Something that others may learn from, as printed. It is no finding and counts for no grade."""

    __tablename__ = "good_practice"
    __table_args__ = (
        UniqueConstraint("assessment_id", "printed_id"),
        ForeignKeyConstraint(["assessment_id", "framework"], ["entry.assessment_id", "entry.framework"]),
        CheckConstraint("within_year IN ('yes', 'partly', 'no')", name="within_year_known"),
        CheckConstraint("evaluated IN ('yes', 'partly', 'no')", name="evaluated_known"),
        counts_from_one("source_line"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int]
    framework: Mapped[str]
    printed_id: Mapped[str]
    printed_in: Mapped[str]
    title: Mapped[str]
    problem: Mapped[str]
    solution: Mapped[str]
    outcome: Mapped[str]
    when: Mapped[str]
    within_year: Mapped[str]
    evaluated: Mapped[str]
    note: Mapped[str]
    source_line: Mapped[int]
    place: Mapped[int]


class CrossReference(Base):
    """A place where one framework's text sends its reader to another."""

    __tablename__ = "cross_reference"
    __table_args__ = (
        UniqueConstraint("assessment_id", "place"),
        ForeignKeyConstraint(["assessment_id", "from_framework"], ["entry.assessment_id", "entry.framework"]),
        ForeignKeyConstraint(["assessment_id", "to_framework"], ["entry.assessment_id", "entry.framework"]),
        counts_from_one("source_line"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int]
    from_framework: Mapped[str]
    to_framework: Mapped[str]
    kind: Mapped[str]
    note: Mapped[str]
    source_line: Mapped[int]
    place: Mapped[int]


class ResourceScore(Base):
    """One element of the auditor's use of resources, printed with an entry; NULL where it was not available."""

    __tablename__ = "resource_score"
    __table_args__ = (
        UniqueConstraint("entry_id", "element"),
        CheckConstraint("score BETWEEN 1 AND 4", name="score_known"),
        counts_from_one("source_line"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    element: Mapped[str]
    score: Mapped[int | None]
    source_line: Mapped[int]
    place: Mapped[int]
