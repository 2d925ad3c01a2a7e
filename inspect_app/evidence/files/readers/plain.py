"""Plain text and CSV in whatever encoding they came, a piece at a time."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from ..signatures import Kind
from .gathered import Gathered

_AT_ONCE = 1 << 16
_SAMPLE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",;\t|"


def read(file: BinaryIO, kind: Kind, into: Gathered) -> None:
    encoding = encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    if kind is Kind.CSV:
        _read_rows(text, into)
        return
    while piece := text.read(_AT_ONCE):
        into.add(piece)


def encoding_of(file: BinaryIO) -> str:
    """By the mark at the start; otherwise UTF-8 if all of it is, and else what Windows wrote in western Europe."""
    file.seek(0)
    start = file.read(4)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(_AT_ONCE):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _read_rows(text: io.TextIOWrapper, into: Gathered) -> None:
    delimiter = delimiter_of(text.read(_SAMPLE))
    text.seek(0)
    # A file may have no line ends, so a very long line comes in pieces.
    lines = iter(lambda: text.readline(_AT_ONCE), "")
    held: list[str] = []
    try:
        for row in csv.reader(_held(lines, held), delimiter=delimiter):
            held.clear()
            into.add("\t".join(" ".join(cell.split()) for cell in row).rstrip("\t") + "\n")
    except csv.Error:
        # Somewhere a quotation mark was never closed: from there on the words are taken as they stand.
        for line in chain(held, lines):
            into.add(line)


def _held(lines: Iterator[str], held: list[str]) -> Iterator[str]:
    for line in lines:
        held.append(line)
        yield line


def delimiter_of(sample: str) -> str:
    """The one that cuts most rows into the same number of cells, more than one; a comma when none does."""

    def agreeing(delimiter: str) -> int:
        rows = csv.reader(sample.splitlines()[:50], delimiter=delimiter)
        widths = Counter(width for row in rows if (width := len(row)) > 1)
        return max(widths.values(), default=0)

    return max(_DELIMITERS, key=agreeing)
