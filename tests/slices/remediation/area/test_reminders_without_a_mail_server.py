"""A digest that no mail server takes waits, is tried again, and goes out once: never lost, and never twice."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from sqlalchemy import select

from inspect_app import clock, db
from inspect_app.jobs import due
from inspect_app.jobs.models import Job
from inspect_app.jobs.worker import Worker
from inspect_app.mail.models import Message
from tests.slices.remediation.improving import TODAY, Improving, improving


class Taker:
    """Takes every message, and keeps whom it is to and what it is about."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        message = email.message_from_bytes(envelope.content, policy=default)
        self.taken.append((message["To"], message["Subject"]))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def up(port: int) -> Iterator[Taker]:
    """A mail server, for as long as the block runs."""
    taker = Taker()
    controller = Controller(taker, hostname="127.0.0.1", port=port)
    controller.start()
    yield taker
    controller.stop()


def work(it: Improving) -> None:
    """What a worker does when everything that waits has become due."""
    with db.unit_of_work(it.url) as session:
        for job in session.scalars(select(Job).where(Job.state == "waiting")):
            job.due_at = clock.now().replace(tzinfo=None)
    Worker(it.app).do_all()


def states(it: Improving) -> list[str]:
    with db.reading(it.url) as session:
        return list(session.scalars(select(Message.state).order_by(Message.id)))


def test_a_digest_outlives_a_mail_server_that_is_down(tmp_path: Path) -> None:
    port = free_port()
    it = improving(tmp_path, mail_server=f"127.0.0.1:{port}", mail_from="Inspect <inspect@example.org>")
    it.owned(title="Late", due_on=TODAY - timedelta(days=1))
    for _ in range(2):
        assert [one for one in due.run(it.app) if one.done is None] == []
        work(it)
    assert states(it) == ["waiting"]
    with up(port) as server:
        work(it)
        due.run(it.app)
        work(it)
    assert server.taken == [("omar.reid@example.org", "Areas for improvement: one thing overdue")]
    assert states(it) == ["sent"]
