"""Prints the table: `python -m bench`, or `make bench`."""

from __future__ import annotations

from . import board, engine, fairness, loading, pages, report
from .table import printed

print(printed([*engine.rows(), *loading.rows(), *fairness.rows(), *report.rows(), *pages.rows(), *board.rows()]))
