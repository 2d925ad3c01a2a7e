"""Tables of what is known of this year against last."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...db import Base
from .checks import both_or_neither, counts_from_one, exactly_one, says_something


class Movement(Base):
    """One thing known of this year against last. `basis` is one of the edition's bases for direction.

    It stands in a source, at a line; or somebody took it over from two figures that were tested against each other:
    `value_id` of this year, `earlier_id` of the year before, with the test and the probability that it gave then.
    """

    __tablename__ = "movement"
    __table_args__ = (
        UniqueConstraint("entry_id", "name"),
        CheckConstraint("verdict IN ('better', 'worse', 'no_difference')", name="verdict_known"),
        says_something("text"),
        counts_from_one("source_line"),
        exactly_one("source_line", "value_id"),
        both_or_neither("value_id", "earlier_id"),
        both_or_neither("value_id", "test"),
        both_or_neither("value_id", "probability"),
        both_or_neither("value_id", "taken_by"),
        both_or_neither("value_id", "taken_at"),
        CheckConstraint("probability BETWEEN 0 AND 1", name="probability_is_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    name: Mapped[str]
    verdict: Mapped[str]
    basis: Mapped[str]
    component: Mapped[str | None]
    text: Mapped[str]
    source_line: Mapped[int | None]
    place: Mapped[int]
    value_id: Mapped[int | None] = mapped_column(ForeignKey("indicator_value.id"))
    earlier_id: Mapped[int | None] = mapped_column(ForeignKey("indicator_value.id"))
    test: Mapped[str | None]
    probability: Mapped[float | None]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime | None]


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
