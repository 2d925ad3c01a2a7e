"""A board's paper as a workbook: a sheet to each part, in the order of the paper. Text never becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from ...ui.times import day

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Columns = Sequence[tuple[str, int]]


def workbook(content: Mapping[str, Any], title: str) -> bytes:
    """The bytes of the workbook."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = _Book(xlsxwriter.Workbook(target, options))
    book.sheet("Summary", (("", 24), ("", 90)), [["Paper", title], ["Force", content["force"]], *_summary(content)])
    titles = {one["number"]: one["title"] for one in content["open"]}
    book.sheet("Decisions asked for", (("AFI", 8), ("Decision", 100)), _numbered(content["decisions"]))
    exceptions = (("Kind", 14), ("AFI", 8), ("What is wrong", 60), ("What", 70))
    book.sheet("Exceptions", exceptions, _exceptions(content, titles))
    changes = (("Day", 12), ("AFI", 8), ("What is wrong", 60), ("What changed", 60))
    book.sheet("Changes", changes, [[_day(c["on"]), c["number"], c["title"], c["words"]] for c in content["changes"]])
    counts = (("State", 24), ("Now", 8), ("At the last board", 18))
    book.sheet("Counts", counts, [[c["words"], c["now"], _or(c["then"])] for c in content["counts"]])
    book.sheet("Open", OPEN, [_open(one) for one in content["open"]])
    actions = (("Action", 70), ("AFIs", 16), ("Owner", 30), ("Due", 12), ("Status", 24))
    book.sheet("Actions", actions, [_action(action) for action in content["actions"]])
    targets = (("Measure", 60), ("Target", 20), ("By", 12), ("Verdict", 20), ("Why", 70))
    book.sheet(
        "Targets",
        targets,
        [[t["measure"], t["wanted"], _day(t["due"]), t["verdict"], t["why"]] for t in content["targets"]],
    )
    months = (("Month", 24), ("Raised", 10), ("Closed", 10))
    book.sheet("Raised and closed", months, [[m["month"], m["raised"], m["closed"]] for m in content["by_month"]])
    ahead = (("When", 24), ("Due", 10))
    book.sheet("Due dates ahead", ahead, [[m["month"], m["due"]] for m in content["ahead"]])
    book.book.close()
    return target.getvalue()


OPEN: Columns = (
    ("AFI", 8),
    ("State", 20),
    ("What is wrong", 70),
    ("Frameworks", 14),
    ("Owner", 30),
    ("Priority", 10),
    ("Raised", 12),
    ("Due", 12),
    ("Why there is no date", 30),
    ("RAG", 10),
    ("Rule", 50),
    ("Last word", 70),
    ("On", 12),
)


class _Book:
    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "text_wrap": True})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})

    def sheet(self, name: str, columns: Columns, rows: Iterable[Sequence[Any]]) -> None:
        sheet = self.book.add_worksheet(name)
        headed = any(title for title, _ in columns)
        for place, (title, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            if headed:
                sheet.write_string(0, place, title, self.head)
        if headed:
            sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1 if headed else 0):
            for place, value in enumerate(row):
                self._write(sheet, number, place, value)

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, self.day)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self.text)
        else:
            sheet.write_string(row, column, str(value), self.text)


def _summary(content: Mapping[str, Any]) -> list[list[Any]]:
    since = day(content["since"]) if content["since"] else "none before"
    return [
        ["As things stood on", day(content["as_of"])],
        ["Last board", since],
        ["Summary", content["summary"]],
    ]


def _numbered(decisions: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
    return [[_or(one["number"]), one["words"]] for one in decisions]


def _exceptions(content: Mapping[str, Any], titles: Mapping[int, str]) -> list[list[Any]]:
    rules = {one["number"]: one["rule"] for one in content["open"]}
    found = [["Overdue", number, titles[number], rules[number]] for number in content["overdue"]]
    found += [["Slipped", one["number"], titles[one["number"]], one["words"]] for one in content["slipped"]]
    return found + [["Sent back", one["number"], titles[one["number"]], one["words"]] for one in content["sent_back"]]


def _open(one: Mapping[str, Any]) -> list[Any]:
    return [
        one["number"],
        one["needs"],
        one["title"],
        ", ".join(one["frameworks"]),
        one["owner"],
        one["priority"],
        _day(one["raised"]),
        _day(one["due"]),
        "" if one["due"] else one["no_due"],
        one["colour"],
        one["rule"],
        one["said"],
        _day(one["said_on"]),
    ]


def _action(one: Mapping[str, Any]) -> list[Any]:
    return [one["what"], ", ".join(map(str, one["areas"])), one["owner"], _day(one["due"]), one["status"]]


def _day(value: str | None) -> date | str:
    return date.fromisoformat(value) if value else ""


def _or(value: Any) -> Any:
    return "" if value is None else value
