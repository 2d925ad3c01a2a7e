"""Annex C: the inputs from which the same file can be made again."""

from __future__ import annotations

from ..content import ReproducePart
from ..pdf.boxes import CommandBox
from ..pdf.cells import Cell, Column, Head, row
from ..pdf.flow import Item
from ..pdf.headings import PartTitle, Place, SectionHead
from ..pdf.prose import Paragraph, labelled_rows, lead
from ..pdf.styles import WIDTH
from ..pdf.tables import Table
from .setting import Setting

TITLE, PLACE = "How to reproduce this report", "annexC"
ROOM = 60.0
_PARAMETERS = (150.0, 120.0, 100.0)
_SOURCE = 150.0


def part(setting: Setting) -> list[Item]:
    """One or two pages."""
    faces, reproduce, said = setting.faces, setting.report.reproduce, setting.links.said
    return [
        PartTitle(faces, TITLE, Place(PLACE, 0), kicker="Annex C"),
        lead(faces, said(reproduce.lead), wide=True),
        *labelled_rows(faces, [(row.label, said(row.text)) for row in reproduce.rows], pad=5),
        *_parameters(setting, reproduce),
        *_sources(setting, reproduce),
        SectionHead(faces, "To make it again", Place("again", 1), room_below=ROOM, level=2),
        Paragraph(faces, said(reproduce.note), left=0, width=WIDTH, keeps_next=True),
        CommandBox(faces, reproduce.command),
    ]


def _parameters(setting: Setting, reproduce: ReproducePart) -> list[Item]:
    if not reproduce.parameters:
        return []
    columns = [*map(Column, _PARAMETERS), Column(WIDTH - sum(_PARAMETERS))]
    heads = [[Head("Parameter"), Head("The word"), Head("Value"), Head("Default")]]
    rows = [row(Cell(p.name, is_head=True), p.word, p.value, p.default) for p in reproduce.parameters]
    head = SectionHead(setting.faces, "Parameters in force", Place("parameters", 1), room_below=ROOM, level=2)
    return [head, Table(setting.faces, columns, heads, rows, pad=3, ruled_above=False)]


def _sources(setting: Setting, reproduce: ReproducePart) -> list[Item]:
    if not reproduce.sources:
        return []
    columns = [Column(_SOURCE), Column(WIDTH - _SOURCE)]
    rows = [row(Cell(each.name, is_head=True), _grouped(each.sha256)) for each in reproduce.sources]
    head = SectionHead(setting.faces, "Sources", Place("sources", 1), room_below=ROOM, level=2)
    heads = [[Head("Source"), Head("SHA-256")]]
    return [head, Table(setting.faces, columns, heads, rows, pad=3, ruled_above=False)]


def _grouped(digest: str) -> str:
    """In groups of eight, as people compare them."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
