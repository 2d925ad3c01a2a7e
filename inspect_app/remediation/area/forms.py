"""What is asked about one area: its fields, its criteria, what it waits for, and the policing body's response."""

from __future__ import annotations

from ...ui.forms import Choices, Form, Hidden, Text, Words
from ..register.forms import AreaForm, whole_number


class ChangeForm(AreaForm):
    """The fields as they are now, and why they change."""

    note = Text("Note", most=250, hint="Why, for the log. You can leave this empty.")
    version = Hidden()


class CriteriaForm(Form):
    """The criteria of one framework on which an area bears."""

    criteria = Choices("Criteria")


class WaitForm(Form):
    """Another area that has to be done first."""

    number = Text("Number of the one that comes first", needs="Enter the number of the one that comes first", width=4)

    def other(self) -> int | None:
        """The number, also where somebody typed `AFI 12`."""
        return whole_number((self.number.data or "").upper().removeprefix("AFI").strip())


class StopWaitForm(Form):
    """Only a button."""


class ResponseForm(Form):
    """What the local policing body says."""

    comments = Words("Comments of the policing body", needs="Enter the comments of the policing body", most=10_000)
    action = Words("Action taken or proposed", most=10_000, rows=3)
    why_none = Words("Or why no action is taken", most=5_000, rows=2)
    version = Hidden()

    def fits(self) -> bool:
        """Complains unless there is either an action or why there is none."""
        if bool(self.action.data) == bool(self.why_none.data):
            sentence = "Enter the action, or say why there is none"
            self.complain(f"{sentence}, but not both" if self.action.data else sentence, "action")
            return False
        return True
