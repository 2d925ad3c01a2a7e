"""Puts together what a board reads: one content, in one order, for page, PDF and spreadsheet alike.

Pure: it is given rows and a day. The content is plain values that JSON can hold, so that the paper can be frozen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from ...grading.words import capital, count_of, listed
from ...ui.times import MONTHS, day
from ..standing import Standing, age_words, standing
from ..states import ENDS, KINDS, PRIORITIES, STATES
from .targets import Target, verdict

Content = dict[str, Any]
MONTHS_BACK, MONTHS_AHEAD, FEWEST = 12, 12, 3


@dataclass(frozen=True, slots=True)
class Item:
    """One area with everything that a paper says of it. `row` has the fields of an area."""

    row: Any
    owner: str
    frameworks: Sequence[str]
    pending: bool
    said: str = ""
    said_at: datetime | None = None
    sent_back: str | None = None
    first_due: date | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that changed since the last board: which area, when, and a sentence without a full stop."""

    number: int
    title: str
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Doing:
    """An action of the overview: what, for which areas, who, by when, how far."""

    what: str
    areas: Sequence[int]
    owner: str
    due_on: date | None
    progress: int
    done_on: date | None
    dropped: str | None


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that a paper is made of; `since` is the day of the last board, where there was one."""

    force: str
    items: Sequence[Item]
    changes: Sequence[Happened] = ()
    actions: Sequence[Doing] = ()
    asks: Sequence[tuple[int | None, str]] = ()
    since: date | None = None
    counts_then: Mapping[str, int] = field(default_factory=dict)


def content(gathered: Gathered, asked: Sequence[str], targets: Sequence[Target], today: date) -> Content:
    """The whole paper as it would be made today."""
    standings = {item.row.number: standing(item.row, today, pending=item.pending) for item in gathered.items}
    opened = [item for item in gathered.items if item.row.closed_how is None]
    opened.sort(key=lambda item: (standings[item.row.number].rank, item.row.due_on or date.max, item.row.number))
    shown = [_item(item, standings[item.row.number], today) for item in opened]
    counts = Counter(found.state for found in standings.values())
    made: Content = {
        "force": gathered.force,
        "as_of": today.isoformat(),
        "since": gathered.since.isoformat() if gathered.since else None,
        "decisions": [*({"number": None, "words": words} for words in asked), *_asks(gathered.asks)],
        "overdue": [one["number"] for one in shown if one["need"] == "overdue"],
        "slipped": [_slip(item) for item in opened if item.first_due and item.first_due != item.row.due_on],
        "sent_back": [{"number": i.row.number, "words": i.sent_back} for i in opened if i.sent_back and not i.pending],
        "changes": [_change(change) for change in sorted(gathered.changes, key=lambda c: (c.on, c.number))],
        "counts": [
            {"words": words, "now": counts[state], "then": gathered.counts_then.get(words)}
            for state, words in STATES.items()
        ],
        "open": shown,
        "actions": [_action(action, today) for action in gathered.actions],
        "targets": [_target(target, today) for target in targets],
        "by_month": _by_month(gathered.items, today),
        "ahead": _ahead(opened, today),
        "window": _window(opened, today),
        "inside": any(item.row.published_on is None for item in gathered.items),
        "markings": sorted({item.row.marking for item in opened}),
    }
    made["summary"] = summary(made)
    return made


def summary(made: Mapping[str, Any]) -> str:
    """The opening sentences: how things stand, what wants attention, what the board is asked."""
    total, overdue = len(made["open"]), len(made["overdue"])
    if not total:
        first = "Nothing is open."
    else:
        late = f", {count_of(overdue, 'of them', 'of them')} overdue" if overdue else ", none of them overdue"
        first = f"{capital(count_of(total, 'item'))} {'is' if total == 1 else 'are'} open{late}."
    back, slipped = len(made["sent_back"]), len(made["slipped"])
    odd = [f"{count_of(back, 'proposal')} to close {'was' if back == 1 else 'were'} sent back"] if back else []
    odd += [f"{count_of(slipped, 'due date')} {'has' if slipped == 1 else 'have'} slipped"] if slipped else []
    second = f" {capital(listed(odd))}." if odd else ""
    asked = len(made["decisions"])
    third = f" The board is asked for {count_of(asked, 'decision')}." if asked else " No decision is asked for."
    return f"{first}{second}{third}{changed_words(made)}"


def changed_words(made: Mapping[str, Any]) -> str:
    """The end of the summary: how much happened since the last board."""
    if made["since"] is None:
        return " This is the first paper."
    since = day(made["since"])
    if not made["changes"]:
        return f" Nothing has changed since {since}."
    return f" Since {since}, {count_of(len(made['changes']), 'thing')} changed."


def _item(item: Item, found: Standing, today: date) -> dict[str, Any]:
    row = item.row
    return {
        "number": row.number,
        "title": row.title,
        "kind": KINDS[row.kind],
        "is_action": row.kind == "action",
        "frameworks": list(item.frameworks),
        "source": row.source_words,
        "owner": item.owner or "Nobody yet",
        "priority": PRIORITIES[row.priority],
        "state": found.state_words,
        "need": found.need,
        "needs": found.words,
        "rule": found.rag.rule,
        "colour": capital(found.rag.colour),
        "raised": row.raised_on.isoformat(),
        "age": age_words(found.age),
        "due": row.due_on.isoformat() if row.due_on else None,
        "no_due": row.no_due_because or "no reason given",
        "days_late": max((today - row.due_on).days, 0) if row.due_on else 0,
        "said": " ".join(item.said.split()),
        "said_on": item.said_at.date().isoformat() if item.said_at else None,
    }


def _slip(item: Item) -> dict[str, Any]:
    now = f"now {day(item.row.due_on)}" if item.row.due_on else "now without a date"
    return {"number": item.row.number, "words": f"First due {day(item.first_due)}, {now}"}


def _change(change: Happened) -> dict[str, Any]:
    return {"number": change.number, "title": change.title, "on": change.on.isoformat(), "words": change.words}


def _asks(asks: Iterable[tuple[int | None, str]]) -> list[dict[str, Any]]:
    return [{"number": number, "words": words} for number, words in asks]


def _action(action: Doing, today: date) -> dict[str, Any]:
    late = action.due_on is not None and action.due_on < today
    if action.done_on is not None:
        status = f"Done {day(action.done_on)}"
    elif action.dropped:
        status = f"Dropped: {action.dropped}"
    else:
        status = ("Overdue, " if late else "") + (f"{action.progress}% done" if action.progress else "not begun")
    return {
        "what": action.what,
        "areas": list(action.areas),
        "owner": action.owner or "Nobody yet",
        "due": action.due_on.isoformat() if action.due_on else None,
        "status": capital(status),
        "late": late and action.done_on is None and not action.dropped,
    }


def _target(target: Target, today: date) -> dict[str, Any]:
    found, why = verdict(target, today)
    due = target.due_on.isoformat() if target.due_on else None
    return {"measure": target.measure, "wanted": target.words, "due": due, "verdict": found, "why": why}


def _by_month(items: Sequence[Item], today: date) -> list[dict[str, Any]]:
    """How many were raised and closed in each of the last months; what was before stands in one line of its own."""
    months = [_months_from(today, -back) for back in range(MONTHS_BACK - 1, -1, -1)]
    raised = Counter(_month(item.row.raised_on) for item in items)
    closed = Counter(_month(item.row.closed_at.date()) for item in items if item.row.closed_at is not None)
    before = [
        {
            "month": f"Before {_named(months[0])}",
            "raised": sum(n for m, n in raised.items() if m < months[0]),
            "closed": sum(n for m, n in closed.items() if m < months[0]),
        }
    ]
    inside = [{"month": _named(m), "raised": raised[m], "closed": closed[m]} for m in months]
    if before[0]["raised"] or before[0]["closed"]:
        return before + inside
    empty = next((at for at, m in enumerate(inside) if m["raised"] or m["closed"]), len(inside))
    return inside[min(empty, len(inside) - FEWEST) :]


def _ahead(opened: Sequence[Item], today: date) -> list[dict[str, Any]]:
    """How many open items are due in each of the months to come, with what is late, later and undated."""
    months = [_months_from(today, ahead) for ahead in range(MONTHS_AHEAD)]
    due = Counter(_month(i.row.due_on) for i in opened if i.row.due_on is not None and i.row.due_on >= today)
    late = sum(1 for i in opened if i.row.due_on is not None and i.row.due_on < today)
    rows = [{"month": "Overdue", "due": late, "late": True}]
    last = max((at for at, m in enumerate(months, start=1) if due[m]), default=0)
    months = months[: max(last, FEWEST)]
    rows += [{"month": _named(m), "due": due[m], "late": False} for m in months]
    later = sum(n for m, n in due.items() if m > months[-1])
    rows += [{"month": "Later", "due": later, "late": False}] if later else []
    rows += [{"month": "No deadline set", "due": sum(i.row.due_on is None for i in opened), "late": False}]
    return rows


def _window(opened: Sequence[Item], today: date) -> list[str]:
    """The first and the last day of the timeline."""
    first = min((item.row.raised_on for item in opened), default=today)
    last = max((item.row.due_on for item in opened if item.row.due_on), default=today)
    return [first.isoformat(), max(last, today + timedelta(days=28)).isoformat()]


def _month(value: date) -> tuple[int, int]:
    return value.year, value.month


def _months_from(today: date, months: int) -> tuple[int, int]:
    place = today.year * 12 + today.month - 1 + months
    return place // 12, place % 12 + 1


def _named(month: tuple[int, int]) -> str:
    return f"{MONTHS[month[1] - 1]} {month[0]}"


def ended_words(how: str) -> str:
    """How an area ended, as the rest of a sentence."""
    return f"Closed: {ENDS[how].lower()}"
