"""What is asked to call a meeting, to add an item, and to record a decision."""

from __future__ import annotations

from ...ui.forms import Day, Form, Hidden, Text, Words


class MeetingForm(Form):
    """A new meeting."""

    title = Text("Title", needs="Enter a title", hint="Such as Moderation of domain 3", most=120)
    on_day = Day("Day", needs="Enter the day of the meeting")


class ItemForm(Form):
    """One more item on the agenda."""

    title = Text("What is to be talked about", needs="Enter what is to be talked about", most=250)


class DecisionForm(Form):
    """What was decided on one item."""

    decided = Words("What was decided", needs="Enter what was decided", most=2_000, rows=3)
    version = Hidden()


class PlainForm(Form):
    """A button with nothing to type."""
