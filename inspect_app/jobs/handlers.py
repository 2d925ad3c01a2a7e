"""Which function does which job: each slice names its own in its `jobs.py`, and `create_app` registers them here.

A handler is given ids only and reads the rest from the database. It may be run twice, and must do no harm then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from flask import Flask
from sqlalchemy.orm import Session

from .. import db
from ..config import Settings

Progress = Callable[[int], None]
"""Says how far the work is, in percent; costs nothing, and can be called as often as is handy."""


class CannotBeDone(Exception):
    """The work cannot be done and trying again would not help. The sentence is for the people who asked for it."""


class TryLater(Exception):
    """The work cannot be done now. The sentence says why, for the people who asked for it; it is tried again."""


@dataclass(frozen=True, slots=True)
class Site:
    """What a handler works with: the settings, and units of work of its own in the database."""

    app: Flask
    url: str

    @property
    def settings(self) -> Settings:
        found: Settings = self.app.config["SETTINGS"]
        return found

    def unit_of_work(self) -> AbstractContextManager[Session]:
        """A session whose work is kept when the block ends. Keep it short: on SQLite all other writers wait."""
        return db.unit_of_work(self.url)

    def reading(self) -> AbstractContextManager[Session]:
        """A session for questions only."""
        return db.reading(self.url)


Handler = Callable[[Site, str, Progress], None]
"""Does the work that a job's subject names. It runs within the application's context, and in no request."""
Due = Callable[[Session], int]
"""Does what has become due, in a unit of work of its own, and answers how many things it did."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What an application can do in the background: by a job's name, and by the name of what comes round again."""

    handlers: dict[str, Handler]
    due: dict[str, Due]


class TwiceRegistered(Exception):
    """Two slices named the same work."""


def register(app: Flask, handlers: Mapping[str, Handler]) -> None:
    """Lets an application do these jobs. Raises TwiceRegistered."""
    _add(registered(app).handlers, handlers)


def register_due(app: Flask, due: Mapping[str, Due]) -> None:
    """Lets an application do this every hour, and when asked by `inspect-app run-due`. Raises TwiceRegistered."""
    _add(registered(app).due, due)


def registered(app: Flask) -> Registered:
    """What an application can do in the background."""
    found: Registered = app.extensions.setdefault("jobs", Registered({}, {}))
    return found


def _add(there: dict[str, Handler] | dict[str, Due], more: Mapping[str, Handler] | Mapping[str, Due]) -> None:
    if twice := sorted(there.keys() & more.keys()):
        raise TwiceRegistered(", ".join(twice))
    there.update(more)  # type: ignore[arg-type]
