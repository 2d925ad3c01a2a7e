"""What is typed when a report is published again: what changed and why, and corrected words."""

from __future__ import annotations

from ..ui.forms import Form, Hidden, Words

LONG = 20_000


class PublishForm(Form):
    """Publishing for the first time: nothing to type."""

    number = Hidden()


class VersionForm(Form):
    """Publishing a new version."""

    number = Hidden()
    changed = Words("What changed", needs="Say what changed", most=2_000, rows=3, hint="It is printed on the cover.")
    because = Words("Why", needs="Say why", most=2_000, rows=3, hint="It is printed on the cover.")


class WordsForm(VersionForm):
    """Publishing a new version with other words in one place."""

    words = Words("The corrected words", needs="Enter the corrected words", most=LONG, rows=6)
