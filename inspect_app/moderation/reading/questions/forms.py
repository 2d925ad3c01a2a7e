"""The shape and wording of questions to a force, and of its answers."""

from __future__ import annotations

from collections.abc import Iterable

from ....ui.forms import Choice, Choices, Day, Form, Words
from .policy import KINDS

LONGEST = 5_000


class AskForm(Form):
    """What a reader asks the force, and by when."""

    kind = Choice("What do you ask for?", needs="Choose what you ask for", choices=list(KINDS.items()))
    words = Words(
        "What do you ask?",
        needs="Write what you ask",
        most=LONGEST,
        rows=3,
        hint="The force reads it and is not told who asks.",
    )
    due_on = Day("Answer by", needs="Enter the day by which the force should answer")


class AnswerForm(Form):
    """The force's answer."""

    answer = Words("Your answer", needs="Write your answer", most=LONGEST, rows=6)
    evidence = Choices("Evidence from your library", coerce=int, hint="The inspectorate can then read these pieces.")

    def offer(self, pieces: Iterable[tuple[int, str]]) -> None:
        """Revisions that can be supplied, by id."""
        self.evidence.choices = list(pieces)
