"""What comes round again without anybody asking: each slice registers its own, and one that fails stops no other."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from flask import Flask

from .. import db
from . import operations
from .handlers import Due, registered

LOG = logging.getLogger("inspect_app.jobs")
DUE: dict[str, Due] = {"jobs:forget_done": operations.forget_done}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one of them went: how many things it did, or None where it failed; the log then says why."""

    name: str
    done: int | None


def run(app: Flask) -> list[Outcome]:
    """Does everything that has become due. Doing it twice does no more."""
    outcomes = []
    with app.app_context():
        for name, do in sorted(registered(app).due.items()):
            try:
                with db.unit_of_work(app.config["DATABASE_URL"]) as session:
                    outcome = Outcome(name, do(session))
            except Exception:
                LOG.exception("due=%s outcome=failed", name)
                outcome = Outcome(name, None)
            else:
                if outcome.done:
                    LOG.info("due=%s outcome=done things=%d", name, outcome.done)
            outcomes.append(outcome)
    return outcomes
