"""The tabs over every page of one framework, in one order. A tab whose page this product does not have is left out."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app
from werkzeug.exceptions import HTTPException

from .at import At


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab as the page shows it."""

    text: str
    url: str
    current: bool


def tabs(at: At, current: str, *, findings: int | None = None, evidence: int | None = None) -> list[Tab]:
    """The tabs with `current` marked: "", "findings", "evidence", "text" or "history". Counts stand in brackets."""
    planned = (
        ("", "Criteria", None),
        ("findings", "Findings", findings),
        ("evidence", "Evidence", evidence),
        ("text", "Report text", None),
        ("history", "History", None),
    )
    found = []
    for part, words, number in planned:
        url = f"{at.address}/{part}" if part else at.address
        if _is_there(url, part):
            text = words if number is None else f"{words} ({number})"
            found.append(Tab(text, url, part == current))
    return found


def _is_there(url: str, part: str) -> bool:
    """Whether a route of its own answers: the route of a criterion takes any word in that place."""
    try:
        rule, _ = current_app.url_map.bind("").match(url, method="GET", return_rule=True)
    except HTTPException:
        return False
    return rule.rule.endswith(f"/{part}") if part else True
