"""What a leaver's work is and how it passes to somebody else: each slice that has people on its rows registers it here.

This module knows none of that work. It asks how much there is, and has it handed over in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy.orm import Session

from ..grading.words import count_of
from .actors import Actor

NAME = "handover"


@dataclass(frozen=True, slots=True)
class Change:
    """A handing over within one force: the ids of the leaver and of who takes over, and who decided it."""

    force: str
    leaver: int
    taker: int
    by: Actor


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work. `words` names one of it, such as "framework to lead".

    `held(session, person)` says how much somebody has in each force, in one statement; `hand_over(session, change)`
    passes that of one force on, writes what it must to the trail, and says how much it was.
    """

    words: str
    held: Callable[[Session, int], Mapping[str, int]]
    hand_over: Callable[[Session, Change], int]
    many: str | None = None


def register(app: Flask, *kinds: Work) -> None:
    """Lets an application hand over these kinds of work."""
    app.extensions.setdefault(NAME, []).extend(kinds)


def held(session: Session, person: int) -> dict[str, list[str]]:
    """The work that somebody has, by force, such as "three frameworks to lead"; forces without any are left out."""
    found: dict[str, list[str]] = {}
    for kind in _kinds():
        for force, number in sorted(kind.held(session, person).items()):
            if number:
                found.setdefault(force, []).append(_words(kind, number))
    return dict(sorted(found.items()))


def hand_over(session: Session, change: Change) -> list[str]:
    """Passes all work of the leaver in a force on, and says what it was."""
    counts = [(kind, kind.hand_over(session, change)) for kind in _kinds()]
    return [_words(kind, number) for kind, number in counts if number]


def _kinds() -> Sequence[Work]:
    found: Sequence[Work] = current_app.extensions.get(NAME, ())
    return found


def _words(kind: Work, number: int) -> str:
    return count_of(number, kind.words, kind.many)
