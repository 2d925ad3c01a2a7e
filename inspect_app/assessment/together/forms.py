"""The shape and wording of comments."""

from __future__ import annotations

from collections.abc import Sequence

from ...ui.forms import Choices, Form, Hidden, Words
from .mentions import Member

LONGEST = 5_000


class CommentForm(Form):
    """A comment or a reply, and who is asked to answer it."""

    text = Words(
        "Your comment",
        needs="Write your comment",
        most=LONGEST,
        rows=4,
        hint="Only the force's own team can read it. It is part of no report.",
    )
    asks = Choices("Who should answer?", coerce=int, hint="They get a mail. Typing @ and a name does the same.")
    on = Hidden()
    finding = Hidden()
    reply_to = Hidden()

    def offer(self, team: Sequence[Member], me: int) -> None:
        """Lets everybody of the team be asked but the one who writes."""
        self.asks.choices = [
            (member.id, f"{member.name}, {member.post}" if member.post else member.name)
            for member in team
            if member.id != me
        ]


def number(text: str | None) -> int | None:
    """What a hidden field holds as a number; None where it holds none, whatever else it holds."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
