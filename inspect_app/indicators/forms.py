"""The forms of indicators: a definition, a file of values, and the reason of a correction."""

from __future__ import annotations

import re
from typing import Any

from wtforms.validators import ValidationError

from ..ui.forms import Choice, Files, Form, Hidden, Text, Words
from .breaks import NotABreak, breaks_in, written
from .measures import KINDS, POLARITIES, Measure

SHORT_NAME = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
TAKEN = ("new", "import")
"""Short names that addresses need for themselves."""


class DefinitionForm(Form):
    """What an indicator means."""

    title = Text("Title", needs="Enter a title", most=200)
    short_name = Text(
        "Short name",
        needs="Enter a short name",
        hint="Small letters, figures and low lines, such as spi_7a. Criteria name it so, and it cannot be changed",
        most=60,
        width=20,
    )
    code = Text("Code", hint="The one it was published with, such as 7a, if it has one", most=20, width=10)
    domain = Text("Domain", hint="Under which it is listed, such as Investigating crime", most=120)
    unit = Text("Unit", needs="Enter the unit", hint="Such as %, or per 1,000 population", most=60, width=20)
    polarity = Choice("Which way is better?", needs="Say which way is better", choices=list(POLARITIES.items()))
    pair = Text(
        "Compared with", hint="The short name of the other group's indicator, where the gap is what counts", most=60
    )
    kind = Choice("What kind of figure is it?", needs="Say what kind of figure it is", choices=list(KINDS.items()))
    per = Text("Events for each", hint="For a rate: so many people or households, such as 1000", most=15, width=10)
    meaning = Words("What it counts, and what it leaves out", most=4_000, rows=4)
    source = Text("Who publishes it", most=200)
    footnotes = Words("Footnotes", hint="One to a line", most=4_000, rows=3)
    breaks = Words(
        "Breaks",
        hint="One to a line: the first day on which figures mean something else, whether its definition or its scale "
        "changed, and how. For example: 1 April 2006 Definition: counts incidents with arrest only",
        most=4_000,
        rows=3,
    )
    version = Hidden()

    def validate_short_name(self, field: Any) -> None:
        """It becomes part of addresses."""
        if field.data and (not SHORT_NAME.fullmatch(field.data) or field.data in TAKEN):
            raise ValidationError("Enter a short name of small letters, figures and low lines, such as spi_7a")

    def validate_per(self, field: Any) -> None:
        """A rate is nothing without it."""
        if self.kind.data != "rate":
            return
        digits = str(field.data or "").replace(",", "").replace(" ", "")
        if not digits.isdecimal() or int(digits) == 0:
            raise ValidationError("Enter for how many of something the rate counts events, such as 1000")

    def validate_breaks(self, field: Any) -> None:
        """Names the line that cannot be read."""
        try:
            breaks_in(field.data or "")
        except NotABreak as wrong:
            raise ValidationError(str(wrong)) from wrong

    def measure(self, known: Measure | None = None) -> Measure:
        """The definition; only after the form was found to be right."""
        kind = str(self.kind.data)
        return Measure(
            id=known.id if known else str(self.short_name.data),
            code=self.code.data or "",
            title=str(self.title.data),
            unit=str(self.unit.data),
            polarity=str(self.polarity.data),
            kind=kind,
            per={"proportion": 100, "number": None}.get(kind, self._per()),
            pair=(self.pair.data or None) if self.polarity.data == "parity" else None,
            domain=self.domain.data or "",
            meaning=self.meaning.data or "",
            source=self.source.data or "",
            footnotes=tuple(line.strip() for line in (self.footnotes.data or "").splitlines() if line.strip()),
            breaks=tuple(breaks_in(self.breaks.data or "")),
        )

    def _per(self) -> int | None:
        digits = str(self.per.data or "").replace(",", "").replace(" ", "")
        return int(digits) if digits.isdecimal() else None


def filled(measure: Measure, version: int) -> dict[str, object]:
    """What the form shows of a definition."""
    return {
        "title": measure.title,
        "short_name": measure.id,
        "code": measure.code,
        "domain": measure.domain,
        "unit": measure.unit,
        "polarity": measure.polarity,
        "pair": measure.pair or "",
        "kind": measure.kind,
        "per": f"{measure.per}" if measure.kind == "rate" else "",
        "meaning": measure.meaning,
        "source": measure.source,
        "footnotes": "\n".join(measure.footnotes),
        "breaks": written(measure.breaks),
        "version": str(version),
    }


class SendForm(Form):
    """A file of values."""

    files = Files("Spreadsheet", needs="Choose a spreadsheet", accept=".csv,.xlsx", multiple=False)
    source = Text(
        "Where do the figures come from?",
        hint="Such as Annual report 2006/07. It counts for every row that names no source of its own",
        most=300,
    )


class BringForm(Form):
    """What is asked before a file is brought in that corrects values."""

    because = Words("Why do these figures change?", most=1_000, rows=3)
