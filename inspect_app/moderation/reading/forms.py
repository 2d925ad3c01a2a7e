"""The shape and wording of what a reader types."""

from __future__ import annotations

from ...grading.edition import Edition
from ...grading.proposal import Proposal
from ...ui.forms import Choice, Form, Hidden, Text, Words

LONGEST, REASON = 20_000, 5_000


class ReadingForm(Form):
    """How far a criterion is met in the reader's own view, and why; checked by the operation that saves it.

    `version` is the one that was seen; `show` is the filter that the page was opened with.
    """

    step = Text("How far is it met?", most=60)
    because = Words("Why?", most=LONGEST, rows=4)
    version = Hidden()
    show = Hidden()


class FinishForm(Form):
    """The reader's own grade and direction."""

    grade = Choice("Your grade", needs="Choose your grade")
    direction = Choice("Your direction of travel", needs="Choose the direction of travel")
    because = Words(
        "Why, if it is not what your ratings propose?",
        most=REASON,
        rows=5,
        hint="Needed only where your grade or direction is another. This reason will be published.",
    )

    def offer(self, edition: Edition, proposal: Proposal | None) -> None:
        """The grades of the edition, best first, and its directions; what has no steps is not asked."""
        scales = edition.scales
        if proposal is None or proposal.view is None:
            del self.grade
        else:
            self.grade.choices = [(step.id, step.label) for step in reversed(scales.outcomes.grades.steps)]
        apart = [step for step in (scales.not_graded, scales.not_comparable) if step is not None]
        directions = [*reversed(scales.directions.steps), *apart] if scales.directions.steps else []
        if directions:
            self.direction.choices = [(step.id, step.label) for step in directions]
        else:
            del self.direction


class StandDownForm(Form):
    """Why a reader stands down."""

    because = Words(
        "Why do you stand down?",
        needs="Say why you stand down",
        most=REASON,
        rows=4,
        hint="The national lead reads it, and names somebody else.",
    )


class ReopenForm(Form):
    """Why a finished reading has to be taken up again."""

    because = Words("Why does it have to be read again?", needs="Say why it has to be read again", most=REASON, rows=4)
