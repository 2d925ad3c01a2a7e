"""What other parts can tell about areas: what closing one would lift, and what documents show of it.

The pages of areas name what they need, and the application says who provides it; without anybody they say nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy.orm import Session

LIFTS, SHOWN = "remediation_lifts", "remediation_shown"


@dataclass(frozen=True, slots=True)
class Told:
    """A few words with the address of the page that says more."""

    words: str
    url: str | None = None
    more: str = ""


class Teller(Protocol):
    """Answers for all these areas of a force at once, in a fixed number of statements, with those that it knows of."""

    def __call__(self, session: Session, force: str, areas: Collection[int]) -> Mapping[int, Told]: ...


def provide_lifts(app: Flask, teller: Teller) -> None:
    """Tells an application who knows what closing an area would lift."""
    app.extensions[LIFTS] = teller


def provide_shown(app: Flask, teller: Teller) -> None:
    """Tells an application who knows what documents show of an area."""
    app.extensions[SHOWN] = teller


def lifts(session: Session, force: str, areas: Collection[int]) -> Mapping[int, Told] | None:
    """What closing each of these would lift; None where nobody knows."""
    teller: Teller | None = current_app.extensions.get(LIFTS)
    return teller(session, force, areas) if teller is not None else None


def shown(session: Session, force: str, areas: Collection[int]) -> Mapping[int, Told]:
    """What documents show of each of these."""
    teller: Teller | None = current_app.extensions.get(SHOWN)
    return teller(session, force, areas) if teller is not None else {}
