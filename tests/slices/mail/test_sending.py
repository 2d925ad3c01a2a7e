"""A message goes out once, through a real mail server; what cannot be known is said to be unknown."""

import asyncio
import email
import socket
from collections.abc import Iterator
from email.message import Message as Parsed
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from inspect_app import clock, db
from inspect_app.accounts.actors import Actor
from inspect_app.config import Settings
from inspect_app.jobs import handlers, taking
from inspect_app.jobs.models import Job
from inspect_app.jobs.worker import Worker
from inspect_app.mail import jobs, operations, queries
from inspect_app.mail.models import Message
from inspect_app.promises import NotAllowed, NotFound
from tests import factories

ADMINISTRATOR = Actor(1, "Ann Other", "", "ann@example.org", ())


class PostOffice:
    """Takes mail as a server does, and can be told to refuse it or to hang up."""

    def __init__(self) -> None:
        self.received: list[Parsed] = []
        self.to: list[str] = []
        self.answer = "250 OK"
        self.hangs_up = False

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if address.startswith("nobody"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.hangs_up:
            server.transport.abort()
            await asyncio.sleep(0)
            return "250 OK"
        if self.answer.startswith("250"):
            self.received.append(email.message_from_bytes(envelope.content, policy=default))
            self.to += envelope.rcpt_tos
        return self.answer


@pytest.fixture
def post_office() -> Iterator[tuple[PostOffice, str]]:
    office = PostOffice()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    yield office, f"127.0.0.1:{port}"
    controller.stop()


class Outbox:
    """A database with an outbox, and a worker that empties it."""

    def __init__(self, url: str, server: str, **settings: Any) -> None:
        self.url, self.app = url, Flask("site")
        found = Settings(secret_key="s", database_url=url, mail_server=server, **settings)
        self.app.config.update(DATABASE_URL=url, SETTINGS=found)
        handlers.register(self.app, jobs.HANDLERS)

    def write(
        self, to: str = "priya@example.org", subject: str = "Sign", text: str = "Please sign.", **more: Any
    ) -> int:
        with db.unit_of_work(self.url) as session:
            return operations.write(session, to=to, subject=subject, text=text, **more).id

    def work(self) -> int:
        return Worker(self.app).do_all()

    def message(self) -> Message:
        with db.reading(self.url) as session:
            return session.scalars(select(Message)).one()

    def later(self) -> None:
        with db.unit_of_work(self.url) as session:
            for job in session.scalars(select(Job)):
                job.due_at = clock.now().replace(tzinfo=None)

    def unsent(self) -> list[str]:
        with db.reading(self.url) as session:
            return [message.state for message in queries.unsent(session)]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return factories.empty_database(tmp_path)


@pytest.fixture
def outbox(url: str, post_office: tuple[PostOffice, str]) -> Outbox:
    return Outbox(url, post_office[1], mail_from="Inspect <inspect@example.org>")


def test_a_message_is_sent_once(outbox: Outbox, post_office: tuple[PostOffice, str]) -> None:
    outbox.write(subject="Plan für Ŵy", text="Dear Priya,\n.\n.. ŵ\nthe end", link="https://inspect.example/reset/1")
    assert outbox.work() == 1
    (sent,) = post_office[0].received
    assert (sent["To"], sent["From"]) == ("priya@example.org", "Inspect <inspect@example.org>")
    assert sent["Subject"] == "Plan für Ŵy"
    words = str(sent.get_content()).replace("\r\n", "\n")  # type: ignore[attr-defined]
    assert words == "Dear Priya,\n.\n.. ŵ\nthe end\n\nhttps://inspect.example/reset/1\n"
    assert sent["Message-ID"]
    assert outbox.message().state == "sent"
    assert outbox.unsent() == []
    with db.unit_of_work(outbox.url) as session:
        session.scalars(select(Job)).one().state = "waiting"
    assert outbox.work() == 1
    assert len(post_office[0].received) == 1


def test_a_message_whose_reason_was_dropped_is_not_sent(outbox: Outbox, post_office: tuple[PostOffice, str]) -> None:
    with pytest.raises(ZeroDivisionError), db.unit_of_work(outbox.url) as session:
        operations.write(session, to="priya@example.org", subject="s", text="t")
        raise ZeroDivisionError
    assert outbox.work() == 0
    assert post_office[0].received == []


def test_without_a_mail_server_messages_wait_and_are_sent_once_there_is_one(
    url: str, post_office: tuple[PostOffice, str]
) -> None:
    without = Outbox(url, "")
    without.write(link="https://inspect.example/invitation/1")
    without.work()
    assert without.unsent() == ["waiting"]
    assert "mail:ask_for_waiting" not in jobs.due(without.app.config["SETTINGS"])
    with_one = Outbox(url, post_office[1])
    with db.unit_of_work(url) as session:
        assert jobs.due(with_one.app.config["SETTINGS"])["mail:ask_for_waiting"](session) == 1
    with_one.work()
    assert len(post_office[0].received) == 1


def test_an_address_that_the_server_refuses_has_failed_and_says_so(outbox: Outbox) -> None:
    outbox.write(to="nobody@example.org")
    outbox.work()
    assert (outbox.message().state, outbox.message().fault) == (
        "failed",
        "The mail server does not take this message (code 550).",
    )
    assert outbox.work() == 0


def test_a_message_that_the_server_does_not_take_now_is_tried_again(
    outbox: Outbox, post_office: tuple[PostOffice, str]
) -> None:
    outbox.write()
    post_office[0].answer = "451 try later"
    outbox.work()
    assert (outbox.message().state, outbox.unsent()) == ("waiting", ["waiting"])
    post_office[0].answer = "250 OK"
    outbox.later()
    outbox.work()
    assert outbox.message().state == "sent"


def test_a_message_fails_after_its_last_try(url: str) -> None:
    nowhere = Outbox(url, "127.0.0.1:1")
    nowhere.write()
    for _ in range(taking.MOST_TRIES):
        nowhere.later()
        assert nowhere.work() == 1
    assert (nowhere.message().state, nowhere.message().fault) == ("failed", "The mail server cannot be reached.")
    nowhere.later()
    assert nowhere.work() == 0


def test_a_message_of_which_nobody_knows_is_never_sent_again_by_itself(
    outbox: Outbox, post_office: tuple[PostOffice, str]
) -> None:
    outbox.write()
    post_office[0].hangs_up = True
    outbox.work()
    assert (outbox.message().state, outbox.unsent()) == ("sending", ["uncertain"])
    assert outbox.message().fault == jobs.MAY_HAVE_BEEN_SENT
    post_office[0].hangs_up = False
    with db.unit_of_work(outbox.url) as session:
        operations.ask_for_waiting(session)
    assert outbox.work() == 0
    assert post_office[0].received == []


def test_a_person_may_decide_that_it_goes_out_once_more(outbox: Outbox, post_office: tuple[PostOffice, str]) -> None:
    number = outbox.write()
    post_office[0].hangs_up = True
    outbox.work()
    post_office[0].hangs_up = False
    with db.unit_of_work(outbox.url) as session:
        operations.send_again(session, number, by=ADMINISTRATOR)
    outbox.work()
    assert len(post_office[0].received) == 1
    with pytest.raises(NotAllowed), db.unit_of_work(outbox.url) as session:
        operations.send_again(session, number, by=ADMINISTRATOR)
    with pytest.raises(NotFound), db.unit_of_work(outbox.url) as session:
        operations.send_again(session, 99, by=ADMINISTRATOR)


def test_a_password_is_not_told_over_a_connection_that_anybody_can_read(
    url: str, post_office: tuple[PostOffice, str]
) -> None:
    outbox = Outbox(url, post_office[1], mail_user="inspect", mail_password="secret")
    outbox.write()
    outbox.work()
    assert outbox.message().fault == "The mail server offers no encryption, so the password was not told to it."
    assert post_office[0].received == []


def test_a_line_end_in_a_subject_or_an_address_adds_no_header(
    outbox: Outbox, post_office: tuple[PostOffice, str]
) -> None:
    outbox.write(to="priya@example.org\r\nBcc: all@example.org", subject="One\r\nBcc: all@example.org")
    outbox.work()
    assert "all@example.org" not in post_office[0].to
    assert all(sent["Bcc"] is None for sent in post_office[0].received)


def test_sent_messages_are_forgotten_after_a_while(outbox: Outbox) -> None:
    outbox.write()
    outbox.work()
    with db.unit_of_work(outbox.url) as session:
        assert operations.forget_sent(session) == 0
        session.scalars(select(Message)).one().sent_at = clock.now().replace(tzinfo=None) - operations.KEPT_FOR * 2
    with db.unit_of_work(outbox.url) as session:
        assert operations.forget_sent(session) == 1
