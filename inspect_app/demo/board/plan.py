"""Who sits around the board, when it met and what it was asked, as declared in the file beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import yaml

from ..live.plan import Member

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, what it was asked, and the day on which its paper was issued; None for one that is still to come."""

    on: date
    asked: tuple[str, ...]
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class BoardPlan:
    """The whole of it. `minutes` says when the minutes of a meeting were written; `raised` is the older five's day."""

    now: datetime
    password: str
    force: tuple[str, str]
    marking: str
    title: str
    people: tuple[Member, ...]
    no_day: str
    earlier: str
    raised: date
    minutes: Mapping[date, date]
    meetings: tuple[Meeting, ...]


@cache
def plan() -> BoardPlan:
    """The plan that ships with the demonstration."""
    said = yaml.safe_load((FOLDER / "board.yaml").read_text(encoding="utf-8"))
    return BoardPlan(
        now=datetime.fromisoformat(str(said["now"])),
        password=said["password"],
        force=(said["force"]["id"], said["force"]["name"]),
        marking=said["marking"],
        title=said["title"],
        people=tuple(Member(**person) for person in said["people"]),
        no_day=said["no_day"],
        earlier=said["earlier"],
        raised=said["raised"],
        minutes=said["minutes"],
        meetings=tuple(Meeting(one["day"], tuple(one["asked"]), one.get("issued")) for one in said["meetings"]),
    )
