"""What the library is narrowed to, as its address has it; what is none of ours narrows nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from . import markings, source_kinds

STATES = {
    "outside": "Outside the assessment year",
    "review": "Due for review",
    "uncited": "Not cited",
    "cited": "Cited",
    "unread": "Not checked for viruses",
    "withdrawn": "Withdrawn",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; an empty value narrows nothing."""

    words: str = ""
    framework: str = ""
    kind: str = ""
    owner: int | None = None
    marking: str = ""
    state: str = ""

    @property
    def narrows(self) -> bool:
        return any((self.words, self.framework, self.kind, self.owner, self.marking, self.state))


def from_address(given: Mapping[str, str]) -> Wanted:
    """The filters as a query string has them; what is none of ours narrows nothing."""
    owner = given.get("owner", "")
    kinds = {kind for kind, _ in source_kinds.CHOICES}
    return Wanted(
        words=" ".join(given.get("q", "").replace("\x00", " ").split())[:200],
        framework=given.get("framework", "")[:60].replace("\x00", ""),
        kind=given.get("kind", "") if given.get("kind") in kinds else "",
        owner=int(owner) if owner.isascii() and owner.isdecimal() and len(owner) < 10 else None,
        marking=given.get("marking", "") if given.get("marking", "") in markings.up_to(markings.HIGHEST) else "",
        state=given.get("state", "") if given.get("state") in STATES else "",
    )
