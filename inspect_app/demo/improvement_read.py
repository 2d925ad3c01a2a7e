"""Reads what was derived about a real force's areas: what documents show, worked examples, and a board of 2019.

The files say where each fact comes from, and which of them are made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask import Flask

from ..remediation.boards import proven
from ..remediation.boards.proven import Passage, Readings, Shown
from . import record

AREA = "area_for_improvement"
FOLDER = Path(__file__).parent / "kent" / "improvement"


def provide(app: Flask) -> None:
    """Lets an application show what documents say of every published area of the real force."""
    force = _file("shown")["force"]
    entries = record.load(force, app.extensions["editions"]).entries.values()
    areas = tuple(one.id for entry in entries for one in entry.findings if one.kind == AREA)
    proven.provide(app, shown(areas))


@cache
def shown(findings: tuple[str, ...] = ()) -> Readings:
    """What documents show of the areas; `findings` are those of which nothing is said unless a file says so."""
    said = _file("shown")
    titles = {key: one["title"] for key, one in said["documents"].items()}
    found = {
        name: Shown(
            name, tuple(Passage(titles[p["document"]], f"line {p['line']}", p["shows"], p["words"]) for p in passages)
        )
        for name, passages in said["found"].items()
    }
    return Readings(
        force=said["force"],
        documents=[(one["title"], one["what"]) for one in said["documents"].values()],
        note=said["note"],
        found={**{name: Shown(name) for name in findings}, **found},
    )


@cache
def worked() -> Mapping[str, Any]:
    """The worked example of what a force has done: every name and figure in it is made up."""
    return _file("worked")


@cache
def board_2019() -> Mapping[str, Any]:
    """Ten actions of a board of 2019, as its papers list them."""
    return _file("board_2019")


def for_finding(table: Mapping[str, Any], finding: str) -> Any:
    """What a table says of a finding: its own line, or else that of its framework."""
    return table.get(finding, table.get(finding.partition("-")[0]))


def day(value: Any) -> date:
    """A day that YAML read as one already, or as text."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _file(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found
