"""Figures as charts: forces beside each other, a force beside its peers, and one force over time. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..ui.charts import Bar, Bars, Point, Trend
from .figures import Figure, Known, best_of
from .measures import Measure
from .periods import Period
from .position import Position, Series


def over_forces(measure: Measure, known: Series, names: Mapping[str, str], year: Period) -> Bars | None:
    """Every force with a figure on which its sources agree, the best first; None where there is none."""
    found = {force: one for force, periods in known.items() if (one := best_of(periods, year)) and one.agreed}
    if not found:
        return None
    periods = {one.period for one in found.values()}
    bars = [
        _bar(measure, names[force], one.agreed, note=one.period.words if len(periods) > 1 else "")
        for force, one in found.items()
        if one.agreed
    ]
    # Figures of one period need it once, in the title.
    when = next(iter(periods)).words if len(periods) == 1 else f"periods of {year.words}"
    return Bars(f"{measure.title}, {when}", "Force", ordered(measure, bars))


def disputed(known: Series, year: Period) -> dict[str, Known]:
    """The forces of which two sources say something else about a year."""
    found = {force: best_of(periods, year) for force, periods in known.items()}
    return {force: one for force, one in found.items() if one is not None and one.is_disputed}


def beside_peers(stands: Position, force: str, names: Mapping[str, str]) -> Bars | None:
    """A force among its peers, with their average as the line; None where it has no figure, or no peers with one."""
    if stands.figure is None or stands.now is None or not stands.peers or stands.among is None:
        return None
    measure = stands.measure
    bars = [_bar(measure, names[name], figure) for name, figure in stands.peers.items()]
    bars.append(_bar(measure, names[force], stands.figure, is_own=True))
    title = f"{names[force]} beside similar forces, {stands.now.period.words}"
    line = ("their average", stands.among.average, measure.written(stands.among.average))
    return Bars(title, "Force", ordered(measure, bars), line)


def ordered(measure: Measure, bars: Sequence[Bar]) -> list[Bar]:
    """The best first; the highest first where no way is better; by name where values are the same."""
    by_name = sorted(bars, key=lambda bar: bar.label)
    return sorted(by_name, key=lambda bar: bar.value, reverse=measure.polarity != "lower")


def _bar(measure: Measure, label: str, figure: Figure | None, *, is_own: bool = False, note: str = "") -> Bar:
    assert figure is not None
    return Bar(label, figure.value, measure.written(figure.value), is_own, note)


def over_time(measure: Measure, name: str, known: Sequence[Known]) -> Trend | None:
    """One force, period after period, broken where the indicator changed; None where nothing is known."""
    points: list[Point] = []
    before: Known | None = None
    for one in known:
        broken = measure.broken(before.period, one.period) if before else None
        values = list(dict.fromkeys(figure.value for figure in one.figures))
        points.append(
            Point(
                one.period.words,
                values,
                [measure.written(value) for value in values],
                f"{broken.words}: {broken.because}" if broken else "",
                _note(one),
            )
        )
        before = one
    return Trend(f"{name}: {measure.title}", points) if points else None


def _note(known: Known) -> str:
    """Where the figures of a period come from, and what is to be known of them."""
    told = []
    if known.is_disputed:
        told.append("Two sources disagree. Both are shown.")
    for figure in known.figures:
        counts = f", {figure.numerator:,f} of {figure.denominator:,f}" if _has_counts(figure) else ""
        told.append(f"{figure.source}{counts}.{f' {figure.note}' if figure.note else ''}")
    return " ".join(told)


def _has_counts(figure: Figure) -> bool:
    return figure.numerator is not None and figure.denominator is not None
