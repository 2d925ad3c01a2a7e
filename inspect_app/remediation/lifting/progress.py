"""Writes what happened to areas since last time as the beginning of a report text, for an assessor to edit.

It says what was closed, what is open and what was last recorded. It never says that a criterion is met now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...grading.words import capital, count_of
from ...ui.times import day
from ..states import ENDS

MOST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Since:
    """An area as it stood last time and stands now: how it ended, if it did, and what was last said of it."""

    number: int
    title: str
    closed_how: str | None
    closed_on: date | None
    due_on: date | None
    said: str
    said_on: date | None

    @property
    def is_open(self) -> bool:
        return self.closed_how is None


def drafted(areas: Sequence[Since], since: date) -> str:
    """The text for one framework in Markdown; empty where no area bears on it."""
    if not areas:
        return ""
    closed, opened = [a for a in areas if not a.is_open], [a for a in areas if a.is_open]
    lines = [f"**Progress since {day(since)}.** {_counted(len(closed), len(opened))}", ""]
    lines += [_line(area) for area in (*closed, *opened)]
    return "\n".join(lines)


def by_framework(areas: Mapping[int, Since], frameworks: Mapping[int, Sequence[str]], since: date) -> dict[str, str]:
    """The text of each framework that areas bear on; both mappings are by the area's id."""
    found: dict[str, list[Since]] = {}
    for key, area in areas.items():
        for framework in frameworks.get(key, ()):
            found.setdefault(framework, []).append(area)
    return {name: drafted(sorted(those, key=lambda a: a.number), since) for name, those in found.items()}


def _counted(closed: int, opened: int) -> str:
    parts = []
    if closed:
        parts.append(f"{count_of(closed, 'area')} for improvement {'was' if closed == 1 else 'were'} closed")
    if opened:
        parts.append(f"{count_of(opened, 'area' if closed else 'area for improvement', _plural(closed))} still open")
    return f"{capital(', '.join(parts))}."


def _plural(closed: int) -> str:
    return "areas" if closed else "areas for improvement"


def _line(area: Since) -> str:
    if area.is_open:
        due = f"due {day(area.due_on)}" if area.due_on else "no deadline set"
        state = f"open, {due}"
    else:
        state = f"{ENDS[area.closed_how or 'verified'].lower()} on {day(area.closed_on)}"
    said = f" Last recorded on {day(area.said_on)}: {_cut(area.said)}" if area.said else " Nothing was recorded."
    return f"- AFI {area.number}, {area.title.rstrip('.')}: {state}.{said}"


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= MOST_WORDS else f"{flat[:MOST_WORDS].rstrip()}…"
