"""What a finding says, as one plain value: what forms make, operations save, and two versions are compared by."""

from __future__ import annotations

from dataclasses import dataclass

from . import queries


@dataclass(frozen=True, slots=True)
class Wording:
    """What a finding says: its kind, title and words in Markdown, and the ids of the criteria that it bears on."""

    kind: str
    title: str
    text: str
    bears_on: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {"kind": self.kind, "title": self.title, "text": self.text, "bears_on": list(self.bears_on)}


def wording_of(found: queries.Found) -> Wording:
    """What a finding says now."""
    return Wording(found.kind, found.title, found.text, found.bears_on)
