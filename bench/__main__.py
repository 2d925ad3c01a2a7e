"""Prints the table: `python -m bench`, or `make bench`."""

from __future__ import annotations

from . import board, engine, fairness, improvement, lifting, loading, pages, report
from .table import printed

parts = (engine, loading, fairness, report, pages, board, lifting, improvement)
print(printed(row for part in parts for row in part.rows()))
