"""Brings checked rows into the register: all of them, or none."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy.orm import Session

from ...accounts.actors import Actor
from ...audit.operations import About, record
from ...grading.words import count_of
from ...promises import Conflict
from ..register import operations as register
from .rows import Checked, Row

CHANGED = "What these rows would do has changed since you checked them. Look at it again, then bring them in."


def digest(checked: Checked) -> str:
    """What tells one outcome of a check from another."""
    return hashlib.sha256(repr(checked.new).encode()).hexdigest()


def bring_in(session: Session, force: str, checked: Checked, seen: str, source: str, *, by: Actor) -> int:
    """Adds an area for each row, and says how many. Raises Conflict unless everything is right and as it was seen."""
    if not checked.is_right or seen != digest(checked):
        raise Conflict(CHANGED)
    register.add_all(session, force, [new for _, new in checked.new], by=by)
    says = f"brought in {count_of(len(checked.new), 'row')} from {source}"
    about = About("register", force, force=force, address=f"/forces/{force}/improvement")
    record(session, "remediation:rows:imported", about, by=by, says=says)
    return len(checked.new)


def as_text(rows: Sequence[Row]) -> str:
    """Rows as tab-separated text, which reads back as the same rows with the same numbers."""
    lines: list[str] = []
    for number, cells in rows:
        lines += [""] * (number - 1 - len(lines))
        lines.append("\t".join(_quoted(cell) for cell in cells))
    return "\n".join(lines)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'
