"""A day typed into three boxes, taken in whatever way people write it, and refused with a sentence that helps.

Nothing that is typed makes it fail: what cannot be a day comes back as it was typed.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import Field

from ..grading.words import listed
from .asked import Asked
from .times import MONTHS

BOXES = ("day", "month", "year")
LONGEST = 12
FIRST_YEAR, LAST_YEAR = 1900, 2199


class Day(Asked, Field):
    """A date, or None. The boxes are NAME-day, NAME-month and NAME-year; one value NAME as 2006-06-30 is taken too."""

    kind = "day"

    def __init__(self, label: str, **options: Any) -> None:
        self.typed = dict.fromkeys(BOXES, "")
        self.wrong_boxes: frozenset[str] = frozenset()
        super().__init__(label, **options)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None, **options: Any) -> None:
        """Reads the three boxes, or the day that the form is opened with."""
        self.process_errors = []
        self.errors = []
        opened = data if isinstance(data, date) else (self.default() if callable(self.default) else self.default)
        self._open(opened)
        self.object_data = self.data
        if formdata is not None and any(name in formdata for name in (self.name, *map(self.box, BOXES))):
            self._take(formdata)

    def box(self, part: str) -> str:
        """The name and id of one of the boxes."""
        return f"{self.name}-{part}"

    def pre_validate(self, form: Any) -> None:
        """What was found when reading stands before any other check."""
        if self.process_errors:
            self.data = None

    def _open(self, value: date | None) -> None:
        self.data = value
        if value is not None:
            self.typed = {"day": str(value.day), "month": str(value.month), "year": str(value.year)}

    def _take(self, formdata: Any) -> None:
        self.data = None
        whole = str(formdata.get(self.name, "")).strip()
        if whole and len(parts := whole.split("-")) == 3:
            self.typed = dict(zip(BOXES, (part[:LONGEST] for part in reversed(parts)), strict=True))
        else:
            self.typed = {part: str(formdata.get(self.box(part), "")).strip()[:LONGEST] for part in BOXES}
        missing = [part for part in BOXES if not self.typed[part]]
        if len(missing) == len(BOXES):
            return
        if missing:
            self._refuse(f"{self.label.text} must include a {listed(missing)}", missing)
            return
        self._make()

    def _make(self) -> None:
        readers = {"day": _number, "month": _month, "year": _year}
        numbers = {part: reader(self.typed[part]) or 0 for part, reader in readers.items()}
        try:
            self.data = date(**numbers)
        except (ValueError, OverflowError):
            wrong = [part for part in BOXES if not numbers[part]]
            self._refuse(f"{self.label.text} must be a real date, like 31 3 2007", wrong or list(BOXES))

    def _refuse(self, sentence: str, boxes: list[str]) -> None:
        self.wrong_boxes = frozenset(boxes)
        self.process_errors = [sentence]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _month(text: str) -> int | None:
    """A number, or at least three letters of a month's name."""
    if len(text) >= 3 and text.isalpha():
        return next((at for at, name in enumerate(MONTHS, start=1) if name.lower().startswith(text.lower())), None)
    return _number(text)


def _year(text: str) -> int | None:
    year = _number(text)
    return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None
