"""The ratings of a row as small marks: what is met shrinks to a dot, so that the rest stands out. Markup only."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from ...grading.scale import Scales
from .across import Group
from .drawing import chip


class Marks:
    """Draws the marks of one framework. `apart` underlines where a row differs from the one it is compared with."""

    def __init__(self, scales: Scales, columns: Sequence[Group], against: Sequence[str | None] | None) -> None:
        self.columns, self.against = columns, against
        self._scales = scales
        self._drawings: dict[str | None, str] = {}

    def row(self, steps: Sequence[str | None]) -> Markup:
        """Every mark of a row, with a gap between groups; hidden from those who hear the row's sentence instead."""
        parts, at = [], 0
        for group in self.columns:
            inside = "".join(self._mark(steps[place], place) for place in range(at, at + len(group.asked)))
            parts.append(f'<span class="marks-group">{inside}</span>')
            at += len(group.asked)
        return Markup(f'<span class="marks" aria-hidden="true">{"".join(parts)}</span>')

    def _mark(self, step: str | None, place: int) -> str:
        differs = self.against is not None and self.against[place] != step
        if step not in self._drawings:
            self._drawings[step] = _drawn(self._scales, step)
        return f'<span class="m{" m-apart" if differs else ""}">{self._drawings[step]}</span>'


def _drawn(scales: Scales, step: str | None) -> str:
    if step is not None and step in scales.outcomes.grades:
        return f'<svg class="m-chip" viewBox="0 0 100 100"><g {chip(scales, step)}</g></svg>'
    return f'<svg class="m-{_sign(scales, step)}" viewBox="0 0 100 100"><use href="#s-{_sign(scales, step)}"/></svg>'


def _sign(scales: Scales, step: str | None) -> str:
    if step is None:
        return "dotted"
    if scales.not_applicable is not None and step == scales.not_applicable.id:
        return "dash"
    rank = scales.ratings.ranks[step]
    return {scales.ratings.best: "disc", 0: "ringed-cross"}.get(rank, "half")


def legend(scales: Scales) -> Sequence[tuple[Markup, str]]:
    """Each mark with its word, best first."""
    steps: list[tuple[str | None, str]] = [(step.id, step.label) for step in reversed(scales.ratings.steps)]
    if scales.not_applicable:
        steps.append((scales.not_applicable.id, scales.not_applicable.label))
    return [
        (Markup('<span class="m" aria-hidden="true">{}</span>').format(Markup(_drawn(scales, step))), label)
        for step, label in steps
    ]
