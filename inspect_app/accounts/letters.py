"""What the messages about accounts say. They hold a link and never a password."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ..mail import operations as mail
from ..mail.models import Message
from .models import Person
from .one_time_links import LASTS_WORDS


def invitation(session: Session, person: Person, link: str, inviter: str) -> Message:
    """Tells somebody that they have an account."""
    invited = f"{inviter} has invited you" if inviter else "You are invited"
    return mail.write(
        session,
        to=person.email,
        subject="You are invited to Inspect",
        text=(
            f"Hello {person.name},\n\n"
            f"{invited} to Inspect, where inspections are prepared and graded.\n\n"
            f"Choose a password here:\n{link}\n\n"
            f"The link works once, within {LASTS_WORDS['invitation']}. Later, ask your administrator for another.\n"
        ),
        link=link,
        person=person.id,
    )


def reset(session: Session, person: Person, link: str) -> Message:
    """Sends somebody a link to choose a new password."""
    return mail.write(
        session,
        to=person.email,
        subject="Choose a new password for Inspect",
        text=(
            f"Hello {person.name},\n\n"
            f"You can choose a new password here:\n{link}\n\n"
            f"The link works once, within {LASTS_WORDS['reset']}. Nothing changes until you use it. If you did not ask "
            "for it, you need not do anything.\n"
        ),
        link=link,
        person=person.id,
    )


def locked(session: Session, person: Person, minutes: int, address: str) -> Message:
    """Warns somebody that their account was locked."""
    return mail.write(
        session,
        to=person.email,
        subject="Your account in Inspect is locked for a while",
        text=(
            f"Hello {person.name},\n\n"
            f"Somebody tried to sign in with your e-mail address several times with a wrong password. To protect you, "
            f"nobody can sign in with it until {minutes} minutes after the last try.\n\n"
            f"If it was you, wait, or choose a new password here:\n{address}\n\n"
            "If it was not you, tell your administrator.\n"
        ),
        person=person.id,
    )


def changed(session: Session, person: Person) -> Message:
    """Tells somebody that their password is another one now, in case it was not they who chose it."""
    return mail.write(
        session,
        to=person.email,
        subject="Your password for Inspect was changed",
        text=(
            f"Hello {person.name},\n\n"
            "Your password was changed, and you were signed out everywhere else.\n\n"
            "If you did not do this, tell your administrator at once.\n"
        ),
        person=person.id,
    )
