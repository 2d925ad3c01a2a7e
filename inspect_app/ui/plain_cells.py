"""Keeps what goes into a cell of a spreadsheet a text: nothing that somebody typed may become a formula."""

from __future__ import annotations

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """The cell, behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell
