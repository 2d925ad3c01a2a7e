"""The board as a site."""

from __future__ import annotations

from pathlib import Path

from ...config import Settings
from ...evidence import storage
from .. import sites
from .build import build
from .plan import plan

FILE = "board.db"


def settings(folder: Path, port: int) -> Settings:
    """Settings of the board in a folder."""
    return sites.settings(folder, port, FILE, "board-papers")


def make(made: Settings) -> None:
    """Makes the board from nothing; what was there before is gone."""
    sites.make_anew(made, lambda session: build(session, storage.of(made), plan()))
