"""Answers what state the product itself is in."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session


def step_taken(session: Session) -> str | None:
    """The last step of its history that the database has taken; None for an empty history. One statement.

    Asked as a reader, unlike `migrate.current`, so that asking often holds up nobody.
    """
    step = session.scalar(text("SELECT version_num FROM alembic_version"))
    return None if step is None else str(step)
