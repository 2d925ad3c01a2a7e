"""The forms of somebody's own account."""

from __future__ import annotations

from ...ui.forms import Form, Password, Text
from ..forms import NewPasswordForm


class ProfileForm(Form):
    """How somebody is named wherever they decide something."""

    name = Text("Name", needs="Enter your name", autocomplete="name", most=120)
    post = Text(
        "Post",
        hint="Stands beside your name where you decide something, such as Detective Superintendent",
        autocomplete="organization-title",
        most=120,
    )


class ChangePasswordForm(NewPasswordForm):
    """A new password, and the present one so that nobody else can choose it."""

    present = Password("Present password", needs="Enter your present password")
