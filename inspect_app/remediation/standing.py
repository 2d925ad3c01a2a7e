"""Works out how an area stands from its fields: its state, what needs attention, red, amber or green, and its age.

Pure: it is given plain values and a day, and neither stores nor chooses anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from ..grading.words import count_of
from ..ui.times import day
from .states import AWAITING, CLOSED, ENDS, IN_PROGRESS, PENDING, STATES

DUE_SOON = timedelta(days=28)
RESPOND_WITHIN = timedelta(days=55)
"""The policing body has 56 days, and the day of publication is the first of them."""

NEEDS = ("overdue", "no_owner", "pending", "due_soon", "later", "closed")
"""What an area needs, in the order in which a register shows it."""
NEED_WORDS = {
    "overdue": "Overdue",
    "no_owner": "Needs an owner",
    "pending": STATES[PENDING],
    "due_soon": "Due soon",
    "later": STATES[IN_PROGRESS],
    "closed": STATES[CLOSED],
}


class Fields(Protocol):
    """The fields of an area on which its standing depends; a row of the table has them."""

    @property
    def raised_on(self) -> date: ...

    @property
    def due_on(self) -> date | None: ...

    @property
    def owner_id(self) -> int | None: ...

    @property
    def owner_post(self) -> str | None: ...

    @property
    def closed_how(self) -> str | None: ...

    @property
    def closed_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Rag:
    """`red`, `amber`, `green`, or `closed`, with the rule that says so as a sentence."""

    colour: str
    rule: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How an area stands on a day. `need` is one of NEEDS, and `words` what a register says of it."""

    state: str
    need: str
    rag: Rag
    age: int

    @property
    def words(self) -> str:
        return NEED_WORDS[self.need]

    @property
    def state_words(self) -> str:
        return STATES[self.state]

    @property
    def rank(self) -> int:
        """Its place in the order that needs attention first; within one rank the earlier due day comes first."""
        return NEEDS.index(self.need)


def standing(fields: Fields, today: date, *, pending: bool) -> Standing:
    """How an area stands; `pending` is whether a closure is proposed that nobody has checked yet."""
    now = state(fields, pending=pending)
    need = _need(fields, now, today)
    return Standing(now, need, _rag(fields, need), age(fields, today))


def state(fields: Fields, *, pending: bool) -> str:
    """One of the four states. Nobody chooses it: no owner is awaiting allocation, an open proposal pending sign-off."""
    if fields.closed_how is not None:
        return CLOSED
    if pending:
        return PENDING
    return IN_PROGRESS if has_owner(fields) else AWAITING


def has_owner(fields: Fields) -> bool:
    """Whether a person or a post owns it."""
    return fields.owner_id is not None or bool(fields.owner_post)


def is_overdue(fields: Fields, today: date) -> bool:
    """Whether its due day has passed and it is not closed, also while a proposed closure waits."""
    return fields.closed_how is None and fields.due_on is not None and fields.due_on < today


def age(fields: Fields, today: date) -> int:
    """How many days it has been open, or was open before it was closed."""
    last = fields.closed_at.date() if fields.closed_at is not None else today
    return max(0, (last - fields.raised_on).days)


def age_words(days: int) -> str:
    """`15 months` from two months on, `5 weeks` from two weeks on, else days."""
    months = days * 12 // 365
    if months >= 2:
        return count_of(months, "month")
    return count_of(days // 7, "week") if days >= 14 else count_of(days, "day")


def attention(fields: Fields, today: date, *, pending: bool) -> tuple[int, date]:
    """What to sort by so that what needs attention comes first; those without a due day come last of their rank."""
    return standing(fields, today, pending=pending).rank, fields.due_on or date.max


def last_day_to_respond(published_on: date) -> date:
    """The last day on which the policing body may publish its response: the day of publication counts as day 1."""
    return published_on + RESPOND_WITHIN


def _need(fields: Fields, now: str, today: date) -> str:
    if now == CLOSED:
        return "closed"
    if is_overdue(fields, today):
        return "overdue"
    if now == AWAITING:
        return "no_owner"
    if now == PENDING:
        return "pending"
    return "due_soon" if fields.due_on is not None and fields.due_on <= today + DUE_SOON else "later"


def _rag(fields: Fields, need: str) -> Rag:
    due = f"due {day(fields.due_on)}" if fields.due_on else "no deadline set"
    if need == "closed":
        on = f" on {day(fields.closed_at)}" if fields.closed_at else ""
        return Rag("closed", f"Closed: {ENDS[fields.closed_how or 'verified'].lower()}{on}.")
    if need == "overdue":
        return Rag("red", f"Overdue: {due} and not closed.")
    if need == "no_owner":
        return Rag("red", "Awaiting allocation: nobody owns it yet.")
    if need == "pending":
        return Rag("amber", "Pending sign-off: its owner says that it is done, and nobody independent has checked it.")
    if need == "due_soon":
        return Rag("amber", f"Due soon: {due}, within 28 days.")
    return Rag("green", f"In progress: it has an owner, {due}.")
