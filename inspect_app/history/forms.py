"""The filters of the trail. They travel in the address, so that a filtered list can be kept and passed on."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from ..grading.words import capital
from ..ui.forms import Choice, Form, Text
from .queries import Asked, Offered

EVERYTHING = ""


class DayInOne(Text):
    """A day in one box, for which browsers have a calendar; `day` is None where it is empty."""

    input_type = "date"

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.data) if self.data else None


class Filters(Form):
    """What somebody looks for in the trail."""

    class Meta:
        csrf = False

    words = Text("Words", most=100)
    person = Choice("Person", look="select", coerce=int, wrong="Choose a person from the list")
    about = Choice("Thing", look="select", wrong="Choose a thing from the list")
    change = Choice("Kind of change", look="select", wrong="Choose a kind of change from the list")
    first = DayInOne("From", most=10)
    last = DayInOne("To", most=10)

    def offer(self, offered: Offered, codes: dict[str, str]) -> None:
        """Offers what there is; `codes` are the frameworks as printed, by id."""
        self.person.choices = [("", "Everybody"), *offered.people]
        frameworks = [(f"framework:{f}", codes.get(f, f.upper())) for f in offered.frameworks]
        things = [(f"thing:{thing}", capital(thing.replace("_", " "))) for thing in offered.things]
        self.about.choices = [("", "Everything"), *frameworks, *things]
        self.change.choices = [("", "Every kind"), *((verb, change_words(verb)) for verb in offered.verbs)]

    def validate_first(self, field: Any) -> None:
        """A day, and not after the last."""
        _check_is_a_day(field)

    def validate_last(self, field: Any) -> None:
        """A day, and not before the first."""
        _check_is_a_day(field)
        if not self.first.errors and self.first.data and field.data and self.first.data > field.data:
            raise ValidationError("To must not be before From")

    def narrowed(self, within: Asked, up_to: int | None) -> Asked:
        """What is asked for, within a force or a thing; only after the form was found to be right."""
        kind, _, name = (self.about.data or "").partition(":")
        return Asked(
            force=within.force,
            cycle=within.cycle,
            framework=name if kind == "framework" else within.framework,
            thing=name if kind == "thing" else within.thing,
            thing_id=within.thing_id,
            verb=self.change.data or None,
            person=self.person.data or None,
            first=self.first.day,
            last=self.last.day,
            words=self.words.data or "",
            up_to=up_to,
        )

    @property
    def is_used(self) -> bool:
        """Whether anything is filtered at all."""
        return any(field.data for field in self)


def change_words(verb: str) -> str:
    """A kind of change as a choice: `assessment:rating:saved` is `Rating saved`."""
    return capital(" ".join(verb.split(":")[1:]).replace("_", " "))


def _check_is_a_day(field: Any) -> None:
    try:
        if field.data:
            date.fromisoformat(field.data)
    except ValueError as wrong:
        raise ValidationError(f"{field.label.text} must be a real date, like 2006-06-30") from wrong
