"""Keeps away from every page what no row can hold, before it is put to a database.

A number is at most what a column holds, and words hold no zero byte. PostgreSQL fails on either; SQLite finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask, Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items
from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1
"""The largest number of a row."""


class Number(IntegerConverter):
    """The whole numbers of addresses. A larger one leads to no page."""

    def __init__(self, url_map: Map, *arguments: Any, **named: Any) -> None:
        super().__init__(url_map, *arguments, **{"max": LARGEST, **named})


class Fields(ImmutableMultiDict[str, Any]):
    """What was sent with a request, without the zero bytes that nobody types."""

    def __init__(self, sent: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None) -> None:
        super().__init__([(name, _said(value)) for name, value in iter_multi_items(sent or ())])


class Asked(Request):
    """A request whose fields can be put to any database."""

    parameter_storage_class = Fields


def init_app(app: Flask) -> None:
    """Takes care of every request, and of the numbers in every route that is added from now on."""
    app.request_class = Asked
    app.url_map.converters["int"] = Number


def refuse_zero_bytes(app: Flask) -> None:
    """Lets an address with a zero byte lead to no page. Called after the guards, which nothing may answer before."""
    app.before_request(_refuse_zero_bytes)


def _refuse_zero_bytes() -> None:
    if "\0" in request.path:
        abort(404)


def _said(value: Any) -> Any:
    return value.replace("\0", "") if isinstance(value, str) else value
