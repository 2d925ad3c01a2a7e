"""Hands one message to a mail server, and says honestly whether the server took it.

It knows no table and tries nothing twice.
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from urllib.parse import urlsplit

from .. import clock
from ..config import Settings

PATIENCE = 20.0
"""Seconds to wait for the server at each step."""


class Refused(Exception):
    """The server will never take this message. The sentence says why."""


class NotNow(Exception):
    """The server did not take the message; it may another time. The sentence says why."""


class Uncertain(Exception):
    """The connection ended while the server was taking the message: it may have been sent, or not."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent: `number` makes its id, so that a server can tell a message that comes twice."""

    number: int
    to: str
    subject: str
    text: str


def send(settings: Settings, letter: Letter) -> None:
    """Returns when the server has taken the message. Raises Refused, NotNow or Uncertain.

    The connection is encrypted where the server offers it; a password is only ever told over one that is.
    """
    host, port = address_of(settings.mail_server)
    message = _message(settings, letter)
    try:
        server = smtplib.SMTP(host, port, timeout=PATIENCE)
        try:
            _introduce(server, settings)
            _hand_over(server, message, letter.to)
        finally:
            # What goes wrong with taking leave must not make a message that was taken look as if it was not.
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()
    except smtplib.SMTPResponseException as fault:
        raise _judged(fault.smtp_code) from fault
    except (OSError, smtplib.SMTPException) as fault:
        raise NotNow("The mail server cannot be reached.") from fault


def address_of(mail_server: str) -> tuple[str, int]:
    """Host and port of the setting `host:port`; without a port, 25."""
    parsed = urlsplit(f"//{mail_server}")
    return parsed.hostname or "localhost", parsed.port or 25


def sender(settings: Settings) -> str:
    """From whom the messages come: the setting, or else an address at the site's own name that nobody reads."""
    return settings.mail_from or f"Inspect <no-reply@{urlsplit(settings.base_url).hostname or 'localhost'}>"


def _message(settings: Settings, letter: Letter) -> EmailMessage:
    # Every server takes seven bits; whatever is not plain ASCII is encoded.
    made = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    try:
        made["From"], made["To"], made["Subject"] = sender(settings), letter.to, letter.subject
    except (ValueError, IndexError) as fault:
        raise Refused("The address or the subject cannot be written into a message.") from fault
    made["Date"] = format_datetime(clock.now())
    domain = urlsplit(settings.base_url).hostname or "localhost"
    made["Message-ID"] = make_msgid(f"message-{letter.number}", domain=domain)
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text)
    return made


def _introduce(server: smtplib.SMTP, settings: Settings) -> None:
    server.ehlo_or_helo_if_needed()
    encrypted = server.has_extn("starttls")
    if encrypted:
        try:
            server.starttls(context=ssl.create_default_context())
        except ssl.SSLError as fault:
            raise NotNow("The mail server's certificate cannot be trusted.") from fault
        server.ehlo()
    if settings.mail_user:
        if not encrypted:
            raise NotNow("The mail server offers no encryption, so the password was not told to it.")
        server.login(settings.mail_user, settings.mail_password)


def _hand_over(server: smtplib.SMTP, message: EmailMessage, to: str) -> None:
    for code, _ in (server.mail(parseaddr(str(message["From"]))[1]), server.rcpt(to)):
        if code not in (250, 251):
            raise _judged(code)
    server.putcmd("data")
    code, _ = server.getreply()
    if code != 354:
        raise _judged(code)
    try:
        server.send(_as_sent(message))
        code, _ = server.getreply()
    except (OSError, smtplib.SMTPException) as fault:
        raise Uncertain from fault
    if code != 250:
        raise _judged(code)


def _as_sent(message: EmailMessage) -> bytes:
    """The message in lines of the network; a line that is only a full stop would end it early, so it gets another."""
    content = message.as_bytes()
    lines = [b"." + line if line.startswith(b".") else line for line in content.split(b"\r\n")]
    body = b"\r\n".join(lines)
    return body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _judged(code: int) -> Exception:
    """A code of the five hundreds is for good, but for those that are about us and not about the message."""
    if code in (530, 534, 535, 538):
        return NotNow("The mail server did not accept the name and the password.")
    if 500 <= code < 600:
        return Refused(f"The mail server does not take this message (code {code}).")
    return NotNow(f"The mail server did not take the message for now (code {code}).")
