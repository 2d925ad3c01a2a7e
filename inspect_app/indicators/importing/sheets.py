"""The cells of a CSV file or an Excel workbook as rows of text, each with its number in the file; nothing is judged.

Files that are no such thing, or far larger than any such list, are refused with a sentence.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from ...promises import BadInput
from .columns import Row, header_in

LARGEST, LARGEST_UNPACKED = 5 * 1024 * 1024, 100 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 20_000, 60
DELIMITERS = ",;\t|"
NOT_A_TABLE = "We cannot read {} as a spreadsheet. Save it as CSV or XLSX and choose it again"


def rows_of(name: str, data: bytes) -> list[Row]:
    """The rows that hold anything, from the sheet that looks like a list of values. Raises BadInput."""
    if not data.strip():
        raise BadInput(f"{name} is empty", "files")
    if len(data) > LARGEST:
        raise BadInput(f"{name} is larger than 5 MB. A list of values is much smaller than that", "files")
    try:
        rows = _workbook(data) if data.startswith(b"PK\x03\x04") else _csv(data)
    except (csv.Error, zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, UnicodeError) as fault:
        raise BadInput(NOT_A_TABLE.format(name), "files") from fault
    if not rows:
        raise BadInput(f"{name} is empty", "files")
    if len(rows) > MOST_ROWS:
        raise BadInput(f"{name} has more than {MOST_ROWS:,} rows. Send it in parts", "files")
    return rows


def _csv(data: bytes) -> list[Row]:
    if b"\x00" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ValueError
    text = _decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    return _kept((reader.line_num, cells) for cells in reader)


def _decoded(data: bytes) -> str:
    """By the mark at the start; otherwise UTF-8, and else what Windows wrote in western Europe."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _delimiter(text: str) -> str:
    """The one that cuts most rows into the same number of cells."""

    def agreeing(delimiter: str) -> int:
        widths = Counter(len(row) for row in csv.reader(text.splitlines()[:50], delimiter=delimiter))
        return max((count for width, count in widths.items() if width > 1), default=0)

    return max(DELIMITERS, key=agreeing)


def _workbook(data: bytes) -> list[Row]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
            raise ValueError
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    found: list[list[Row]] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        # What a file says of its own size is not believed: it may be the whole sheet.
        sheet.reset_dimensions()
        rows = _kept((number, [_shown(cell) for cell in row]) for number, row in enumerate(sheet.iter_rows(), start=1))
        found.append(rows)
    return next((rows for rows in found if header_in(rows)), next((rows for rows in found if rows), []))


def _kept(rows: Iterable[tuple[int, list[str]]]) -> list[Row]:
    """Without those that are empty, and never more than one too many."""
    found: list[Row] = []
    for number, cells in _trimmed(rows):
        if cells:
            found.append((number, cells))
        if len(found) > MOST_ROWS or number > 10 * MOST_ROWS:
            break
    return found


def _trimmed(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in rows:
        clean = [" ".join(cell.split()) for cell in cells[:MOST_COLUMNS]]
        while clean and not clean[-1]:
            clean.pop()
        yield number, clean


def _shown(cell: Any) -> str:
    """A cell as it is seen: dates as year, month and day, percentages as per cent."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    # A workbook holds what was typed as 23.7 in halves of halves; fifteen digits bring back what was typed.
    number = Decimal(f"{value:.15g}")
    if "%" in (cell.number_format or ""):
        return f"{(number * 100).normalize():f}%"
    return f"{number:f}"
