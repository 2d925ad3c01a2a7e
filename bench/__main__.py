"""Prints the table: `python -m bench`, or `make bench`."""

from __future__ import annotations

from . import engine, loading, pages, report
from .table import printed

print(printed([*engine.rows(), *loading.rows(), *report.rows(), *pages.rows()]))
