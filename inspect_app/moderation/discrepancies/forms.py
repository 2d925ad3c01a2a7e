"""The shape and wording of settling a difference."""

from __future__ import annotations

from collections.abc import Iterable

from ...ui.forms import Choice, Form, Hidden, Words

LONGEST = 5_000


class SettleForm(Form):
    """Whose rating counts, or which other, and why. `version` is that of the settlement that was seen, 0 for none."""

    taken = Choice("Which rating counts?", needs="Choose which rating counts")
    step = Choice("Which other?", look="select")
    because = Words("Why?", needs="Say why. The moderator reads it", most=LONGEST, rows=3)
    version = Hidden()

    def offer(self, first: str, second: str, steps: Iterable[tuple[str, str]]) -> None:
        """The two ratings in words, and every step that there is."""
        self.taken.choices = [("first", first), ("second", second), ("another", "Another rating")]
        self.step.choices = [("", "Choose"), *steps]
