"""Small words that the pages of finishing share: moments to the minute, possessives, digests and stored grades."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from markupsafe import Markup

from ... import clock
from ...grading.scale import Scales
from ...ui.bars import range_bar
from ...ui.chips import grade_chip
from ...ui.times import day
from .content import grouped


def told(moment: datetime, joint: str = " at ") -> str:
    """`30 June 2006 at 16:12`: always the whole moment, because it is part of what is signed."""
    return f"{day(moment)}{joint}{clock.here(moment):%H:%M}"


def owner(name: str) -> str:
    """`Kent Police's`, `Wales'`."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def stored_grade(scales: Scales, proposal: Mapping[str, Any] | None) -> Markup:
    """The grade of a stored proposal: its chip where it was settled, else its range."""
    if proposal is None:
        return Markup("Could not be worked out")
    if proposal["settled"]:
        return grade_chip(scales, proposal["outcome"])
    return range_bar(scales, proposal["floor"], proposal["ceiling"], words=True)


ON_PAGES = {"told": told, "owner": owner, "fours": grouped, "stored_grade": stored_grade}
"""What templates of finishing are given besides what they show."""
