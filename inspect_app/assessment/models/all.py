"""Tables of one force's assessment in one cycle: entries, what was found, how it was rated, what was printed with it.

Frameworks, criteria, grades and kinds of finding are named by their ids in the edition. `place` is the printed order.
No table holds a proposal or a judgement. There are no relationships to load by accident: what is read, a query names.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base


def _counts_from_one(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} > 0", name=f"{column}_counts_from_one")


def _says_something(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} <> ''", name=f"{column}_says_something")


def _both_or_neither(one: str, other: str) -> CheckConstraint:
    return CheckConstraint(f"({one} IS NULL) = ({other} IS NULL)", name=f"{one}_with_{other}")


def _exactly_one(one: str, other: str) -> CheckConstraint:
    return CheckConstraint(f"({one} IS NULL) <> ({other} IS NULL)", name=f"either_{one}_or_{other}")


class Assessment(Base):
    """One force in one cycle, against the cycle's edition; the digest is of the edition that it was made with."""

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("force_id", "cycle_id"),
        ForeignKeyConstraint(["cycle_id", "edition"], ["cycle.id", "cycle.edition"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    force_id: Mapped[str] = mapped_column(ForeignKey("force.id"))
    cycle_id: Mapped[str]
    edition: Mapped[str]
    edition_digest: Mapped[str]
    coding_note: Mapped[str]
    marking: Mapped[str]


class SourceFile(Base):
    """A file that the assessment was read from, and the SHA-256 of its bytes."""

    __tablename__ = "source_file"
    __table_args__ = (UniqueConstraint("assessment_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    name: Mapped[str]
    sha256: Mapped[str]
    place: Mapped[int]


class Entry(Base):
    """One framework of an assessment."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("assessment_id", "framework"), UniqueConstraint("id", "assessment_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    framework: Mapped[str]
    place: Mapped[int]


class Passage(Base):
    """A contextual factor, in brief."""

    __tablename__ = "passage"
    __table_args__ = (
        UniqueConstraint("entry_id", "printed_id"),
        UniqueConstraint("id", "entry_id"),
        _says_something("text"),
        _counts_from_one("source_line"),
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
        _says_something("text"),
        _counts_from_one("number"),
        _both_or_neither("withdrawn_on", "withdrawn_because"),
        _says_something("withdrawn_because"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int]
    entry_id: Mapped[int]
    kind: Mapped[str]
    number: Mapped[int]
    printed_id: Mapped[str]
    text: Mapped[str]
    place: Mapped[int]
    withdrawn_on: Mapped[date | None]
    withdrawn_because: Mapped[str | None]


class FindingCriterion(Base):
    """A criterion that a finding bears on."""

    __tablename__ = "finding_criterion"

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int]


class Rating(Base):
    """Where one criterion stands, and why. `applies` is false where the step says that it does not apply here."""

    __tablename__ = "rating"
    __table_args__ = (
        UniqueConstraint("entry_id", "criterion"),
        UniqueConstraint("id", "entry_id"),
        _says_something("because"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    criterion: Mapped[str]
    step: Mapped[str]
    applies: Mapped[bool]
    because: Mapped[str]
    place: Mapped[int]


class Answer(Base):
    """The answer to a factor or a condition that the edition asks for, and why."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("entry_id", "kind", "asked"),
        UniqueConstraint("id", "entry_id"),
        CheckConstraint("kind IN ('factor', 'condition')", name="kind_known"),
        _says_something("because"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    kind: Mapped[str]
    asked: Mapped[str]
    answer: Mapped[str]
    because: Mapped[str]
    place: Mapped[int]


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
        _exactly_one("rating_id", "answer_id"),
        _exactly_one("finding_id", "passage_id"),
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
        _exactly_one("finding_id", "rating_id"),
        CheckConstraint("line IS NOT NULL OR page IS NOT NULL", name="line_or_page"),
        _counts_from_one("line"),
        _counts_from_one("page"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    finding_id: Mapped[int | None]
    rating_id: Mapped[int | None]
    document: Mapped[str]
    line: Mapped[int | None]
    page: Mapped[int | None]
    place: Mapped[int]


class Movement(Base):
    """One thing known of this year against last. `basis` is one of the edition's bases for direction."""

    __tablename__ = "movement"
    __table_args__ = (
        UniqueConstraint("entry_id", "name"),
        CheckConstraint("verdict IN ('better', 'worse', 'no_difference')", name="verdict_known"),
        _says_something("text"),
        _counts_from_one("source_line"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    name: Mapped[str]
    verdict: Mapped[str]
    basis: Mapped[str]
    component: Mapped[str | None]
    text: Mapped[str]
    source_line: Mapped[int]
    place: Mapped[int]


class PreviousResult(Base):
    """Last cycle's result of an entry, and how far this one may be compared with it; a text always has its line."""

    __tablename__ = "previous_result"
    __table_args__ = (
        UniqueConstraint("entry_id"),
        CheckConstraint("comparability IN ('full', 'partial', 'none')", name="comparability_known"),
        _both_or_neither("text", "source_line"),
        _counts_from_one("source_line"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    comparability: Mapped[Literal["full", "partial", "none"]] = mapped_column(String)
    grade: Mapped[str | None]
    text: Mapped[str | None]
    source_line: Mapped[int | None]


class ExternalGrade(Base):
    """The grade of an entry that another inspection decided."""

    __tablename__ = "external_grade"
    __table_args__ = (UniqueConstraint("entry_id"), _says_something("because"), _counts_from_one("source_line"))

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    grade: Mapped[str]
    because: Mapped[str]
    source_line: Mapped[int]


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
        _says_something("text"),
        _counts_from_one("source_line"),
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
        _counts_from_one("source_line"),
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
        _counts_from_one("source_line"),
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
        _counts_from_one("source_line"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    element: Mapped[str]
    score: Mapped[int | None]
    source_line: Mapped[int]
    place: Mapped[int]
