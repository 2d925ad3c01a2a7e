"""Tables of what a force puts forward: grades of its own, numbered versions of the whole, and signatures on them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...db import Base
from .checks import both_or_neither, says_something


class PutForward(Base):
    """The grade that a person of the force puts forward for an entry, with the reason: where the method leaves it
    open, or as a departure from the proposal."""

    __tablename__ = "put_forward"
    __table_args__ = (UniqueConstraint("entry_id"), says_something("because"))

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    grade: Mapped[str]
    because: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime]


class Version(Base):
    """The whole assessment as it was submitted once: canonical JSON and its SHA-256. Never changed afterwards."""

    __tablename__ = "assessment_version"
    __table_args__ = (
        UniqueConstraint("assessment_id", "number"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
        both_or_neither("returned_at", "returned_because"),
        says_something("returned_because"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    number: Mapped[int]
    content: Mapped[str]
    digest: Mapped[str]
    submitted_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    submitted_at: Mapped[datetime]
    returned_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    returned_at: Mapped[datetime | None]
    returned_because: Mapped[str | None]


class Signature(Base):
    """A chief officer's signature on one version: name and post as they were, and the digest that was signed.

    It stands until `fell_at`, when something that was signed changed.
    """

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("version_id", "signed_at"), both_or_neither("fell_at", "fell_because"))

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("assessment_version.id"))
    digest: Mapped[str]
    signed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    post: Mapped[str]
    signed_at: Mapped[datetime]
    fell_at: Mapped[datetime | None]
    fell_because: Mapped[str | None]
