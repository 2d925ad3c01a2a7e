"""The register as a workbook of one sheet. Text stays text, and nothing that was typed becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable

import xlsxwriter

from ...ui.times import day
from ..states import KINDS, PRIORITIES
from .queries import Row

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    ("Number", 9),
    ("State", 20),
    ("What is wrong", 60),
    ("Kind", 20),
    ("Frameworks", 14),
    ("Priority", 10),
    ("Owner", 28),
    ("Raised", 18),
    ("Due", 18),
    ("Why no deadline", 30),
    ("Red, amber or green", 12),
    ("Because", 40),
    ("Last word", 50),
    ("On", 18),
    ("Marking", 20),
)


def workbook(rows: Iterable[Row]) -> bytes:
    """The bytes of the workbook."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, options)
    head = book.add_format({"bold": True, "text_wrap": True})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Areas for improvement")
    sheet.freeze_panes(1, 0)
    for place, (title, width) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, value in enumerate(_cells(row)):
            if isinstance(value, int):
                sheet.write_number(last, place, value, text)
            else:
                sheet.write_string(last, place, value, text)
    sheet.autofilter(0, 0, max(last, 1), len(COLUMNS) - 1)
    book.close()
    return target.getvalue()


def _cells(row: Row) -> list[int | str]:
    return [
        row.number,
        row.standing.state_words,
        row.title,
        KINDS[row.kind],
        ", ".join(framework.upper() for framework in row.frameworks),
        PRIORITIES[row.priority],
        row.owner or "Not yet allocated",
        day(row.raised_on),
        day(row.due_on),
        row.no_due_because or "",
        row.standing.rag.colour.capitalize(),
        row.standing.rag.rule,
        row.last_words,
        day(row.last_at),
        row.marking,
    ]
