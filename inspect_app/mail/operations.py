"""Writes messages into the outbox, in the caller's transaction; sending them is a job."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from .. import clock
from ..audit.operations import About, Person, record
from ..jobs import operations as jobs
from ..promises import NotAllowed, NotFound
from .models import Message

SEND = "mail:send"
KEPT_FOR = timedelta(days=90)
"""How long messages that were sent stay in the table."""
STILL_NEWS = timedelta(days=2)
"""A message that could not be sent for so long is not sent by itself any more: its link may have expired."""


def write(
    session: Session, *, to: str, subject: str, text: str, link: str | None = None, person: int | None = None
) -> Message:
    """A message in plain text to one address, and the job that sends it. `link` is the address it is about, if any."""
    message = Message(
        to=" ".join(to.split()),
        person_id=person,
        # A subject is one line, whatever the title that somebody chose has in it.
        subject=" ".join(subject.split()),
        text=text,
        link=link,
        state="waiting",
        written_at=clock.now().replace(tzinfo=None),
        sent_at=None,
        tries=0,
        fault=None,
    )
    session.add(message)
    session.flush()
    jobs.enqueue(session, SEND, message.id)
    return message


def send_again(session: Session, message_id: int, *, by: Person) -> Message:
    """Lets a message that failed, or that may have been sent, go out once more, because a person decided so.

    Raises NotFound, and NotAllowed where it was sent for certain.
    """
    message = session.scalars(select(Message).where(Message.id == message_id).with_for_update()).one_or_none()
    if message is None:
        raise NotFound
    if message.state == "sent":
        raise NotAllowed("This message was sent. Write a new one if it did not arrive.")
    message.state, message.tries, message.fault = "waiting", 0, None
    session.flush()
    jobs.enqueue(session, SEND, message.id, by=by.id)
    about = About("message", message.id)
    says = f"asked for message {message.id} to be sent again"
    record(session, "mail:message:sent_again", about, by=by, says=says, audience="accounts")
    return message


def ask_for_waiting(session: Session) -> int:
    """Asks for every recent message to be sent that waits, as they do until a mail server is set. Answers how many."""
    since = clock.now().replace(tzinfo=None) - STILL_NEWS
    waiting = select(Message.id).where(Message.state == "waiting", Message.written_at >= since)
    found = session.scalars(waiting.order_by(Message.id)).all()
    for message in found:
        jobs.enqueue(session, SEND, message)
    return len(found)


def forget_sent(session: Session) -> int:
    """Takes messages out of the table that were sent a while ago. Answers how many."""
    before = clock.now().replace(tzinfo=None) - KEPT_FOR
    found = session.scalars(select(Message.id).where(Message.state == "sent", Message.sent_at < before)).all()
    session.execute(delete(Message).where(Message.id.in_(found)))
    return len(found)
