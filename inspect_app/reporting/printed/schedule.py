"""Annex A: every area for improvement in one table, and whether it bears on the next grade."""

from __future__ import annotations

from inspect_app.ui.marks import Sign, sign_mark

from ..content import ScheduleGroup, ScheduleRow
from ..pdf.cells import Bundle, Cell, Column, Head, group, row
from ..pdf.flow import Item
from ..pdf.headings import PartTitle, Place
from ..pdf.prose import lead, note
from ..pdf.styles import WIDTH
from ..pdf.tables import Table
from ..pdf.text import Span, bold, quiet_link
from .links import joined
from .setting import Setting, with_an_end

TITLE, PLACE = "Schedule of areas for improvement", "annexA"
LEAD = "Every area for improvement in this report, in order. The full wording is in the framework's own section."
NONE = "No area for improvement is recorded."
_SIGNS: dict[str, Sign] = {"every set": "disc", "some sets": "half", "none": "open", "no grade above": "dash"}
_WIDTHS = (48.0, 252.0, 54.0, 100.0)


def part(setting: Setting) -> list[Item]:
    """One to four pages."""
    faces, report = setting.faces, setting.report
    title = PartTitle(faces, TITLE, Place(PLACE, 0), kicker="Annex A")
    if not report.schedule:
        return [title, lead(faces, NONE, wide=True)]
    columns = [*map(Column, _WIDTHS), Column(WIDTH - sum(_WIDTHS), "right")]
    named = ("Number", "What needs to improve", "Criteria", "Reaches next grade", "Page")
    rows = [bundle for each in report.schedule for bundle in _group(setting, each)]
    return [
        title,
        lead(faces, LEAD, wide=True),
        Table(faces, columns, [[Head(word) for word in named]], with_an_end(rows), pad=3.6),
        *(note(faces, setting.links.said(text)) for text in report.schedule_notes),
    ]


def _group(setting: Setting, each: ScheduleGroup) -> list[Bundle]:
    after = f". Next grade: {each.next_grade}" if each.next_grade else ""
    said = f"\u00a0\u00a0 {setting.looks.in_words(each.grade, each.direction)}{after}"
    head = group((bold(f"{each.code} {each.title}"), Span(said, "regular")))
    return [head, *(_row(setting, each.code, found) for found in each.rows)]


def _row(setting: Setting, code: str, found: ScheduleRow) -> Bundle:
    place, says = f"f{found.finding}", f"Go to finding {found.finding}"
    return row(
        Cell(quiet_link(found.finding, place, says, "rust", "semibold"), is_head=True),
        setting.links.written(found.short),
        joined([setting.links.number(code, number) for number in found.criteria]) or "none",
        Cell(found.reaches, sign_mark(_SIGNS[found.reaches])),
        Cell(page_of=place, says=says),
    )
