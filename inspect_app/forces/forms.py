"""The forms of forces and cycles: what an administrator is asked, and the sentences about what cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from ..grading.edition import Edition
from ..ui.forms import Choice, Choices, Day, Form, Hidden, Text, Words, Yes
from . import policy, timetable
from .models import Force

SHORT_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
YEAR = re.compile(r"\d{4}(/\d{2}(\d{2})?)?")


class RoundForm(Form):
    """What a cycle is called and which year it assesses; neither can be changed afterwards."""

    year = Text(
        "Year",
        needs="Enter the year",
        hint="As people say it, such as 2006/07. It becomes part of every address, and cannot be changed",
        width=10,
    )
    assessed_from = Day("First day assessed", needs="Enter the first day that is assessed")
    assessed_to = Day("Last day assessed", needs="Enter the last day that is assessed")

    def validate_year(self, field: Any) -> None:
        """The year becomes part of addresses, so it has one form."""
        if field.data and not YEAR.fullmatch(field.data):
            raise ValidationError("Enter the year as 2006/07 or 2006")

    def validate_assessed_to(self, field: Any) -> None:
        """A period has an order."""
        wrong = policy.not_in_order(
            [("First day assessed", self.assessed_from.data), ("Last day assessed", field.data)]
        )
        if wrong:
            raise ValidationError(wrong)

    @property
    def cycle_id(self) -> str:
        """The year as addresses hold it."""
        return str(self.year.data).replace("/", "-")


class TimetableForm(Form):
    """What can be changed of a cycle at any time: its title, its dates, its priorities and how effects are shown."""

    title = Text("Title", needs="Enter a title", hint="What reports call it, such as Baseline assessment 2005/06")
    submit_by = Day("Submit by", needs="Enter the day by which forces submit")
    sign_by = Day("Sign by", hint="Leave empty if there is no such day")
    other_dates = Words(
        "Other dates",
        most=5_000,
        rows=4,
        hint="One to a line: the day, and what happens on it. For example: 23 June 2006 All ratings in",
    )
    priorities = Choices("Priority frameworks", hint="Besides those that the edition itself gives priority", choices=())
    effects_after_saving = Yes("Show what a rating does to the grade only after it is saved")
    version = Hidden()

    def offer(self, edition: Edition) -> None:
        """Offers the frameworks of the cycle's edition."""
        self.priorities.choices = [(f.id, f"{f.code} {f.title}") for f in edition.frameworks]

    def validate_other_dates(self, field: Any) -> None:
        """Names the line that cannot be read."""
        try:
            timetable.read(field.data or "")
        except timetable.NotADate as wrong:
            raise ValidationError(str(wrong)) from wrong

    def validate_sign_by(self, field: Any) -> None:
        """Signing comes after submitting."""
        wrong = policy.not_in_order([("Submit by", self.submit_by.data), ("Sign by", field.data)])
        if wrong:
            raise ValidationError(wrong)

    def dates(self) -> list[tuple[date, str]]:
        """The other dates in order; only after the form was found to be right."""
        return timetable.read(self.other_dates.data or "")


class CycleForm(RoundForm, TimetableForm):
    """A new cycle."""

    forces = Choices("Forces that take part", needs="Choose at least one force", choices=())


class ForceForm(Form):
    """A new force."""

    name = Text("Name", needs="Enter the name of the force", hint="In full, such as Kent Police", most=120)
    short_name = Text(
        "Short name",
        needs="Enter a short name",
        hint="Small letters, figures and hyphens, such as kent. It is part of every address, and cannot be changed",
        most=40,
        width=20,
    )

    def validate_short_name(self, field: Any) -> None:
        """The short name becomes part of addresses."""
        if field.data and (not SHORT_NAME.fullmatch(field.data) or field.data == "new"):
            raise ValidationError("Enter a short name of small letters, figures and hyphens, such as kent")


class KnownForcesForm(Form):
    """Forces from the list that the product ships."""

    known = Choices("Forces of England and Wales", needs="Choose at least one force", choices=())


class TakePartForm(Form):
    """Forces that are to take part in a cycle."""

    forces = Choices("Forces", needs="Choose at least one force", choices=())


class EditionForm(Form):
    """The edition of a new cycle."""

    edition = Choice("Which edition is it assessed against?", needs="Choose an edition", choices=())


class PlaceForm(Form):
    """Where somebody wants to work."""

    place = Choice("Force and year", look="select", needs="Choose a force and year", choices=())


def forces_offered(forces: Iterable[Force], without: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The forces to choose from, by name."""
    return [(force.id, force.name) for force in forces if force.id not in without]
