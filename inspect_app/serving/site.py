"""Runs the web server and, unless told otherwise, a worker beside it, and stops both in order."""

from __future__ import annotations

import gc
import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from waitress.server import create_server

from .. import db
from ..application import create_app
from ..config import Settings
from ..jobs.worker import Worker
from . import logs
from .checks import check

LOG = logging.getLogger("inspect_app.serving")
EVERYBODY = "0.0.0.0"
THREADS = 8
ROOM_FOR_THE_FORM = 1024 * 1024
"""The server refuses only what is larger still than the product takes, so that the product's own page answers."""
KEPT_IN_MEMORY = 256 * 1024
"""What is larger than this, in or out, is kept in a file of the machine and not in memory."""


class CannotListen(Exception):
    """The address cannot be listened on. The sentence says why."""


def application(settings: Settings | None = None) -> Flask:
    """The application for a web server of somebody's own, checked as `inspect-app serve` checks it.

    Raises SettingMissing and CannotServe. Who it is open to is not known here, so it counts as open to everybody.
    """
    found = settings or Settings.from_environment()
    logs.begin()
    check(found, EVERYBODY)
    return prepare(create_app(found))


def prepare(app: Flask) -> Flask:
    """Makes an application ready for any web server: each request has an id and a line in the log, and the connections
    to the database stay open between two requests."""
    if "serving" not in app.extensions:
        app.extensions["serving"] = True
        logs.init_app(app)
        db.keep_connections(app.config["SETTINGS"].database_url)
    return app


def serve(app: Flask, host: str, port: int, ready: Callable[[str], None] | None = None) -> None:
    """Serves until told to stop by a signal, and ends what was begun before it returns.

    `ready` is called with the address once requests are taken; port 0 takes any that is free. Raises CannotListen.
    """
    settings: Settings = app.config["SETTINGS"]
    try:
        server = create_server(prepare(app), host=host, port=port, **_how(app, settings))
    except OSError as fault:
        raise CannotListen(f"Cannot listen on {host}:{port}: {fault.strerror or fault}.") from fault
    address = f"http://{_in_address(host)}:{server.effective_port}"
    worker = Worker(app) if settings.worker else None
    _keep_what_stays()
    with _stopped_by_signals():
        try:
            if worker is not None:
                worker.start()
            LOG.info("serving=%s worker=%s", address, "own" if worker else "elsewhere")
            if ready is not None:
                ready(address)
            server.run()
        except KeyboardInterrupt:
            pass
        finally:
            server.close()
            if worker is not None and not worker.stop():
                LOG.warning("worker outcome=stopped_with_work_under_way")
            db.close_connections(settings.database_url)
            LOG.info("serving=ended")


def _keep_what_stays() -> None:
    """Takes what was loaded at the start out of every later search for garbage: editions are large and never go."""
    gc.collect()
    gc.freeze()


def _how(app: Flask, settings: Settings) -> dict[str, Any]:
    """The settings of the server. What a request says of its origin is believed of a trusted proxy only."""
    how: dict[str, Any] = {
        "threads": THREADS,
        "ident": None,
        "max_request_body_size": int(app.config["MAX_CONTENT_LENGTH"] or 0) + ROOM_FOR_THE_FORM,
        "inbuf_overflow": KEPT_IN_MEMORY,
        "outbuf_overflow": KEPT_IN_MEMORY,
        "clear_untrusted_proxy_headers": True,
    }
    if settings.trusted_proxy:
        how["trusted_proxy"] = settings.trusted_proxy
        how["trusted_proxy_headers"] = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
    return how


def _in_address(host: str) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)
    return f"[{shown}]" if ":" in shown and not shown.startswith("[") else shown


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """While the block runs, the signal by which machines end programs does what Control-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
