"""Follows the links of a site as somebody of each role, so that tests see every page that people can reach."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple
from urllib.parse import urldefrag

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
MOST = 2
"""How many addresses of one route are opened for each role where nothing else is said: pages of one route are alike."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that somebody reached: its route, its address, from where, and what was answered."""

    endpoint: str
    address: str
    linked_from: str
    status: int
    is_page: bool


class Pictured(NamedTuple):
    """A page to be looked at, and by whom."""

    who: str
    endpoint: str
    address: str


def reached(app: Flask, client: FlaskClient, starts: Iterable[str] = ("/",), most: int = MOST) -> Iterator[Page]:
    """Every page that can be reached by links, each route at most so often, in the order in which it is met."""
    waiting = deque((address, "") for address in starts)
    known, opened = set(starts), dict[str, int]()
    while waiting:
        address, linked_from = waiting.popleft()
        endpoint = endpoint_of(app, address)
        if endpoint is None or opened.get(endpoint, 0) >= most:
            continue
        opened[endpoint] = opened.get(endpoint, 0) + 1
        with client.get(address) as answer:
            is_page = answer.content_type.startswith("text/html")
            body = answer.text if is_page else ""
            status, location = answer.status_code, answer.headers.get("Location")
        yield Page(endpoint, address, linked_from, status, is_page and status == 200)
        for link in [location] if location else map(unescape, LINK.findall(body)):
            found = urldefrag(link.removeprefix("http://localhost")).url
            if found.startswith("/") and not found.startswith("//") and found not in known:
                known.add(found)
                waiting.append((found, address))


def endpoint_of(app: Flask, address: str) -> str | None:
    """The route that answers an address; files that belong to the look are none."""
    with app.test_request_context(address) as context:
        rule = context.request.url_rule
        if rule is None and not isinstance(context.request.routing_exception, HTTPException):
            return None
        endpoint = rule.endpoint if rule else "(none)"
    return None if endpoint.startswith("ui.") else endpoint


def pictured(pages: Mapping[str, Iterable[Page]]) -> list[Pictured]:
    """One page of each route and who opens it: the first of these people who reached it."""
    found: dict[str, Pictured] = {}
    for who, theirs in pages.items():
        for page in theirs:
            if page.is_page:
                found.setdefault(page.endpoint, Pictured(who, page.endpoint, page.address))
    return list(found.values())
