"""The forms of signing in and of passwords."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from ..ui.forms import Email, Form, Hidden, Password
from . import passwords


class SignInForm(Form):
    """Who somebody is, and what only they know."""

    email = Email(needs="Enter your e-mail address", autocomplete="username")
    password = Password(needs="Enter your password")
    next = Hidden(most=2_000)


class LinkForm(Form):
    """Where a link to choose a password is to go."""

    email = Email(needs="Enter your e-mail address", autocomplete="username")


class NewPasswordForm(Form):
    """A new password; `email` is set by the page, as a password must not be the address."""

    email = ""
    password = Password(
        "New password",
        needs="Enter a new password",
        hint=f"At least {passwords.SHORTEST} characters. A few words that nobody would guess are easy to remember",
        autocomplete="new-password",
    )

    def validate_password(self, field: Any) -> None:
        """Refuses what is easy to guess."""
        wrong = passwords.weakness(field.data or "", self.email)
        if field.data and wrong:
            raise ValidationError(wrong)
