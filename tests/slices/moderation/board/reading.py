"""Reads the board as people do: by the names of its cells."""

from __future__ import annotations

import re
from html import unescape

CELL = re.compile(r'<(?:a|span) class="(cell[^"]*)"[^>]*? aria-label="([^"]*)">')


def cells(page: str) -> dict[tuple[str, str], str]:
    """What the board says of each framework and force."""
    found = {}
    for _, name in CELL.findall(page):
        place, _, said = unescape(name).partition(": ")
        code, _, force = place.partition(", ")
        found[code, force] = said
    return found


def columns(page: str) -> list[str]:
    """The names of forces over the columns, in order."""
    head = page.partition('class="board"')[2].partition("</thead>")[0]
    return re.findall(r"<span>([^<]*)</span></th>", head)


def rows(page: str) -> list[str]:
    """Each row of the page of one framework, as text on one line."""
    body = page.partition('class="across blocks"')[2].partition("</table>")[0]
    return [words(row) for row in body.split("<tr")[1:]]


def words(html: str) -> str:
    seen = re.sub(r"<svg.*?</svg>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>|^[^<]*>", " ", seen)).split())
