"""Whether a target is met, on course, off course, or cannot be judged, and why: from one line that somebody wrote.

Pure. A line is: measure; at least or at most, the value; by when; the value before; the latest value. What is missing
is missing, and the verdict then says so instead of guessing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ...ui.times import day
from ..importing.days import NotADay, read_day

MOST = 60
FIGURE = re.compile(r"-?[\d,]+(\.\d+)?")
MET, ON_COURSE, OFF_COURSE, UNKNOWN = "Met", "On course", "Off course", "Cannot be judged"


class NotATarget(ValueError):
    """A line cannot be read; the sentence names it and says what to write."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target as somebody wrote it. `higher` says whether more is better; figures are as plain numbers."""

    measure: str
    higher: bool
    wanted: float
    words: str
    due_on: date | None
    before: float | None
    latest: float | None


def read(text: str) -> list[Target]:
    """The targets of a text, one to a line. Raises NotATarget with the number of the line."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST:
        raise NotATarget(f"Enter at most {MOST} targets")
    return [_read(number, line) for number, line in lines]


def _read(number: int, line: str) -> Target:
    parts = [part.strip() for part in line.split(";")]
    if len(parts) < 2 or not parts[0]:
        raise NotATarget(f"Line {number}: write the measure, a semicolon, and at least or at most a figure")
    wanted = re.fullmatch(r"(at least|at most)\s+(.+)", parts[1], re.IGNORECASE)
    figure = _figure(wanted[2]) if wanted else None
    if wanted is None or figure is None:
        raise NotATarget(f"Line {number}: after the measure write “at least” or “at most” and a figure")
    due = None
    if len(parts) > 2 and parts[2]:
        try:
            due = read_day(parts[2]).day
        except NotADay as wrong:
            raise NotATarget(f"Line {number}: {wrong}") from wrong
    before, latest = (_figure(parts[at]) if len(parts) > at else None for at in (3, 4))
    return Target(parts[0], wanted[1].lower() == "at least", figure, parts[1], due, before, latest)


def verdict(target: Target, today: date) -> tuple[str, str]:
    """The verdict, and the sentence that says why."""
    if target.latest is None:
        return UNKNOWN, "No latest value is known."
    reached = _reaches(target, target.latest)
    if reached:
        return MET, f"The latest value is {_said(target.latest)}."
    if target.due_on is not None and target.due_on < today:
        return OFF_COURSE, f"It was due by {day(target.due_on)}, and the latest value is {_said(target.latest)}."
    if target.before is None:
        return UNKNOWN, f"The latest value is {_said(target.latest)}, and no value before it is known to compare with."
    nearer = target.latest > target.before if target.higher else target.latest < target.before
    words = f"It was {_said(target.before)} and is {_said(target.latest)}"
    return (
        (ON_COURSE, f"{words}, nearer to the target.") if nearer else (OFF_COURSE, f"{words}, no nearer to the target.")
    )


def _reaches(target: Target, value: float) -> bool:
    return value >= target.wanted if target.higher else value <= target.wanted


def _figure(text: str) -> float | None:
    found = FIGURE.search(text.replace("£", "").replace(" ", " "))
    return float(found[0].replace(",", "")) if found and found[0].strip("-,") else None


def _said(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")
