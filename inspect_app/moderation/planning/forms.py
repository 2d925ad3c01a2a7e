"""The forms of an inspection's plan, and the sentences about what cannot be taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms.validators import ValidationError

from ...ui.forms import Choice, Choices, Day, Form, Hidden, Text, Words
from . import policy
from .policy import Defaults, Visit
from .queries import Planned, Reader

HOW_MANY = [(1, "One reader"), (2, "Two readers, independently")]
LEVELS = list(policy.LEVELS.items())


class DefaultsForm(Form):
    """What stands for every entry of a cycle without a plan of its own."""

    level = Choice("Validation", needs="Choose how frameworks are validated", choices=LEVELS, hints=policy.LEVEL_HINTS)
    readers = Choice("Readers of a framework", needs="Choose one or two readers", choices=HOW_MANY, coerce=int)
    priority_readers = Choice(
        "Readers of a priority framework", needs="Choose one or two readers", choices=HOW_MANY, coerce=int
    )
    version = Hidden()

    def wanted(self) -> Defaults:
        """What was chosen; only after the form was found to be right."""
        return Defaults(int(self.readers.data), int(self.priority_readers.data), str(self.level.data))


class EntryForm(Form):
    """How one entry is validated, and by how many readers."""

    level = Choice("Validation", needs="Choose how it is validated", choices=LEVELS, hints=policy.LEVEL_HINTS)
    readers = Choice("Readers", needs="Choose one or two readers", choices=HOW_MANY, coerce=int)
    because = Words(
        "Why?",
        needs="Say why it is inspected so",
        most=2_000,
        rows=3,
        hint="Such as last year's grade, a risk that came up, or a priority of the cycle.",
    )
    version = Hidden()


class ReadersForm(Form):
    """Naming somebody as a reader of several entries at once."""

    entries = Choices("Frameworks", needs="Choose at least one framework", choices=(), coerce=int)
    person = Choice("Inspector", look="select", needs="Choose an inspector", choices=(), coerce=int)
    number = Choice(
        "As",
        needs="Choose first or second reader",
        choices=[(1, "First reader"), (2, "Second reader")],
        coerce=int,
    )

    def offer(self, entries: Iterable[Planned], readers: Iterable[Reader]) -> None:
        """Offers entries that can still be read, and those who may read."""
        self.entries.choices = [(entry.entry, entry.framework.code) for entry in entries]
        self.person.choices = [("", "Choose an inspector"), *((reader.id, reader.name) for reader in readers)]


class VisitForm(Form):
    """When and where a force is visited, and what came of it."""

    on_day = Day("First day", needs="Enter the first day of the visit")
    until_on = Day("Last day", hint="Leave empty for a visit of one day")
    places = Text("Places", needs="Say where the visit goes", hint="Such as headquarters and two areas", most=250)
    notes = Words("Notes", most=10_000, rows=5, hint="What to look at beforehand, what was seen afterwards")
    version = Hidden()

    def validate_until_on(self, field: Any) -> None:
        """A visit has an order of days."""
        if field.data and self.on_day.data and field.data < self.on_day.data:
            raise ValidationError("The last day must not be before the first day")

    def wanted(self) -> Visit:
        """What was filled in; only after the form was found to be right."""
        assert self.on_day.data is not None
        return Visit(self.on_day.data, self.until_on.data, str(self.places.data), self.notes.data or None)


class ReturnForm(Form):
    """Why an assessment goes back to its force."""

    because = Words(
        "Why, and what has to change?",
        needs="Say what has to change, so that the force knows",
        most=2_000,
        rows=6,
        hint="Everyone of the force who works on it reads this, and it is kept in the history.",
    )


class ReceiveForm(Form):
    """Receiving an assessment: nothing to type."""
