"""Tables of indicators, of their values with where each comes from, and of the files that values came in.

A value is never written over: a correction is a new row that names the one which it replaces, and says why.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base


class Indicator(Base):
    """One measure. `id` is the one by which the criteria of an edition name it.

    `polarity` says which way is better: `parity` is read against its `pair` (less gap is better), `context` is printed
    only so that others can be read. `kind` says what can be tested: a proportion is `per` 100, a rate `per` so many of
    its base, and a number is neither.
    """

    __tablename__ = "indicator"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title_says_something"),
        CheckConstraint("unit <> ''", name="unit_says_something"),
        CheckConstraint("polarity IN ('higher', 'lower', 'parity', 'context')", name="polarity_known"),
        CheckConstraint("kind IN ('proportion', 'rate', 'number')", name="kind_known"),
        CheckConstraint("(kind = 'number') = (per IS NULL)", name="per_unless_number"),
        CheckConstraint("per > 0", name="per_some"),
        CheckConstraint("pair <> id", name="pair_is_another"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str | None]
    title: Mapped[str]
    unit: Mapped[str]
    polarity: Mapped[str]
    kind: Mapped[str]
    per: Mapped[int | None]
    pair: Mapped[str | None] = mapped_column(ForeignKey("indicator.id"))
    domain: Mapped[str] = mapped_column(default="")
    meaning: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    footnotes: Mapped[str] = mapped_column(default="")
    place: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


class IndicatorBreak(Base):
    """The first day on which an indicator means something else than before, or is counted on another scale."""

    __tablename__ = "indicator_break"
    __table_args__ = (
        CheckConstraint("kind IN ('definition', 'scale')", name="kind_known"),
        CheckConstraint("because <> ''", name="because_says_something"),
    )

    indicator_id: Mapped[str] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    begins_on: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str]
    because: Mapped[str]


class Delivery(Base):
    """A file of values as somebody sent it: its cells, and when they were brought in, if they were."""

    __tablename__ = "indicator_delivery"
    __table_args__ = (
        CheckConstraint("file_name <> ''", name="file_name_says_something"),
        CheckConstraint("(brought_at IS NULL) = (counts IS NULL)", name="brought_at_with_counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    sha256: Mapped[str]
    source: Mapped[str]
    cells: Mapped[Any] = mapped_column(JSON)
    sent_by: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sent_at: Mapped[datetime]
    brought_at: Mapped[datetime | None]
    counts: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)


class IndicatorValue(Base):
    """What one source says of a force over a period, exactly as it was given: decimals as text.

    For a proportion the denominator may be a sample size with no numerator; for a number it is a sample size, with the
    standard deviation of what was measured. Sources that differ stand beside each other. `replaced_at` is set where a
    correction by the same source took its place; the correction `replaces` it, with its reason.
    """

    __tablename__ = "indicator_value"
    __table_args__ = (
        CheckConstraint("begins_on <= ends_on", name="begins_on_before_ends_on"),
        CheckConstraint("value <> ''", name="value_says_something"),
        CheckConstraint("source <> ''", name="source_says_something"),
        CheckConstraint("numerator IS NULL OR denominator IS NOT NULL", name="numerator_needs_denominator"),
        CheckConstraint("(replaces_id IS NULL) = (because IS NULL)", name="replaces_id_with_because"),
        CheckConstraint("because <> ''", name="because_says_something"),
        UniqueConstraint("replaces_id"),
        Index(
            "ix_indicator_value_standing",
            "indicator_id",
            "force_id",
            "begins_on",
            "ends_on",
            "source",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
        Index("ix_indicator_value_of_force", "force_id", "begins_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[str] = mapped_column(ForeignKey("indicator.id"))
    force_id: Mapped[str] = mapped_column(ForeignKey("force.id"))
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    value: Mapped[str]
    numerator: Mapped[str | None]
    denominator: Mapped[str | None]
    deviation: Mapped[str | None]
    source: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("indicator_delivery.id"), index=True)
    imported_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    imported_at: Mapped[datetime]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("indicator_value.id"))
    because: Mapped[str | None]
    replaced_at: Mapped[datetime | None]
