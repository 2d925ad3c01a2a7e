"""Binds sign-ins to requests: who the cookie stands for, and what happens to one who is not signed in."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, redirect, request, url_for
from flask_login import LoginManager

from .. import clock, per_request
from ..config import Settings
from . import guards, sign_ins
from .actors import Actor


def init_app(app: Flask, settings: Settings) -> None:
    """Lets an application know who is signed in, and guards every route."""
    manager = LoginManager()
    # A sign-in is a row that can be ended; the cookie need not guess by itself whether it was stolen.
    manager.session_protection = None
    manager.user_loader(_actor)
    manager.unauthorized_handler(_sign_in_first)
    manager.init_app(app)
    app.config["LIMITS"] = sign_ins.Limits(settings.idle, settings.absolute)
    app.before_request(guards.keep_out)


def _actor(token: str) -> Actor | None:
    found = sign_ins.actor_of(per_request.session(), token, current_app.config["LIMITS"])
    if found is None:
        return None
    actor, seen = found
    if clock.now().replace(tzinfo=None) - seen > sign_ins.TOUCH_AFTER:
        per_request.record_apart(lambda session: sign_ins.touch(session, token))
    return actor


def _sign_in_first() -> Any:
    """Sends to the sign-in page, and back afterwards to the page that was asked for."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=wanted))
