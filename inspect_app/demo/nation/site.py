"""The nation as a site."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from sqlalchemy.orm import Session

from ...config import Settings
from ...evidence import storage
from ...forces.cycles import CycleFile
from .. import sites
from ..record import Record
from . import improvement
from .build import build
from .plan import plan

FILE = "nation.db"


def settings(folder: Path, port: int) -> Settings:
    """Settings of the nation in a folder."""
    return sites.settings(folder, port, FILE, "nation-evidence")


def make(
    made: Settings,
    record: Record,
    cycle: CycleFile,
    progress: Callable[[str], None],
    documents: Collection[str] | None = None,
) -> None:
    """Makes the nation from nothing; what was there before is gone.

    `documents` may name the only forces whose reports are drawn, where the others are not needed.
    """
    store = storage.of(made)

    def fill(session: Session) -> None:
        build(session, store, record, cycle, plan(), progress, documents)
        progress("Seeing improvement through")
        improvement.load(session, record.edition, plan().now, store)

    sites.make_anew(made, fill)
