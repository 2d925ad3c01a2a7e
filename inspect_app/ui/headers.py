"""What every answer says to the browser besides its page: what it may run, where it may be shown, what it may keep.

The rules are strict for every page alike; a page that needs an exception is written differently instead.
"""

from __future__ import annotations

import gzip
from secrets import token_urlsafe

from flask import Flask, Response, g, request

WORTH_PACKING = 1_000
LEVEL = 5
PACKED_TYPES = frozenset({"text/html", "application/json", "text/csv"})


def init_app(app: Flask) -> None:
    """Adds the headers to every answer of the application, and packs pages for browsers that ask for it."""
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    # Run in reverse order: first the headers, then packing.
    app.after_request(_packed)
    app.after_request(_with_headers)


def csp_nonce() -> str:
    """The word that lets the inline scripts of this one answer run."""
    if "csp_nonce" not in g:
        g.csp_nonce = token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def _with_headers(response: Response) -> Response:
    script = f"'self' 'nonce-{g.csp_nonce}'" if "csp_nonce" in g else "'self'"
    response.headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'self'; script-src {script}; style-src 'self'; img-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "geolocation=(), microphone=(), payment=(), usb=()")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    # What nobody said may be kept is kept by nobody: not by the browser, and not by a proxy.
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def _packed(response: Response) -> Response:
    if response.mimetype not in PACKED_TYPES or response.is_streamed or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings.quality("gzip") or "Content-Encoding" in response.headers:
        return response
    page = response.get_data()
    if len(page) >= WORTH_PACKING:
        response.set_data(gzip.compress(page, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
