"""Turns refusals and faults into pages with a sentence, or into JSON for programs that read nothing else.

The exceptions themselves know nothing of the web. A page never shows what went wrong inside, only a reference under
which the log has it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from secrets import token_hex
from urllib.parse import urlsplit

from flask import Flask, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from ..promises import BadInput, Conflict, NotAllowed, NotFound

LOG = logging.getLogger("inspect_app.faults")
NO_PAGE = "There is no such page, or you may not see it."
TOO_OLD = "This page had been open for too long, so what you sent was not saved."


@dataclass(frozen=True, slots=True)
class Said:
    """What an error page says: its heading, a sentence, and what to do."""

    title: str
    sentence: str
    advice: str = ""


SAID: dict[int, Said] = {
    400: Said("We could not read that", "What was sent is not complete.", "Go back and try again."),
    401: Said("Sign in first", "You must sign in to see this page."),
    403: Said("You may not do this", "Your role does not allow it."),
    404: Said("Page not found", NO_PAGE, "If you typed the address, check it."),
    405: Said("We could not do that", "This page cannot be asked for in that way.", "Go back and try again."),
    409: Said("Somebody changed this meanwhile", "What you sent was not saved.", "Open the page again and compare."),
    410: Said("This is no longer here", "It has been removed."),
    413: Said(
        "That is too large",
        "What you sent is larger than we can take, so nothing was saved.",
        "Send fewer or smaller files. You can add a link to where a large file is kept instead.",
    ),
    415: Said("We could not read that", "That kind of file or data cannot be read here."),
    429: Said("Too many attempts", "You tried this too often in a short time.", "Wait a few minutes and try again."),
    503: Said("Not available now", "The product is busy or being looked after.", "Try again in a few minutes."),
}


def init_app(app: Flask) -> None:
    """Registers a page for every kind of refusal and fault."""
    app.register_error_handler(NotAllowed, lambda error: _page(403, _sentence(error)))
    app.register_error_handler(NotFound, lambda _: _page(404))
    app.register_error_handler(Conflict, lambda error: _page(409, _sentence(error)))
    app.register_error_handler(BadInput, lambda error: _page(400, _sentence(error)))
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(InternalServerError, _unexpected)


def wants_json() -> bool:
    """Whether the one who asks reads JSON and no page."""
    return bool(request.accept_mimetypes.accept_json and not request.accept_mimetypes.accept_html)


def _sentence(error: Exception) -> str:
    return str(error.args[0]) if error.args else ""


def _page(status: int, sentence: str = "", reference: str = "") -> ResponseReturnValue:
    said = SAID.get(status, SAID[400])
    sentence = sentence or said.sentence
    if wants_json():
        return jsonify({"error": sentence, **({"reference": reference} if reference else {})}), status
    advice = said.advice if sentence == said.sentence else ""
    return render_template("ui/error.html", title=said.title, sentence=sentence, advice=advice), status


def _refused(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if error.response is not None or status < 400:
        return error
    answer = _page(status)
    if isinstance(answer, tuple) and isinstance(error.get_headers(), list):
        kept = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
        return answer[0], status, kept
    return answer


def _form_too_old(_: CSRFError) -> ResponseReturnValue:
    """The words come back to be sent again, but only to a page of ours that sent them."""
    if wants_json():
        return _page(400, TOO_OLD)
    words = _sent_words() if _is_ours() else []
    return render_template("ui/error_form.html", title="Not saved yet", sentence=TOO_OLD, words=words), 400


def _is_ours() -> bool:
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return bool(source) and urlsplit(source).netloc == request.host


def _sent_words() -> list[tuple[str, str]]:
    """Everything that was typed but passwords, under the names of its fields."""
    hidden = ("csrf_token", "password")
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if not any(word in name.lower() for word in hidden)
    ]


def _unexpected(error: InternalServerError) -> ResponseReturnValue:
    reference = new_reference()
    # The route and not the address, which can hold the secret of a link.
    route = request.url_rule.rule if request.url_rule else "no route"
    LOG.error("Fault %s at %s %s", reference, request.method, route, exc_info=error.original_exception or error)
    if wants_json():
        return _page(500, "Something went wrong on our side.", reference)
    try:
        return render_template("ui/fault.html", reference=reference), 500
    except Exception:
        # Whatever broke the page may also break the frame around it; this page has none.
        LOG.exception("Fault %s: its page could not be drawn either", reference)
        return render_template("ui/fault_bare.html", reference=reference), 500


def new_reference() -> str:
    """A reference short enough to read over the telephone, such as 7F3A-22."""
    digits = token_hex(3).upper()
    return f"{digits[:4]}-{digits[4:]}"
