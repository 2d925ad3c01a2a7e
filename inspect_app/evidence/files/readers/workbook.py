"""The values of Excel workbooks, sheet by sheet, row by row: what cells showed last, never their formulas."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, BinaryIO

import openpyxl

from ..signatures import Kind
from .gathered import Full, Gathered

_MOST_ROWS = 200_000
_MOST_CELLS = 2_000_000


def read(file: BinaryIO, _kind: Kind, into: Gathered) -> None:
    """Raises Full after as many rows or cells as anyone would search."""
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    rows = cells = 0
    for sheet in book.worksheets:
        # What a file says of its own size is not believed: it may be the whole sheet.
        sheet.reset_dimensions()
        hidden = "" if sheet.sheet_state == "visible" else " (hidden)"
        into.add(f"{sheet.title}{hidden}\n")
        for row in sheet.iter_rows(values_only=True):
            rows, cells = rows + 1, cells + len(row)
            if rows > _MOST_ROWS or cells > _MOST_CELLS:
                raise Full
            if line := _line(row):
                into.add(f"{line}\n")
        into.add("\n")


def _line(row: Iterable[Any]) -> str:
    return "\t".join(_shown(value) for value in row).rstrip("\t")


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.10g}"
    # A cell is a cell: what breaks lines inside it must not look like a new row.
    return " ".join(str(value).split())
