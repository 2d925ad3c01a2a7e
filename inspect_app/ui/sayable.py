"""Refuses addresses that name what no row can have, before a page puts them to a database.

A number is at most what a column holds, and words hold no zero byte. PostgreSQL fails on either; SQLite finds nothing.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1
"""The largest number of a row."""


class Number(IntegerConverter):
    """The whole numbers of addresses. A larger one leads to no page."""

    def __init__(self, url_map: Map, *arguments: Any, **named: Any) -> None:
        super().__init__(url_map, *arguments, **{"max": LARGEST, **named})


def bound_numbers(app: Flask) -> None:
    """Lets the numbers of every route that is added from now on be such as a row can have."""
    app.url_map.converters["int"] = Number


def refuse_zero_bytes(app: Flask) -> None:
    """Lets an address with a zero byte lead to no page. Called after the guards, which nothing may answer before."""
    app.before_request(_refuse_zero_bytes)


def _refuse_zero_bytes() -> None:
    said = [request.path, *request.args, *(value for _, value in request.args.items(multi=True))]
    if any("\0" in words for words in said):
        abort(404)
