"""Tables of the way from judged to published: checking of facts, challenges, chosen good practice, frozen documents."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...assessment.models.checks import both_or_neither, says_something
from ...db import Base


class FactCheck(Base):
    """One round in which a force checks the facts of its draft report, to the end of `closes_on`."""

    __tablename__ = "fact_check"
    __table_args__ = (UniqueConstraint("assessment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    number: Mapped[int]
    opened_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]
    closes_on: Mapped[date]


class Challenge(Base):
    """What a force says is wrong in a draft report about a rating, a finding or a passage, with the answer."""

    __tablename__ = "challenge"
    __table_args__ = (
        UniqueConstraint("assessment_id", "number"),
        CheckConstraint("about IN ('rating', 'finding', 'passage')", name="about_known"),
        CheckConstraint("answer IN ('accepted', 'in_part', 'not_accepted')", name="answer_known"),
        both_or_neither("answer", "answer_because"),
        both_or_neither("answered_at", "answered_by"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_with_answered_at"),
        says_something("words"),
        says_something("wrong"),
        says_something("answer_because"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    number: Mapped[int]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    about: Mapped[str]
    asked: Mapped[str | None]
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"), index=True)
    words: Mapped[str]
    wrong: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    answer: Mapped[str | None]
    answer_because: Mapped[str | None]
    sends_back: Mapped[bool] = mapped_column(default=False)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]


class ChallengeEvidence(Base):
    """A revision that a force relies on in a challenge."""

    __tablename__ = "challenge_evidence"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("evidence_revision.id"), primary_key=True, index=True)


class PracticeCheck(Base):
    """Whether good practice on offer was evaluated and can be transferred; `chosen` is its place among three."""

    __tablename__ = "practice_check"
    __table_args__ = (
        UniqueConstraint("finding_id"),
        UniqueConstraint("assessment_id", "chosen"),
        CheckConstraint("evaluated IN ('yes', 'partly', 'no')", name="evaluated_known"),
        CheckConstraint("transferable IN ('yes', 'partly', 'no')", name="transferable_known"),
        CheckConstraint("chosen BETWEEN 1 AND 3", name="chosen_three_at_most"),
        says_something("note"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    evaluated: Mapped[str]
    transferable: Mapped[str]
    note: Mapped[str]
    chosen: Mapped[int | None]
    checked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    checked_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Publication(Base):
    """One published version of a force's report: its bytes are kept by their SHA-256, and nothing here ever changes.

    `content` is the SHA-256 of the report's content as canonical JSON. A version after the first says what changed.
    """

    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint("assessment_id", "number"),
        CheckConstraint("number = 1 OR changed IS NOT NULL", name="a_correction_says_what_changed"),
        CheckConstraint("size > 0", name="size_some"),
        says_something("changed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    number: Mapped[int]
    document: Mapped[str]
    size: Mapped[int]
    content: Mapped[str]
    changed: Mapped[str | None]
    because: Mapped[str | None]
    published_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime]
