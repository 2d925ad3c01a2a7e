"""Tables of evidence: pieces that belong to a force, their revisions, which are never overwritten, and their text.

What somebody is only about to add is apart, until they have said what it is.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base


class Evidence(Base):
    """One piece of evidence of a force. `number` is its number in that force, as its address has it.

    `kind` is the source kind. It says what it is about on one day or over a period: `effective_from` and
    `effective_to` are the same for one day. A withdrawn piece stays, marked, with the reason.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("force", "number"),
        CheckConstraint("title <> ''", name="title_says_something"),
        CheckConstraint("kind IN ('self_report', 'document', 'independent', 'outcome_measure')", name="kind_known"),
        CheckConstraint("effective_from <= effective_to", name="effective_from_before_to"),
        CheckConstraint("(effective_from IS NULL) = (effective_to IS NULL)", name="effective_from_with_to"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_because IS NULL)", name="withdrawn_at_with_because"),
        CheckConstraint("withdrawn_because <> ''", name="withdrawn_because_says_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    force: Mapped[str] = mapped_column(ForeignKey("force.id"))
    number: Mapped[int]
    title: Mapped[str]
    kind: Mapped[str]
    marking: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]
    review_by: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    added_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[str | None]


class Revision(Base):
    """One state of a piece of evidence: a stored file, a link or a note. Rows are only added.

    The one change a revision can undergo is disposal: the bytes go; row, digest and certificate stay.
    """

    __tablename__ = "evidence_revision"
    __table_args__ = (
        UniqueConstraint("evidence_id", "number"),
        CheckConstraint("form IN ('file', 'link', 'note')", name="form_known"),
        CheckConstraint("(form = 'file') = (sha256 IS NOT NULL)", name="digest_of_a_file"),
        CheckConstraint("(form = 'link') = (url IS NOT NULL)", name="url_of_a_link"),
        CheckConstraint("(form = 'note') = (note IS NOT NULL)", name="words_of_a_note"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
        Index(None, "sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    number: Mapped[int]
    form: Mapped[str]
    file_name: Mapped[str | None]
    file_kind: Mapped[str | None]
    size: Mapped[int | None]
    sha256: Mapped[str | None]
    url: Mapped[str | None]
    note: Mapped[str | None]
    added_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
    scanned: Mapped[str] = mapped_column(default="not_scanned")
    disposed_at: Mapped[datetime | None]
    disposed_because: Mapped[str | None]


class RevisionText(Base):
    """What was read out of a file, and how that went: `state` is waiting, read or unreadable, `note` a sentence."""

    __tablename__ = "revision_text"
    __table_args__ = (CheckConstraint("state IN ('waiting', 'read', 'unreadable')", name="state_known"),)

    revision_id: Mapped[int] = mapped_column(ForeignKey("evidence_revision.id"), primary_key=True)
    state: Mapped[str]
    text: Mapped[str]
    pages: Mapped[Any] = mapped_column(JSON)
    note: Mapped[str | None]
    pictures: Mapped[int]


class Addition(Base):
    """What somebody is adding: files that were taken, links and notes, until each has its details.

    `key` comes with the form, so that a form which is sent twice adds nothing twice. `pieces` are what was sent, with
    the sentence for each that was refused; `numbers` the pieces of evidence that came of it, once `done_at` is set.
    """

    __tablename__ = "evidence_addition"
    __table_args__ = (CheckConstraint("length(key) >= 16", name="key_long_enough"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    force: Mapped[str] = mapped_column(ForeignKey("force.id"))
    begun_by: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    begun_at: Mapped[datetime]
    pieces: Mapped[Any] = mapped_column(JSON)
    done_at: Mapped[datetime | None]
    numbers: Mapped[Any] = mapped_column(JSON)
