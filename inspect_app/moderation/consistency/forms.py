"""What is asked when something in the queue is settled."""

from __future__ import annotations

from ...ui.forms import Choice, Form, Hidden, Words


class SettleForm(Form):
    """How it is settled, and why. The ways depend on what it is about."""

    way = Choice("How do you settle it?", needs="Choose how it is settled", choices=())
    note = Words(
        "Why?",
        needs="Say why, so that others can follow it",
        most=2_000,
        rows=4,
        hint="Everyone in the inspectorate who may see this can read it.",
    )
    version = Hidden()


class LookForm(Form):
    """Looking again: nothing to type."""
