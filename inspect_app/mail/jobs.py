"""Sends what is in the outbox: each message once, and never a second time by itself.

A message is marked as being sent before the server hears of it. When the worker stops in between, nobody can know
whether it went out; it then stays marked, and an administrator decides.
"""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from .. import clock
from ..config import Settings
from ..jobs.handlers import Due, Handler, Progress, Site, TryLater
from ..jobs.taking import MOST_TRIES
from . import operations, smtp
from .models import Message

MAY_HAVE_BEEN_SENT = "The connection to the mail server ended while it took the message. It may have been sent."


def send(site: Site, subject: str, _progress: Progress) -> None:
    """Sends one message. Without a mail server it stays in the outbox, where an administrator can copy its link."""
    if not site.settings.mail_server:
        return
    with site.unit_of_work() as session:
        letter = _take(session, int(subject))
    if letter is None:
        return
    try:
        smtp.send(site.settings, letter)
    except smtp.Uncertain:
        _ended(site, letter, "sending", MAY_HAVE_BEEN_SENT)
    except smtp.Refused as fault:
        _ended(site, letter, "failed", str(fault))
    except smtp.NotNow as fault:
        is_last = _put_back(site, letter, str(fault))
        if not is_last:
            raise TryLater(str(fault)) from fault
    else:
        _ended(site, letter, "sent", None)


def due(settings: Settings) -> dict[str, Due]:
    """What comes round again: old messages go, and with a mail server those that wait are sent."""
    found: dict[str, Due] = {"mail:forget_sent": operations.forget_sent}
    if settings.mail_server:
        found["mail:ask_for_waiting"] = operations.ask_for_waiting
    return found


HANDLERS: dict[str, Handler] = {operations.SEND: send}


def _take(session: Session, message_id: int) -> smtp.Letter | None:
    """Marks a message as being sent; None where it is not waiting, so that whoever comes second sends nothing."""
    message = session.scalars(
        select(Message).where(Message.id == message_id, Message.state == "waiting").with_for_update()
    ).one_or_none()
    if message is None:
        return None
    message.state, message.fault = "sending", None
    message.tries += 1
    text = message.text.rstrip()
    if message.link and message.link not in text:
        text = f"{text}\n\n{message.link}"
    return smtp.Letter(message.id, message.to, message.subject, text + "\n")


def _put_back(site: Site, letter: smtp.Letter, fault: str) -> bool:
    """Lets a message that was certainly not sent wait, or fail after its last try; answers whether that was it."""
    with site.unit_of_work() as session:
        message = session.get_one(Message, letter.number)
        is_last = message.tries >= MOST_TRIES
        message.state, message.fault = "failed" if is_last else "waiting", fault
        return is_last


def _ended(site: Site, letter: smtp.Letter, state: str, fault: str | None) -> None:
    sent_at = clock.now().replace(tzinfo=None) if state == "sent" else None
    with site.unit_of_work() as session:
        values = {"state": state, "fault": fault, "sent_at": sent_at}
        session.execute(update(Message).where(Message.id == letter.number).values(values))
