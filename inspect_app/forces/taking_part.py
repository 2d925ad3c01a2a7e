"""Which forces take part in which cycles, asked of whoever keeps assessments.

Assessments stand above forces, so this slice names what it needs and the application says who provides it. It asks for
how far a force is, and never for what it wrote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy.orm import Session

from ..grading.edition import Edition
from .models import Cycle

NAME = "taking_part"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a force is: its state in words, and how many of the criteria are rated."""

    state: str
    rated: int
    criteria: int


class Keeper(Protocol):
    """What is asked of the keeper of assessments."""

    def start(self, session: Session, edition: Edition, cycle: Cycle, force: str) -> None:
        """Makes an empty assessment of a force, with an entry for each framework."""

    def places(self, session: Session) -> Sequence[tuple[str, str]]:
        """Every force and cycle of which there is an assessment, a force's newest cycle first. One statement."""

    def standings(self, session: Session, edition: Edition, cycle: str) -> Mapping[str, Standing]:
        """How far each force is that takes part in a cycle, by force. One statement."""


def provide(app: Flask, keeper: Keeper) -> None:
    """Tells an application who keeps the assessments."""
    app.extensions[NAME] = keeper


def keeper() -> Keeper:
    """Who keeps the assessments of this application."""
    found: Keeper = current_app.extensions[NAME]
    return found
