"""The self-assessment under way as a site."""

from __future__ import annotations

from pathlib import Path

from ...config import Settings
from ...evidence.files.store import Folder
from ...forces.cycles import CycleFile
from .. import sites
from ..record import Record
from .build import build
from .plan import plan


def settings(folder: Path, port: int) -> Settings:
    """Settings of the self-assessment in a folder."""
    return sites.settings(folder, port, "site.db", "evidence")


def make(made: Settings, record: Record, cycle: CycleFile) -> None:
    """Makes the self-assessment from nothing; what was there before is gone."""
    sites.make_anew(made, lambda session: build(session, Folder(made.evidence_folder), record, cycle, plan()))
