"""Breaks of an indicator as people type them, one to a line, and back again."""

from __future__ import annotations

from collections.abc import Iterable

from ..forces.timetable import NotADate, read
from ..ui.times import day
from .measures import Break

KINDS = ("definition", "scale")
HOW = "write the day, Definition or Scale, a colon, and what changed, like 1 April 2006 Definition: new counting rules"


class NotABreak(ValueError):
    """A line cannot be read; the sentence says which and how to write it."""


def breaks_in(text: str) -> list[Break]:
    """Breaks in order of their days, one a day. Raises NotABreak."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            found.append(_break(number, line))
    if len({one.begins_on for one in found}) < len(found):
        raise NotABreak("Breaks: two of them are on the same day")
    return sorted(found, key=lambda one: one.begins_on)


def written(breaks: Iterable[Break]) -> str:
    """The lines that `breaks_in` reads."""
    return "\n".join(f"{day(one.begins_on)} {one.kind.capitalize()}: {one.because}" for one in breaks)


def _break(number: int, line: str) -> Break:
    try:
        ((on, what),) = read(line)
    except NotADate as wrong:
        raise NotABreak(f"Breaks, line {number}: {HOW}") from wrong
    kind, colon, because = what.partition(":")
    if not colon or kind.strip().lower() not in KINDS or not because.strip():
        raise NotABreak(f"Breaks, line {number}: {HOW}")
    return Break(on, kind.strip().lower(), because.strip())
