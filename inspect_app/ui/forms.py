"""The fields of forms: what people type, cleaned and checked, with a sentence for everything that cannot be taken.

A field keeps what was typed, so that a form which is shown again loses no word; none answers bad input with a fault.
"""

from __future__ import annotations

import re
from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Field, HiddenField, MultipleFileField, StringField
from wtforms.validators import ValidationError

from .asked import Asked, AtMost, Needed, in_many_lines, in_one_line
from .choice_fields import Choice, Choices
from .day_field import Day

__all__ = [
    "AtMost",
    "Choice",
    "Choices",
    "Day",
    "Email",
    "Files",
    "Form",
    "Hidden",
    "Needed",
    "Password",
    "Text",
    "Words",
    "Yes",
    "control_of",
]

LINE, WORDS, SECRET = 250, 20_000, 1_000
"""How many characters a line, a piece of prose and a password may have unless the field says otherwise."""
ADDRESS = re.compile(r"[^@\s<>\"(),:;\\]+@[^@\s<>\"(),:;\\.]+(\.[^@\s<>\"(),:;\\.]+)+")


class Form(FlaskForm):  # type: ignore[misc]
    """A form with the token that only our own pages know. `complaints` are its faults in the order of its fields."""

    def complaints(self) -> list[tuple[str, str]]:
        """The address of a control and the sentence about it; first those that belong to no field."""
        found = [("", str(sentence)) for sentence in self.form_errors]
        for field in self:
            if field.name != "csrf_token":
                found += [(control_of(field), str(sentence)) for sentence in field.errors]
        return found

    def complain(self, sentence: str, field: str | None = None) -> None:
        """Adds a fault that was only found when doing what was asked."""
        if field is not None and field in self:
            self[field].errors = [*self[field].errors, sentence]
        else:
            self.form_errors.append(sentence)


def control_of(field: Field) -> str:
    """The id of the first control of a field, to which a complaint leads."""
    kind = getattr(field, "kind", "")
    if kind in {"radios", "checkboxes"}:
        return f"{field.id}-0"
    return f"{field.id}-day" if kind == "day" else str(field.id)


class Text(Asked, StringField):
    """One line. `most` characters; spaces at the ends and control characters go."""

    kind = "text"
    input_type = "text"

    def __init__(self, label: str, *, most: int = LINE, autocomplete: str = "", width: int = 0, **options: Any) -> None:
        self.most, self.autocomplete, self.width = most, autocomplete, width
        options["checks"] = [*options.get("checks", ()), AtMost(most)]
        super().__init__(label, filters=[in_one_line], **options)


class Words(Asked, StringField):
    """Several lines. What was typed is kept as it is, but for line ends and control characters."""

    kind = "words"

    def __init__(self, label: str, *, most: int = WORDS, rows: int = 5, **options: Any) -> None:
        self.most, self.rows = most, rows
        options["checks"] = [*options.get("checks", ()), AtMost(most)]
        super().__init__(label, filters=[in_many_lines], **options)


class Email(Text):
    """An e-mail address, in small letters."""

    kind = "email"
    input_type = "email"

    def __init__(self, label: str = "E-mail address", **options: Any) -> None:
        options["checks"] = [*options.get("checks", ()), _is_address]
        options.setdefault("autocomplete", "email")
        super().__init__(label, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Takes the address in small letters, as people write theirs now so and now so."""
        super().process_formdata([value.lower() for value in valuelist])


def _is_address(form: Any, field: Any) -> None:
    if field.data and not ADDRESS.fullmatch(field.data):
        raise ValidationError("Enter an e-mail address in the form name@example.org")


class Password(Asked, StringField):
    """A password: taken as typed, never shown again."""

    kind = "password"

    def __init__(self, label: str = "Password", *, autocomplete: str = "current-password", **options: Any) -> None:
        self.autocomplete = autocomplete
        options["checks"] = [*options.get("checks", ()), AtMost(SECRET)]
        super().__init__(label, **options)


class Files(Asked, MultipleFileField):
    """Any number of files; `data` is a list of uploads that have a name. `accept` is a hint to the browser only."""

    kind = "files"

    def __init__(self, label: str, *, accept: str = "", multiple: bool = True, **options: Any) -> None:
        self.accept, self.multiple = accept, multiple
        super().__init__(label, **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """An empty file field sends one upload without a name, which is none."""
        self.data = [upload for upload in valuelist if isinstance(upload, FileStorage) and upload.filename]


class Yes(Asked, BooleanField):
    """One box to tick; with `needs`, it must be ticked."""

    kind = "yes"


class Hidden(HiddenField):
    """A value that travels with the form unseen, such as the version that was shown. It is never to be trusted."""

    kind = "hidden"

    def __init__(self, *, most: int = LINE, **options: Any) -> None:
        super().__init__("", filters=[in_one_line], validators=[AtMost(most)], **options)
