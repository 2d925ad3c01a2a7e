"""Annex B: the words and abbreviations that this report uses, and no others."""

from __future__ import annotations

from ..pdf.cells import Cell, Column, Head, row
from ..pdf.flow import Item
from ..pdf.headings import PartTitle, Place
from ..pdf.prose import lead
from ..pdf.styles import SMALL_STRONG, WIDTH
from ..pdf.tables import Table
from .setting import Setting

TITLE, PLACE = "Glossary", "annexB"
LEAD = "Words and abbreviations used in this report, and no others."
NONE = "No special words are used."
_TERM = 160.0


def part(setting: Setting) -> list[Item]:
    """One to three pages."""
    faces, terms = setting.faces, setting.report.glossary
    title = PartTitle(faces, TITLE, Place(PLACE, 0), kicker="Annex B")
    if not terms:
        return [title, lead(faces, NONE, wide=True)]
    columns = [Column(_TERM), Column(WIDTH - _TERM)]
    rows = [row(Cell(each.term, style=SMALL_STRONG, is_head=True), each.meaning) for each in terms]
    heads = [[Head("Term"), Head("Meaning in this report")]]
    return [title, lead(faces, LEAD, wide=True), Table(faces, columns, heads, rows, pad=4)]
