"""The life of an entry and of an assessment as two tables: from which state, which verb, by whom, into which state.

Pure: it knows no row and reads no clock. It says what may follow on what; whether that is done is for the operations.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from .. import clock
from ..accounts.roles import Role
from ..promises import NotAllowed
from ..ui.times import day

ASSESSOR, CHIEF_OFFICER = frozenset({Role.ASSESSOR}), frozenset({Role.CHIEF_OFFICER})
INSPECTOR, MODERATOR = frozenset({Role.INSPECTOR}), frozenset({Role.MODERATOR})
NATIONAL_LEAD = frozenset({Role.NATIONAL_LEAD})
EITHER_LEAD = CHIEF_OFFICER | NATIONAL_LEAD


@dataclass(frozen=True, slots=True)
class State:
    """A state: its id, what it is called, and whose turn it is while it lasts."""

    id: str
    words: str
    owner: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Move:
    """One row of a table: in `state`, `who` may do `verb`, on the condition that `guard` says; it leads to `next`."""

    state: str
    verb: str
    who: frozenset[Role]
    guard: str
    next: str
    reasoned: bool = False


@dataclass(frozen=True)
class Table:
    """The whole life of one kind of thing; the first state is where it begins and the last where it may rest."""

    thing: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]

    def __getitem__(self, state: str) -> State:
        return next(s for s in self.states if s.id == state)

    @property
    def verbs(self) -> tuple[str, ...]:
        """Every verb, in the order in which it is first used."""
        return tuple(dict.fromkeys(move.verb for move in self.moves))

    def move(self, state: str, verb: str) -> Move:
        """The row for a verb in a state. Raises NotAllowed with a sentence where there is none."""
        found = next((move for move in self.moves if (move.state, move.verb) == (state, verb)), None)
        if found is None:
            said = verb.replace("_", " ")
            raise NotAllowed(f"This {self.thing} is {self[state].words} now, so nobody can {said} it.")
        return found

    def next_state(self, state: str, verb: str) -> str:
        """The state that a verb leads to. Raises NotAllowed with a sentence where it cannot be done."""
        return self.move(state, verb).next

    def allows(self, state: str, verb: str) -> bool:
        """Whether anybody can do this now."""
        return any((move.state, move.verb) == (state, verb) for move in self.moves)


ENTRY = Table(
    "framework",
    (
        State("draft", "a draft", ASSESSOR),
        State("ready", "marked ready", ASSESSOR),
        State("submitted", "submitted", CHIEF_OFFICER | INSPECTOR),
        State("in_reading", "being read", INSPECTOR),
        State("second_reading", "being read a second time", INSPECTOR),
        State("to_moderate", "waiting for moderation", MODERATOR),
        State("judged", "judged", MODERATOR),
    ),
    (
        Move("draft", "mark_ready", ASSESSOR, "Nothing is missing in it.", "ready"),
        Move("ready", "take_back", ASSESSOR, "The assessment is not submitted.", "draft"),
        Move("ready", "submit", ASSESSOR, "Every framework of the assessment is ready.", "submitted"),
        Move("submitted", "return", ASSESSOR | EITHER_LEAD, "The whole assessment goes back.", "draft", reasoned=True),
        Move(
            "submitted",
            "start_reading",
            INSPECTOR,
            "The assessment is signed, and the force is not a home force.",
            "in_reading",
        ),
        Move(
            "in_reading",
            "finish_reading",
            INSPECTOR,
            "Every criterion is read, and no second reader is named.",
            "to_moderate",
        ),
        Move(
            "in_reading",
            "read_again",
            INSPECTOR,
            "A second reader is named, who has not seen the first reading.",
            "second_reading",
        ),
        Move("in_reading", "withdraw", INSPECTOR, "The reader stands down.", "submitted", reasoned=True),
        Move("in_reading", "return", NATIONAL_LEAD, "The whole assessment goes back.", "draft", reasoned=True),
        Move(
            "second_reading",
            "finish_reading",
            INSPECTOR,
            "Both have finished, and every difference is settled.",
            "to_moderate",
        ),
        Move("second_reading", "withdraw", INSPECTOR, "The second reader stands down.", "in_reading", reasoned=True),
        Move("second_reading", "return", NATIONAL_LEAD, "The whole assessment goes back.", "draft", reasoned=True),
        Move(
            "to_moderate",
            "judge",
            MODERATOR,
            "The moderator was no reader of it, and the force is not a home force.",
            "judged",
        ),
        Move("to_moderate", "reopen", MODERATOR, "It has to be read again.", "in_reading", reasoned=True),
        Move("to_moderate", "return", NATIONAL_LEAD, "The whole assessment goes back.", "draft", reasoned=True),
        Move("judged", "reopen", MODERATOR, "The judgement is not published.", "to_moderate", reasoned=True),
        Move("judged", "return", NATIONAL_LEAD, "The judgement is not published.", "draft", reasoned=True),
    ),
)
"""The entry: one framework of one force in one cycle."""

ASSESSMENT = Table(
    "assessment",
    (
        State("drafting", "being drafted", ASSESSOR),
        State("submitted", "submitted and waiting for a signature", CHIEF_OFFICER),
        State("signed", "signed", CHIEF_OFFICER | NATIONAL_LEAD),
        State("with_inspectorate", "with the inspectorate", INSPECTOR | MODERATOR),
        State("factual_accuracy", "with the force to check the facts", ASSESSOR),
        State("published", "published", NATIONAL_LEAD),
        State("corrected", "published and corrected", NATIONAL_LEAD),
    ),
    (
        Move("drafting", "submit", ASSESSOR, "Every framework is marked ready, and nothing is missing.", "submitted"),
        Move("submitted", "take_back", ASSESSOR, "Nobody has signed it.", "drafting", reasoned=True),
        Move("submitted", "return", CHIEF_OFFICER, "Nobody has signed it.", "drafting", reasoned=True),
        Move(
            "submitted",
            "sign",
            CHIEF_OFFICER,
            "It is exactly what was submitted, and the password is entered again.",
            "signed",
        ),
        Move("signed", "return", EITHER_LEAD, "No reading has begun.", "drafting", reasoned=True),
        Move("signed", "receive", NATIONAL_LEAD, "The signature stands.", "with_inspectorate"),
        Move("with_inspectorate", "return", NATIONAL_LEAD, "No judgement is published.", "drafting", reasoned=True),
        Move("with_inspectorate", "ask_about_facts", NATIONAL_LEAD, "Every framework is judged.", "factual_accuracy"),
        Move(
            "factual_accuracy",
            "reopen",
            NATIONAL_LEAD,
            "A challenge was accepted that may change a judgement.",
            "with_inspectorate",
            reasoned=True,
        ),
        Move("factual_accuracy", "publish", NATIONAL_LEAD, "Every challenge is answered.", "published"),
        Move("published", "correct", NATIONAL_LEAD, "A new version says what changed.", "corrected", reasoned=True),
        Move("corrected", "correct", NATIONAL_LEAD, "A new version says what changed.", "corrected", reasoned=True),
    ),
)
"""The assessment: one force in one cycle."""

WITH_THE_FORCE = frozenset({"drafting", "submitted"})
"""While an assessment is in one of these states, nobody of the inspectorate reads it."""


class Stated(Protocol):
    @property
    def state(self) -> str: ...


class Submitted(Protocol):
    """A version, as far as a sentence about it needs it."""

    @property
    def number(self) -> int: ...

    @property
    def submitted_at(self) -> datetime: ...

    @property
    def returned_at(self) -> datetime | None: ...

    @property
    def returned_because(self) -> str | None: ...


class Signed(Protocol):
    """A signature, as far as a sentence about it needs it."""

    @property
    def name(self) -> str: ...

    @property
    def post(self) -> str: ...

    @property
    def signed_at(self) -> datetime: ...

    @property
    def fell_at(self) -> datetime | None: ...


def minute(moment: datetime) -> str:
    """`4 July 2006, 09:30`, by the clock of England and Wales."""
    return f"{day(moment)}, {clock.here(moment):%H:%M}"


def submitted_line(on: date | datetime | None) -> str:
    """Why nothing can be changed after submission, and what would help."""
    first = f"Submitted on {day(on)}." if on else "This assessment is submitted."
    return f"{first} You can read everything. To change something, ask for it to be returned."


def signed_line(signature: Signed) -> str:
    """`Signed by Anne Hollis, Deputy Chief Constable, 4 July 2006, 09:30.`"""
    who = f"{signature.name}, {signature.post}" if signature.post else signature.name
    return f"Signed by {who}, {minute(signature.signed_at)}."


def line(
    assessment: Stated, version: Submitted | None = None, signature: Signed | None = None, today: date | None = None
) -> str | None:
    """The one line under a title that says why a page cannot be changed, or where it stands; None while drafting.

    `version` is the newest one and `signature` the one on it. `today` is kept for lines that count days.
    """
    state = assessment.state
    if state == "drafting":
        if version is None or version.returned_at is None:
            return None
        return f"Version {version.number} was returned on {day(version.returned_at)}: {version.returned_because}"
    told = submitted_line(version.submitted_at if version else None)
    if state == "submitted":
        return told
    if state in ("published", "corrected"):
        return "This assessment is published. You can read everything. It can only be corrected with a new version."
    return f"{signed_line(signature)} {told}" if signature and signature.fell_at is None else told
