"""Tables of the inspectorate's own work on an entry: who reads it and how, what they found, asked and saw on site."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ...assessment.models.checks import both_or_neither, says_something
from ...db import Base

LEVELS = ("desk_top", "reality_check", "on_site")


class InspectionPlan(Base):
    """How one entry is validated, and by how many readers. `because` is the reason for the level."""

    __tablename__ = "inspection_plan"
    __table_args__ = (
        UniqueConstraint("entry_id"),
        CheckConstraint("level IN ('desk_top', 'reality_check', 'on_site')", name="level_known"),
        CheckConstraint("readers IN (1, 2)", name="readers_one_or_two"),
        says_something("because"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    level: Mapped[str]
    readers: Mapped[int]
    because: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime]


class SiteVisit(Base):
    """A visit to a force: days, places and notes."""

    __tablename__ = "site_visit"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= on_day", name="until_on_after_on_day"),
        says_something("places"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    on_day: Mapped[date]
    until_on: Mapped[date | None]
    places: Mapped[str]
    notes: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime]


class Reading(Base):
    """One independent view of one entry. `number` is 1 or 2; a reader who stood down leaves the number free.

    `grade` and `direction` are the reader's own, given with finishing; `proposed` and `proposed_direction` are what
    the engine proposed from the reader's ratings then (NULL where it left more than one grade open).
    """

    __tablename__ = "reading"
    __table_args__ = (
        CheckConstraint("number IN (1, 2)", name="number_one_or_two"),
        CheckConstraint("finished_at IS NULL OR begun_at IS NOT NULL", name="finished_after_begun"),
        CheckConstraint("(finished_at IS NULL) = (grade IS NULL)", name="finished_with_grade"),
        CheckConstraint("grade IS NULL OR direction IS NOT NULL", name="direction_with_grade"),
        both_or_neither("stood_down_at", "stood_down_because"),
        says_something("because"),
        says_something("stood_down_because"),
        Index(
            "ix_reading_standing",
            "entry_id",
            "number",
            unique=True,
            sqlite_where=text("stood_down_at IS NULL"),
            postgresql_where=text("stood_down_at IS NULL"),
        ),
        UniqueConstraint("id", "entry_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    number: Mapped[int]
    reader_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    named_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    named_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    proposed: Mapped[str | None]
    proposed_direction: Mapped[str | None]
    grade: Mapped[str | None]
    direction: Mapped[str | None]
    because: Mapped[str | None]
    stood_down_at: Mapped[datetime | None]
    stood_down_because: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)


class ReadingRating(Base):
    """How a reader rated a criterion, or answered a factor or a condition, and why.

    `step` is a step of the edition's rating scale, or an answer of the scale that the factor or condition has.
    """

    __tablename__ = "reading_rating"
    __table_args__ = (
        UniqueConstraint("reading_id", "kind", "asked"),
        CheckConstraint("kind IN ('criterion', 'factor', 'condition')", name="kind_known"),
        says_something("because"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id"))
    kind: Mapped[str]
    asked: Mapped[str]
    step: Mapped[str]
    applies: Mapped[bool] = mapped_column(default=True)
    because: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]


class Question(Base):
    """What a reader asks the force: to answer a question, or to supply evidence, by a date."""

    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint("kind IN ('question', 'evidence')", name="kind_known"),
        both_or_neither("answered_at", "answered_by"),
        says_something("words"),
        says_something("answer"),
        Index(None, "entry_id", "asked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    asked: Mapped[str | None]
    kind: Mapped[str]
    words: Mapped[str]
    due_on: Mapped[date]
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[str | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]


class QuestionEvidence(Base):
    """A revision that a force supplied in answer to a question."""

    __tablename__ = "question_evidence"

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("evidence_revision.id"), primary_key=True, index=True)


class SiteCheck(Base):
    """What a reader wants to see on site, and what was found there."""

    __tablename__ = "site_check"
    __table_args__ = (
        both_or_neither("checked_at", "found"),
        says_something("what"),
        says_something("found"),
        Index(None, "entry_id", "asked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("site_visit.id"), index=True)
    asked: Mapped[str | None]
    what: Mapped[str]
    found: Mapped[str | None]
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    checked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Settlement(Base):
    """How a difference between two readers was settled: for the first, for the second, or otherwise."""

    __tablename__ = "settlement"
    __table_args__ = (
        UniqueConstraint("entry_id", "kind", "asked"),
        CheckConstraint("kind IN ('criterion', 'factor', 'condition')", name="kind_known"),
        CheckConstraint("taken IN ('first', 'second', 'another')", name="taken_known"),
        says_something("because"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    kind: Mapped[str]
    asked: Mapped[str]
    taken: Mapped[str]
    step: Mapped[str]
    applies: Mapped[bool] = mapped_column(default=True)
    because: Mapped[str]
    settled_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
