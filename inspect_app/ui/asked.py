"""What every field of a form shares: the label and hint, whether an answer is needed, and how words are cleaned.

It refuses with sentences that say what to enter, and never with the word "invalid".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from wtforms.validators import StopValidation, ValidationError

Check = Callable[[Any, Any], object]
"""Takes form and field, and raises ValidationError with a sentence."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Characters that no keyboard writes; the last ones turn the direction of the text around them."""


class Asked:
    """What every field of a page has besides its value: a hint, and whether an answer is needed."""

    def __init__(
        self, label: str, *, needs: str | None = None, hint: str = "", checks: Sequence[Check] = (), **options: Any
    ) -> None:
        self.hint = hint
        self.needs = needs
        validators = [*([Needed(needs)] if needs else []), *checks]
        # The next class in line is always a field of WTForms.
        super().__init__(label, validators=validators, **options)  # type: ignore[call-arg]


class Needed:
    """Refuses an empty field with a sentence such as "Enter the title"."""

    field_flags = {"required": True}  # noqa: RUF012  WTForms reads it from the class

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is None or field.data is False or field.data in ("", []):
            if not field.errors:
                raise StopValidation(self.sentence)
            raise StopValidation()


class AtMost:
    """Refuses a text that is longer than so many characters, and says by how many."""

    def __init__(self, characters: int) -> None:
        self.characters = characters

    def __call__(self, form: Any, field: Any) -> None:
        length = len(field.data or "")
        if length > self.characters:
            over = length - self.characters
            raise ValidationError(
                f"{field.label.text}: this is {length:,} characters long and {self.characters:,} fit. "
                f"Take out {over:,} of them"
            )


def in_one_line(text: str | None) -> str | None:
    """Without control characters, and with single spaces."""
    return None if text is None else " ".join(CONTROL.sub("", text).split())


def in_many_lines(text: str | None) -> str | None:
    """Line ends as one character, no control characters, no space at the end; the words stay as they were typed."""
    if text is None:
        return None
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).rstrip()
