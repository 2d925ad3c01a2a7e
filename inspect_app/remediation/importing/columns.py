"""Which column of a spreadsheet is which, by the words at its head. Our own spreadsheet out comes back in as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...grading.words import listed

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("what is wrong", "title", "area for improvement", "action", "recommendation", "finding"),
    "wrong": ("more about it", "more", "description", "details"),
    "kind": ("kind", "type"),
    "priority": ("priority",),
    "owner": ("owner", "lead", "responsible"),
    "sponsor": ("sponsor",),
    "raised": ("raised", "raised on", "date raised", "raised at"),
    "due": ("due", "due on", "due date", "deadline", "target date"),
    "no_due": ("why no deadline", "why no date", "reason for no deadline"),
    "effort": ("effort", "effort in days", "days"),
    "good": ("what good would look like", "good", "success looks like"),
    "root_cause": ("root cause", "cause"),
    "source": ("source", "where from", "board", "report"),
    "marking": ("marking", "protective marking"),
}
"""The columns that are read, by the words that people put over them; anything else is left unread and said so."""
NAMES = {
    "title": "What is wrong",
    "wrong": "More about it",
    "kind": "Kind",
    "priority": "Priority",
    "owner": "Owner",
    "sponsor": "Sponsor",
    "raised": "Raised",
    "due": "Due",
    "no_due": "Why no deadline",
    "effort": "Effort",
    "good": "What good would look like",
    "root_cause": "Root cause",
    "source": "Source",
    "marking": "Marking",
}
_BY_WORD = {word: name for name, words in COLUMNS.items() for word in words}


def read_head(cells: Sequence[str]) -> tuple[dict[str, int], list[str], list[str]]:
    """Where each column stands; the heads that are not read; and what is wrong with the row of heads."""
    found: dict[str, int] = {}
    unread: list[str] = []
    wrong: list[str] = []
    for place, cell in enumerate(cells):
        name = _BY_WORD.get(cell.strip().lower())
        if name is None:
            unread += [cell.strip()] if cell.strip() else []
        elif name in found:
            wrong.append(f"Two columns are called {NAMES[name]}. Leave one of them out.")
        else:
            found[name] = place
    missing = [NAMES[name] for name in ("title",) if name not in found]
    if missing:
        wrong.append(f"The first row must name the columns, and {listed(missing)} is missing.")
    return found, unread, wrong
