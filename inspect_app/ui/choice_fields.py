"""Choosing one or several from what is offered, as radios, a select or checkboxes.

An answer that was never offered is refused with a sentence, whatever it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from .asked import Asked

Pairs = Iterable[tuple[Any, str]]
Offered = Pairs | Mapping[str, Pairs]
"""Values and labels; or such pairs under the titles of their groups."""


class _Offering(Asked, Field):
    """What both kinds of choosing share. `choices` may be set on the field of a form, as they often depend on rows."""

    def __init__(
        self,
        label: str,
        *,
        choices: Offered | None = None,
        hints: Mapping[Any, str] | None = None,
        wrong: str = "Choose from what is offered",
        coerce: Callable[[Any], Any] = str,
        **options: Any,
    ) -> None:
        self.choices: Offered = choices if isinstance(choices, Mapping) else list(choices or ())
        self.hints, self.wrong, self.coerce = dict(hints or {}), wrong, coerce
        super().__init__(label, **options)

    def offered(self) -> list[tuple[Any, str]]:
        """Values and labels in order, without the groups."""
        if isinstance(self.choices, Mapping):
            return [(value, text) for group in self.choices.values() for value, text in group]
        return [(value, text) for value, text in self.choices]

    def _coerced(self, value: Any) -> Any:
        """What cannot be read stays as it is, and is then none of what is offered."""
        try:
            return self.coerce(value)
        except (ValueError, TypeError):
            return value


class Choice(_Offering):
    """One of several. An empty answer is None.

    `look` is `radios` or `select`; `hints` are lines under a radio, by value; `coerce` makes values of what is sent.
    """

    def __init__(
        self, label: str, *, look: str = "radios", wrong: str = "Choose one from the list", **options: Any
    ) -> None:
        self.kind = look
        super().__init__(label, wrong=wrong, **options)

    def process_data(self, value: Any) -> None:
        """What the form is opened with; nothing is no answer."""
        self.data = None if value is None else self._coerced(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """What was sent; radios of which none is chosen send nothing."""
        if valuelist:
            self.data = None if valuelist[0] == "" else self._coerced(valuelist[0])

    def pre_validate(self, form: Any) -> None:
        """Refuses what was not offered."""
        if self.data is not None and all(self.data != value for value, _ in self.offered()):
            raise ValidationError(self.wrong)


class Choices(_Offering):
    """Any number of several, as checkboxes. No answer is an empty list."""

    kind = "checkboxes"

    def __init__(self, label: str, *, wrong: str = "Choose only from the list", **options: Any) -> None:
        super().__init__(label, wrong=wrong, **options)

    def process_data(self, value: Any) -> None:
        """What the form is opened with."""
        self.data = [self._coerced(one) for one in value or ()]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """What was sent; nothing is none."""
        self.data = [self._coerced(value) for value in valuelist]

    def pre_validate(self, form: Any) -> None:
        """Refuses what was not offered."""
        values = [value for value, _ in self.offered()]
        if any(one not in values for one in self.data):
            raise ValidationError(self.wrong)
