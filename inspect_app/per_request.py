"""Gives every request one session, and ends it before the answer is sent.

What a request did is kept when its answer is below 400 and its method may write, and dropped otherwise. The commits
themselves are in `db.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, current_app, g, has_request_context, request
from sqlalchemy.orm import Session

from . import db

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask, url: str) -> None:
    """Binds the requests of an application to one database."""
    app.config["DATABASE_URL"] = url
    app.after_request(_keep)
    app.teardown_request(_drop)


def work() -> db.Work:
    """The work of this request."""
    if "work" not in g:
        g.work = db.Work(current_app.config["DATABASE_URL"], writes=request.method not in READING)
    found: db.Work = g.work
    return found


def session() -> Session:
    """The session of this request."""
    return work().session


def record_apart(record: Callable[[Session], object]) -> None:
    """Writes a fact that must outlive a refusal or a mere read, in a unit of its own once this request has ended."""
    work().record_apart(record)


def _keep(response: Response) -> Response:
    if "work" in g:
        g.work.end(keep=response.status_code < 400 and not g.get("refused", False))
    return response


def _drop(_fault: BaseException | None) -> None:
    if has_request_context() and "work" in g:
        g.work.end(keep=False)
