"""Binds sign-ins to requests: who the cookie stands for, and what happens to one who is not signed in.

A form that arrives when its sign-in has ended loses no word: it is kept for the person whose sign-in it was.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, jsonify, redirect, request, session, url_for
from flask_login import LoginManager, current_user, login_user, logout_user

from .. import clock, db, per_request
from ..config import Settings
from ..ui.errors import wants_json
from . import guards, kept_words, sign_ins
from .actors import Actor

COOKIE_KEY = "_user_id"
WAS_HERE = "was_here"
"""Where the cookie remembers whose it was after they signed out, for forms that are still open in other tabs."""


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
    # After per_request, as these run in reverse order: what was used is forgotten in the transaction that used it.
    app.after_request(_forget_used_words)


def let_in(actor: Actor) -> None:
    """Makes the cookie stand for a new sign-in. What it held for another person is gone; for the same one it stays."""
    token = _token_of_before()
    if token is None or sign_ins.whose_it_was(per_request.session(), token) != actor.id:
        session.clear()
    session.pop(WAS_HERE, None)
    login_user(actor)


def let_out() -> None:
    """Ends the sign-in of this request."""
    token = guards.me().token
    sign_ins.end(per_request.session(), token)
    logout_user()
    session[WAS_HERE] = token


def next_page(wanted: str | None) -> str:
    """Where to go after signing in: a page of ours, or the first page."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return "/"
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or any(ord(letter) < 33 or letter == "\\" for letter in wanted):
        return "/"
    return "/" if parts.path in (url_for("accounts.sign_in"), url_for("accounts.leave")) else wanted


def _actor(token: str) -> Actor | None:
    limits = current_app.config["LIMITS"]
    if request.method in per_request.READING:
        found = sign_ins.actor_of(per_request.session(), token, limits)
    else:
        # Asked apart, so that a handler may still compare a password before it makes other writers wait.
        with db.reading(current_app.config["DATABASE_URL"]) as apart:
            found = sign_ins.actor_of(apart, token, limits)
    if found is None:
        return None
    actor, seen = found
    if clock.now().replace(tzinfo=None) - seen > sign_ins.TOUCH_AFTER:
        per_request.record_apart(lambda apart: sign_ins.touch(apart, token))
    return actor


def _sign_in_first() -> Any:
    """Sends to the sign-in page, and back afterwards to the page that was asked for or that the form was on."""
    if wants_json():
        return jsonify({"error": "You were signed out. Sign in again."}), 401
    if request.method in per_request.READING:
        wanted = request.full_path.rstrip("?")
    else:
        wanted = _page_of_form()
        _keep_words(wanted)
    return redirect(url_for("accounts.sign_in", next=None if wanted == "/" else wanted))


def _page_of_form() -> str:
    source = urlsplit(request.headers.get("Referer") or "")
    page = f"{source.path}?{source.query}" if source.query else source.path
    return next_page(page) if source.netloc == request.host else "/"


def _keep_words(page: str) -> None:
    """Keeps a form whose sign-in had ended, for whoever it was.

    A page with script keeps the words by itself: its requests say that they are no navigation.
    """
    token = _token_of_before()
    if token is None or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return
    with db.reading(current_app.config["DATABASE_URL"]) as apart:
        person = sign_ins.whose_it_was(apart, token)
    if person is None:
        return
    path = request.full_path.rstrip("?")
    fields = list(request.form.items(multi=True))
    files = [upload.filename for _, upload in request.files.items(multi=True) if upload.filename]
    per_request.record_apart(
        lambda apart: kept_words.keep(apart, person, path=path, page=page, fields=fields, files=files)
    )


def _token_of_before() -> str | None:
    token = session.get(COOKIE_KEY) or session.get(WAS_HERE)
    return token if isinstance(token, str) else None


def _forget_used_words(response: Response) -> Response:
    """Words that were sent again and taken need not be offered any more."""
    if request.method != "POST" or response.status_code >= 400 or request.endpoint is None:
        return response
    used = request.form.get(kept_words.FIELD, "")
    if used.isdecimal() and current_user.is_authenticated:
        kept_words.discard(per_request.session(), guards.me().id, int(used))
    return response
