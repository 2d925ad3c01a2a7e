"""The form of a peer group, and the sentences about what cannot be taken."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from ...ui.forms import Choices, Day, Form, Hidden, Text, Yes
from .policy import Wanted


class PeerGroupForm(Form):
    """With whom a force is compared, from when, and who says so."""

    title = Text("Title", needs="Enter a title", hint="Such as Most similar forces 2005", most=120)
    begins_on = Day("First day", needs="Enter the first day on which the group holds")
    ends_on = Day("Last day", hint="Leave empty while it holds")
    members = Choices("Forces in the group", needs="Choose at least one force", choices=())
    counts_itself = Yes("The average counts the force itself")
    source = Text("Source", needs="Say where the group comes from", hint="Who published it, and when", most=200)
    version = Hidden()

    def validate_ends_on(self, field: Any) -> None:
        """A group has an order of days."""
        if field.data and self.begins_on.data and field.data < self.begins_on.data:
            raise ValidationError("The last day must not be before the first day")

    def wanted(self) -> Wanted:
        """What was filled in; only after the form was found to be right."""
        assert self.begins_on.data is not None
        return Wanted(
            title=str(self.title.data),
            begins_on=self.begins_on.data,
            ends_on=self.ends_on.data,
            members=tuple(self.members.data),
            counts_itself=bool(self.counts_itself.data),
            source=str(self.source.data),
        )
