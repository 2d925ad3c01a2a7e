"""Rows of the trail as a page shows them: by day, with the time, what was before and what is after."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .. import clock
from ..audit.models import AuditEvent

PRODUCT = "Inspect"
"""Who did what nobody did in person."""
COLUMNS = ("When (UTC)", "Who", "What", "Reason", "Kind", "Force", "Cycle", "Framework", "Part", "Before", "After")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
Labels = Mapping[str, Mapping[str, str]]
SAID = frozenset({"effect", "version"})
"""What a row keeps for the product and not for its readers."""
LONGEST = 600
"""Longer texts are shown by the page of the thing itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what was done ends the sentence that begins with who did it."""

    id: int
    at: datetime
    time: str
    who: str
    says: str
    reason: str | None
    address: str | None
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it was in England and Wales, with its rows, newest first."""

    on: date
    lines: tuple[Line, ...]


def by_day(events: Iterable[AuditEvent], labels: Labels) -> list[Day]:
    """The rows in the order in which they come, cut where the day changes.

    `labels` are what the steps of an edition's scales are called, by cycle and id.
    """
    days: dict[date, list[Line]] = {}
    for event in events:
        days.setdefault(clock.here(event.at).date(), []).append(_line(event, labels.get(event.cycle or "", {})))
    return [Day(on, tuple(lines)) for on, lines in days.items()]


def as_csv(events: Iterable[AuditEvent]) -> str:
    """The rows as RFC 4180 has it, under a row of names; no cell can start a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for e in events:
        before, after = _whole(e.before), _whole(e.after)
        cells = [e.at.isoformat(sep=" "), e.person_name or PRODUCT, e.says, e.reason, e.verb, e.force, e.cycle]
        writer.writerow(map(_cell, [*cells, e.framework, e.part, before, after]))
    return out.getvalue()


def _line(event: AuditEvent, labels: Mapping[str, str]) -> Line:
    return Line(
        id=event.id,
        at=event.at,
        time=f"{clock.here(event.at):%H:%M}",
        who=event.person_name or PRODUCT,
        says=event.says,
        reason=event.reason,
        address=event.address,
        changes=tuple(_changes(event.before, event.after, labels)),
    )


def _changes(before: Any, after: Any, labels: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Name, before and after of everything that differs; a value without a name has an empty one.

    Numbers of rows, and what the sentence says already, are left out.
    """
    if not isinstance(before, dict) and not isinstance(after, dict):
        has_words = any(isinstance(value, str | list) for value in (before, after))
        return [("", _shown(before), _shown(after))] if before != after and has_words else []
    was, now = (value if isinstance(value, dict) else {} for value in (before, after))
    names = [name for name in dict.fromkeys([*was, *now]) if was.get(name) != now.get(name) and name not in SAID]
    found = []
    for name in names:
        old, new = ((labels.get(v, v) if isinstance(v, str) else v) for v in (was.get(name), now.get(name)))
        found.append((_name(name), _shown(old), _shown(new)))
    return found


def _name(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _shown(value: Any) -> str:
    words = _words(value)
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()} …"


def _words(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_words(one) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{_name(str(name))}: {_words(one)}" for name, one in value.items() if one not in (None, ""))
    return str(value)


def _whole(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cell(value: str | None) -> str:
    """The cell, behind an apostrophe where a spreadsheet would take it for a formula."""
    text = value or ""
    return f"'{text}" if text.startswith(DANGEROUS) else text
