"""Tables of one force's assessment in one cycle and of its entries. No table here holds a proposal or a judgement."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...db import Base


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
    state: Mapped[str] = mapped_column(default="drafting")
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
    """One framework of an assessment: who leads on it, its report text in Markdown, and who last changed it."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("assessment_id", "framework"), UniqueConstraint("id", "assessment_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    framework: Mapped[str]
    place: Mapped[int]
    state: Mapped[str] = mapped_column(default="draft")
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str | None]
    text_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text_at: Mapped[datetime | None]
    text_version: Mapped[int] = mapped_column(default=0)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime | None]
