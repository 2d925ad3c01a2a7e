"""Tables of people: who they are, what they may do, where they are signed in, and links that work once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base
from .roles import OF_A_FORCE, Role

_IN_A_FORCE = ", ".join(f"'{role}'" for role in Role if role in OF_A_FORCE)
_FOR_ALL: dict[str, Any] = {"sqlite_where": text("force IS NULL"), "postgresql_where": text("force IS NULL")}
_ALL = ", ".join(f"'{role}'" for role in Role)


class Person(Base):
    """Somebody with an account. `email` is kept in small letters. A leaver's account stays, closed, with its name."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("email"),
        CheckConstraint("email = lower(email)", name="email_in_small_letters"),
        CheckConstraint("name <> ''", name="name_says_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]
    post: Mapped[str]
    password_hash: Mapped[str | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    last_here_at: Mapped[datetime | None]
    previous_visit_ended_at: Mapped[datetime | None]


class RoleHeld(Base):
    """A role that somebody holds, in one force or for all. It ends on a day where `until` says so."""

    __tablename__ = "role_held"
    __table_args__ = (
        UniqueConstraint("person_id", "role", "force"),
        Index("uq_role_held_for_all", "person_id", "role", unique=True, **_FOR_ALL),
        CheckConstraint(f"role IN ({_ALL})", name="role_known"),
        CheckConstraint(f"(role IN ({_IN_A_FORCE})) = (force IS NOT NULL)", name="force_where_the_role_has_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str]
    force: Mapped[str | None] = mapped_column(ForeignKey("force.id"), index=True)
    until: Mapped[date | None]
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime]


class HomeForce(Base):
    """A force that somebody of the inspectorate neither reads nor moderates."""

    __tablename__ = "home_force"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    force: Mapped[str] = mapped_column(ForeignKey("force.id"), primary_key=True)


class SignIn(Base):
    """One time that somebody signed in. Only the SHA-256 of the token is kept; the token is in the cookie."""

    __tablename__ = "sign_in"
    __table_args__ = (UniqueConstraint("token_sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_sha256: Mapped[str]
    began_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str | None]
    browser: Mapped[str]


class OneTimeLink(Base):
    """A link that lets somebody choose a password, once, until it expires. Only its SHA-256 is kept."""

    __tablename__ = "one_time_link"
    __table_args__ = (
        UniqueConstraint("token_sha256"),
        CheckConstraint("purpose IN ('invitation', 'reset')", name="purpose_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str]
    token_sha256: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Attempt(Base):
    """A try to sign in that failed: for an address as typed, from a network address; both only as hashes."""

    __tablename__ = "attempt"
    __table_args__ = (Index(None, "email_sha256", "at"), Index(None, "from_sha256", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    email_sha256: Mapped[str]
    from_sha256: Mapped[str]
    at: Mapped[datetime]


class KeptWords(Base):
    """What somebody had typed when their sign-in had ended: the form as it was sent, for them alone."""

    __tablename__ = "kept_words"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    path: Mapped[str]
    page: Mapped[str]
    fields: Mapped[str]
    kept_at: Mapped[datetime]
