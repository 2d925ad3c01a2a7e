"""What higher slices tell evidence about itself: where it is cited, whether work is still open, and how to cite it.

Evidence lies below the assessment and imports nothing of it; the application registers these functions at its start.
Without them nothing is cited, and everything is open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy import Select, String, literal, select
from sqlalchemy.orm import Session

from ..accounts.actors import Actor
from .models import Revision

KEY = "evidence_uses"


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a revision is cited. `words` names it ("3C F2 Partly met", "3C STR-1 A plan that worked").

    `is_only` is whether nothing else that counts supports that rating. What is no citation belongs to no cycle: its
    cycle and framework are empty.
    """

    revision_id: int
    cycle: str
    framework: str
    words: str
    shows: str
    part: str | None
    address: str
    is_only: bool = False


@dataclass(frozen=True, slots=True)
class Support:
    """What somebody says that a revision supports: `asked` is the id of a criterion or factor of the framework."""

    revision_id: int
    framework: str
    asked: str
    shows: str
    part: str | None = None


class Uses(Protocol):
    """What the assessment answers. Every question is about one force."""

    def cited(self, force: str) -> Select[int, str, str, bool]:
        """One row for each citation that stands: revision id, cycle, framework, and whether it was submitted."""

    def where_used(self, session: Session, force: str, revision_ids: Sequence[int]) -> list[Use]:
        """Each place that cites one of these revisions, in the order of the frameworks."""

    def is_open(self, session: Session, force: str, cycle: str) -> bool:
        """Whether the self-assessment of this cycle can still be changed."""

    def takes_more(self, session: Session, force: str, cycle: str) -> bool:
        """Whether new evidence can be added: work is open, or something is asked for, or all is long published."""

    def supportable(self, session: Session, force: str, cycle: str) -> Mapping[str, Sequence[tuple[str, str]]]:
        """What can be supported, by the title of its framework: pairs of `framework/asked` and its words."""

    def cite(self, session: Session, force: str, cycle: str, support: Support, *, by: Actor) -> None:
        """Cites a revision; raises what the assessment refuses with."""


class Unused:
    """The answers where nothing was registered."""

    def cited(self, force: str) -> Select[int, str, str, bool]:
        nothing = literal("", String)
        return select(
            Revision.id.label("revision_id"),
            nothing.label("cycle"),
            nothing.label("framework"),
            literal(False).label("is_submitted"),
        ).where(literal(False))

    def where_used(self, session: Session, force: str, revision_ids: Sequence[int]) -> list[Use]:
        return []

    def is_open(self, session: Session, force: str, cycle: str) -> bool:
        return True

    def takes_more(self, session: Session, force: str, cycle: str) -> bool:
        return True

    def supportable(self, session: Session, force: str, cycle: str) -> Mapping[str, Sequence[tuple[str, str]]]:
        return {}

    def cite(self, session: Session, force: str, cycle: str, support: Support, *, by: Actor) -> None:
        raise LookupError("nothing can be cited where no assessment is registered")


def register(app: Flask, uses: Uses) -> None:
    """Lets an application's evidence know its uses; called once, at the start."""
    app.extensions[KEY] = uses


def known() -> Uses:
    """What this application registered."""
    found: Uses = current_app.extensions.get(KEY) or Unused()
    return found
