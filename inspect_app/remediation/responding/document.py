"""The document that the local policing body publishes: its content, and who draws it.

The content is plain values. Those who draw documents stand above this part, so the application names them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from flask import Flask, current_app

from ...ui.times import day
from ..standing import last_day_to_respond
from ..states import KINDS
from .queries import Row

NAME = "response_document"
Draw = Callable[[Mapping[str, Any]], bytes]
"""Draws the content as a PDF; the same content gives the same bytes."""


def provide(app: Flask, draw: Draw) -> None:
    """Tells an application who draws the document."""
    app.extensions[NAME] = draw


def drawn(content: Mapping[str, Any]) -> bytes:
    """The document as a PDF."""
    draw: Draw = current_app.extensions[NAME]
    return draw(content)


def content(force: str, rows: Sequence[Row], today: date, marking: str) -> dict[str, Any]:
    """What the document says of these, in their order."""
    return {
        "force": force,
        "as_of": today.isoformat(),
        "marking": marking,
        "items": [_item(row, today) for row in rows],
        "without": sum(row.response is None for row in rows),
    }


def _item(row: Row, today: date) -> dict[str, Any]:
    area, said = row.area, row.response
    assert area.published_on is not None
    parts = [("What was asked", area.wrong)]
    if said is not None:
        parts.append(("Comments of the policing body", said.comments))
        parts.append(
            ("Action taken or proposed", said.action)
            if said.action
            else ("Why no action is taken", said.why_none or "")
        )
    return {
        "number": area.number,
        "title": f"{KINDS[area.kind]} {area.number}: {area.title}",
        "source": f"{area.source_words}, published {day(area.published_on)}",
        "parts": [{"head": head, "text": text} for head, text in parts],
        "state": f"Recorded on {day(said.saved_at)}." if said is not None else _missing(area.published_on, today),
    }


def _missing(published_on: date, today: date) -> str:
    last = last_day_to_respond(published_on)
    return f"No response yet. The last day {'was' if last < today else 'is'} {day(last)}."
