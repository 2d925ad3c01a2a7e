"""The overview as a workbook: one sheet of frameworks, one of all that is asked. It only writes cells.

Text is written as text, so that nothing which somebody typed becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from ...grading.edition import Edition
from ...ui.bars import range_words
from ..submission.whole import One
from ..workspace.asked import everything
from .rows import Row

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FRAMEWORKS = (
    ("Framework", 12),
    ("Title", 44),
    ("Lowest possible grade", 22),
    ("Highest possible grade", 22),
    ("Put forward", 16),
    ("Direction", 16),
    ("Rated", 8),
    ("Asked", 8),
    ("Without evidence", 16),
    ("Lead", 22),
    ("Next step", 44),
)
CRITERIA = (
    ("Framework", 12),
    ("Number", 12),
    ("What is asked", 80),
    ("Rating", 18),
    ("Why", 60),
    ("Evidence counts", 16),
)


def workbook(edition: Edition, rows: Sequence[Row], entries: Iterable[One]) -> bytes:
    """The bytes of the workbook."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, options)
    head, text = (
        book.add_format({"bold": True, "text_wrap": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    _sheet(book, "Frameworks", FRAMEWORKS, (_framework(edition, row) for row in rows), head, text)
    _sheet(book, "Criteria", CRITERIA, _criteria(edition, entries), head, text)
    book.close()
    return target.getvalue()


def _sheet(
    book: Any, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[object]], head: Any, text: Any
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for place, (title, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(last, place, value, text)
            else:
                sheet.write_string(last, place, str(value), text)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)


def _framework(edition: Edition, row: Row) -> list[object]:
    scales, view = edition.scales, row.proposal.view if row.proposal else None
    direction = row.proposal.direction.value if row.proposal else None
    known = [*scales.directions.steps, scales.not_graded, scales.not_comparable]
    labels = {step.id: step.label for step in known if step}
    return [
        row.framework.code,
        row.framework.title,
        range_words(scales, view.floor, view.floor) if view else row.fault,
        range_words(scales, view.ceiling, view.ceiling) if view else row.fault,
        scales.outcomes.labels.get(row.put, row.put) if row.put else "",
        labels.get(direction or "", ""),
        row.rated,
        row.asked,
        row.bare,
        row.lead,
        row.step.text if row.step else "Nothing needed",
    ]


def _criteria(edition: Edition, entries: Iterable[One]) -> Iterable[list[object]]:
    for one in entries:
        because = {**one.because, **{answer.asked: answer.because for answer in one.answers}}
        for asked in everything(edition, one.framework):
            supported = one.facts.supported
            yield [
                one.framework.code,
                asked.number,
                asked.text,
                asked.label(asked.step_in(one.facts)),
                because.get(asked.column) or "",
                "" if supported is None else ("yes" if asked.id in supported else "no"),
            ]
