"""What is typed and sent along when an assessment is finished. The digest says which state was on the page."""

from __future__ import annotations

from ...ui.forms import Form, Hidden, Password, Words

REASON = 2_000


class SubmitForm(Form):
    """Submitting: nothing to type, only what was shown."""

    digest = Hidden()


class SignForm(Form):
    """Signing: the password once more."""

    digest = Hidden()
    password = Password("Your password", needs="Enter your password to sign", autocomplete="current-password")


class BackForm(Form):
    """Returning or taking back: why."""

    because = Words(
        "Why, and what has to change?",
        needs="Say what has to change, so that the others know",
        most=REASON,
        rows=6,
        hint="Everyone in the force who works on this assessment reads it, and it is kept in the history.",
    )
