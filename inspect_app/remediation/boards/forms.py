"""What is asked about a meeting, and about what it decided."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from ...ui.forms import Choice, Day, Form, Hidden, Text, Words
from . import targets

TARGETS = (
    "One to a line, with semicolons: the measure; at least or at most a figure; by when; the value before; the latest "
    "value. Leave out what is not known. For example: Calls answered in time, %; at least 90; 31/03/2008; 84; 87"
)


class MeetingForm(Form):
    """A meeting: what it is called, what it is asked, and the targets that it follows."""

    title = Text("Title", needs="Enter what the meeting is called", hint="Such as Performance and Delivery Board")
    asked = Words(
        "Decisions asked for",
        rows=4,
        most=5_000,
        hint="One to a line. What the register asks by itself, such as a later date, stands in the paper without it.",
    )
    targets = Words("Targets", rows=4, most=10_000, hint=TARGETS)
    version = Hidden()

    def validate_targets(self, field: Any) -> None:
        """Names the line that cannot be read."""
        try:
            targets.read(field.data or "")
        except targets.NotATarget as wrong:
            raise ValidationError(str(wrong)) from wrong

    @property
    def lines(self) -> list[str]:
        """What is asked, a line each."""
        return [line.strip() for line in (self.asked.data or "").splitlines() if line.strip()]


class NewMeetingForm(MeetingForm):
    """A new meeting, with its day."""

    on_day = Day("Day of the meeting", needs="Enter the day of the meeting")


class IssueForm(Form):
    """Makes the paper; `seen` is the digest of what stood on the page."""

    seen = Hidden()


class DecisionForm(Form):
    """What a meeting decided about an item, or by itself; with an action, what it is, whose and by when."""

    area = Hidden()
    decision = Words("What was decided", needs="Say what was decided", rows=3, most=4_000)
    action = Text("New action", hint="Leave empty if nothing new has to be done", most=250)
    owner_id = Choice("Owner of the action", look="select", coerce=int)
    owner_post = Text("Or a post", most=120)
    due_on = Day("Due on", hint="Of the new action")
    no_due_because = Text("Or why no deadline is set", most=250)

    def offer_owners(self, owners: list[tuple[int, str]]) -> None:
        self.owner_id.choices = [("", "Nobody yet"), *owners]

    def fits(self) -> bool:
        """Complains about fields that do not fit together."""
        right = True
        if not self.action.data:
            for field in (self.owner_post, self.due_on, self.no_due_because):
                if field.data:
                    self.complain("Say what the new action is, or leave this empty", field.name)
                    right = False
            return right
        if self.owner_id.data is not None and self.owner_post.data:
            self.complain("Choose a person or enter a post, but not both", "owner_post")
            right = False
        if self.due_on.data and self.no_due_because.data:
            self.complain("Enter a due date, or say why there is none, but not both", "no_due_because")
            right = False
        if not self.due_on.data and not self.no_due_because.data and not self.due_on.errors:
            self.complain("Enter a due date, or say below why none is set", "due_on")
            right = False
        return right
