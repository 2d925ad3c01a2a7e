"""A whole spreadsheet judged: its rows as values, and every fault with its row and column. Pure; nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from typing import TypeVar

from ..figures import Figure
from ..measures import Measure
from ..periods import NotAPeriod, Period, period_in
from . import cells as read
from .cells import Forces, Measures, Unreadable
from .columns import FEW, MOST, Header, Row, header_in, swapped

NO_HEADINGS = (
    "No row of headings was found. The first row should say Force, Indicator, Period and Value, and may say Numerator, "
    "Denominator, Standard deviation, Source and Note."
)
LONGEST_WORDS = 500
COUNTED = ("Value", "Numerator", "Denominator")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One fault: its row and column in the file, where it belongs to one, and what is wrong."""

    says: str
    row: int | None = None
    column: str = ""

    @property
    def words(self) -> str:
        """`Row 14, Value: 112% is more than 100.`"""
        if self.row is None:
            return self.says
        return f"Row {self.row}{f', {self.column}' if self.column else ''}: {self.says}"


@dataclass(frozen=True, slots=True)
class Given:
    """One row as it was understood."""

    row: int
    measure: Measure
    force: str
    period: Period
    figure: Figure

    @property
    def key(self) -> tuple[str, str, Period, str]:
        """What no two rows may share."""
        return self.measure.id, self.force, self.period, self.figure.source


@dataclass(slots=True)
class Checked:
    """What a file says, or what is wrong with it; `unread` are headings that nobody knows."""

    given: list[Given] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    unread: tuple[str, ...] = ()


def checked(rows: Sequence[Row], source: str, forces: Forces, measures: Measures) -> Checked:
    """Everything in the rows; `source` is that of rows which name none."""
    header = header_in(rows)
    if header is None:
        return Checked(wrong=[Wrong(NO_HEADINGS)])
    faults = [Wrong(says) for says in header.faults()]
    if faults:
        return Checked(wrong=faults, unread=header.unknown)
    body = [(number, _named(header, found)) for number, found in rows if number > header.row]
    if not body:
        return Checked(wrong=[Wrong("There are headings and no values under them.")])
    return _Check(body, source, forces, measures).checked(header.unknown)


def _named(header: Header, found: Sequence[str]) -> dict[str, str]:
    return {name: found[place] if place < len(found) else "" for name, place in header.places.items()}


def _reads(reader: Callable[[str], object]) -> Callable[[str], bool]:
    def fits(cell: str) -> bool:
        try:
            reader(cell)
        except (Unreadable, NotAPeriod):
            return False
        return True

    return fits


class _Check:
    def __init__(
        self, body: Sequence[tuple[int, Mapping[str, str]]], source: str, forces: Forces, measures: Measures
    ) -> None:
        self.body, self.source, self.forces, self.measures = body, source, forces, measures
        self.wrong: list[Wrong] = []

    def checked(self, unread: tuple[str, ...]) -> Checked:
        exchanged = self._swapped() or self._counts_swapped()
        if exchanged:
            # With two columns swapped every row is at fault, and one sentence says it better than all of them.
            one, other = exchanged
            return Checked(wrong=[Wrong(f"The columns {one} and {other} seem to be swapped.")], unread=unread)
        given = [row for number, found in self.body if (row := self._row(number, found))]
        for row in given:
            self.wrong += [Wrong(says, row.row, column) for column, says in disagreements(row)]
        self._repeats(given)
        self.wrong.sort(key=lambda fault: fault.row or 0)
        return Checked(given, self.wrong, unread)

    def _swapped(self) -> tuple[str, str] | None:
        fits = {
            "Force": _reads(self.forces.read),
            "Indicator": _reads(self.measures.read),
            "Period": _reads(period_in),
            "Value": _reads(lambda cell: read.number(cell.removesuffix("%").strip())),
        }
        found = swapped([row for _, row in self.body], fits)
        days = [row for _, row in self.body if row.get("From") and row.get("To")]
        if found is None and days and all(self._is_backwards(row) for row in days):
            return "From", "To"
        return found

    @staticmethod
    def _is_backwards(row: Mapping[str, str]) -> bool:
        try:
            return read.day(row["From"]) > read.day(row["To"])
        except Unreadable:
            return False

    def _counts_swapped(self) -> tuple[str, str] | None:
        """Values and counts that contradict each other as headed, and agree once two columns are exchanged."""
        counted = [numbers for _, row in self.body if (numbers := self._counted(row))]
        if len(counted) < 2 or sum(_agrees(*numbers) for numbers in counted) / len(counted) >= FEW:
            return None
        for one, other in combinations(range(len(COUNTED)), 2):
            if sum(_agrees(measure, _exchanged(n, one, other)) for measure, n in counted) / len(counted) >= MOST:
                return COUNTED[one], COUNTED[other]
        return None

    def _counted(self, row: Mapping[str, str]) -> tuple[Measure, tuple[Decimal, ...]] | None:
        """The three numbers of a row, whatever they are, where it has all three."""
        if not all(row.get(name) for name in COUNTED):
            return None
        try:
            measure = self.measures.read(row["Indicator"])
            return measure, tuple(read.number(row[name].removesuffix("%").strip()) for name in COUNTED)
        except Unreadable:
            return None

    def _row(self, number: int, found: Mapping[str, str]) -> Given | None:
        before = len(self.wrong)
        force = self._cell(number, "Force", lambda: self.forces.read(found["Force"]))
        measure = self._cell(number, "Indicator", lambda: self.measures.read(found["Indicator"]))
        column = "Period" if "Period" in found and not (found.get("From") or found.get("To")) else "From"
        period = self._cell(number, column, lambda: read.period(found)[0])
        value = None
        if measure is not None:
            value = self._cell(number, "Value", lambda: read.value(found["Value"], measure))
        optional = {
            name: self._cell(number, name, lambda name=name: read.optional(found.get(name, "")))  # type: ignore[misc]
            for name in ("Numerator", "Denominator", "Standard deviation")
        }
        source = found.get("Source") or self.source
        if not source:
            self.wrong.append(Wrong("say where the figure comes from.", number, "Source"))
        for name, words in (("Source", source), ("Note", found.get("Note", ""))):
            if len(words) > LONGEST_WORDS:
                self.wrong.append(Wrong(f"is longer than {LONGEST_WORDS} characters.", number, name))
        if len(self.wrong) > before or force is None or measure is None or period is None or value is None:
            return None
        figure = Figure(
            value,
            optional["Numerator"],
            optional["Denominator"],
            optional["Standard deviation"],
            source,
            found.get("Note", ""),
        )
        return Given(number, measure, force, period, figure)

    def _cell(self, number: int, column: str, reader: Callable[[], T]) -> T | None:
        try:
            return reader()
        except Unreadable as wrong:
            self.wrong.append(Wrong(str(wrong), number, column))
            return None

    def _repeats(self, given: Sequence[Given]) -> None:
        seen: dict[object, Given] = {}
        for row in given:
            first = seen.setdefault(row.key, row)
            if first is not row:
                what = f"{self.forces.names[row.force]}, {row.measure.id}, {row.period.words}"
                same = "repeats" if first.figure.value == row.figure.value else "contradicts"
                self.wrong.append(Wrong(f"{same} row {first.row}: {what}, from the same source.", row.row))


def disagreements(given: Given) -> list[tuple[str, str]]:
    """Where a value and its counts contradict each other: the column and what is wrong."""
    figure, measure = given.figure, given.measure
    if figure.numerator is not None and figure.denominator is None:
        return [("Denominator", "is empty, although there is a numerator.")]
    if figure.denominator is not None and figure.denominator == 0:
        return [("Denominator", "is 0, and nothing can be divided by it.")]
    if measure.per is None or figure.numerator is None or figure.denominator is None:
        return []
    if measure.kind == "proportion" and figure.numerator > figure.denominator:
        return [("Numerator", f"{figure.numerator:,f} is more than the denominator, {figure.denominator:,f}.")]
    if _agrees(measure, (figure.value, figure.numerator, figure.denominator)):
        return []
    worked = figure.numerator * measure.per / figure.denominator
    # As many decimals as the value has, at least one; beyond six nobody reads them.
    decimals = min(6, max(1, -int(figure.value.as_tuple().exponent)))
    exact = Decimal(f"{worked:.{decimals}f}")
    counts = f"{figure.numerator:,f} of {figure.denominator:,f}"
    return [("Value", f"{measure.written(figure.value)} is not {counts}, which is {measure.written(exact)}.")]


def _agrees(measure: Measure, numbers: tuple[Decimal, ...]) -> bool:
    """Whether a value is what its counts give, rounded to the decimals that it has; either way at a half."""
    value, numerator, denominator = numbers
    if measure.per is None:
        return True
    if not denominator or (measure.kind == "proportion" and numerator > denominator):
        return False
    unit = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return abs(value - numerator * measure.per / denominator) <= unit / 2 + unit / 1000


def _exchanged(numbers: tuple[Decimal, ...], one: int, other: int) -> tuple[Decimal, ...]:
    found = list(numbers)
    found[one], found[other] = found[other], found[one]
    return tuple(found)
