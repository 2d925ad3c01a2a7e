"""Tables of what is known of this year against last."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...db import Base
from .checks import both_or_neither, counts_from_one, says_something


class Movement(Base):
    """One thing known of this year against last. `basis` is one of the edition's bases for direction."""

    __tablename__ = "movement"
    __table_args__ = (
        UniqueConstraint("entry_id", "name"),
        CheckConstraint("verdict IN ('better', 'worse', 'no_difference')", name="verdict_known"),
        says_something("text"),
        counts_from_one("source_line"),
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
        both_or_neither("text", "source_line"),
        counts_from_one("source_line"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    comparability: Mapped[Literal["full", "partial", "none"]] = mapped_column(String)
    grade: Mapped[str | None]
    text: Mapped[str | None]
    source_line: Mapped[int | None]
