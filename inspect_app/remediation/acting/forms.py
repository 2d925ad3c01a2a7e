"""What is asked about the work on an area: a line of the log, an action, a milestone, and more time."""

from __future__ import annotations

import re

from ...ui.forms import Choice, Day, Form, Hidden, Text, Words
from ..register.forms import EFFORT, OwnerForm, whole_number

PARTS = ((0, "Not begun"), (25, "A quarter"), (50, "Half"), (75, "Three quarters"), (100, "All of it"))


class LineForm(Form):
    """What happened."""

    words = Words("Add to the log", needs="Write what happened", most=5_000, rows=3)


class CorrectionForm(Form):
    """What is right instead."""

    words = Words("What is right", needs="Write what is right", most=5_000, rows=3)


class ActionForm(OwnerForm):
    """One action."""

    what = Words("What will be done", needs="Say what will be done", most=2_000, rows=2)
    due_on = Day("By when")
    effort = Text("Effort in days", width=4, hint=EFFORT)
    progress = Choice("How much is done", look="select", coerce=int, choices=PARTS)
    also = Text(
        "Answers also", most=200, hint="The numbers of other areas that the same action answers, such as 12, 58."
    )
    version = Hidden()

    def fits(self) -> bool:
        """Complains about what cannot be read."""
        right = self.one_owner()
        if (self.effort.data or "").strip() and whole_number(self.effort.data) is None:
            self.complain("Enter the effort as a whole number of days, such as 12", "effort")
            right = False
        if self.numbers() is None:
            self.complain("Enter numbers with commas between them, such as 12, 58", "also")
            right = False
        return right

    def numbers(self) -> list[int] | None:
        """The numbers of other areas; None where something else stands there."""
        said = [part for part in re.split(r"[\s,;]+", (self.also.data or "").upper().replace("AFI", " ")) if part]
        found = [whole_number(part) for part in said]
        return None if None in found else [one for one in found if one is not None]


class MilestoneForm(Form):
    """One step of an action."""

    what = Text("Milestone", needs="Say what the milestone is", most=250)
    due_on = Day("By when")


class DropForm(Form):
    """Why an action is not done."""

    because = Text("Why will it not be done?", needs="Say why it will not be done", most=250)


class LongerForm(Form):
    """A later day, and why."""

    to_day = Day("New due date", needs="Enter the day until which you need")
    because = Words("Why", needs="Say why more time is needed", most=2_000, rows=3)


class AnswerForm(Form):
    """Yes or no to a later day."""

    answer = Choice(
        "Your answer", needs="Choose your answer", choices=[("approved", "Approve it"), ("refused", "Refuse it")]
    )
    because = Words("Why", most=2_000, rows=2, hint="Needed where you refuse it.")
