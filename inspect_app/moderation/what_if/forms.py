"""The sentence with fields in it by which a change of method is chosen, and the reason with which it is proposed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...catalogue.plain_english import chosen_values
from ...grading.edition import Edition
from ...promises import BadInput
from ...ui.forms import Choice, Form, Hidden, Text, Words
from . import changes
from .changes import FLAG_WORDS, FLAGS, Change

KIND_WORDS = {
    "parameter": "A word's value",
    "level": "A criterion's level",
    "flag": "A criterion's weight",
    "leave_out": "A criterion left out",
    "rule": "A rule left out",
}


HOW = "Of a share a percentage or a fraction, such as 60% or 3/5. Of a count a whole number"


class WhatIfForm(Form):
    """One change. Which of the fields are asked depends on its kind; the answers stand in the address."""

    kind = Hidden()
    parameter = Choice("Word", look="select", choices=())
    value = Text(
        "means",
        width=5,
        most=20,
        hint=HOW,
    )
    criterion = Text("Criterion", width=10, most=40, hint="Such as 3C G9")
    level = Choice("counts as", look="select", choices=())
    flag = Choice("counts differently: it", look="select", choices=())
    rule = Choice("Rule", look="select", choices=())

    def offer(self, edition: Edition) -> None:
        """Offers what this edition has."""
        readings = {chosen.word: chosen.reading for chosen in chosen_values(edition)}
        self.parameter.choices = [(p.name, _word(edition, p.name, readings)) for p in edition.method.parameters]
        self.level.choices = list(edition.method.levels.items())
        self.flag.choices = [
            (flag if on else f"not_{flag}", FLAG_WORDS[flag, on]) for flag in FLAGS for on in (True, False)
        ]
        self.rule.choices = [(rule.id, rule.words) for rule in changes.rules(edition)]

    @property
    def asked(self) -> tuple[Any, ...]:
        """The fields of the sentence, in order."""
        return {
            "level": (self.criterion, self.level),
            "flag": (self.criterion, self.flag),
            "leave_out": (self.criterion,),
            "rule": (self.rule,),
        }.get(str(self.kind.data), (self.parameter, self.value))

    def change(self, edition: Edition) -> Change:
        """What was chosen. Raises BadInput, with the name of the field."""
        kind = str(self.kind.data)
        if kind in ("level", "flag", "leave_out"):
            if not self.criterion.data:
                raise BadInput("Enter a criterion, such as 3C G9", "criterion")
            _, criterion = changes.found(edition, self.criterion.data)
            to = {"level": self.level.data, "flag": self.flag.data}.get(kind) or ""
            return Change(kind, criterion.id, to)
        if kind == "rule":
            return Change(kind, self.rule.data or "")
        parameter = next((p for p in edition.method.parameters if p.name == self.parameter.data), None)
        if parameter is None:
            raise BadInput("Choose one of the words", "parameter")
        return Change("parameter", parameter.name, changes.number(edition, parameter, self.value.data or ""))

    def read_as(self, edition: Edition) -> str:
        """How the value was read that was typed, where that is not plain; only after the change was found right."""
        parameter = next((p for p in edition.method.parameters if p.name == self.parameter.data), None)
        if str(self.kind.data) != "parameter" or parameter is None:
            return ""
        typed = self.value.data or ""
        return changes.read_as(parameter, typed, Fraction(changes.number(edition, parameter, typed)))


class ProposeForm(Form):
    """Saving a change as a proposal."""

    because = Words(
        "Why should the method change?",
        needs="Say why the method should change",
        most=2_000,
        rows=4,
        hint="Saved with the effect as it is now. It changes no grade, and nothing is adopted by it.",
    )


def _word(edition: Edition, name: str, readings: dict[str, str]) -> str:
    """`“Most”, now more than 50%`: two parameters of one word are told apart by what they mean now."""
    chosen = list(chosen_values(edition))
    names = [p.name for p in edition.method.parameters]
    if len(chosen) != len(names):
        parameter = edition.method.parameters[names.index(name)]
        return f"“{parameter.word}”, now {changes.shown(parameter, edition.method.values[name])}"
    found = chosen[names.index(name)]
    return f"“{found.word}”, now {found.reading[:1].lower()}{found.reading[1:].rstrip('.')}"
