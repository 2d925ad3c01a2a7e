"""Force overview and context: the area, its people and the force, under side heads."""

from __future__ import annotations

from ..pdf.flow import Item
from ..pdf.headings import PartTitle, Place
from .passages import passages
from .setting import Setting

TITLE, PLACE = "Force overview and context", "overview"


def part(setting: Setting) -> list[Item]:
    """One to three pages; none where the record has no overview."""
    if not setting.report.overview:
        return []
    items: list[Item] = [PartTitle(setting.faces, TITLE, Place(PLACE, 0))]
    for heading, found in setting.report.overview:
        items += passages(setting, heading, found, level=2)
    return items
