"""Writes what happens to standard error, one line for each request, as names and values.

A line names the route and never the address as it came: that can hold the secret of a link, or words somebody searched
for. No line holds a name, an e-mail address or anything of what people wrote.
"""

from __future__ import annotations

import logging
import sys
import time
from secrets import token_hex

from flask import Flask, Response, g, has_request_context, request

LOG = logging.getLogger("inspect_app.requests")
LINE = "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s request=%(request)s %(message)s"
QUIET = ("/healthz", "/readyz")
"""What machines ask every few seconds is not worth a line while the answer is good."""


class _OneLine(logging.Formatter):
    """Times in UTC, and the id of the request in which something was logged."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        record.request = g.get("request_id", "-") if has_request_context() else "-"
        return super().format(record)


def begin() -> None:
    """Lets everything that is logged go to standard error; called once, when a program starts."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine(LINE, "%Y-%m-%dT%H:%M:%S"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("inspect_app").setLevel(logging.INFO)


def init_app(app: Flask) -> None:
    """Gives every request of an application an id, tells the browser, and writes its line."""
    app.before_request_funcs.setdefault(None, []).insert(0, _begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id, g.request_began = token_hex(4), time.perf_counter()


def _end(response: Response) -> Response:
    request_id = g.get("request_id")
    if request_id is None:
        return response
    response.headers["X-Request-ID"] = request_id
    route = request.url_rule.rule if request.url_rule else "none"
    if response.status_code >= 400 or route not in QUIET:
        milliseconds = (time.perf_counter() - g.request_began) * 1000
        LOG.info("method=%s route=%s status=%d ms=%.0f", request.method, route, response.status_code, milliseconds)
    return response
