"""Where the thing stands that is missing or worth a look: paths of pages, made without the web, so that rules can name
them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Addresses:
    """The paths of one assessment's pages; `root` is where it is mounted, usually nothing."""

    force: str
    cycle: str
    root: str = ""

    @property
    def assessment(self) -> str:
        """The overview."""
        return f"{self.root}/forces/{self.force}/{self.cycle}/assessment"

    def page(self, name: str) -> str:
        """One of the pages of finishing: `check`, `submit`, `sign`, `return`, `take-back`, `versions`."""
        return f"{self.assessment}/{name}"

    def version(self, number: int, part: str = "") -> str:
        """One version, or a page of it such as `changes`."""
        return f"{self.assessment}/versions/{number}{'/' if part else ''}{part}"

    def framework(self, framework: str) -> str:
        """The workspace of a framework."""
        return f"{self.assessment}/{framework}"

    def part(self, framework: str, part: str) -> str:
        """One criterion, factor or other question of a framework, opened."""
        return f"{self.framework(framework)}/{part.removeprefix(f'{framework}-')}"

    def findings(self, framework: str, finding: str = "") -> str:
        """The findings of a framework, at one of them."""
        return f"{self.framework(framework)}/findings{'#' if finding else ''}{finding}"
