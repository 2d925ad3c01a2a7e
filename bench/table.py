"""One table for every bench: what was measured, the figure, the ratio, and the limit it is held against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A measurement, and its ratio to the limit or peer that `limit` speaks of."""

    what: str
    figure: float
    unit: str
    ratio: float | None = None
    limit: str = ""


def printed(rows: Iterable[Row]) -> str:
    lines = [f"{'':52}{'figure':>12}  {'':<9}{'ratio':>7}  limit"]
    for row in rows:
        figure = f"{row.figure:,.0f}" if row.figure >= 100 else f"{row.figure:.3g}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        lines.append(f"{row.what:52}{figure:>12}  {row.unit:<9}{ratio:>7}  {row.limit}")
    return "\n".join(lines)
