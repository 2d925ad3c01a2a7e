"""Which forces there are, asked of whoever keeps them.

Forces stand above accounts, so this slice names what it needs and the application says who provides it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from flask import Flask, current_app
from sqlalchemy.orm import Session

NAME = "forces_known"


class Known(Protocol):
    """A force, as far as accounts know it."""

    @property
    def id(self) -> Any: ...

    @property
    def name(self) -> Any: ...


Ask = Callable[[Session], Sequence[Known]]


def provide(app: Flask, ask: Ask) -> None:
    """Tells an application whom to ask for the forces that there are, by name."""
    app.extensions[NAME] = ask


def names(session: Session) -> dict[str, str]:
    """The name of every force by its id, in the order of the names. One statement."""
    ask: Ask = current_app.extensions[NAME]
    return {str(force.id): str(force.name) for force in ask(session)}
