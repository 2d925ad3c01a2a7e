"""The rules that repeat a page's marking at the head and foot of every sheet that is printed of it.

They are a style sheet of their own, because a page may hold no style; no marking can end the string or the sheet.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

LONGEST = 120
AN_HOUR = 3600


def serve_from(bp: Blueprint) -> None:
    """Adds the address of the rules to a blueprint."""
    bp.add_url_rule("/assets/printed-marking.css", "printed_marking", _printed_marking)


def rules(marking: str) -> str:
    """The style sheet for one marking. Every character but the plainest is written as its number."""
    text = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in marking[:LONGEST])
    box = f'{{ content: "{text}"; font: 700 9pt "Source Sans 3", sans-serif; letter-spacing: 0.14em; }}'
    return f"@page {{ @top-center {box} @bottom-center {box} }}\n"


def _printed_marking() -> Response:
    response = Response(rules(request.args.get("text", "")), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={AN_HOUR}"
    return response
