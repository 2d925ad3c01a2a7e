"""What is typed about good practice: what checking one found, and which are chosen in which order."""

from __future__ import annotations

from ...ui.forms import Choice, Form, Hidden, Words

ANSWERS = (("yes", "Yes"), ("partly", "Partly"), ("no", "No"))
LONG = 4_000


class CheckForm(Form):
    """What checking one offer found."""

    version = Hidden()
    evaluated = Choice("Was it evaluated?", choices=ANSWERS, needs="Say whether it was evaluated")
    transferable = Choice(
        "Could another force use it?", choices=ANSWERS, needs="Say whether another force could use it"
    )
    note = Words("What you found", needs="Write what you found", most=LONG, rows=4)


class ChooseForm(Form):
    """Which are printed, in their order."""

    first = Choice("First", look="select", coerce=int)
    second = Choice("Second", look="select", coerce=int)
    third = Choice("Third", look="select", coerce=int)

    @property
    def places(self) -> tuple[Choice, Choice, Choice]:
        return self.first, self.second, self.third

    @property
    def chosen(self) -> list[int]:
        """The findings that are chosen, in order; an empty place closes up."""
        return [place.data for place in self.places if place.data is not None]
