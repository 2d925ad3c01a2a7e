"""What single cells say: a force, an indicator, a day, a period, a number. Each either reads it or says, as the rest of
a sentence that begins with the row and the column, what is wrong with it. Pure.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from ...grading.words import listed
from ..measures import Measure
from ..periods import NotAPeriod, Period, period_in

NUMBER = re.compile(r"[-−]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
WRITTEN_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
LONGEST = 24
"""How many characters a number may have."""


class Unreadable(ValueError):
    """A cell cannot be read; the message says why, after the row and the column."""


class Forces:
    """Forces by their short names and by their names, as people write them."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self.known = {_plain(name): force for force, name in names.items()} | {force: force for force in names}

    def read(self, cell: str) -> str:
        """The force that a cell names. Raises Unreadable."""
        if not cell:
            raise Unreadable("say which force it is.")
        found = self.known.get(cell.casefold()) or self.known.get(_plain(cell))
        if found is None:
            raise Unreadable(f"there is no force called “{cell}”{self._hint(cell)}")
        return found

    def _hint(self, cell: str) -> str:
        close = difflib.get_close_matches(_plain(cell), self.known, n=1, cutoff=0.6)
        return f". Did you mean {self.names[self.known[close[0]]]}?" if close else ". An administrator can add it."


class Measures:
    """Indicators by id, code and title; a code that several share names none of them."""

    def __init__(self, known: Iterable[Measure]) -> None:
        self.by_id = {measure.id: measure for measure in known}
        self.codes: dict[str, list[Measure]] = {}
        for measure in self.by_id.values():
            for name in {measure.code.casefold(), measure.title.casefold()} - {""}:
                self.codes.setdefault(name, []).append(measure)

    def read(self, cell: str) -> Measure:
        """The indicator that a cell names. Raises Unreadable."""
        if not cell:
            raise Unreadable("say which indicator it is.")
        wanted = cell.casefold()
        found = self.by_id.get(wanted) or self.by_id.get(wanted.replace(" ", "_"))
        if found is not None:
            return found
        sharing = self.codes.get(wanted) or self.codes.get(wanted.removeprefix("spi").strip()) or []
        if len(sharing) == 1:
            return sharing[0]
        if sharing:
            raise Unreadable(f"{cell} can be {listed((m.id for m in sharing), 'or')}. Write which one.")
        close = difflib.get_close_matches(wanted, [*self.by_id, *self.codes], n=1, cutoff=0.6)
        raise Unreadable(f"there is no indicator called “{cell}”" + (f". Did you mean {close[0]}?" if close else "."))


def _plain(name: str) -> str:
    """A force's name without the words that all of them have."""
    words = re.sub(r"[^\w\s]", " ", name.casefold()).replace(" and ", " ").split()
    return " ".join(word for word in words if word not in ("police", "constabulary", "service", "the"))


def period(cells: Mapping[str, str]) -> tuple[Period, str]:
    """The period of a row, from Period or from the two days, and the column in which it stands."""
    words, first, last = cells.get("Period", ""), cells.get("From", ""), cells.get("To", "")
    if words and not (first or last):
        try:
            return period_in(words), "Period"
        except NotAPeriod as wrong:
            raise Unreadable(f"{words} {wrong}.") from wrong
    if not (first and last):
        raise Unreadable("say over which period, such as 2005/06.")
    found = Period(day(first), day(last))
    if found.begins_on > found.ends_on:
        raise Unreadable("the first day is after the last.")
    if words:
        try:
            given = period_in(words)
        except NotAPeriod as wrong:
            raise Unreadable(f"{words} {wrong}.") from wrong
        if given != found:
            raise Unreadable(f"{words} is not what the two days say, which is {found.words}.")
    return found, "From"


def day(cell: str) -> date:
    """A day as 1/4/2005 or 2005-04-01: the day always comes before the month. Raises Unreadable."""
    if found := ISO_DAY.fullmatch(cell):
        year, month, number = (int(part) for part in found.groups())
    elif found := WRITTEN_DAY.fullmatch(cell):
        number, month, year = (int(part) for part in found.groups())
        if month > 12 and number <= 12:
            raise Unreadable(f"{cell} has no month {month}. Write the day before the month: {month}/{number}/{year}.")
    else:
        raise Unreadable(f"{cell} is not a day. Write it as 1/4/2005.")
    try:
        return date(year, month, number)
    except ValueError as wrong:
        raise Unreadable(f"{cell} is not a real date.") from wrong


def number(cell: str) -> Decimal:
    """A number exactly as written; commas may part thousands. Raises Unreadable."""
    if len(cell) > LONGEST or NUMBER.fullmatch(cell) is None:
        raise Unreadable(f"“{cell[:40]}” is not a number. Write it as 1234.5.")
    return Decimal(cell.replace(",", "").replace("−", "-"))


def value(cell: str, measure: Measure) -> Decimal:
    """A value of an indicator: a percentage is from 0 to 100, and may have its sign. Raises Unreadable."""
    if not cell:
        raise Unreadable("is empty. Leave the row out where there is no figure.")
    has_sign = cell.endswith("%")
    found = number(cell.removesuffix("%").strip())
    if has_sign and "%" not in measure.unit:
        raise Unreadable(f"{cell} is a percentage, and this indicator is in another unit: {measure.unit}.")
    if measure.kind in ("proportion", "rate") and found < 0:
        raise Unreadable(f"{cell} is less than 0.")
    if measure.kind == "proportion" and found > 100:
        raise Unreadable(f"{cell if has_sign else f'{cell}%'} is more than 100.")
    return found


def optional(cell: str) -> Decimal | None:
    """A number that may be missing and is never below nothing. Raises Unreadable."""
    if not cell:
        return None
    found = number(cell)
    if found < 0:
        raise Unreadable(f"{cell} is less than 0.")
    return found
