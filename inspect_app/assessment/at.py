"""Where in the assessments somebody is at work: one entry with everything above it, as plain values.

Operations are given it instead of an address, so that they know nothing of the web; it decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..audit.operations import About
from ..grading.edition import Edition, Framework
from .models import Assessment, Entry


@dataclass(frozen=True, slots=True)
class At:
    """An entry of a force's assessment in a cycle, and the edition's framework that it answers."""

    force: str
    cycle: str
    assessment: Assessment
    entry: Entry
    edition: Edition
    framework: Framework

    @property
    def code(self) -> str:
        """The framework as printed, such as 3C."""
        return self.framework.code

    @property
    def address(self) -> str:
        """The path of the entry's own page."""
        return f"/forces/{self.force}/{self.cycle}/assessment/{self.framework.id}"

    def finding(self, finding: int) -> str:
        """The path of a finding's page."""
        return f"{self.address}/findings/{finding}"

    def number(self, criterion: str) -> str:
        """A criterion as printed, such as F2; its id where the edition does not know it any more."""
        known = self.framework.criterion.get(criterion)
        return known.number if known else criterion

    def about(self, thing: str, thing_id: Any, *, part: str | None = None, address: str | None = None) -> About:
        """What an audit event is about; its address is the entry's unless another path is given."""
        return About(
            thing,
            thing_id,
            force=self.force,
            cycle=self.cycle,
            framework=self.framework.id,
            part=part,
            address=address or self.address,
        )
