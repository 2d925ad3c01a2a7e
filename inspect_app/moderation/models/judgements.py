"""Tables of the judgement that stands for each entry, and the caveats printed with it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...db import Base


class Judgement(Base):
    """The grade and direction that people gave an entry: decided here by somebody, or taken from a published source.

    `published_on` is a month or a day, ISO 8601; NULL until it is published. One that was decided here came by
    a `Decision`; where that is reopened, the decision stays and the judgement goes until there is another.
    """

    __tablename__ = "judgement"
    __table_args__ = (
        UniqueConstraint("entry_id"),
        CheckConstraint("(decided_by IS NULL) = (decided_on IS NULL)", name="decided_by_with_decided_on"),
        CheckConstraint("decided_by IS NOT NULL OR source_line IS NOT NULL", name="decided_here_or_in_a_source"),
        CheckConstraint("source_line IS NULL OR published_on IS NOT NULL", name="source_line_only_if_published"),
        CheckConstraint("reason IS NULL OR decided_by IS NOT NULL", name="reason_has_its_person"),
        CheckConstraint("reason <> ''", name="reason_says_something"),
        CheckConstraint("source_line > 0", name="source_line_counts_from_one"),
        CheckConstraint("published_on LIKE '____-__' OR published_on LIKE '____-__-__'", name="published_month_or_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    grade: Mapped[str]
    direction: Mapped[str]
    source_line: Mapped[int | None]
    reason: Mapped[str | None]
    decided_by: Mapped[str | None]
    decided_on: Mapped[date | None]
    published_on: Mapped[str | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), unique=True)


class Caveat(Base):
    """A reservation that does not change the grade and is printed with it."""

    __tablename__ = "caveat"
    __table_args__ = (
        UniqueConstraint("judgement_id", "place"),
        CheckConstraint("text <> ''", name="text_says_something"),
        CheckConstraint("source_line > 0", name="source_line_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    judgement_id: Mapped[int] = mapped_column(ForeignKey("judgement.id"))
    text: Mapped[str]
    source_line: Mapped[int]
    place: Mapped[int]
