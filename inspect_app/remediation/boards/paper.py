"""Asks for the paper as a PDF of whoever draws reports: they stand above this part, and the application names them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, current_app

NAME = "board_paper"
Draw = Callable[[Mapping[str, Any]], bytes]
"""Draws the content of a paper; the same content gives the same bytes."""


def provide(app: Flask, draw: Draw) -> None:
    """Tells an application who draws papers."""
    app.extensions[NAME] = draw


def drawn(content: Mapping[str, Any]) -> bytes:
    """The paper as a PDF."""
    draw: Draw = current_app.extensions[NAME]
    return draw(content)
